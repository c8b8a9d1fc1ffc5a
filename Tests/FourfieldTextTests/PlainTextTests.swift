import FourfieldCore
import FourfieldText
import Testing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("a\n\nb", ["a", "b"]), ("a short line\nanother", ["a short line", "another"]),
    (
      "The two governments signed an agreement on\nfree trade that covers goods and services in\nboth.",
      [
        "The two governments signed an agreement on free trade that covers goods and services in both."
      ]
    ),
    ("It speaks of the eco-\nnomy.", ["It speaks of the eco-\nnomy."]),
    ("It speaks of the eco‐\nnomía.", ["It speaks of the eco‐\nnomía."]),
    ("The G-\n20", ["The G-", "20"]), ("eco-\nNomy", ["eco-", "Nomy"]), ("-\na", ["-", "a"]),
    ("trade\n- a list", ["trade", "- a list"]),
    ("两国政府在北京签署了关于自由贸易的协定并决定扩大合作范\n围", ["两国政府在北京签署了关于自由贸易的协定并决定扩大合作范围"]),
  ])
  func findsBlocks(text: String, expected: [String]) {
    let plain = PlainText(Array(text.utf8).span)
    let blocks = plain.blocks.map {
      String(decoding: plain.text.utf8[$0.range.indices], as: UTF8.self)
    }
    #expect(blocks == expected)
  }
}
