import Foundation
import FourfieldTagging
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct JournalTests {
  private func commit(_ files: Int) -> JournalEntry {
    .commit(Commit(mark: InputMark(files: files), outputs: [], summary: RunSummary()))
  }

  private var begin: JournalEntry {
    .begin(
      Fingerprint(settings: Settings(), lexicons: [], model: .standard, inputs: Inventory()))
  }

  /// However many bytes of the last lines are missing or wrong, what stands before them counts and nothing else.
  @Test func aTornLineDoesNotCount() throws {
    let entries = [begin, commit(1), commit(2)]
    let bytes = try Journal.bytes(entries)
    let first = try Journal.bytes([begin]).count
    let second = try Journal.bytes([begin, commit(1)]).count
    for length in stride(from: 0, through: bytes.count, by: 7) {
      let folder = try TemporaryFolder()
      _ = try folder.file(Journal.name, Array(bytes[..<length]))
      let journal = try Journal(folder: folder.url.path)
      let whole = length < first ? 0 : length < second ? 1 : length < bytes.count ? 2 : 3
      #expect(journal.entries == Array(entries[..<whole]), "\(length)")
      // What is added stands behind the last whole line.
      try journal.append(commit(9))
      #expect(
        try Journal(folder: folder.url.path).entries == Array(entries[..<whole]) + [commit(9)])
    }
  }

  @Test func aChangedByteEndsTheJournal() throws {
    var bytes = try Journal.bytes([begin, commit(1), commit(2)])
    let second = try Journal.bytes([begin, commit(1)]).count
    bytes[second - 5] ^= 1
    let folder = try TemporaryFolder()
    _ = try folder.file(Journal.name, bytes)
    #expect(try Journal(folder: folder.url.path).entries == [begin])
  }

  @Test func aFaultRemembersTheStateBeforeIt() {
    let fault = Fault(path: [0x61], message: "m", isReading: true)
    let state = JournalState([begin, commit(1), .fault(fault), commit(2), .sealed])
    #expect(state.faults.first?.before?.mark.files == 1)
    #expect(state.faults.first?.entries == 2)
    #expect(state.commit?.mark.files == 2)
    #expect(state.isSealed)
  }

  @Test func aChangeIsNamed() {
    let old = Fingerprint(
      settings: Settings(),
      lexicons: [LexiconStamp(name: "a", version: "1", sha256: String(repeating: "0", count: 64))],
      model: .standard, inputs: Inventory(files: 1, bytes: 5))
    var settings = Settings()
    settings.minWords = 5
    let new = Fingerprint(
      settings: settings,
      lexicons: [LexiconStamp(name: "a", version: "2", sha256: String(repeating: "1", count: 64))],
      model: .standard, inputs: Inventory(files: 2, bytes: 5))
    #expect(
      new.changes(since: old) == [
        "the pipeline's minWords (3, now 5)", "the lexicon (a 1 00000000, now a 2 11111111)",
        "the inputs (1 files, now 2)",
      ])
    #expect(old.changes(since: old).isEmpty)
  }
}
