/// Why an item became no document.
struct Rejection: Error {
  let stage: String
  let code: String
  let message: String
  var detail: String?

  /// The line of `rejects.jsonl`.
  func record(path: String, line: Int?) -> [UInt8] {
    var json = JSONWriter()
    json.open("{")
    json.key("source")
    json.open("{")
    json.key("path")
    json.string(path)
    if let line {
      json.key("line")
      json.int(line)
    }
    json.close("}")
    json.key("stage")
    json.string(stage)
    json.key("code")
    json.string(code)
    json.key("message")
    json.string(message)
    json.key("detail")
    json.string(detail)
    json.close("}")
    return json.line()
  }
}
