internal import FourfieldCore
internal import FourfieldLexicons
public import FourfieldMatching
public import FourfieldTagging
internal import Foundation
internal import Glibc

/// Loads lexicons ready for the scan, from a private cache where they have been compiled before.
///
/// The cache is keyed by the SHA-256 of the lexicon's files, the version of Fourfield and the version of Unicode; a file that does not hold
/// exactly what its own digest says, or that belongs to somebody else, is passed over and made anew.
public enum LexiconStore {
  /// What was loaded.
  public struct Loaded: Sendable {
    /// The lexicons put together.
    public let compiled: CompiledLexicon
    /// One stamp a lexicon.
    public let stamps: [LexiconStamp]
    /// The numbers of the classifier: the first lexicon's model that there is, with the curves of the others' themes.
    public let model: ClassifierModel
  }

  /// Loads the lexicons of some folders, put together in their order.
  ///
  /// - Parameters:
  ///   - folders: the folders.
  ///   - cache: the folder of the cache, nil for none; made if it is not there.
  /// - Returns: the compiled lexicon with its stamps.
  /// - Throws: `LexiconError` for a mistake in a lexicon, ``RunError`` if a file cannot be read.
  public static func load(_ folders: [String], cache: String?) throws -> Loaded {
    let sources = try folders.map { try LexiconFolder($0) }
    let model = merged(sources.compactMap(\.model))
    let key = Digest.hex(
      Array(
        ([version, ScalarTable.unicodeVersion] + sources.map(\.sha256)).joined(separator: "\n").utf8
      ))
    let file = cache.map { "\($0)/\(key.prefix(40)).lexicon" }
    if let file, let loaded = read(file, key: key, model) { return loaded }
    let lexicons = try sources.map { try $0.lexicon() }
    let stamps = zip(lexicons, sources).map {
      LexiconStamp(name: $0.name, version: $0.version, sha256: $1.sha256)
    }
    let compiled = CompiledLexicon(try LexiconMerger.merge(lexicons))
    // A cache that cannot be written costs time, never the run.
    if let file, let cache { write(compiled, stamps, key: key, to: file, folder: cache) }
    return Loaded(compiled: compiled, stamps: stamps, model: model)
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

  private static let magic = "fourfield compiled lexicon 5"

  /// The lines before the archive: magic, key, digest of the archive, number of stamps, three lines a stamp.
  private static func header(_ key: String, _ digest: String, _ stamps: [LexiconStamp]) -> [UInt8] {
    let lines =
      [magic, key, digest, "\(stamps.count)"] + stamps.flatMap { [$0.name, $0.version, $0.sha256] }
    return Array(lines.map { $0.replacing("\n", with: " ") + "\n" }.joined().utf8)
  }

  private static func read(_ file: String, key: String, _ model: ClassifierModel) -> Loaded? {
    guard let bytes = contents(file) else { return nil }
    var start = 0
    func line() -> String? {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      defer { start = end + 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    guard line() == magic, line() == key, let digest = line(),
      let count = line().flatMap({ Int($0) }),
      (0...1000).contains(count)
    else { return nil }
    var stamps: [LexiconStamp] = []
    for _ in 0..<count {
      guard let name = line(), let version = line(), let sha256 = line() else { return nil }
      stamps.append(LexiconStamp(name: name, version: version, sha256: sha256))
    }
    guard Digest.hex(bytes, from: start) == digest,
      let compiled = CompiledLexicon(archive: bytes, from: start)
    else { return nil }
    return Loaded(compiled: compiled, stamps: stamps, model: model)
  }

  /// The bytes of a file that is this user's and that nobody else may write, read into the place where they are used; nil for any other.
  private static func contents(_ file: String) -> [UInt8]? {
    let descriptor = unsafe open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    // Asked of the open file, so that nobody can put another in its place in between.
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_uid == geteuid(), facts.st_mode & 0o022 == 0
    else { return nil }
    let size = Int(facts.st_size)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = unsafe Glibc.read(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + count, size - count)
        guard got > 0 else { return }
        count += got
      }
    }
    return bytes.count == size ? bytes : nil
  }

  private static func write(
    _ compiled: CompiledLexicon, _ stamps: [LexiconStamp], key: String, to file: String,
    folder: String
  ) {
    let archive = compiled.archive()
    let data = Data(header(key, Digest.hex(archive), stamps) + archive)
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let temporary = "\(file).\(getpid())"
    let isMade = manager.createFile(
      atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
    // Another process may have renamed its own in the meantime: both hold the same.
    let isPlaced = isMade ? unsafe rename(temporary, file) == 0 : false
    if !isPlaced { try? manager.removeItem(atPath: temporary) }
  }
}
