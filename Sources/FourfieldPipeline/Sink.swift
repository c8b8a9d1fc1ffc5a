/// Where records go.
protocol Sink {
  /// Takes one line.
  func write(_ bytes: [UInt8], to file: OutputFile) throws
  /// The run is complete.
  func finish(manifest: Manifest) throws
}
