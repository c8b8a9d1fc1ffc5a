internal import CLibXML2
internal import FourfieldCore

/// Reads HTML through libxml2 into blocks, without script, style, navigation, header, footer, aside and form.
///
/// Counter-measures against silent loss: NUL bytes are replaced, deep nesting is allowed (`XML_PARSE_HUGE`), the encoding is always
/// UTF-8, and a parse that halted is reported as degraded. The tree is walked with a loop, never by recursion.
public enum HTMLReader {
  /// Parses a page.
  ///
  /// - Parameter utf8: the page in valid UTF-8.
  /// - Returns: its blocks and metadata; an empty page where there is no text.
  /// - Complexity: O(*n*) for the walk.
  public static func read(_ utf8: [UInt8]) -> ParsedPage {
    _ = isReady
    let clean = utf8.map { $0 == 0 ? 0x20 : $0 }
    guard !clean.isEmpty, let tree = HTMLTree(clean) else { return ParsedPage() }
    return tree.page()
  }

  /// The charset that the first kilobytes declare, or nil.
  public static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(16384), as: Unicode.ASCII.self).lowercased()
    for marker in ["charset=", "encoding="] {
      guard let found = head.firstRange(of: marker) else { continue }
      let rest = head[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      let label = rest.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
      if !label.isEmpty { return String(label) }
    }
    return nil
  }

  /// Initialises libxml2 once, before any parse.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()
}
