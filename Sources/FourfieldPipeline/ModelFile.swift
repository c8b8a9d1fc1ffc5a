public import FourfieldCore
internal import FourfieldLexicons
public import FourfieldTagging
internal import Foundation

/// The file `model.json` beside a lexicon: what was fitted, kept apart from what people wrote.
///
/// It holds a few numbers a theme that turn scores into probabilities, the least probability of a label, and how frequent entries are
/// everywhere. Entries are named by concept, language and pattern, so that the file outlives edits of the lexicon; names that the lexicon
/// no longer has do nothing.
public struct ModelFile: Codable, Hashable, Sendable {
  /// What the numbers come from.
  public struct Origin: Codable, Hashable, Sendable {
    /// The day of the fit, `2026-11-24`.
    public var date: String
    /// The lexicon's name and version.
    public var lexicon: String
    /// How it was fitted, in words.
    public var method: String
    /// The labelled sets by name, with their numbers of items.
    public var sets: [String: Int]
    /// What was reached on items that the fit did not see, by name of the figure.
    public var figures: [String: Double]

    /// Creates an origin.
    public init(
      date: String, lexicon: String, method: String, sets: [String: Int], figures: [String: Double]
    ) {
      self.date = date
      self.lexicon = lexicon
      self.method = method
      self.sets = sets
      self.figures = figures
    }
  }

  /// What the numbers come from.
  public var fitted: Origin
  /// The least probability of a label.
  public var threshold: Double
  /// The curve of themes without one of their own.
  public var standard: ClassifierModel.Curve
  /// Curves by theme.
  public var themes: [String: ClassifierModel.Curve]
  /// How much frequency costs: an entry counts 1 / (1 + discount × frequency) of its weight.
  public var discount: Double
  /// The share of passages that hold an entry, by concept, language (`any` for all) and pattern; what is rarer is left out.
  public var frequencies: [String: [String: [String: Double]]]

  /// Creates a model.
  public init(
    fitted: Origin, threshold: Double, standard: ClassifierModel.Curve,
    themes: [String: ClassifierModel.Curve] = [:], discount: Double = 0,
    frequencies: [String: [String: [String: Double]]] = [:]
  ) {
    self.fitted = fitted
    self.threshold = threshold
    self.standard = standard
    self.themes = themes
    self.discount = discount
    self.frequencies = frequencies
  }

  /// Reads a file.
  ///
  /// - Throws: `LexiconErrors` naming file, line and column, what was found and what was expected: what is no JSON, or all keys and values that are none of
  ///   a model.
  public init(file: String, json: [UInt8]) throws {
    let text = String(decoding: json, as: UTF8.self)
    var found: [LexiconError] = []
    do throws(LexiconError) {
      found = ModelFileCheck(try YAMLValue(file: file, text: text)).mistakes
    } catch {
      // Escapes of JSON that YAML has not are none of these.
      if (try? JSONDecoder().decode(ModelFile.self, from: Data(json))) == nil {
        throw LexiconErrors([error])
      }
    }
    if !found.isEmpty { throw LexiconErrors(found) }
    do {
      self = try JSONDecoder().decode(ModelFile.self, from: Data(json))
    } catch let error as DecodingError {
      throw LexiconErrors([LexiconError(SourceLocation(file: file), ModelFile.sentence(error))])
    }
    let mistakes = self.mistakes
    if !mistakes.isEmpty {
      throw LexiconErrors(mistakes.map { LexiconError(SourceLocation(file: file), $0) })
    }
  }

  /// The file's bytes: keys in order, one number a line.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [0x0A]
  }

  /// The numbers that the tagger uses.
  public var classifier: ClassifierModel {
    ClassifierModel(standard: standard, curves: themes, threshold: threshold)
  }

  /// Sets the share of every entry's weight that counts.
  ///
  /// - Complexity: O(*n*) in the entries.
  public func apply(to lexicon: inout Lexicon) {
    guard discount > 0, !frequencies.isEmpty else { return }
    for concept in lexicon.concepts {
      guard let known = frequencies[concept.id] else { continue }
      for index in concept.entries {
        let entry = lexicon.entries[index]
        if let frequency = known[entry.language?.code ?? "any"]?[entry.text] {
          lexicon.entries[index].share = 1 / (1 + discount * frequency)
        }
      }
    }
  }

  /// The largest number of a curve: far beyond what a fit gives, and small enough that no sum of them overflows.
  static let steepest = 1000.0

  /// What is wrong with the numbers.
  private var mistakes: [String] {
    var mistakes: [String] = []
    if !(0...1).contains(threshold) {
      mistakes.append("found threshold \(threshold), expected a number from 0 to 1")
    }
    if discount < 0 { mistakes.append("found discount \(discount), expected 0 or more") }
    for curve in [standard] + themes.sorted(by: { $0.key < $1.key }).map(\.value) {
      let numbers = [curve.intercept, curve.score, curve.rival, curve.background, curve.length]
      mistakes += numbers.filter { abs($0) > ModelFile.steepest }.map {
        "found \($0) in a curve, expected a number from -\(ModelFile.steepest) to \(ModelFile.steepest)"
      }
    }
    for (concept, languages) in frequencies.sorted(by: { $0.key < $1.key }) {
      mistakes += languages.values.flatMap(\.values).filter { !(0...1).contains($0) }.sorted().map {
        "found frequency \($0) at '\(concept)', expected a share from 0 to 1"
      }
    }
    return mistakes
  }

  private static func sentence(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.isEmpty
        ? "" : " at " + context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "found no '\(key.stringValue)'\(place(context)), expected the keys of a model"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "found another kind of value\(place(context)), expected \(type)"
    case .dataCorrupted(let context):
      return "found what is no JSON\(place(context)), expected a model: \(context.debugDescription)"
    @unknown default: return "found no model"
    }
  }
}
