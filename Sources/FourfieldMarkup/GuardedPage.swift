internal import FourfieldCore

/// A page that libxml2 reads to its end in linear time, and the way back to the page as it was.
struct GuardedPage {
  /// A place from which on both texts run in step.
  ///
  /// Eight bytes, for a page may have millions.
  struct Edit {
    private let place: Int32
    private let origin: Int32

    /// `isReference` says that what follows is a character that the original has as a reference, up to the next place.
    init(clean: Int, source: Int, isReference: Bool = false) {
      place = Int32(clamping: clean)
      origin = isReference ? ~Int32(clamping: source) : Int32(clamping: source)
    }

    var clean: Int { Int(place) }
    var source: Int { Int(isReference ? ~origin : origin) }
    var isReference: Bool { origin < 0 }
  }

  /// What stands for `&` and `<` in texts, so that the parser takes them for no markup and needs no reference: a control character that the guard
  /// has put blanks for, and a noncharacter, which no text may hold.
  static let ampersand: UInt8 = 0x7F
  static let less: [UInt8] = [0xEF, 0xB7, 0x90]

  /// The markup: valid UTF-8, no NUL, no script, no style, no comment, known attributes only.
  var utf8: [UInt8] = []
  /// Where the two texts part, ascending.
  var edits: [Edit] = []
  /// The contents of `<script type="application/ld+json">` in the original.
  var linkedData: [ByteRange] = []
  /// The bytes of text between tags that were handed on; what a complete tree must hold.
  var textBytes = 0
  /// Whether tags or attributes went beyond the limits.
  var isCut = false

  /// Where a byte of the clean text stood in the original.
  ///
  /// - Complexity: O(log *e*) in the edits.
  func source(of clean: Int) -> Int {
    let next = edit(behind: clean)
    guard next > 0 else { return clean }
    let edit = edits[next - 1]
    return edit.source + clean - edit.clean
  }

  /// The first of the edits that lie behind a byte of the clean text.
  ///
  /// - Complexity: O(log *e*) in the edits.
  func edit(behind clean: Int) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].clean <= clean { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
