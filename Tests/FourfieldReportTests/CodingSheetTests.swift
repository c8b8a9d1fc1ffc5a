import Foundation
import FourfieldReport
import Testing

@Suite struct CodingSheetTests {
  private var page: String {
    get throws {
      try CodingSheet(
        title: "a < b", items: [SheetItem(id: "d/1", language: "zh", text: "</script><b>出口")],
        themes: [SheetTheme(id: "green", title: "Green", rule: "Forests.", color: "#27ae60")],
        rules: "All that apply."
      ).html
    }
  }

  /// A text cannot end the script that holds it, and nothing is fetched.
  @Test func isOneSafeFile() throws {
    let page = try page
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("\\u003c\\/script>\\u003cb>出口"))
    #expect(page.contains("<title>a &lt; b</title>"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains("{{"))
  }

  @Test func holdsCodeBookAndPassages() throws {
    let page = try page
    for part in [
      "\"rule\":\"Forests.\"", "\"rules\":\"All that apply.\"", "\"id\":\"d\\/1\"", "Export JSONL",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }
}
