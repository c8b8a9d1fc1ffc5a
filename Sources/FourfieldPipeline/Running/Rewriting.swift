internal import FourfieldCore

/// Puts other ids into the lines of a batch, where an id was there before, and takes out those of dropped documents.
struct Rewriting {
  /// A document that gets another id.
  struct Renaming {
    /// Where it stands in the batch.
    let position: Int
    let id: String
  }

  /// The ids to write in place of the documents' own, in the order of the documents.
  var ids: [Renaming] = []
  /// The documents that are left out.
  var dropped: Set<Int> = []

  /// Whether nothing is to be changed.
  var isEmpty: Bool { ids.isEmpty && dropped.isEmpty }

  /// The result with the changes in it.
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  func apply(to result: BatchResult) -> BatchResult {
    var renamed = result
    var documents = JSONWriter(capacity: result.documents.count + 16 * ids.count)
    var passages = JSONWriter(capacity: result.passages.count + 32 * ids.count)
    var (start, passage, next) = (0, 0, 0)
    for position in result.documentEnds.indices {
      let end = result.documentEnds[position]
      let lines = passage..<(passage + result.passageCounts[position])
      passage = lines.upperBound
      defer { start = end }
      let isRenamed = next < ids.count && ids[next].position == position
      if isRenamed { next += 1 }
      if !dropped.isEmpty, dropped.contains(position) { continue }
      if isRenamed {
        let new = JSONWriter.escaped(ids[next - 1].id)
        let old = Rewriting.escapedCount(result.ids[position])
        if end > start {
          documents.literal(Rewriting.head)
          documents.fragment(new)
          documents.fragment(
            result.documents.span, (start + Rewriting.head.utf8CodeUnitCount + old)..<end)
        }
        rename(
          old, new, lines, from: position == 0 ? result.continued : 0, result, &passages)
      } else {
        documents.fragment(result.documents.span, start..<end)
        passages.fragment(result.passages.span, Rewriting.bytes(of: lines, result))
      }
    }
    renamed.documents = documents.take()
    renamed.passages = passages.take()
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

  /// Writes the passages of a document, from its `first`-th on, under another id, which is given as it stands between quotes; the one in the lines takes
  /// `old` bytes.
  private func rename(
    _ old: Int, _ new: [UInt8], _ passages: Range<Int>, from first: Int, _ result: BatchResult,
    _ output: inout JSONWriter
  ) {
    for (index, passage) in zip(first..., passages) {
      let start = output.count
      output.literal(Rewriting.head)
      output.fragment(new)
      output.literal("/")
      output.digits(index)
      output.literal("\",\"document\":\"")
      output.fragment(new)
      // What was written, less what the new id is longer, stands in the old line too.
      let begun = output.count - start - 2 * (new.count - old)
      output.fragment(
        result.passages.span,
        (Rewriting.start(of: passage, result) + begun)..<result.passageEnds[passage])
    }
  }

  /// What stands before the id of a line.
  private static let head: StaticString = "{\"id\":\""

  /// How many bytes an id takes between the quotes of a line.
  private static func escapedCount(_ id: String) -> Int {
    JSONWriter.needsEscape(id) ? JSONWriter.escaped(id).count : id.utf8.count
  }
}
