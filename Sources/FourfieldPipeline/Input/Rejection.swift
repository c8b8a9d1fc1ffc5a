/// Why an item became no document.
struct Rejection: Error, Hashable {
  let stage: String
  let code: String
  let message: String
  var detail: String?
  /// Whether the fault may pass, as an error of the disk does: then the next run tries again.
  var isPassing = false

  /// Writes the line of `rejects.jsonl`.
  func write(_ source: ItemSource, into json: inout JSONWriter) {
    json.open("{")
    json.key("source")
    source.write(into: &json)
    json.key("stage")
    json.string(stage)
    json.key("code")
    json.string(code)
    json.key("message")
    json.string("rejected: " + message)
    json.key("detail")
    json.string(detail)
    json.close("}")
    json.endLine()
  }
}
