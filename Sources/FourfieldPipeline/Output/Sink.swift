/// Where records go.
protocol Sink {
  /// Takes lines.
  func write(_ bytes: [UInt8], to file: OutputFile) throws
  /// Everything before a mark has been written: a state that may be committed.
  func reach(_ mark: InputMark, _ summary: RunSummary) throws
  /// What follows the mark could not be had this time.
  func note(_ fault: Fault, at mark: InputMark, _ summary: RunSummary) throws
  /// The run ends before its time: at a state that may be committed, or behind it.
  func stop(_ state: (mark: InputMark, summary: RunSummary)?) throws
  /// The run is complete.
  func finish(_ mark: InputMark, _ summary: RunSummary, manifest: Manifest) throws
  /// Where the next line of a file begins.
  func end(of file: OutputFile) -> Int
  /// A line that was written.
  func line(of file: OutputFile, at place: Int) throws -> [UInt8]
}
