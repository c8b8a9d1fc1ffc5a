/// The files of lines that a run writes.
enum OutputFile: String, CaseIterable {
  case passages, documents, rejects

  /// The name of the finished file.
  var name: String { rawValue + ".jsonl" }
  /// The name while the run is not finished.
  var partName: String { name + ".part" }
}
