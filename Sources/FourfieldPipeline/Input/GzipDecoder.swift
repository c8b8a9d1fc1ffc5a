internal import CZlib

/// gzip, zlib and raw deflate (RFC 1950 to 1952) through zlib; several members one after another are one file.
@safe final class GzipDecoder: Decompressor {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isReady = false
  private var input: [UInt8] = []
  private var position = 0
  /// Whether the last piece was full, so that more may be waiting.
  private var isFull = false
  private(set) var isComplete = true

  /// Creates a decoder.
  ///
  /// - Parameter isRaw: whether the bytes have no header, as in zip.
  init(isRaw: Bool = false) {
    unsafe stream.initialize(to: z_stream())
    let status = unsafe isRaw ? ff_inflate_init_raw(stream) : ff_inflate_init(stream)
    isReady = status == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func feed(_ bytes: [UInt8]) {
    input = bytes
    position = 0
  }

  func next() throws -> [UInt8] {
    // Memory that was not to be had is no fault of the file.
    guard isReady else { throw Rejection.memory }
    while position < input.count || isFull {
      if isComplete {
        // Zeros behind the last member are padding.
        while position < input.count, input[position] == 0 { position += 1 }
        if position == input.count { return [] }
        isComplete = false
      }
      let piece = try step()
      if !piece.isEmpty { return piece }
    }
    return []
  }

  private func step() throws -> [UInt8] {
    var status = Z_OK
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: GzipDecoder.pieceSize) {
      output, count in
      unsafe input.withUnsafeMutableBufferPointer { buffer in
        unsafe stream.pointee.next_in = buffer.baseAddress.map { unsafe $0 + position }
        unsafe stream.pointee.avail_in = UInt32(buffer.count - position)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        status = unsafe inflate(stream, Z_NO_FLUSH)
        position = unsafe buffer.count - Int(stream.pointee.avail_in)
        count = unsafe output.count - Int(stream.pointee.avail_out)
      }
    }
    isFull = piece.count == GzipDecoder.pieceSize
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      isComplete = true
      isFull = false
      unsafe inflateReset(stream)
    case Z_MEM_ERROR: throw Rejection.memory
    default: throw Rejection.damaged
    }
    return piece
  }
}

extension Rejection {
  static let memory = Rejection(
    stage: "ingest", code: "unreadable", message: "there was no memory to decompress the file",
    isPassing: true)
}
