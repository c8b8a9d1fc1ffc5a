/// Numbers for tables.
enum Decimal3 {
  /// Three digits after the point.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let thousandths = Int((abs(value) * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count)
      + digits
  }

  /// The same with a sign before what is not negative.
  static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + text(value) }
}
