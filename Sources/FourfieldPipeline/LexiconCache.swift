internal import FourfieldMatching
internal import FourfieldTagging
internal import Foundation
internal import Glibc

/// Compiled lexicons in a private folder, one file a key.
///
/// A file begins with lines, before which their length stands: the magic line, the key, the classifier, the size of the archive, and three lines a stamp.
/// Then come the archive, and the checksum of all that in hexadecimal.
struct LexiconCache {
  private static let magic = "fourfield compiled lexicon \(CompiledLexicon.archiveVersion)"
  private let folder: String

  /// A cache in a folder, which is made when it is first written to.
  init(folder: String) { self.folder = folder }

  private func path(_ key: String) -> String { "\(folder)/\(key.prefix(40)).lexicon" }

  /// What stands under a key; nil where it is not there, damaged, or not private.
  func read(_ key: String) -> LoadedLexicon? {
    guard let file = LexiconCacheFile(path(key)), let head = file.counted() else { return nil }
    let lines = head.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count > 4, lines[0] == LexiconCache.magic, lines[1] == key,
      let model = ClassifierModel(line: lines[2]), let size = Int(lines[3]),
      (0...file.size).contains(size),
      let stamps = stamps(lines.dropFirst(4))
    else { return nil }
    var rest = size
    let compiled = CompiledLexicon(archiveSize: size) { buffer in
      let count = file.read(into: &buffer, atMost: rest)
      rest -= count
      return count
    }
    guard let compiled, file.endsWithItsChecksum() else { return nil }
    return LoadedLexicon(compiled: compiled, stamps: stamps, model: model)
  }

  private func stamps(_ lines: ArraySlice<String>) -> [LexiconStamp]? {
    guard lines.count.isMultiple(of: 3) else { return nil }
    return stride(from: lines.startIndex, to: lines.endIndex, by: 3).map {
      LexiconStamp(name: lines[$0], version: lines[$0 + 1], sha256: lines[$0 + 2])
    }
  }

  /// Writes a lexicon under a key. A cache that cannot be written costs time, never the run.
  func write(_ loaded: LoadedLexicon, _ key: String) {
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard isPrivate else { return }
    let file = path(key)
    let temporary = "\(file).\(getpid())"
    let isMade = manager.createFile(
      atPath: temporary, contents: Data(bytes(loaded, key)),
      attributes: [.posixPermissions: 0o600])
    // Another process may have renamed its own in the meantime: both hold the same.
    let isPlaced = isMade ? unsafe rename(temporary, file) == 0 : false
    if isPlaced { removeOld(but: file) } else { try? manager.removeItem(atPath: temporary) }
  }

  /// How many files are kept: a lexicon that is edited leaves one behind each time.
  private static let kept = 16

  /// Removes all files but the newest and the one just written, and what processes left behind that were ended while they wrote.
  private func removeOld(but new: String) {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    var (whole, torn): ([(path: String, date: Date)], [String]) = ([], [])
    for path in names.map({ "\(folder)/\($0)" }) where path != new {
      guard let date = (try? manager.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      else { continue }
      if path.hasSuffix(".lexicon") {
        whole.append((path, date))
      } else if path.split(separator: ".lexicon.").last.flatMap({ Int($0) }) != nil,
        date.timeIntervalSinceNow < -86_400
      {
        torn.append(path)
      }
    }
    let old = whole.sorted { $0.date > $1.date }.dropFirst(LexiconCache.kept - 1).map(\.path)
    // No folder, were it called like a file of ours.
    for path in old + torn { unsafe _ = unlink(path) }
  }

  /// Whether the folder is this user's and nobody else can put a link into the way of what is written there.
  private var isPrivate: Bool {
    var facts = stat()
    return unsafe lstat(folder, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
      && facts.st_uid == geteuid() && facts.st_mode & 0o022 == 0
  }

  private func bytes(_ loaded: LoadedLexicon, _ key: String) -> [UInt8] {
    let archive = loaded.compiled.archive()
    let stamps = loaded.stamps.flatMap { [$0.name, $0.version, $0.sha256] }
    let lines =
      [LexiconCache.magic, key, loaded.model.line, "\(archive.count)"] + stamps
    // None holds a line end: names of lexicons have one line.
    let head = lines.joined(separator: "\n")
    let body = LexiconCacheFile.counting(Array(head.utf8)) + archive
    var checksum = Checksum()
    checksum.update(body, 0..<body.count)
    return body + Array(checksum.hex.utf8)
  }
}
