internal import FourfieldCore
internal import Yams

/// The mistakes that reading meets, which goes on behind each: none hides another.
struct Mistakes {
  /// The most that are told: who made more made them with a program.
  static let limit = 10_000

  /// The most that are told in the same words: a language that was left out of the header is a mistake at every concept.
  static let repetitionLimit = 20

  /// Those that are told, in the order in which they were met.
  private var told: [LexiconError] = []
  /// How many there are in the same words.
  private var repetitions: [String: Int] = [:]
  /// How many there are.
  private(set) var count = 0

  /// Notes a mistake.
  mutating func note(_ mistake: LexiconError) {
    count += 1
    let before = repetitions[mistake.message]
    // Beyond the limit no words are told that have not been.
    if before == nil, told.count >= Mistakes.limit { return }
    repetitions[mistake.message] = (before ?? 0) + 1
    if before ?? 0 < Mistakes.repetitionLimit, told.count < Mistakes.limit { told.append(mistake) }
  }

  /// Notes what was found in one file, in the order of the lines.
  mutating func note(_ file: Mistakes) {
    var untold = file.repetitions
    // Sorting is stable: two mistakes of one place stay as they were met.
    let sorted = file.told.sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
    for mistake in sorted {
      note(mistake)
      untold[mistake.message, default: 0] -= 1
    }
    for (message, more) in untold where repetitions[message] != nil {
      repetitions[message, default: 0] += more
    }
    count += file.count - sorted.count
  }

  /// All that are told; of those in the same words the last says how many there are besides, and where there are others, how many: as a mistake of a file.
  func errors(of file: String) -> [LexiconError] {
    var untold = repetitions
    for mistake in told { untold[mistake.message, default: 0] -= 1 }
    let others = count - told.count - untold.values.reduce(0, +)
    var errors = told
    for index in errors.indices.reversed() {
      let message = errors[index].message
      guard let more = untold.removeValue(forKey: message), more > 0 else { continue }
      errors[index].message =
        "\(message); the same at \(more) more \(more == 1 ? "place" : "places")"
    }
    if others > 0 {
      errors.append(
        LexiconError(
          SourceLocation(file: file),
          "found \(others) more mistakes in the lexicon, expected none"))
    }
    return errors
  }

  /// Reads a value.
  ///
  /// - Returns: what was read; nil where there is no value, or a mistake, which is noted.
  mutating func read<Value>(
    _ value: YAMLValue?, _ read: (YAMLValue) -> () throws(LexiconError) -> Value
  ) -> Value? {
    guard let value else { return nil }
    do throws(LexiconError) {
      return try read(value)()
    } catch {
      note(error)
      return nil
    }
  }

  /// Parses a whole file; notes why it cannot be.
  mutating func parse(file: String, yaml: String) -> YAMLValue? {
    do throws(LexiconError) {
      return try YAMLValue(file: file, text: yaml)
    } catch {
      note(error)
      return nil
    }
  }

  /// The value of a key that must be there; notes that it is not, unless it is only misspelt.
  mutating func required(_ key: String, of keys: YAMLKeys) -> YAMLValue? {
    if keys[key] == nil, !keys.isMisspelt(key) { note(keys.missing(key)) }
    return keys[key]
  }

  /// The keys of a mapping; notes each that is not one of `allowed`, where that is not nil.
  mutating func keys(of value: YAMLValue, allowed: [String]?, what: String) -> YAMLKeys? {
    guard value.isMapping else {
      note(value.error("found \(value.kind), expected a mapping"))
      return nil
    }
    var known: [(String, YAMLValue)] = []
    var unknown: [String] = []
    for pair in pairs(of: value) {
      if let allowed, !allowed.contains(pair.name) {
        unknown.append(pair.name)
        note(
          pair.key.error(
            "found key '\(pair.name)' in \(what), expected one of \(NameList.text(allowed))"))
      } else {
        known.append((pair.name, pair.value))
      }
    }
    return YAMLKeys(pairs: known, owner: value, what: what, unknown: unknown)
  }

  /// The pairs of a mapping, in the order of the file; none where there is no value.
  mutating func pairs(
    of value: YAMLValue?
  ) -> [(key: YAMLValue, name: String, value: YAMLValue)] {
    guard let value else { return [] }
    guard let mapping = value.node.mapping else {
      note(value.error("found \(value.kind), expected a mapping"))
      return []
    }
    var pairs: [(key: YAMLValue, name: String, value: YAMLValue)] = []
    for (key, item) in mapping {
      let key = YAMLValue(file: value.file, node: key)
      guard let name = read(key, YAMLValue.string) else { continue }
      pairs.append((key, name, YAMLValue(file: value.file, node: item)))
    }
    return pairs
  }

  /// The values of a list; none where there is no list.
  mutating func list(_ value: YAMLValue?) -> [YAMLValue] {
    read(value, YAMLValue.sequence) ?? []
  }

  /// The texts of a list; none where there is no list.
  mutating func strings(_ value: YAMLValue?) -> [String] {
    list(value).compactMap { read($0, YAMLValue.string) }
  }
}
