import Foundation
import Testing

@testable import FourfieldMarkup

/// Models that are read from a file.
@Suite struct PageModelTests {
  /// Both models with one question each: whether the first number of a block is at most a threshold.
  private static func json(
    children: String = "-1, -2", feature: Int = 0, sizes: String = "1", values: String
  ) -> Data {
    let model = """
      {"questions": [\(feature), \(children)], "thresholds": [-1], "values": [\(values)], "sizes": [\(sizes)]}
      """
    return Data("{\"blocks\": \(model), \"context\": \(model)}".utf8)
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
  ])
  func refusesWhatIsNoModel(name: String, json: Data) {
    #expect(throws: DecodingError.self, "\(name)") {
      try JSONDecoder().decode(PageModel.self, from: json)
    }
  }
}
