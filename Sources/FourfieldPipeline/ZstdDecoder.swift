internal import CZstd

/// Zstandard (RFC 8878) through libzstd; several frames one after another are one file.
@safe final class ZstdDecoder: Decompressor {
  private let stream: OpaquePointer?
  private var isInside = false

  init() {
    unsafe stream = ZSTD_createDStream()
    // 128 MB at most, the tool's own default: a larger window is an attack or needs --long.
    unsafe _ = ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit { unsafe _ = ZSTD_freeDStream(stream) }

  func decode(_ bytes: [UInt8]) throws -> [UInt8] {
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    try unsafe bytes.withUnsafeBufferPointer { source in
      var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      var isFull = false
      while unsafe input.pos < input.size || isFull {
        let (rest, written) = unsafe piece.withUnsafeMutableBufferPointer { target in
          var buffer = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let rest = unsafe ZSTD_decompressStream(stream, &buffer, &input)
          return unsafe (rest, buffer.pos)
        }
        if ZSTD_isError(rest) != 0 { throw Rejection.damaged }
        output += piece[..<written]
        isFull = written == piece.count
        isInside = rest != 0
      }
    }
    return output
  }

  func finish() throws -> [UInt8] {
    if isInside { throw Rejection.truncated }
    return []
  }
}
