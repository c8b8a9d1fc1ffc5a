internal import FourfieldCore

/// Weights as they are written.
enum Weight {
  /// What a weight must be, for messages.
  static let expected = "expected a number from -1000000000 to 1000000000"

  /// The weight that a text stands for; nil where it is none.
  static func read(_ text: String) -> Double? {
    // What else Swift reads as a number (hexadecimals) is none to an analyst.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let weight = Double(text), abs(weight) <= Entry.weightLimit
    else { return nil }
    return weight
  }
}
