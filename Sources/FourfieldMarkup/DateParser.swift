/// Reads dates as pages write them: ISO 8601, numbers, and the months of ten languages; gives `YYYY-MM-DD`.
enum DateParser {
  /// The first date in a text, or nil.
  ///
  /// `dayFirst` tells whether `3/4/2020` is the third of April; where a number is above 12 that decides.
  /// - Complexity: O(*n*).
  static func date(in text: String, dayFirst: Bool = true) -> String? {
    DateTokens(text).firstDate(dayFirst: dayFirst)
  }

  /// Whether a text holds what every date has: four digits that begin with 19 or 20, two numbers around a sign, or a year counted in Han numerals.
  ///
  /// A quick look that spares most texts the reading.
  static func mayHoldDate(_ text: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    for index in text.indices {
      let byte = text[index]
      if byte &- 0x30 < 10 {
        digits += 1
        if digits >= 4 { return true }
      } else {
        if digits > 0, byte == 0x2F || byte == 0x2E || byte == 0x2D { return true }
        // The first bytes of 年 and of full-width digits.
        if byte == 0xE5 || byte == 0xEF { return true }
        digits = 0
      }
    }
    return false
  }

  /// The date that an attribute or a member of JSON-LD states: as ``date(in:dayFirst:)``, and digits alone: `20200304123000` and the seconds or
  /// milliseconds since 1970.
  static func stated(_ text: String, dayFirst: Bool = true) -> String? {
    let text = text.trimmed
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return date(in: text, dayFirst: dayFirst)
    }
    switch text.count {
    case 8, 12, 14: return date(in: String(text.prefix(8)))
    case 10, 13: return Int(text.prefix(10)).flatMap(day)
    default: return nil
    }
  }

  /// The day of a moment counted in seconds since 1970, in UTC.
  private static func day(_ seconds: Int) -> String? {
    // Days since 1 March of the year 0 in cycles of 400 years; then the year and the day within it, which begins in March.
    let days = seconds / 86_400 + 719_468
    let inCycle = days % 146_097
    let year = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365
    let inYear = inCycle - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let number = days / 146_097 * 400 + year + (month >= 10 ? 1 : 0)
    return CalendarDate.iso(
      number, month < 10 ? month + 3 : month - 9, inYear - (153 * month + 2) / 5 + 1)
  }

  /// The number of a day `YYYY-MM-DD`, so that days can be told apart by subtraction.
  static func ordinal(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    let before = parts[0] - 1
    let days = (1..<parts[1]).reduce(0) { $0 + CalendarDate.length($1, parts[0]) }
    return before * 365 + before / 4 - before / 100 + before / 400 + days + parts[2]
  }
}
