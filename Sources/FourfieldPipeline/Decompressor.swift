/// Turns compressed bytes into plain ones, piece by piece.
protocol Decompressor: AnyObject {
  /// What a piece of the file holds.
  ///
  /// - Throws: ``Rejection`` where the bytes are damaged.
  func decode(_ bytes: [UInt8]) throws -> [UInt8]

  /// Called once at the end of the file.
  ///
  /// - Throws: ``Rejection`` where the file ends too early.
  func finish() throws -> [UInt8]
}

extension Rejection {
  static let damaged = Rejection(
    stage: "ingest", code: "damaged-compression", message: "the compressed file is damaged")
  static let truncated = Rejection(
    stage: "ingest", code: "damaged-compression", message: "the compressed file ends too early")
}
