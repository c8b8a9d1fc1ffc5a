internal import FourfieldCore

/// Puts other ids into the lines of a batch, where an id was there before, and takes out those of dropped documents.
struct Rewriting {
  /// The ids to write in place of the documents' own, by the document's position in the batch.
  var ids: [Int: String] = [:]
  /// The documents that are left out.
  var dropped: Set<Int> = []

  /// Whether nothing is to be changed.
  var isEmpty: Bool { ids.isEmpty && dropped.isEmpty }

  /// The result with the changes in it.
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  func apply(to result: BatchResult) -> BatchResult {
    var renamed = result
    renamed.documents = []
    renamed.documents.reserveCapacity(result.documents.count + 16 * ids.count)
    renamed.passages = []
    renamed.passages.reserveCapacity(result.passages.count + 32 * ids.count)
    var (start, passage) = (0, 0)
    for (position, old) in result.ids.enumerated() {
      let end = result.documentEnds[position]
      let passages = passage..<(passage + result.passageCounts[position])
      passage = passages.upperBound
      defer { start = end }
      if dropped.contains(position) { continue }
      if let new = ids[position] {
        let (old, new) = (Rewriting.string(old), Rewriting.string(new))
        if end > start {
          Rewriting.begin(new[...], &renamed.documents)
          renamed.documents += result.documents[(start + Rewriting.head.count + old.count)..<end]
        }
        rename(
          old, new, passages, from: position == 0 ? result.continued : 0, result,
          &renamed.passages)
      } else {
        renamed.documents += result.documents[start..<end]
        renamed.passages += result.passages[Rewriting.bytes(of: passages, result)]
      }
    }
    return renamed
  }

  /// The bytes of the lines of some passages.
  private static func bytes(of passages: Range<Int>, _ result: BatchResult) -> Range<Int> {
    guard let last = passages.last else { return 0..<0 }
    return start(of: passages.lowerBound, result)..<result.passageEnds[last]
  }

  private static func start(of passage: Int, _ result: BatchResult) -> Int {
    passage == 0 ? 0 : result.passageEnds[passage - 1]
  }

  /// Writes the passages of a document, from its `first`-th on, under another id; both are given as strings of JSON.
  private func rename(
    _ old: [UInt8], _ new: [UInt8], _ passages: Range<Int>, from first: Int, _ result: BatchResult,
    _ output: inout [UInt8]
  ) {
    for (index, passage) in zip(first..., passages) {
      let number = Array("/\(index)".utf8)
      let begun =
        Rewriting.head.count + old.count + number.count + Rewriting.middle.count + old.count
      Rewriting.begin(new.dropLast(), &output)
      output += number
      output.append(0x22)
      output += Rewriting.middle
      output += new
      output +=
        result.passages[
          (Rewriting.start(of: passage, result) + begun)..<result.passageEnds[passage]]
    }
  }

  /// What stands before the id of a line, and between the id of a passage and that of its document.
  private static let head = Array("{\"id\":".utf8)
  private static let middle = Array(",\"document\":".utf8)

  /// The beginning of a line, up to behind its id.
  private static func begin(_ id: ArraySlice<UInt8>, _ output: inout [UInt8]) {
    output += head
    output += id
  }

  /// An id as it stands in a line.
  private static func string(_ id: String) -> [UInt8] {
    var json = JSONWriter(capacity: id.utf8.count + 16)
    json.string(id)
    return json.take()
  }
}
