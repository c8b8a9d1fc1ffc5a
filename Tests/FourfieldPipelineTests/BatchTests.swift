import Testing

@testable import FourfieldPipeline

@Suite struct BatchTests {
  /// A file of a few bytes that was read into a large buffer does not hold on to it while it waits.
  @Test func keepsNoRoomBehindSmallFiles() throws {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 18)
    bytes += Array("Exports grew.".utf8)
    var batch = Batch()
    batch.append(
      SourceItem(source: ItemSource(path: "a.txt"), content: .file(.text), bytes: bytes))
    let kept = try #require(batch.items.first)
    #expect(kept.bytes == bytes)
    #expect(kept.bytes.capacity < 4096, "\(kept.bytes.capacity)")
  }
}
