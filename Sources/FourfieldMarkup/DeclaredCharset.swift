extension HTMLReader {
  /// The charset that the page declares, or nil.
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
}
