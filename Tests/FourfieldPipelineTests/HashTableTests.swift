import Foundation
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct HashTableTests {
  /// Against a dictionary, in memory and as a file, with hashes that crowd.
  @Test(arguments: [(false, 1 << 25), (true, 1 << 25), (false, 0), (true, 0), (true, 1 << 16)])
  func holdsWhatADictionaryHolds(hasNumbers: Bool, memory: Int) throws {
    let folder = try TemporaryFolder()
    var table = HashTable(hasNumbers: hasNumbers, memory: memory, folder: folder.url.path)
    var oracle: [UInt64: UInt64] = [:]
    var random = SeededGenerator(seed: 7)
    for number in 0..<12_000 as Range<UInt64> {
      var hash = random.next()
      // Some at the very end, some near each other, some that were there.
      if number % 5 == 0 { hash = .max - (hash % 600) << 40 }
      if number % 7 == 0 { hash = hash % 500 << 40 }
      if number % 11 == 0, let old = oracle.keys.first { hash = old }
      let isNew = oracle[max(1, hash)] == nil
      if isNew { oracle[max(1, hash)] = hasNumbers ? number : max(1, hash) }
      #expect(try table.insert(hash, number: number) == isNew)
    }
    for (hash, number) in oracle { #expect(try table.number(of: hash) == number) }
    for _ in 0..<1000 {
      let hash = random.next()
      #expect(try table.number(of: hash) == oracle[hash])
    }
    #expect(table.isFile == (memory < 1 << 25))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  /// A table stays in memory as long as its places have room there, which the few slots behind the last do not take from it.
  @Test func isAFileOnlyWhereItMustBe() throws {
    let folder = try TemporaryFolder()
    var table = HashTable(hasNumbers: false, memory: 8 << 12, folder: folder.url.path)
    var random = SeededGenerator(seed: 3)
    for _ in 0..<(3 << 10) { #expect(try table.insert(random.next())) }
    #expect(!table.isFile)
    #expect(try table.insert(random.next()))
    #expect(table.isFile)
  }

  @Test func aFolderThatIsNotThereIsAnError() throws {
    var table = HashTable(hasNumbers: false, memory: 0, folder: "/nowhere/at/all")
    #expect(throws: RunError.self) {
      for hash in 1..<2000 as Range<UInt64> { _ = try table.insert(hash << 40) }
    }
  }

  /// Two texts whose digests begin alike are told apart by the rest.
  @Test func theWholeDigestDecides() throws {
    let folder = try TemporaryFolder()
    var finder = DuplicateFinder(Deduplication(), folder: folder.url.path)
    let first = DocumentSignature(text: "00000000000000aa" + "1", least: [])
    let second = DocumentSignature(text: "00000000000000aa" + "2", least: [])
    try finder.insert(first, at: 5)
    let line = { (_: Int) in Array(DuplicateFinder.line(first, id: "a").dropLast()) }
    #expect(try finder.duplicate(of: first, line: line)?.place == 5)
    #expect(try finder.duplicate(of: second, line: line) == nil)
  }
}
