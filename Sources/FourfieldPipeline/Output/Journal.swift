internal import Foundation

/// The journal of a run: a line of JSON for every state that is safely on the disk, each behind a checksum of itself.
///
/// A line that was not written to its end does not count, nor does anything behind it.
struct Journal: Sendable {
  /// The name of the file.
  static let name = "journal.log"

  private let file: DurableFile
  /// The entries that were there when it was opened, the oldest first.
  private(set) var entries: [JournalEntry] = []
  private var lengths: [Int] = []

  /// Opens the journal of a folder; makes an empty one if there is none.
  init(folder: String) throws {
    file = try DurableFile("\(folder)/\(Journal.name)")
    var bytes: [UInt8] = []
    _ = try file.read(first: .max) { bytes += $0 }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      guard let entry = Journal.entry(Array(line)) else { break }
      entries.append(entry)
      lengths.append(line.count + 1)
    }
    try file.truncate(to: lengths.reduce(0, +))
  }

  /// The entries of a folder's journal, which is left as it is; none where there is no journal.
  static func read(folder: String) -> [JournalEntry] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(Journal.name)") else {
      return []
    }
    var entries: [JournalEntry] = []
    for line in [UInt8](data).split(separator: 0x0A) {
      guard let entry = entry(Array(line)) else { break }
      entries.append(entry)
    }
    return entries
  }

  /// Adds an entry and waits until it is on the disk.
  func append(_ entry: JournalEntry) throws {
    try file.write(try Journal.line(entry))
    try file.synchronize()
  }

  /// Leaves the first entries alone and takes the rest away.
  mutating func cut(to count: Int) throws {
    entries.removeLast(entries.count - count)
    lengths.removeLast(lengths.count - count)
    try file.truncate(to: lengths.reduce(0, +))
    try file.synchronize()
  }

  /// The bytes of a journal of some entries.
  static func bytes(_ entries: [JournalEntry]) throws -> [UInt8] {
    try entries.flatMap { try line($0) }
  }

  private static func line(_ entry: JournalEntry) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = [UInt8](try encoder.encode(entry))
    return Array(checksum(json).utf8) + [0x20] + json + [0x0A]
  }

  /// The entry of a line; nil where the line is not whole.
  private static func entry(_ line: [UInt8]) -> JournalEntry? {
    guard line.count > 17, line[16] == 0x20 else { return nil }
    let json = Array(line[17...])
    guard Array(checksum(json).utf8) == Array(line[..<16]) else { return nil }
    // A line of another version counts as none: the run is begun afresh or refused.
    return try? JSONDecoder().decode(JournalEntry.self, from: Data(json))
  }

  private static func checksum(_ json: [UInt8]) -> String { String(Digest.hex(json).prefix(16)) }
}
