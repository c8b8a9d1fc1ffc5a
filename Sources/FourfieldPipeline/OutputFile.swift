/// The files of lines that a run writes.
enum OutputFile: String, CaseIterable { case passages, documents, rejects }
