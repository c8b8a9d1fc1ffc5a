import Foundation
import FourfieldReport
import Testing

@Suite struct RunReportTests {
  private let record = """
    {"id":"d/0","language":"en","text":"R&D <b> grew 🌱 fast","labels":["green"],"primary":"green",\
    "themes":{"economic":{"count":0},"green":{"count":1}},\
    "matches":[{"theme":"green","group":"green/x","concept":"seed","weight":2,"start":13,"end":14}]}
    """

  @Test func marksTheEvidenceAndEscapesTheRest() {
    let page = RunReport(jsonl: Data(record.utf8), title: "a < b").html
    #expect(page.contains("<h1>a &lt; b</h1>"))
    #expect(page.contains("R&amp;D &lt;b&gt; grew <mark style="))
    #expect(page.contains("title=\"green/x · seed · weight 2.0\">🌱</mark> fast"))
    #expect(page.contains("<th>green</th><td>1</td><td>100 %"))
    #expect(!page.contains("src=") && !page.contains("http"), "the page loads something")
  }

  @Test func passesOverWhatIsNoRecord() {
    let page = RunReport(jsonl: Data("nonsense\n".utf8), title: "t").html
    #expect(page.contains("<p>0 passages.</p>"))
  }
}
