public import FourfieldCore

/// Where every byte of a changed text stood before the change.
///
/// A sparse list of pieces: runs that were copied, and runs that were replaced. A text that did not change needs none.
///
/// - Precondition: both texts have less than 2 GB.
public struct OffsetMap: Hashable, Sendable {
  /// A run of the new text and where it came from, in eight bytes: a text may have millions.
  struct Piece: Hashable, Sendable {
    private let targetBits: UInt32
    /// The offset, and in the lowest bit whether the run was copied.
    private let sourceBits: UInt32

    init(target: Int, source: Int, isCopy: Bool) {
      targetBits = UInt32(target)
      sourceBits = UInt32(source) << 1 | (isCopy ? 1 : 0)
    }

    var target: Int { Int(targetBits) }
    var source: Int { Int(sourceBits >> 1) }
    var isCopy: Bool { sourceBits & 1 == 1 }
  }

  /// The pieces; none where nothing was replaced.
  private(set) var pieces: [Piece] = []
  /// The length of the new text in bytes.
  public private(set) var targetCount = 0
  /// The length of the old text in bytes.
  public private(set) var sourceCount = 0

  /// Creates the map of an empty text.
  public init() {}

  /// Creates the map of a text that did not change.
  public init(identity count: Int) { copy(count) }

  /// Notes that the next `count` bytes are the same in both.
  public mutating func copy(_ count: Int) {
    guard count > 0 else { return }
    if pieces.last?.isCopy == false {
      pieces.append(Piece(target: targetCount, source: sourceCount, isCopy: true))
    }
    targetCount += count
    sourceCount += count
  }

  /// Notes that `source` bytes of the old text became `target` bytes of the new.
  public mutating func replace(target: Int, source: Int) {
    if pieces.isEmpty {
      pieces.reserveCapacity(4)
      if targetCount > 0 { pieces.append(Piece(target: 0, source: 0, isCopy: true)) }
    }
    pieces.append(Piece(target: targetCount, source: sourceCount, isCopy: false))
    targetCount += target
    sourceCount += source
  }

  /// Adds the map of a text that follows this one's.
  public mutating func append(_ later: OffsetMap) {
    guard !later.pieces.isEmpty else { return copy(later.targetCount) }
    if pieces.isEmpty, targetCount > 0 { pieces.append(Piece(target: 0, source: 0, isCopy: true)) }
    for piece in later.pieces {
      pieces.append(
        Piece(
          target: targetCount + piece.target, source: sourceCount + piece.source,
          isCopy: piece.isCopy))
    }
    targetCount += later.targetCount
    sourceCount += later.sourceCount
  }

  /// Shortens the new text by one byte; the old one keeps its length.
  mutating func dropLastTarget() {
    targetCount -= 1
    let source = sourceCount
    sourceCount = sourceEnd(targetCount)
    while let last = pieces.last, last.target >= targetCount { pieces.removeLast() }
    if source > sourceCount { replace(target: 0, source: source - sourceCount) }
  }

  /// Takes the last `count` bytes of the new text back, which must be one scalar's.
  ///
  /// - Returns: the bytes of the old text that they came from.
  mutating func takeBack(_ count: Int) -> Int {
    let start = sourceStart(targetCount - count)
    let taken = sourceCount - start
    targetCount -= count
    sourceCount = start
    while let last = pieces.last, last.target >= targetCount, last.source >= sourceCount {
      pieces.removeLast()
    }
    return taken
  }

  /// The bytes of the old text that a range of the new one came from.
  ///
  /// - Complexity: O(log *p*) in the pieces.
  public func sourceRange(of range: ByteRange) -> ByteRange {
    let start = sourceStart(range.start)
    return ByteRange(start, range.isEmpty ? start : max(start, sourceEnd(range.end)))
  }

  /// The map from the newest text to the oldest, where this one's old text is the new text of `earlier`.
  public func composed(with earlier: OffsetMap) -> OffsetMap {
    if earlier.isIdentity { return self }
    if isIdentity, targetCount == earlier.targetCount { return earlier }
    var result = OffsetMap()
    let own = pieces.isEmpty ? [Piece(target: 0, source: 0, isCopy: true)] : pieces
    for (index, piece) in own.enumerated() {
      let end = index + 1 < own.count ? own[index + 1] : nil
      let targetEnd = end?.target ?? targetCount
      let sourceEnd = end?.source ?? sourceCount
      if piece.isCopy {
        earlier.appendSlice(ByteRange(piece.source, sourceEnd), to: &result)
      } else {
        let old = earlier.sourceRange(of: ByteRange(piece.source, sourceEnd))
        let upTo = earlier.sourceEnd(sourceEnd)
        result.replace(
          target: targetEnd - piece.target,
          source: max(upTo, old.end) - min(result.sourceCount, max(upTo, old.end)))
      }
    }
    return result
  }

  /// Whether nothing was replaced.
  public var isIdentity: Bool { pieces.count <= 1 && pieces.first?.isCopy ?? true }

  /// Appends the pieces of a range of this map's new text.
  private func appendSlice(_ range: ByteRange, to result: inout OffsetMap) {
    var position = range.start
    var index = pieceIndex(position)
    while position < range.end, index < pieces.count {
      let next = index + 1 < pieces.count ? pieces[index + 1] : nil
      let end = min(range.end, next?.target ?? targetCount)
      let piece = pieces[index]
      if piece.isCopy {
        let start = piece.source + position - piece.target
        if start > result.sourceCount {
          result.replace(target: 0, source: start - result.sourceCount)
        }
        result.copy(end - position)
      } else {
        let sourceEnd = next?.source ?? sourceCount
        result.replace(
          target: end - position, source: max(0, sourceEnd - result.sourceCount))
      }
      position = end
      index += 1
    }
  }

  /// The last piece that begins at or before a target offset and is not empty there.
  private func pieceIndex(_ target: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].target <= target { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  private func sourceStart(_ target: Int) -> Int {
    guard target < targetCount else { return sourceCount }
    guard !pieces.isEmpty else { return target }
    let piece = pieces[pieceIndex(target)]
    return piece.isCopy ? piece.source + target - piece.target : piece.source
  }

  private func sourceEnd(_ target: Int) -> Int {
    guard target > 0, !pieces.isEmpty else { return target }
    let index = pieceIndex(target - 1)
    let piece = pieces[index]
    if piece.isCopy { return piece.source + target - piece.target }
    return index + 1 < pieces.count ? pieces[index + 1].source : sourceCount
  }
}
