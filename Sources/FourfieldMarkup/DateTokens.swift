/// A text as numbers, words and signs.
struct DateTokens {
  private enum Token: Equatable {
    case number(Int, digits: Int)
    case month(Int)
    case word
    case sign(Character)
    /// 年, 月, 日 and their like.
    case unit(Character)
    /// 民國: the years since 1911 follow.
    case republic
  }

  private var tokens: [Token] = []
  private var letters = ""
  private var digits = ""
  private var numerals = ""

  init(_ text: String) {
    for character in text.prefix(600) {
      let character = DateTokens.narrow(character)
      if character.isASCII && character.isNumber {
        endWord()
        digits.append(character)
      } else if "年月日년월일".contains(character) {
        endNumber(isCounted: true)
        endWord()
        tokens.append(.unit(character))
      } else if DateTokens.numerals[character] != nil {
        endWord()
        numerals.append(character)
      } else {
        endNumber(isCounted: false)
        if character.isLetter { letters.append(character) } else { add(character) }
      }
    }
    endNumber(isCounted: false)
    endWord()
  }

  private mutating func add(_ sign: Character) {
    endWord()
    if !sign.isWhitespace {
      tokens.append(.sign(sign))
    } else if tokens.last != .sign(" ") {
      tokens.append(.sign(" "))
    }
  }

  private mutating func endWord() {
    guard !letters.isEmpty else { return }
    if let month = CalendarDate.months[DateTokens.plain(letters)] {
      tokens.append(.month(month))
    } else {
      tokens.append(letters.hasSuffix("民國") || letters.hasSuffix("民国") ? .republic : .word)
    }
    letters = ""
  }

  /// Ends a number; Han numerals are one where a year, a month or a day is counted with them.
  private mutating func endNumber(isCounted: Bool) {
    if !digits.isEmpty {
      tokens.append(.number(Int(digits.prefix(9)) ?? 0, digits: digits.count))
    } else if isCounted, !numerals.isEmpty {
      let value = DateTokens.value(numerals)
      tokens.append(.number(value, digits: String(value).count))
    } else if !numerals.isEmpty {
      tokens.append(.word)
    }
    digits = ""
    numerals = ""
  }

  /// A full-width digit as the plain one.
  private static func narrow(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first, (0xFF10...0xFF19).contains(scalar.value),
      let narrow = Unicode.Scalar(scalar.value - 0xFF10 + 0x30)
    else { return character }
    return Character(narrow)
  }

  private static let numerals: [Character: Int] = [
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10,
  ]

  /// 二〇二〇 as digits one by one, 二十一 by tens.
  private static func value(_ text: String) -> Int {
    var (value, digit) = (0, 0)
    for sign in text.prefix(9).compactMap({ numerals[$0] }) {
      if sign == 10 {
        (value, digit) = (value + 10 * max(1, digit), 0)
      } else {
        digit = digit * 10 + sign
      }
    }
    return value + digit
  }

  /// A word in lower case without accents.
  private static func plain(_ word: String) -> String {
    String(
      word.lowercased().map { character -> Character in
        switch character {
        case "ä", "á", "à", "â", "ã": "a"
        case "é", "è", "ê": "e"
        case "û", "ù", "ú", "ü": "u"
        case "ç": "c"
        case "ó", "ô": "o"
        default: character
        }
      })
  }

  /// The first date among them.
  func firstDate(dayFirst: Bool) -> String? {
    for index in tokens.indices {
      if let date = date(at: index, dayFirst) { return date }
    }
    return nil
  }

  private func date(at index: Int, _ dayFirst: Bool) -> String? {
    switch tokens[index] {
    case .number(let value, 8):
      return CalendarDate.iso(value / 10_000, value / 100 % 100, value % 100)
    case .number(let year, 4): return yearFirst(year, index + 1)
    case .number(let value, let digits) where digits <= 2:
      return named(value, index + 1) ?? numeric(value, index + 1, dayFirst)
    case .month(let month): return monthFirst(month, index + 1)
    case .republic: return republican(index + 1)
    default: return nil
    }
  }

  /// 民國109年3月4日.
  private func republican(_ start: Int) -> String? {
    let index = skip(start, over: " ")
    guard index < tokens.count, case .number(let year, let digits) = tokens[index], digits <= 3
    else { return nil }
    return yearFirst(1911 + year, index + 1)
  }

  /// `2020-03-04`, `2020/3/4`, `2020年3月4日`, `2020 March 4`.
  private func yearFirst(_ year: Int, _ start: Int) -> String? {
    guard CalendarDate.years.contains(year) else { return nil }
    var index = skip(start, over: "-/.年년 ")
    guard index > start, index < tokens.count else { return nil }
    var month = 0
    switch tokens[index] {
    case .number(let value, let digits) where digits <= 2: month = value
    case .month(let value): month = value
    default: return nil
    }
    let second = index + 1
    index = skip(second, over: "-/.月월 ")
    guard index > second, index < tokens.count, case .number(let day, let digits) = tokens[index],
      digits <= 2
    else { return nil }
    return CalendarDate.iso(year, month, day)
  }

  /// `4. März 2020`, `4 de marzo de 2020`, `4th March, 2020`.
  private func named(_ day: Int, _ start: Int) -> String? {
    var index = start
    while index < tokens.count, index < start + 6, isFiller(tokens[index]) { index += 1 }
    guard index < tokens.count, case .month(let month) = tokens[index] else { return nil }
    guard let year = year(from: index + 1) else { return nil }
    return CalendarDate.iso(year, month, day)
  }

  /// `March 4, 2020`.
  private func monthFirst(_ month: Int, _ start: Int) -> String? {
    let index = skip(start, over: " .")
    guard index < tokens.count, case .number(let day, let digits) = tokens[index], digits <= 2,
      let year = year(from: index + 1)
    else { return nil }
    return CalendarDate.iso(year, month, day)
  }

  /// `04.03.2020`, `3/4/2020`, `04-03-20`.
  private func numeric(_ first: Int, _ start: Int, _ dayFirst: Bool) -> String? {
    guard start + 3 < tokens.count, case .sign(let sign) = tokens[start], "./-".contains(sign)
    else { return nil }
    var index = skip(start + 1, over: " ")
    guard index < tokens.count, case .number(let second, let digits) = tokens[index], digits <= 2
    else { return nil }
    index += 1
    guard index < tokens.count, tokens[index] == .sign(sign) else { return nil }
    index = skip(index + 1, over: " ")
    guard index < tokens.count, case .number(var year, let length) = tokens[index],
      length == 4 || length == 2
    else { return nil }
    if length == 2 { year += year < 70 ? 2000 : 1900 }
    let isDayFirst = first > 12 || (second <= 12 && (dayFirst || sign == "."))
    return CalendarDate.iso(year, isDayFirst ? second : first, isDayFirst ? first : second)
  }

  private func year(from start: Int) -> Int? {
    var index = start
    while index < tokens.count, index < start + 5 {
      if case .number(let year, 4) = tokens[index] {
        return CalendarDate.years.contains(year) ? year : nil
      }
      guard isFiller(tokens[index]) else { return nil }
      index += 1
    }
    return nil
  }

  private func isFiller(_ token: Token) -> Bool {
    switch token {
    case .word, .sign(" "), .sign("."), .sign(","), .sign("-"), .sign("/"): true
    default: false
    }
  }

  private func skip(_ start: Int, over signs: String) -> Int {
    var index = start
    while index < tokens.count {
      switch tokens[index] {
      case .sign(let sign) where signs.contains(sign): index += 1
      case .unit(let unit) where signs.contains(unit): index += 1
      default: return index
      }
    }
    return index
  }
}
