internal import FourfieldCore

/// A page that libxml2 reads to its end in linear time, and the way back to the page as it was.
struct GuardedPage {
  /// A place from which on both texts run in step.
  struct Edit {
    let clean: Int
    let source: Int
    /// Whether what stands before it in the clean text ended right there in the original.
    var isEnd = false
  }

  /// The markup: valid UTF-8, no NUL, no script, no style, no comment, known attributes only.
  var utf8: [UInt8] = []
  /// Where the two texts part, ascending.
  var edits: [Edit] = []
  /// The contents of `<script type="application/ld+json">` in the original.
  var linkedData: [ByteRange] = []
  /// The bytes of text between tags that were handed on; what a complete tree must hold.
  var textBytes = 0

  /// The length of the original in bytes.
  var sourceCount = 0

  /// Where a byte of the clean text stood in the original.
  ///
  /// - Complexity: O(log *e*) in the edits.
  func source(of clean: Int) -> Int {
    let next = firstEdit(behind: clean)
    guard next > 0 else { return clean }
    return edits[next - 1].source + clean - edits[next - 1].clean
  }

  /// Where what stands before a place in the clean text ended in the original: a `<` became four bytes there, a reference one letter.
  func sourceEnd(of clean: Int) -> Int {
    let next = firstEdit(behind: clean - 1)
    let end = source(of: clean - 1) + 1
    guard next < edits.count else { return min(end, sourceCount) }
    return edits[next].isEnd && edits[next].clean == clean
      ? edits[next].source : min(end, edits[next].source)
  }

  private func firstEdit(behind clean: Int) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].clean <= clean { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
