import Foundation

/// A text as the tokens that the lexicon language speaks of, read scalar by scalar over a small alphabet.
struct NaiveText {
  enum Kind { case word, han, sign }

  struct Token {
    var kind: Kind
    /// The scalars as they stand, without marks' and invisible characters' being told apart.
    var scalars: [Unicode.Scalar]
    var start: Int
    var end: Int
    var hasSpace = false
    var hasHyphen = false
    var hasBreak = false

    /// Case, diacritics, width and Traditional forms are gone.
    var folded: String { NaiveText.fold(scalars) }
    /// Two parts of a word that a line end divides.
    var isJoined = false
    /// With case and diacritics, whether these are scalars of their own or not; width and Traditional forms are gone.
    var exact: String {
      scalars.map { scalar in
        switch scalar {
        case "ｂ": "b"
        case "ﬁ": "fi"
        case "國": "国"
        default: NaiveText.isInvisible(scalar) ? "" : String(scalar)
        }
      }.joined().precomposedStringWithCanonicalMapping
    }
    var halfWords: Int { kind == .word ? 2 : kind == .han ? 1 : 0 }
    /// What a sign that is several characters at once stands for; nil for any other.
    var parts: [String]? { scalars[0] == "⒜" ? ["(", "a", ")"] : nil }
    /// Without marks and invisible characters.
    var letters: [Unicode.Scalar] {
      scalars.filter { $0 != "\u{301}" && !NaiveText.isInvisible($0) }
    }
  }

  private(set) var tokens: [Token] = []

  /// - Parameters:
  ///   - text: the text.
  ///   - isOne: whether a word that a line end divides is one in the lexicon, rather than its two parts.
  init(
    _ text: String, isOne: (_ whole: Token, _ first: Token, _ second: Token) -> Bool
  ) {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    var offset = 0
    var gap: [Unicode.Scalar] = []
    while index < scalars.count {
      let first = scalars[index]
      guard let kind = NaiveText.kind(first) else {
        gap.append(first)
        offset += first.utf8.count
        index += 1
        continue
      }
      var token = Token(kind: kind, scalars: [first], start: offset, end: offset + first.utf8.count)
      index += 1
      while index < scalars.count, NaiveText.belongs(scalars[index], to: kind) {
        token.scalars.append(scalars[index])
        token.end += scalars[index].utf8.count
        index += 1
      }
      offset = token.end
      token.hasHyphen = gap.contains { "-‐–".unicodeScalars.contains($0) }
      token.hasSpace = token.hasHyphen || gap.contains { $0 == " " || $0 == "\n" }
      token.hasBreak = gap.count { $0 == "\n" } > 1
      append(token, gap: gap, isOne)
      gap = []
    }
  }

  private mutating func append(
    _ token: Token, gap: [Unicode.Scalar],
    _ isOne: (_ whole: Token, _ first: Token, _ second: Token) -> Bool
  ) {
    if let last = tokens.last, !last.isJoined, NaiveText.isDivided(last, gap, token) {
      var whole = last
      whole.isJoined = true
      whole.scalars += token.scalars
      whole.end = token.end
      if isOne(whole, last, token) {
        tokens[tokens.count - 1] = whole
        return
      }
    }
    tokens.append(token)
  }

  /// Whether a hyphen at a line end, or a soft hyphen before blanks, stands between two words of which the second begins small.
  private static func isDivided(_ last: Token, _ gap: [Unicode.Scalar], _ next: Token) -> Bool {
    guard last.kind == .word, next.kind == .word, !"ABİ5".unicodeScalars.contains(next.scalars[0])
    else { return false }
    var blanks = gap[...]
    if let hyphen = blanks.first, hyphen == "-" || hyphen == "‐", blanks.dropFirst().first == "\n" {
      blanks = blanks.dropFirst()
    } else if last.scalars.last != "\u{AD}" || blanks.isEmpty {
      return false
    }
    return blanks.allSatisfy { $0 == " " || $0 == "\n" } && !blanks.dropFirst().contains("\n")
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind? {
    switch scalar {
    case "a", "b", "A", "B", "á", "İ", "ß", "ｂ", "ﬁ", "i", "f", "s", "é", "5": .word
    case "中", "国", "國": .han
    case ",", ".", "。", "&", "!", "?", "…", "．", "！", ")", "(", "\"", "”", "%", "⒜", "'": .sign
    default: nil
    }
  }

  private static func belongs(_ scalar: Unicode.Scalar, to kind: Kind) -> Bool {
    scalar == "\u{301}" || isInvisible(scalar)
      || kind == .word && NaiveText.kind(scalar) == .word
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{AD}" || scalar == "\u{200B}"
  }

  private static func fold(_ scalars: [Unicode.Scalar]) -> String {
    scalars.map { scalar in
      switch scalar {
      case "A", "á": "a"
      case "B", "ｂ": "b"
      case "İ": "i"
      case "ß": "ss"
      case "ﬁ": "fi"
      case "é": "e"
      case "國": "国"
      case "\u{301}", "\u{AD}", "\u{200B}": ""
      default: String(scalar)
      }
    }.joined()
  }
}
