/// One occurrence of an entry at one range of one passage.
///
/// It takes 16 bytes: a document may have millions.
///
/// - Precondition: The passage has less than 4 GB.
public struct Match: Hashable, Sendable {
  private var start: UInt32
  private var end: UInt32
  private var entryNumber: UInt32
  /// The theme and one, 0 for none.
  private var themeNumber: UInt32

  /// The bytes of the passage that it takes.
  public var range: ByteRange {
    get { ByteRange(Int(start), Int(end)) }
    set { (start, end) = (UInt32(newValue.start), UInt32(newValue.end)) }
  }

  /// The index of the entry in ``Lexicon/entries``.
  public var entry: Int {
    get { Int(entryNumber) }
    set { entryNumber = UInt32(newValue) }
  }

  /// The one theme that it counts for, under ``Overlap/longestPerTheme``; nil for all themes of its concept.
  public var theme: Int? {
    get { themeNumber == 0 ? nil : Int(themeNumber) - 1 }
    set { themeNumber = newValue.map { UInt32($0) + 1 } ?? 0 }
  }

  /// Creates a match.
  public init(range: ByteRange, entry: Int, theme: Int? = nil) {
    start = UInt32(range.start)
    end = UInt32(range.end)
    entryNumber = UInt32(entry)
    themeNumber = theme.map { UInt32($0) + 1 } ?? 0
  }
}
