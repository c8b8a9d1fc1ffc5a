/// Whole numbers as they are written.
enum WholeNumber {
  /// The number that a text stands for, with blanks around it or not; nil where it is none.
  static func read(_ text: some StringProtocol) -> Int? {
    // What else Swift reads as a number (a plus before it) is none to an analyst.
    let digits = text.utf8.drop { $0 == 0x20 }
    let rest = digits.drop { (0x30...0x39).contains($0) }
    guard rest.allSatisfy({ $0 == 0x20 }) else { return nil }
    return Int(String(decoding: digits[digits.startIndex..<rest.startIndex], as: UTF8.self))
  }
}
