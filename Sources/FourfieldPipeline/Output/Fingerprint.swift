internal import FourfieldCore
internal import FourfieldTagging

/// Everything that decides what a run writes: two runs of one fingerprint write the same bytes.
struct Fingerprint: Hashable, Codable {
  /// The version of Fourfield and of its Unicode tables.
  var version: String
  /// The settings by name.
  var settings: [String: String]
  /// The numbers of the classifier, as a digest.
  var model: String
  /// The lexicons: name, version and digest of each.
  var lexicons: [String]
  /// The inputs.
  var inputs: Inventory
  /// The command and its working folder, for ``Verification``; they are no part of what a run is.
  var command: [String]?
  var folder: String?

  init(settings: Settings, lexicons: [LexiconStamp], model: ClassifierModel, inputs: Inventory) {
    version = "\(FourfieldPipeline.version), Unicode \(ScalarTable.unicodeVersion)"
    self.settings = [:]
    for case (let name?, let value) in Mirror(reflecting: settings).children {
      self.settings[name] = String(describing: value)
    }
    self.model = Digest.hex(Array(model.line.utf8))
    self.lexicons = lexicons.map { "\($0.name) \($0.version) \($0.sha256)" }
    self.inputs = inputs
  }

  /// What differs from the fingerprint of an earlier run, in words; empty where nothing does.
  func changes(since other: Fingerprint) -> [String] {
    var changes: [String] = []
    if version != other.version { changes.append("the version (\(other.version), now \(version))") }
    for name in Set(settings.keys).union(other.settings.keys).sorted()
    where settings[name] != other.settings[name] {
      let (old, new) = (other.settings[name] ?? "not set", settings[name] ?? "not set")
      changes.append("the pipeline's \(name) (\(old), now \(new))")
    }
    if model != other.model { changes.append("the classifier's model") }
    if lexicons != other.lexicons {
      changes.append(
        "the lexicon (\(Fingerprint.names(other.lexicons)), now \(Fingerprint.names(lexicons)))")
    }
    if let change = inputs.change(since: other.inputs) { changes.append(change) }
    return changes
  }

  /// Names with the first digits of their digests.
  private static func names(_ lexicons: [String]) -> String {
    lexicons.map { String($0.dropLast(56)) }.joined(separator: ", ")
  }
}
