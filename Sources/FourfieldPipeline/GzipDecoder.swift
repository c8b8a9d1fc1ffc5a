internal import CZlib

/// gzip through zlib; several members one after another are one file.
@safe final class GzipDecoder: Decompressor {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isInside = false
  private var isReady = false

  init() {
    unsafe stream.initialize(to: z_stream())
    isReady = unsafe ff_inflate_init(stream) == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(_ bytes: [UInt8]) throws -> [UInt8] {
    guard isReady else { throw Rejection.damaged }
    var input = bytes
    var output: [UInt8] = []
    try unsafe input.withUnsafeMutableBufferPointer { buffer in
      unsafe stream.pointee.next_in = buffer.baseAddress
      unsafe stream.pointee.avail_in = UInt32(buffer.count)
      while unsafe stream.pointee.avail_in > 0 || lastFilled {
        // Zeros behind the last member are padding.
        if !isInside, unsafe stream.pointee.next_in.pointee == 0 { return }
        isInside = true
        try step(&output)
      }
    }
    return output
  }

  /// Whether the last step filled its piece, so that more may be waiting.
  private var lastFilled = false

  private func step(_ output: inout [UInt8]) throws {
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    let (status, written) = unsafe piece.withUnsafeMutableBufferPointer { buffer in
      unsafe stream.pointee.next_out = buffer.baseAddress
      unsafe stream.pointee.avail_out = UInt32(buffer.count)
      let status = unsafe inflate(stream, Z_NO_FLUSH)
      return unsafe (status, buffer.count - Int(stream.pointee.avail_out))
    }
    output += piece[..<written]
    lastFilled = written == piece.count
    switch status {
    case Z_OK: return
    case Z_STREAM_END:
      isInside = false
      lastFilled = false
      unsafe inflateReset(stream)
    case Z_BUF_ERROR: lastFilled = false
    default: throw Rejection.damaged
    }
  }

  func finish() throws -> [UInt8] {
    if isInside { throw Rejection.truncated }
    return []
  }
}
