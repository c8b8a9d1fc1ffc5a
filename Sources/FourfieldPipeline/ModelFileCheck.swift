internal import FourfieldCore
internal import FourfieldLexicons

/// Looks for the mistakes in a `model.json`, each with its place.
///
/// JSON is read as the YAML that it is, whose reader says where every value stands.
struct ModelFileCheck {
  /// What was found, in the order of the file.
  private(set) var mistakes: [LexiconError] = []

  /// Looks through a file.
  ///
  /// - Complexity: O(*n*) in its values.
  init(_ model: YAMLValue) {
    let keys = keys(
      of: model, ["fitted", "threshold", "standard", "themes", "discount", "frequencies"],
      what: "a model")
    if let fitted = keys["fitted"] {
      let known = self.keys(
        of: fitted, ["date", "lexicon", "method", "sets", "figures"], what: "the origin of a model")
      for name in ["date", "lexicon", "method"] { text(known[name]) }
      for (_, value) in pairs(of: known["sets"]) {
        wholeNumber(value, what: "a number of items")
      }
      for (_, value) in pairs(of: known["figures"]) {
        number(value, in: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude, "a number")
      }
    }
    number(keys["threshold"], in: 0...1, "a number from 0 to 1")
    number(keys["discount"], in: 0 ... .greatestFiniteMagnitude, "a number of 0 or more")
    curve(keys["standard"])
    for (_, value) in pairs(of: keys["themes"]) { curve(value) }
    for (_, languages) in pairs(of: keys["frequencies"]) {
      for (_, patterns) in pairs(of: languages) {
        for (_, value) in pairs(of: patterns) { number(value, in: 0...1, "a share from 0 to 1") }
      }
    }
    mistakes.sort {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
  }

  private mutating func curve(_ value: YAMLValue?) {
    guard let value else { return }
    let names = ["intercept", "score", "rival", "background", "length"]
    let keys = keys(of: value, names, what: "a curve")
    let most = ModelFile.steepest
    for name in names { number(keys[name], in: -most...most, "a number from -\(most) to \(most)") }
  }

  /// The values of a mapping that must have certain keys and no others.
  private mutating func keys(
    of value: YAMLValue, _ names: [String], what: String
  ) -> [String: YAMLValue] {
    guard value.isMapping else {
      note(value.error("found \(value.kind), expected \(what)"))
      return [:]
    }
    var found: [String: YAMLValue] = [:]
    for (name, item) in pairs(of: value) {
      if names.contains(name) {
        found[name] = item
      } else {
        note(
          item.error(
            "found key '\(name)' in \(what), expected one of \(names.joined(separator: ", "))"))
      }
    }
    for name in names where found[name] == nil {
      note(value.error("found no '\(name)' in \(what), expected one"))
    }
    return found
  }

  private mutating func pairs(of value: YAMLValue?) -> [(String, YAMLValue)] {
    guard let value else { return [] }
    do throws(LexiconError) {
      return try value.pairs()
    } catch {
      note(error)
      return []
    }
  }

  private mutating func text(_ value: YAMLValue?) {
    guard let value else { return }
    do throws(LexiconError) { _ = try value.string() } catch { note(error) }
  }

  private mutating func number(
    _ value: YAMLValue?, in range: ClosedRange<Double>, _ expected: String
  ) {
    guard let value else { return }
    let number = (try? value.string()).flatMap(Double.init)
    if number.map(range.contains) != true {
      note(value.error("found \(value.kind), expected \(expected)"))
    }
  }

  private mutating func wholeNumber(_ value: YAMLValue, what: String) {
    if (try? value.string()).flatMap({ Int($0) }).map({ $0 >= 0 }) != true {
      note(value.error("found \(value.kind), expected \(what)"))
    }
  }

  /// Notes a mistake, as many as are told of a lexicon.
  private mutating func note(_ mistake: LexiconError) {
    if mistakes.count < 10_000 { mistakes.append(mistake) }
  }
}
