/// How the bytes of an input file are to be read.
public enum InputFormat: String, Hashable, Sendable, CaseIterable {
  /// Plain text: one document.
  case text
  /// HTML or XHTML: one document.
  case html
  /// XML: a document for each item of a feed, else one.
  case xml
  /// JSON Lines: a document a line.
  case jsonl
  /// Comma-separated values: a document a row.
  case csv
  /// Tab-separated values: a document a row.
  case tsv

  /// The format of a file: by its content first, by its extension second.
  ///
  /// - Parameters:
  ///   - path: the file's name; `.gz` and `.zst` at its end are passed over.
  ///   - head: the first bytes, decompressed.
  /// - Returns: the format; text where nothing tells.
  static func detect(path: String, head: [UInt8]) -> InputFormat {
    let name = plainName(path)
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    let text = start.drop { $0 <= 0x20 }
    if text.first == UInt8(ascii: "{"), isObject(text) { return .jsonl }
    if text.first == UInt8(ascii: "<"), let format = markup(text) { return format }
    for (endings, format) in extensions where endings.contains(where: name.hasSuffix) {
      return format
    }
    return .text
  }

  private static let extensions: [([String], InputFormat)] = [
    ([".jsonl", ".ndjson", ".json"], .jsonl), ([".csv"], .csv), ([".tsv", ".tab"], .tsv),
    ([".html", ".htm", ".xhtml"], .html), ([".xml", ".rss", ".atom", ".tei"], .xml),
  ]

  private static func plainName(_ path: String) -> String {
    let lower = path.lowercased()
    for ending in [".gz", ".zst"] where lower.hasSuffix(ending) {
      return String(lower.dropLast(ending.count))
    }
    return lower
  }

  /// Whether the first line is a JSON object of its own.
  private static func isObject(_ text: ArraySlice<UInt8>) -> Bool {
    (try? JSONScanner.members(Array(text.prefix { $0 != 0x0A }))) != nil
  }

  private static let xmlRoots: Set<String> = [
    "rss", "feed", "tei", "rdf:rdf", "newsitem", "newsmessage", "packageitem", "nitf", "mediawiki",
    "urlset", "sitemapindex", "teicorpus",
  ]

  /// The name of the first element, without its prefix where that is all that differs.
  private static func root(of head: String) -> String {
    for part in head.split(separator: "<") where part.first?.isLetter == true {
      let name = part.prefix { $0.isLetter || $0.isNumber || $0 == ":" }
      return String(name == "rdf:rdf" ? name : name.split(separator: ":").last ?? name)
    }
    return ""
  }

  /// HTML or XML by the first tags; nil where a `<` means nothing.
  private static func markup(_ text: ArraySlice<UInt8>) -> InputFormat? {
    let head = String(decoding: text.prefix(2048).filter { $0 < 0x80 && $0 != 0 }, as: UTF8.self)
      .lowercased()
    // Formats of news carry whole HTML pages inside: the first element decides, not the first mention.
    if xmlRoots.contains(root(of: head)) { return .xml }
    if head.hasPrefix("<!doctype html") || head.contains("<html") { return .html }
    if head.hasPrefix("<?xml") { return .xml }
    let isHTML = ["<head", "<body", "<!--", "<meta", "<title", "<div", "<p>", "<article"].contains(
      where: head.hasPrefix)
    return isHTML ? .html : nil
  }
}
