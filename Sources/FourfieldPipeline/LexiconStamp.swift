/// What identifies a lexicon in the manifest.
public struct LexiconStamp: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The version that its authors gave it.
  public var version: String
  /// SHA-256 over its files, by name and content.
  public var sha256: String

  /// Creates a stamp.
  public init(name: String, version: String, sha256: String) {
    self.name = name
    self.version = version
    self.sha256 = sha256
  }
}
