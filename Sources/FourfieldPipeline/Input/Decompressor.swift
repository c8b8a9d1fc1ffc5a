/// Turns compressed bytes into plain ones, a piece at a time, however much a few bytes unfold to.
protocol Decompressor: AnyObject {
  /// Takes the next bytes of the file; all of those before must have been used up.
  func feed(_ bytes: [UInt8])

  /// The next piece, at most ``pieceSize`` bytes; empty where more of the file is needed.
  ///
  /// - Throws: ``Rejection`` where the bytes are damaged.
  func next() throws -> [UInt8]

  /// Whether the file may end here.
  var isComplete: Bool { get }
}

extension Decompressor {
  /// The most bytes of a piece.
  static var pieceSize: Int { 1 << 17 }
}

extension Rejection {
  static let damaged = Rejection(
    stage: "ingest", code: "damaged-compression", message: "the compressed file is damaged")
  static let truncated = Rejection(
    stage: "ingest", code: "damaged-compression", message: "the compressed file ends too early")
}
