internal import Glibc

/// Reads what ``ArchiveWriter`` wrote, a piece at a time; whatever is asked of bytes that are not there is 0 or empty, and ``isValid`` turns false.
///
/// Each array is filled where it stays: a lexicon of a million entries is in memory once while it is read, not twice.
struct ArchiveReader {
  private let fill: (inout [UInt8]) -> Int
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)
  /// What of the buffer was not taken yet.
  private var ready = 0..<0
  /// How many bytes were not taken yet.
  private var rest: Int
  /// Whether everything asked for was there.
  private(set) var isValid = true

  /// Reads some bytes.
  ///
  /// - Parameters:
  ///   - size: how many there are.
  ///   - fill: puts the next ones into an array, from its beginning, and says how many; 0 where there are none.
  init(size: Int, fill: @escaping (inout [UInt8]) -> Int) {
    self.fill = fill
    rest = size
  }

  /// Whether everything was read and was there.
  var isComplete: Bool { isValid && rest == 0 }

  mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> T {
    var value: T = 0
    unsafe withUnsafeMutableBytes(of: &value) { unsafe take(into: $0) }
    return value
  }

  /// A count of things that take at least `width` bytes each: never more than there can be.
  mutating func count(width: Int) -> Int {
    let count = Int(integer(UInt32.self))
    guard isValid, count <= rest / max(1, width) else {
      isValid = false
      return 0
    }
    return count
  }

  /// An array; empty where it is not there as a whole.
  mutating func array<T: BitwiseCopyable>(_ type: T.Type) -> [T] {
    let count = count(width: MemoryLayout<T>.stride)
    return unsafe [T](unsafeUninitializedCapacity: count) { target, initialized in
      unsafe ArchiveReader.makePages(UnsafeRawBufferPointer(target))
      unsafe take(
        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: target[..<count])))
      initialized = isValid ? count : 0
    }
  }

  /// Has the pages of a large piece of memory made at once: one by one they are a third of the time in which a million entries are read.
  ///
  /// Large pages would be faster still, but where memory is in pieces the system may take half a second to find some.
  private static func makePages(_ memory: UnsafeRawBufferPointer) {
    guard let base = memory.baseAddress, memory.count >= 4 << 20 else { return }
    let page = 4096
    let first = (Int(bitPattern: base) + page - 1) & -page
    guard let start = unsafe UnsafeMutableRawPointer(bitPattern: first) else { return }
    // A system that cannot makes each when it is written to.
    _ = unsafe madvise(start, memory.count - page, MADV_POPULATE_WRITE)
  }

  /// A pool of strings; nil where it is torn.
  mutating func pool() -> StringPool? {
    let starts = array(UInt32.self)
    return StringPool(bytes: array(UInt8.self), starts: starts)
  }

  /// Strings, each of them made.
  mutating func strings() -> [String] {
    guard let pool = pool() else {
      isValid = false
      return []
    }
    return (0..<pool.count).map { pool[$0] }
  }

  /// Fills some memory with the next bytes.
  private mutating func take(into target: UnsafeMutableRawBufferPointer) {
    var done = 0
    while done < target.count {
      if ready.isEmpty { ready = 0..<max(0, min(fill(&buffer), rest, buffer.count)) }
      if ready.isEmpty { isValid = false }
      guard isValid else { return }
      let piece = ready.prefix(target.count - done)
      unsafe buffer.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[done..<target.count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[piece]))
      }
      done += piece.count
      rest -= piece.count
      ready = piece.endIndex..<ready.upperBound
    }
  }
}
