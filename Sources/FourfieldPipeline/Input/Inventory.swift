/// What the inputs of a run are, before a byte of them is read.
struct Inventory: Hashable, Codable {
  /// How many files there are.
  var files = 0
  /// How many bytes they hold.
  var bytes = 0
  /// A digest over names, sizes and times of the last change.
  var digest = ""
  /// Whether standard input is among them.
  var hasStandardInput = false
  /// Hidden files and folders that are left out: how many, and the names of the first. They are no part of what a run is.
  var hidden = 0
  var hiddenNames: [String] = []

  private enum CodingKeys: CodingKey { case files, bytes, digest, hasStandardInput }

  /// What differs from an earlier inventory; nil where nothing does.
  func change(since other: Inventory) -> String? {
    if files != other.files { return "the inputs (\(other.files) files, now \(files))" }
    if bytes != other.bytes { return "the inputs (\(other.bytes) bytes, now \(bytes))" }
    return digest == other.digest ? nil : "the inputs (another name or time of change)"
  }
}
