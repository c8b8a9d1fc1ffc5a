/// Weights as they are written.
enum Weight {
  /// The largest weight, and below zero the smallest: sums of them stay numbers.
  static let limit = 1_000_000_000.0

  /// What a weight must be, for messages.
  static let expected = "expected a number from -1000000000 to 1000000000"

  /// The weight that a text stands for; nil where it is none.
  static func read(_ text: String) -> Double? {
    guard let weight = Double(text), abs(weight) <= limit else { return nil }
    return weight
  }
}
