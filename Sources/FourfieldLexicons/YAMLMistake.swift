internal import FourfieldCore
internal import Yams

/// What a YAML parser complains of, in the words of the other messages.
///
/// The parser says what it did not find; what stands there instead is taken from the text.
struct YAMLMistake {
  /// Where the problem is.
  let mark: Mark
  /// The parser's words for it.
  let problem: String
  /// The line up to the problem, and what begins at it, to the end of the text.
  private let before: Substring.UnicodeScalarView
  private let rest: Substring.UnicodeScalarView

  init(problem: String, mark: Mark, yaml: String) {
    self.problem = problem
    self.mark = mark
    let scalars = yaml.unicodeScalars
    var start = scalars.startIndex
    for _ in 1..<max(1, mark.line) {
      // A file without a line end has its end on a line of its own.
      let end = scalars[start...].firstIndex(of: "\n")
      start = end.map(scalars.index(after:)) ?? scalars.endIndex
    }
    let place =
      scalars.index(start, offsetBy: mark.column - 1, limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    before = scalars[start..<place]
    rest = scalars[place...]
  }

  /// What was found and what was expected.
  var message: String {
    switch problem {
    case "found invalid Unicode character escape code": escape
    case "did not find expected hexdecimal number":
      "found an escape without its digits, expected two behind \\x, four behind \\u, eight behind \\U"
    case "found unknown escape character":
      "found the escape '\(String(rest.prefix(2)))', expected one that YAML knows, as \\\" or \\\\"
    case "but found another document":
      "found a second document in the file, expected one"
    case "found unexpected end of stream":
      "found the end of the file within quotation marks, expected the closing one"
    case _ where problem.contains("tab character"),
      "found character that cannot start any token" where rest.first == "\t":
      "found a tab, expected blanks"
    case "found character that cannot start any token":
      "found \(character) at the beginning of a value, expected quotation marks around the value"
    case "found undefined alias":
      "found an alias of nothing, expected its anchor before it; entries that begin with * need quotes"
    case "mapping values are not allowed in this context":
      "found \(character) behind a value, expected the end of it" + hint
    default: other
    }
  }

  /// A code that is no character.
  private var escape: String {
    let digits = rest.prefix(before.last == "u" ? 4 : 8)
    guard let code = UInt32(String(digits), radix: 16), (0xD800..<0xE000).contains(code) else {
      return "found an escape beyond the last character, expected at most \\U0010FFFF"
    }
    return "found half a surrogate pair, U+\(RefusedCharacter.hexadecimal(code)), "
      + "expected a whole one: a character as it is, or as \\U0001F331"
  }

  /// `did not find expected ',' or ']'` and its like.
  private var other: String {
    for prefix in ["did not find expected ", "could not find expected "]
    where problem.hasPrefix(prefix) {
      let expected = String(problem.dropFirst(prefix.count))
      return "found \(character), expected \(YAMLMistake.names[expected] ?? expected)" + hint
    }
    return "found YAML that cannot be read (\(problem)), expected YAML" + hint
  }

  /// What the parser calls in words of its own.
  private static let names = [
    "key": "a key", "'-' indicator": "'-'", "node content": "a value",
    "alphabetic or numeric character": "a name behind the sign",
    "whitespace or line break": "a name or a blank behind the sign",
  ]

  /// What stands at the problem.
  private var character: String {
    guard let first = rest.first else { return "the end of the file" }
    return first == "\n" || first == "\r" ? "the end of the line" : "'\(Character(first))'"
  }

  /// What helps where an entry without quotation marks may be the cause: something stands before the problem in its line.
  private var hint: String {
    let isInLine = before.contains { $0 != " " && $0 != "-" }
    if rest.isEmpty || !isInLine { return "" }
    switch before.last {
    case "&", "*", "!": return "; entries that begin with &, * or ! need quotes"
    default: return "; entries with braces, commas or colons need quotes"
    }
  }
}
