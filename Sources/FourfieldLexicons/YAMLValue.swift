package import FourfieldCore
internal import Yams

/// A YAML node that knows its file, so that every mistake can be told with its place.
package struct YAMLValue {
  let file: String
  let node: Node

  init(file: String, node: Node) {
    self.file = file
    self.node = node
  }

  /// Parses a whole file.
  package init(file: String, text: String) throws(LexiconError) {
    self.file = file
    if let line = YAMLAliases.lineOfKey(in: text) {
      throw LexiconError(
        SourceLocation(file: file, line: line, column: 1),
        "found a list, a mapping or an alias as a key beside anchors, expected a word")
    }
    do {
      // Without rules of what looks like a number or a date, which a regular expression is asked of every key: values are read as text.
      guard let node = try Yams.compose(yaml: text, .basic) else {
        throw LexiconError(SourceLocation(file: file), "found an empty file, expected YAML")
      }
      self.node = node
    } catch let error as LexiconError {
      throw error
    } catch {
      throw YAMLValue.translate(error, file: file)
    }
  }

  /// One sentence of a YAML parser's error, which otherwise fills several lines.
  private static func translate(_ error: any Error, file: String) -> LexiconError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, let yaml),
      .parser(_, let problem, let mark, let yaml), .composer(_, let problem, let mark, let yaml):
      LexiconError(
        SourceLocation(file: file, line: mark.line, column: mark.column),
        YAMLMistake(problem: problem, mark: mark, yaml: yaml).message)
    case .reader(let problem, _, let value, let yaml):
      LexiconError(
        place(of: value, in: yaml, file),
        "found U+\(RefusedCharacter.hexadecimal(UInt32(max(0, value)))), expected text without it (\(problem))"
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      LexiconError(
        SourceLocation(file: file, line: context.mark.line, column: context.mark.column),
        "found the key '\(duplicates.first.map { String(describing: $0) } ?? "")' twice, expected it once"
      )
    default:
      LexiconError(
        SourceLocation(file: file), "found YAML that cannot be read (\(error)), expected YAML")
    }
  }

  /// Where a scalar stands first.
  private static func place(of value: Int32, in yaml: String, _ file: String) -> SourceLocation {
    var (line, column) = (1, 1)
    for scalar in yaml.unicodeScalars {
      if Int32(scalar.value) == value {
        return SourceLocation(file: file, line: line, column: column)
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return SourceLocation(file: file)
  }

  package var location: SourceLocation {
    SourceLocation(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  /// A mistake in this value, or at a character of its text, before which a quotation mark may stand.
  package func error(_ message: String, column: Int? = nil) -> LexiconError {
    var place = location
    if let column, place.column > 0 { place.column += column + (isQuoted ? 1 : 0) }
    return LexiconError(place, message)
  }

  private var isQuoted: Bool {
    switch node.scalar?.style {
    case .singleQuoted, .doubleQuoted: true
    default: false
    }
  }

  package var isMapping: Bool { node.mapping != nil }

  var isScalar: Bool { node.scalar != nil }

  /// The text of a scalar; of anything else nothing.
  var text: String { node.scalar?.string ?? "" }

  /// What kind of node it is, for messages.
  package var kind: String {
    switch node {
    case .scalar(let scalar): "'\(NameList.quoted(scalar.string))'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  package func string() throws(LexiconError) -> String {
    guard case .scalar(let scalar) = node else { throw error("found \(kind), expected text") }
    if let mistake = RefusedCharacter.first(in: scalar.string) {
      throw error(mistake.message, column: mistake.column)
    }
    return scalar.string
  }

  /// A name: text in one line, of no more characters than messages may repeat.
  func name() throws(LexiconError) -> String {
    let name = try string()
    if let mistake = NameList.mistake(in: name) { throw error(mistake) }
    return name
  }

  package func sequence() throws(LexiconError) -> [YAMLValue] {
    guard let sequence = node.sequence else { throw error("found \(kind), expected a list") }
    return sequence.map { YAMLValue(file: file, node: $0) }
  }

  package func strings() throws(LexiconError) -> [String] {
    var strings: [String] = []
    for value in try sequence() { strings.append(try value.string()) }
    return strings
  }

  package func pairs() throws(LexiconError) -> [(String, YAMLValue)] {
    guard let mapping = node.mapping else { throw error("found \(kind), expected a mapping") }
    var pairs: [(String, YAMLValue)] = []
    for (key, value) in mapping {
      pairs.append(
        (try YAMLValue(file: file, node: key).string(), YAMLValue(file: file, node: value)))
    }
    return pairs
  }

  package func weight() throws(LexiconError) -> Double {
    guard let weight = Weight.read(try string()) else {
      throw error("found weight \(kind), \(Weight.expected)")
    }
    return weight
  }

  package func bool() throws(LexiconError) -> Bool {
    switch try string() {
    case "true", "yes": true
    case "false", "no": false
    default: throw error("found \(kind), expected true or false")
    }
  }

  /// Whether the value is `exact`; `fold` is the only other one.
  package func exact() throws(LexiconError) -> Bool {
    switch try string() {
    case "exact": true
    case "fold": false
    default: throw error("found \(kind), expected exact or fold")
    }
  }

  /// The keys of a mapping, each one of `allowed`.
  package func mapping(allowed: [String], what: String) throws(LexiconError) -> YAMLKeys {
    let pairs = try pairs()
    guard let mapping = node.mapping else { throw error("found \(kind), expected a mapping") }
    for (key, _) in mapping where !allowed.contains(key.string ?? "") {
      throw YAMLValue(file: file, node: key).error(
        "found key '\(key.string ?? "")' in \(what), expected one of \(NameList.text(allowed))")
    }
    return YAMLKeys(pairs: pairs, owner: self, what: what)
  }
}

/// The keys of one mapping, checked.
package struct YAMLKeys {
  package let pairs: [(String, YAMLValue)]
  let owner: YAMLValue
  let what: String
  /// The keys that are not allowed there.
  var unknown: [String] = []

  package subscript(key: String) -> YAMLValue? { pairs.first { $0.0 == key }?.1 }

  package func required(_ key: String) throws(LexiconError) -> YAMLValue {
    guard let value = self[key] else { throw missing(key) }
    return value
  }

  /// Whether a key is not there because it is misspelt, which is told already.
  func isMisspelt(_ key: String) -> Bool { unknown.contains { Spelling.isNear($0, key) } }

  /// The mistake that a key is not there.
  func missing(_ key: String) -> LexiconError {
    owner.error("found no key '\(key)' in \(what), expected one")
  }
}
