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
    let key = Digest.hex(
      Array(
        ([version, ScalarTable.unicodeVersion] + sources.map(\.sha256)).joined(separator: "\n").utf8
      ))
    let file = cache.map { "\($0)/\(key.prefix(40)).lexicon" }
    if let file, let loaded = read(file, key: key) { return loaded }
    let models = try sources.map { try $0.model() }
    let model = merged(models.compactMap(\.self))
    let lexicons = try zip(sources, models).map { try $0.lexicon($1) }
    let stamps = zip(lexicons, sources).map {
      LexiconStamp(name: $0.name, version: $0.version, sha256: $1.sha256)
    }
    let compiled = CompiledLexicon(try LexiconMerger.merge(lexicons))
    // A cache that cannot be written costs time, never the run.
    let loaded = Loaded(compiled: compiled, stamps: stamps, model: model)
    if let file, let cache { write(loaded, key: key, to: file, folder: cache) }
    return loaded
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

  private static let magic = "fourfield compiled lexicon 10"

  /// The file: magic, key and the digest of the rest; then the classifier, the number of stamps, three lines a stamp, and the archive.
  private static func bytes(_ loaded: Loaded, key: String) -> [UInt8] {
    let stamps = loaded.stamps.flatMap { [$0.name, $0.version, $0.sha256] }
    let body =
      lines([loaded.model.line, "\(loaded.stamps.count)"] + stamps) + loaded.compiled.archive()
    return lines([magic, key, Digest.hex(body)]) + body
  }

  private static func lines(_ texts: [String]) -> [UInt8] {
    Array(texts.map { $0.replacing("\n", with: " ") + "\n" }.joined().utf8)
  }

  private static func read(_ file: String, key: String) -> Loaded? {
    guard let bytes = contents(file) else { return nil }
    var start = 0
    func line() -> String? {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      defer { start = end + 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    guard line() == magic, line() == key, let digest = line(),
      Digest.hex(bytes, from: start) == digest,
      let model = line().flatMap(ClassifierModel.init(line:)),
      let count = line().flatMap({ Int($0) }), (0...1000).contains(count)
    else { return nil }
    var stamps: [LexiconStamp] = []
    for _ in 0..<count {
      guard let name = line(), let version = line(), let sha256 = line() else { return nil }
      stamps.append(LexiconStamp(name: name, version: version, sha256: sha256))
    }
    guard let compiled = CompiledLexicon(archive: bytes, from: start) else { return nil }
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

  /// Whether a folder is this user's and nobody else can put a link into the way of what is written there.
  private static func isPrivate(_ folder: String) -> Bool {
    var facts = stat()
    return unsafe lstat(folder, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
      && facts.st_uid == geteuid() && facts.st_mode & 0o022 == 0
  }

  private static func write(_ loaded: Loaded, key: String, to file: String, folder: String) {
    let data = Data(bytes(loaded, key: key))
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard isPrivate(folder) else { return }
    let temporary = "\(file).\(getpid())"
    let isMade = manager.createFile(
      atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
    // Another process may have renamed its own in the meantime: both hold the same.
    let isPlaced = isMade ? unsafe rename(temporary, file) == 0 : false
    if !isPlaced { try? manager.removeItem(atPath: temporary) }
  }
}
