import Foundation
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct InputListTests {
  private func names(_ folder: TemporaryFolder) throws -> [String] {
    var names: [String] = []
    let base = folder.url.path + "/"
    try InputList([folder.url.path]).forEach { names.append(String($0.name.dropFirst(base.count))) }
    return names
  }

  /// Listing folder by folder gives the order of the whole paths' bytes.
  @Test func theOrderIsThatOfThePaths() throws {
    var random = SeededGenerator(seed: 9)
    let folder = try TemporaryFolder()
    var expected: Set<String> = []
    for _ in 0..<60 {
      let depth = Int.random(in: 0...3, using: &random)
      let parts = (0...depth).map { _ in
        ["a", "a-b", "a.b", "b", "é", "a0"].randomElement(using: &random) ?? ""
      }
      let place = parts.dropLast().map { $0 + "d" } + [(parts.last ?? "") + ".txt"]
      let url = folder.url.appending(path: place.joined(separator: "/"))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
      expected.insert(place.joined(separator: "/"))
    }
    let sorted = expected.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(try names(folder) == sorted)
  }

  @Test func oddThingsAreNamedAndNotFollowed() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Array("x".utf8))
    let manager = FileManager.default
    for (name, target) in [
      ("loop", "loop"), ("up", ".."), ("dangling", "nowhere"), ("zero", "/dev/zero"),
      ("link", "a.txt"),
    ] {
      try manager.createSymbolicLink(
        atPath: folder.url.appending(path: name).path, withDestinationPath: target)
    }
    #expect(unsafe mkfifo(folder.url.appending(path: "pipe").path, 0o644) == 0)
    var kinds: [String: String] = [:]
    try InputList([folder.url.path]).forEach { file in
      if case .other(let words) = file.kind {
        kinds[URL(filePath: file.name).lastPathComponent] = words
      }
    }
    #expect(
      kinds == [
        "loop": "a link that leads to itself", "up": "a link to a folder, which is not followed",
        "dangling": "nothing: no such file", "zero": "a device", "pipe": "a pipe",
      ])
  }

  @Test func hiddenFilesAreCountedApart() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Array("x".utf8))
    let before = try InputList([folder.url.path]).inventory()
    _ = try folder.file(".hidden", Array("x".utf8))
    let after = try InputList([folder.url.path]).inventory()
    #expect(after.hidden == 1)
    #expect(after.change(since: before) == nil)
    #expect(try names(folder) == ["a.txt"])
  }
}
