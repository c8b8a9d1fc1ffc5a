/// What the offsets of records count.
public enum OffsetUnit: String, Hashable, Sendable, CaseIterable {
  /// Unicode code points: what Python, R and SQL slice by.
  case codepoints
  /// Bytes of UTF-8: what Rust and Go slice by.
  case utf8
  /// Code units of UTF-16: what JavaScript and Java slice by.
  case utf16
}
