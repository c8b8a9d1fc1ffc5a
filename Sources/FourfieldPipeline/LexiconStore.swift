internal import FourfieldCore
internal import FourfieldLexicons
internal import FourfieldMatching
internal import FourfieldTagging
internal import Foundation

/// Loads lexicons ready for the scan, from a private cache where they have been compiled before.
///
/// The cache is keyed by the SHA-256 of the lexicon's files, the version of Fourfield and the version of Unicode; a file that does not hold
/// exactly what its own checksum says, or that belongs to somebody else, is passed over and made anew. Where a lexicon is in the cache its files are only
/// hashed.
public enum LexiconStore {
  /// Loads the lexicons of some folders, put together in their order.
  ///
  /// - Parameters:
  ///   - folders: the folders.
  ///   - cache: the folder of the cache, nil for none; made if it is not there.
  /// - Returns: the compiled lexicon with its stamps.
  /// - Throws: `LexiconErrors` with all mistakes of all lexicons, ``RunError`` if a file cannot be read or a lexicon is given twice.
  public static func load(_ folders: [String], cache: String?) throws -> LoadedLexicon {
    let digests = try folders.map(LexiconFolder.digest)
    for (number, digest) in digests.enumerated() where digests[..<number].contains(digest) {
      // Every concept of it would be one that another lexicon has.
      throw RunError("found the lexicon '\(folders[number])' twice, expected each once")
    }
    let known = cache.map { LexiconCache(folder: $0) }
    if let known, let loaded = known.read(key(digests)) {
      return loaded
    }
    let sources = try folders.map { try LexiconFolder($0) }
    let parts = try read(sources)
    let (lexicons, models) = (parts.map(\.lexicon), parts.compactMap(\.model))
    let stamps = zip(lexicons, sources).map {
      LexiconStamp(name: $0.name, version: $0.version, sha256: $1.sha256)
    }
    let compiled = CompiledLexicon(try LexiconMerger.merge(lexicons))
    let loaded = LoadedLexicon(compiled: compiled, stamps: stamps, model: merged(models))
    known?.write(loaded, key(sources.map(\.sha256)))
    return loaded
  }

  /// Reads all of some folders, so that the mistakes of one do not hide those of another.
  private static func read(
    _ sources: [LexiconFolder]
  ) throws -> [(lexicon: Lexicon, model: ModelFile?)] {
    var parts: [(lexicon: Lexicon, model: ModelFile?)] = []
    var mistakes: [LexiconError] = []
    for source in sources {
      do {
        parts.append(try source.read())
      } catch let found as LexiconErrors {
        mistakes += found.errors
      }
    }
    if !mistakes.isEmpty { throw LexiconErrors(mistakes) }
    return parts
  }

  /// What the compiled form of some folders is known by: it is another where a file, the program or its Unicode is another.
  private static func key(_ digests: [String]) -> String {
    Digest.hex(
      Array(([version, ScalarTable.unicodeVersion] + digests).joined(separator: "\n").utf8))
  }

  private static func merged(_ models: [ModelFile]) -> ClassifierModel {
    guard var model = models.first?.classifier else { return .standard }
    for other in models.dropFirst() { model.curves.merge(other.themes) { first, _ in first } }
    return model
  }

  /// The user's cache folder: `$XDG_CACHE_HOME/fourfield` or `~/.cache/fourfield`; nil where there is no home.
  public static var defaultCache: String? {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/fourfield" }
    return environment["HOME"].map { $0 + "/.cache/fourfield" }
  }
}
