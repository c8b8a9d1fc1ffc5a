internal import FourfieldCore
internal import Yams

/// The mistakes that reading meets, which goes on behind each: none hides another.
struct Mistakes {
  /// The most that are told: who made more made them with a program.
  static let limit = 10_000

  /// Those that are told, in the order in which they were met.
  private var told: [LexiconError] = []
  /// How many there are.
  private(set) var count = 0

  /// Notes a mistake.
  mutating func note(_ mistake: LexiconError) {
    count += 1
    if told.count < Mistakes.limit { told.append(mistake) }
  }

  /// Notes what was found in one file, in the order of the lines.
  mutating func note(_ file: Mistakes) {
    count += file.count
    // Sorting is stable: two mistakes of one place stay as they were met.
    told += file.told.sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }.prefix(Mistakes.limit - told.count)
  }

  /// All that are told, and where there are more, how many: as a mistake of a file.
  func errors(of file: String) -> [LexiconError] {
    if count == told.count { return told }
    return told + [
      LexiconError(
        SourceLocation(file: file),
        "found \(count - told.count) more mistakes in the lexicon, expected none")
    ]
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
