@testable import FourfieldMarkup
import FourfieldCore
import Testing

@Suite struct TitleTests {
  private func metadata(_ head: String, _ body: String = "<p>Text.</p>") -> Metadata {
    HTMLReader.read(Array("<html><head>\(head)</head><body>\(body)</body></html>".utf8)).metadata
  }

  @Test(arguments: [
    ("the head's alone", "<title>Ports grow</title>", "", "Ports grow"),
    (
      "a heading for search engines",
      "<title>Ports Chile: growth by a third</title><meta property=og:title content='Cranes that never sleep'>",
      "<h1>Ports Chile: growth by a third</h1><h2>Chile Cranes that never sleep</h2>",
      "Cranes that never sleep"
    ),
    (
      "a second heading that quotes a part",
      "<title>Cranes that never sleep in Chile</title><meta property=og:title content='Cranes that never sleep'>",
      "<h1>Cranes that never sleep in Chile</h1><h2>Cranes that never sleep</h2>",
      "Cranes that never sleep in Chile"
    ),
    (
      "a short name before a long title",
      "<title>Quay 4 » Blog Archive » Cranes that never sleep, and who pays for them</title>",
      "<h1>Quay 4</h1>", "Cranes that never sleep, and who pays for them"
    ),
    (
      "a head without the page's part", "<title>Harbor Enquiries -</title>",
      "<h2>Replacement of cranes</h2>", "Replacement of cranes"
    ),
    (
      "the site's name goes", "<title>Ports of Chile grow by a third | Example</title>", "",
      "Ports of Chile grow by a third"
    ),
    (
      "the site is known",
      "<title>Example – Ports grow</title><meta property=og:site_name content=Example>", "",
      "Ports grow"
    ),
    (
      "the heading is confirmed", "<title>Ports grow - Economy - Example</title>",
      "<h1>Ports grow</h1>", "Ports grow"
    ),
    (
      "a heading that is the site's name",
      "<title>Ports grow | Example</title><meta property=og:site_name content=Example><meta property=og:title content='Ports grow'>",
      "<h1>Example</h1>", "Ports grow"
    ),
    (
      "JSON-LD",
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Ports &amp; trade grow\"}</script><title>Ports &amp; trade grow • Example</title>",
      "", "Ports & trade grow"
    ),
    (
      "no separator", "<title>Three-year plan: what is in it</title>", "",
      "Three-year plan: what is in it"
    ),
    (
      "the name of the site is a link to its first page",
      "<title>The Harbor Diary: Cranes that never sleep</title><meta property=og:title content='Cranes that never sleep'>",
      "<h1><a href=/>The Harbor Diary</a></h1><h1>Cranes that never sleep</h1>",
      "Cranes that never sleep"
    ),
    (
      "the name stands first and nothing else confirms",
      "<title>The Harbor Diary - Cranes that never sleep</title>",
      "<h1><a href='https://example.org/'>The Harbor Diary</a></h1>", "Cranes that never sleep"
    ),
    (
      "a line below in the same heading",
      "<title>Ports of Chile grow | Example</title><meta property=og:title content='Ports of Chile grow'>",
      "<h1>Ports of Chile grow <small>By a third within a year, says the ministry</small></h1>",
      "Ports of Chile grow"
    ),
    (
      "the host's name",
      "<title>Ports of Chile grow by half | Harbornews Official Site</title><link rel=canonical href=https://www.harbornews.example/x>",
      "", "Ports of Chile grow by half"
    ),
    (
      "hyphens in words stay",
      "<title>Full-time jobs in ports</title><link rel=canonical href=https://jobsinports.example/x>",
      "",
      "Full-time jobs in ports"
    ),
    (
      "soft hyphens go", "<title>x</title>", "<h1>Hafen\u{AD}wirt\u{AD}schaft wächst weiter</h1>",
      "Hafenwirtschaft wächst weiter"
    ),
    (
      "the link of a heading to itself", "<title>Functions of ports - Manual</title>",
      "<h1>Functions of ports<a href=#f>¶</a></h1>", "Functions of ports"
    ),
    (
      "the only main heading", "<title>An article on harbors and cranes</title>",
      "<h1>Building a harbor - step by step</h1><h2>Choosing the cranes</h2>",
      "Building a harbor - step by step"
    ),
    (
      "a box in the margin is no title", "<title>Saturday Market</title>",
      "<h2>Sign up for text alerts</h2>",
      "Saturday Market"
    ),
    (
      "a start page keeps its site's name",
      "<title>Home - Harbor Aid</title><meta property=og:site_name content='Harbor Aid'>",
      "", "Home - Harbor Aid"
    ),
    (
      "the head names the site alone",
      "<title>Example</title><meta property=og:title content=Example><meta property=og:site_name content=Example>",
      "<h1>Ports grow again</h1>", "Ports grow again"
    ),
    ("none", "", "", nil as String?),
  ])
  func findsTitles(name: String, head: String, body: String, title: String?) {
    #expect(metadata(head, body + "<p>Text.</p>").title == title, "\(name)")
  }

  @Test(arguments: [
    ("/", true), ("https://example.org", true), ("https://example.org/", true),
    ("//example.org/en/", true),
    ("/index.html", true), ("./", true), ("?page=1", true), ("#top", false), ("/news", false),
    ("https://example.org/2021/02/ports", false),
  ])
  func tellsLinksToTheFirstPage(address: String, isHome: Bool) {
    #expect(TitleHeading.isHome(address) == isHome, "\(address)")
  }
}
