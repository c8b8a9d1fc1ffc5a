/// A file that holds documents as records or entries.
enum Container {
  case warc, arc, tar, zip

  /// What the first bytes say; nil where they are of no container.
  static func detect(_ head: [UInt8]) -> Container? {
    if head.starts(with: Array("WARC/".utf8)) { return .warc }
    if head.starts(with: Array("filedesc://".utf8)) { return .arc }
    if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      return .zip
    }
    if TarReader.isValid(head) { return .tar }
    return nil
  }
}
