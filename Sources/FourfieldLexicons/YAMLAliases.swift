/// Aliases of YAML (`*name` for what was called `&name`) as far as they are a danger.
///
/// A list of two aliases of a list of two aliases, and so on, is short and means no end of values. They share their room and are read one by one, but for a key: it is
/// compared with all others of its mapping, to the last value.
enum YAMLAliases {
  /// The first line with a key that may hold aliases; nil where there is none, or no anchor and alias in the file.
  ///
  /// - Complexity: O(*n*).
  static func lineOfKey(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    // In a text both signs may stand for anything; an alias has the name of an anchor.
    let anchors = names(behind: UInt8(ascii: "&"), bytes)
    guard !anchors.isEmpty, !names(behind: UInt8(ascii: "*"), bytes).isDisjoint(with: anchors)
    else { return nil }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.firstIndex(where: mayHaveKey).map { $0 + 1 }
  }

  /// The names behind a sign that stands where a value may begin.
  private static func names(behind sign: UInt8, _ bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
    var names: Set<ArraySlice<UInt8>> = []
    for index in bytes.indices
    where bytes[index] == sign && (index == 0 || begins(bytes[index - 1])) {
      let name = bytes[(index + 1)...].prefix(while: isName)
      if !name.isEmpty { names.insert(name) }
    }
    return names
  }

  /// Whether a line has a key that is not a word: behind `? `, or with a bracket or an alias before its colon.
  private static func mayHaveKey(_ line: ArraySlice<UInt8>) -> Bool {
    for index in line.indices {
      let byte = line[index]
      let isFirst = index == line.startIndex || begins(line[index - 1])
      let isLast = index + 1 == line.endIndex
      if byte == UInt8(ascii: "?"), isFirst,
        isLast || line[index + 1] <= 0x20 || "[{*&\"'".utf8.contains(line[index + 1])
      {
        return true
      }
      // Behind a bracket a colon needs no blank.
      if byte == UInt8(ascii: ":"), isComposed(line[..<index]) { return true }
    }
    return false
  }

  /// Whether what stands before a colon ends with a bracket or an alias.
  private static func isComposed(_ before: ArraySlice<UInt8>) -> Bool {
    let key = before.reversed().drop { $0 == 0x20 || $0 == 0x09 }
    guard let last = key.first else { return false }
    if last == UInt8(ascii: "]") || last == UInt8(ascii: "}") { return true }
    return key.drop(while: isName).first == UInt8(ascii: "*")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F
  }

  private static func begins(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "[{,:?".utf8.contains(byte)
  }
}
