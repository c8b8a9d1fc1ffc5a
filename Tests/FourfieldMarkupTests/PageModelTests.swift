import Foundation
import Testing

@testable import FourfieldMarkup

/// Models that are read from a file.
@Suite struct PageModelTests {
  /// Both models with one question each: whether the first number of a block is at most a threshold.
  private static func json(
    children: String = "-1, -2", feature: Int = 0, sizes: String = "1", values: String,
    network: String? = nil
  ) -> Data {
    let model = """
      {"questions": [\(feature), \(children)], "thresholds": [-1], "values": [\(values)], "sizes": [\(sizes)]}
      """
    let more = network.map { ", \"network\": \($0)" } ?? ""
    return Data("{\"blocks\": \(model), \"context\": \(model)\(more)}".utf8)
  }

  /// A network that gives every block the same odds.
  private static func network(odds: Float, width: Int = BlockFeatures.width) -> String {
    let weights = [Float](repeating: 0, count: 32 * (width + 1 + 32 + 3 * 97 + 1)) + [odds]
    let row = [Float](repeating: 1, count: width)
    return "{\"means\": \(row), \"scales\": \(row), \"weights\": \(weights)}"
  }

  private static let page = Array(
    ("<body><nav>" + (0..<6).map { "<a href=/\($0)>Section \($0)</a><br><br>" }.joined()
      + "</nav><article>"
      + (0..<20).map { "<p>Paragraph \($0) says that the port was opened again this week.</p>" }
      .joined()
      + "</article></body>").utf8)

  @Test func judgesByTheFile() throws {
    let everything = try JSONDecoder().decode(
      PageModel.self, from: PageModelTests.json(values: "9, 9"))
    let all = HTMLReader.read(PageModelTests.page, model: everything).pieces.count
    #expect(all == HTMLReader.read(PageModelTests.page, content: .all).pieces.count)
    #expect(HTMLReader.read(PageModelTests.page).pieces.count == 20)
  }

  /// The network's odds are two fifths: here they weigh more than those of the trees.
  @Test(arguments: [Float(-14), 14])
  func weighsTheNetworkIn(odds: Float) throws {
    let trees = "\(odds < 0 ? 4 : -4), \(odds < 0 ? 6 : -6)"
    let model = try JSONDecoder().decode(
      PageModel.self,
      from: PageModelTests.json(values: trees, network: PageModelTests.network(odds: odds)))
    let chances = PageModelTests.chances(model)
    #expect(chances.count == 26)
    #expect(chances.allSatisfy { odds < 0 ? $0 < 0.2 : $0 > 0.8 })
  }

  private static func chances(_ model: PageModel) -> [Float] {
    let tree = PageParser.shared.parse(page)
    let blocks = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
    let features = BlockFeatures(
      tree: tree, page: blocks, facts: PageFacts(tree), elements: ElementCues(tree))
    return model.chances(
      of: features, sizes: (0..<features.rows).map { Float(features.size(of: $0)) })
  }

  /// A hidden address by itself is for scripts, whatever a model says; what only begins like one is not.
  @Test(arguments: [
    ("<div hidden>https://example.org/inline_script.js?ver=17</div>", false),
    ("<div>https://example.org/inline_script.js?ver=17</div>", true),
    ("<div hidden>https协议是一种安全的传输协议，两国政府在周二签署了协定。</div>", true),
    ("<div hidden>http status codes are listed below, one by one</div>", true),
    ("<ol hidden><li>https://example.org/the-agreement.pdf</li></ol>", true),
  ])
  func leavesOutAddressesForScripts(markup: String, isKept: Bool) throws {
    let everything = try JSONDecoder().decode(
      PageModel.self, from: PageModelTests.json(values: "9, 9"))
    let plain = HTMLReader.read(PageModelTests.page, model: everything).pieces.count
    let all = HTMLReader.read(PageModelTests.page + Array(markup.utf8), model: everything)
    #expect(all.pieces.count == plain + (isKept ? 1 : 0))
  }

  @Test(arguments: [
    ("a number that no row has", PageModelTests.json(feature: 9999, values: "1, 2")),
    ("a child that is its own parent", PageModelTests.json(children: "0, -1", values: "1, 2")),
    ("a child that is not there", PageModelTests.json(children: "1, -1", values: "1, 2")),
    ("an answer that is not there", PageModelTests.json(children: "-1, -3", values: "1, 2")),
    ("an answer too few", PageModelTests.json(values: "1")),
    ("no tree", PageModelTests.json(sizes: "", values: "1, 2")),
    ("a tree of no question", PageModelTests.json(sizes: "0, 1", values: "1, 2")),
    ("more questions than there are", PageModelTests.json(sizes: "2", values: "1, 2, 3")),
    ("no model", Data("{}".utf8)),
    (
      "a network of other rows",
      PageModelTests.json(values: "1, 2", network: PageModelTests.network(odds: 1, width: 7))
    ),
    ("a network without numbers", PageModelTests.json(values: "1, 2", network: "{}")),
  ])
  func refusesWhatIsNoModel(name: String, json: Data) {
    #expect(throws: DecodingError.self, "\(name)") {
      try JSONDecoder().decode(PageModel.self, from: json)
    }
  }
}
