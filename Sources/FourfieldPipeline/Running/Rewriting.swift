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
    renamed.documents = rewritten(result.documents, result) { id, _ in
      var json = JSONWriter()
      json.open("{")
      json.key("id")
      json.string(id)
      return json.bytes
    } counts: { _ in
      1
    }
    renamed.passages = rewritten(result.passages, result) { id, index in
      var json = JSONWriter()
      json.open("{")
      json.key("id")
      json.string("\(id)/\(index)")
      json.key("document")
      json.string(id)
      return json.bytes
    } counts: {
      result.passageCounts[$0]
    }
    return renamed
  }

  /// Lines whose beginnings are replaced where a document has another id.
  private func rewritten(
    _ lines: [UInt8], _ result: BatchResult, beginning: (String, Int) -> [UInt8],
    counts: (Int) -> Int
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(lines.count + 16 * ids.count)
    var start = 0
    for (position, old) in result.ids.enumerated() {
      for index in 0..<counts(position) {
        let end = min(ByteRuns.first(0x0A, in: lines.span, from: start) + 1, lines.count)
        if dropped.contains(position) {
          // Left out.
        } else if let new = ids[position] {
          output += beginning(new, index)
          output += lines[(start + beginning(old, index).count)..<end]
        } else {
          output += lines[start..<end]
        }
        start = end
      }
    }
    return output
  }
}
