import Glibc
import Synchronization
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct RunningDigestTests {
  /// Where digests are computed.
  enum Place: CaseIterable {
    case here, aside, refused

    var thread: SerialThread? {
      switch self {
      case .here: nil
      case .aside: SerialThread("digest")
      case .refused: SerialThread("digest", start: Refusing(after: 0).start)
      }
    }
  }

  /// Pieces of all sizes give the digest of the whole, at every moment; so do those of another file on the same thread.
  @Test(arguments: Place.allCases)
  func isTheDigestOfTheWhole(place: Place) {
    var random = SeededGenerator(seed: 3)
    let thread = place.thread
    let running = [RunningDigest(on: thread), RunningDigest(on: thread)]
    var whole: [[UInt8]] = [[], []]
    for round in 0..<60 {
      let size = [0, 1, 100, 1 << 15, 1 << 20].randomElement(using: &random) ?? 1
      let piece = [UInt8](repeating: UInt8(round), count: size)
      running[round % 2].update(piece)
      whole[round % 2] += piece
      if round % 7 == 0 {
        #expect(running[round % 2].current == Digest.hex(whole[round % 2]), "round \(round)")
      }
    }
    for file in 0..<2 { #expect(running[file].current == Digest.hex(whole[file])) }
  }

  /// However slow the thread is, few bytes wait for it.
  @Test func holdsOnToFewBytes() {
    let waiting = Mutex(0)
    let thread = SerialThread("digest")
    let running = RunningDigest(on: thread)
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    var most = 0
    for _ in 0..<40 {
      most = max(
        most,
        waiting.withLock {
          $0 += 1; return $0
        })
      thread.perform { usleep(1_000) }
      running.update(piece)
      thread.perform { waiting.withLock { $0 -= 1 } }
    }
    #expect(most <= 10, "of 40 pieces of a megabyte")
  }
}
