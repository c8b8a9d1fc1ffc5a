/// The files of lines that a run writes.
enum OutputFile: String, CaseIterable {
  case passages, documents, rejects
  /// What later documents are compared with; gone when the run is complete.
  case signatures

  /// Those that a complete run has.
  static let published: [OutputFile] = [.passages, .documents, .rejects]

  /// Its position among the files.
  var index: Int { OutputFile.allCases.firstIndex(of: self) ?? 0 }

  /// The name of the finished file.
  var name: String { rawValue + ".jsonl" }
  /// The name while the run is not finished.
  var partName: String { (self == .signatures ? rawValue : name) + ".part" }
}
