/// Reads dates as pages write them: ISO 8601, numbers, and the months of ten languages; gives `YYYY-MM-DD`.
enum DateParser {
  /// The years that a page can be of.
  static let years = 1990...2099

  /// The first date in a text, or nil.
  ///
  /// `dayFirst` tells whether `3/4/2020` is the third of April; where a number is above 12 that decides.
  /// - Complexity: O(*n*).
  static func date(in text: String, dayFirst: Bool = true) -> String? {
    var tokens = DateTokens(text)
    return tokens.firstDate(dayFirst: dayFirst)
  }

  /// A date from its parts if it is one.
  static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard years.contains(year), (1...12).contains(month), day >= 1, day <= length(month, year)
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func length(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The months by the first letters of their names, accents aside.
  static let months: [String: Int] = {
    let names = [
      "jan january januar enero ene janeiro janvier janv gennaio gen januari",
      "feb february februar februari febrero fevereiro fev fevrier fevr febbraio",
      "mar march marz maerz marzo marco mars mrz maart maret",
      "apr april abril abr avril avr aprile", "may mai mayo maio maggio mei",
      "jun june juni junio junho juin giugno", "jul july juli julio julho juillet juil luglio",
      "aug august agosto ago aout augustus agustus",
      "sep sept september septiembre setiembre setembro set septembre settembre",
      "oct october oktober octubre outubro okt out octobre ottobre",
      "nov november noviembre novembro novembre nopember",
      "dec december dezember diciembre dezembro dez dic decembre dicembre desember des",
    ]
    var months: [String: Int] = [:]
    for (index, line) in names.enumerated() {
      for name in line.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}

/// A text as numbers, words and signs.
private struct DateTokens {
  private enum Token: Equatable {
    case number(Int, digits: Int)
    case month(Int)
    case word
    case sign(Character)
    /// 年, 月, 日 and their like.
    case unit(Character)
  }

  private var tokens: [Token] = []

  init(_ text: String) {
    var letters = ""
    var digits = ""
    func plain(_ word: String) -> String {
      String(
        word.lowercased().unicodeScalars.compactMap { scalar -> Character? in
          switch scalar {
          case "ä", "á", "à", "â", "ã": "a"
          case "é", "è", "ê": "e"
          case "û", "ù", "ú", "ü": "u"
          case "ç": "c"
          case "ó", "ô": "o"
          default: Character(scalar)
          }
        })
    }
    for character in text.prefix(600) + " " {
      let isDigit = character.isASCII && character.isNumber
      let isUnit = "年月日년월일".contains(character)
      if !isDigit, !digits.isEmpty {
        tokens.append(.number(Int(digits.prefix(9)) ?? 0, digits: digits.count))
        digits = ""
      }
      if isDigit || isUnit || !character.isLetter, !letters.isEmpty {
        tokens.append(DateParser.months[plain(letters)].map(Token.month) ?? .word)
        letters = ""
      }
      if isDigit {
        digits.append(character)
      } else if isUnit {
        tokens.append(.unit(character))
      } else if character.isLetter {
        letters.append(character)
      } else if !character.isWhitespace {
        tokens.append(.sign(character))
      } else if tokens.last != .sign(" ") {
        tokens.append(.sign(" "))
      }
    }
  }

  mutating func firstDate(dayFirst: Bool) -> String? {
    for index in tokens.indices {
      if let date = date(at: index, dayFirst) { return date }
    }
    return nil
  }

  private func date(at index: Int, _ dayFirst: Bool) -> String? {
    switch tokens[index] {
    case .number(let value, 8):
      return DateParser.iso(value / 10_000, value / 100 % 100, value % 100)
    case .number(let year, 4): return yearFirst(year, index + 1) ?? nil
    case .number(let value, let digits) where digits <= 2:
      return named(value, index + 1) ?? numeric(value, index + 1, dayFirst)
    case .month(let month): return monthFirst(month, index + 1)
    default: return nil
    }
  }

  /// `2020-03-04`, `2020/3/4`, `2020年3月4日`, `2020 March 4`.
  private func yearFirst(_ year: Int, _ start: Int) -> String? {
    guard DateParser.years.contains(year) else { return nil }
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
    return DateParser.iso(year, month, day)
  }

  /// `4. März 2020`, `4 de marzo de 2020`, `4th March, 2020`.
  private func named(_ day: Int, _ start: Int) -> String? {
    var index = start
    while index < tokens.count, index < start + 6, isFiller(tokens[index]) { index += 1 }
    guard index < tokens.count, case .month(let month) = tokens[index] else { return nil }
    guard let year = year(from: index + 1) else { return nil }
    return DateParser.iso(year, month, day)
  }

  /// `March 4, 2020`.
  private func monthFirst(_ month: Int, _ start: Int) -> String? {
    let index = skip(start, over: " .")
    guard index < tokens.count, case .number(let day, let digits) = tokens[index], digits <= 2,
      let year = year(from: index + 1)
    else { return nil }
    return DateParser.iso(year, month, day)
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
    if length == 2 { year += 2000 }
    let isDayFirst = first > 12 || (second <= 12 && (dayFirst || sign == "."))
    return DateParser.iso(year, isDayFirst ? second : first, isDayFirst ? first : second)
  }

  private func year(from start: Int) -> Int? {
    var index = start
    while index < tokens.count, index < start + 5 {
      if case .number(let year, 4) = tokens[index] {
        return DateParser.years.contains(year) ? year : nil
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
