import Foundation
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct FreeIDsTests {
  /// An id that was there before gets the first number that gives a new one, also where somebody uses such numbers himself.
  @Test(
    arguments: [
      (["a", "b", "c"], [nil, nil, nil]),
      (["a", "a", "b", "a"], [nil, "a~2", nil, "a~3"]),
      (["a~2", "a", "a", "a~2"], [nil, nil, "a~3", "a~2~2"]),
      (["a", "a", "a~2", "a~3", "a"], [nil, "a~2", "a~2~2", nil, "a~4"]),
      (["", ""], [nil, "~2"]),
    ] as [([String], [String?])])
  func names(ids: [String], expected: [String?]) throws {
    let folder = try TemporaryFolder()
    var free = FreeIDs(folder: folder.url.path)
    let digest = Digest()
    #expect(try ids.map { try free.enter($0, hash: IDSet.hash($0, digest)) } == expected)
  }

  /// What an earlier part of a run wrote is not written again.
  @Test func knowsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    var free = FreeIDs(folder: folder.url.path)
    for id in ["a", "a~2", "a~3"] { try free.insert(id) }
    #expect(try free.enter("a", hash: IDSet.hash("a", Digest())) == "a~4")
  }
}
