internal import CZstd

/// Zstandard (RFC 8878) through libzstd; several frames one after another are one file.
@safe final class ZstdDecoder: Decompressor {
  private let stream: OpaquePointer?
  private var input: [UInt8] = []
  private var position = 0
  /// Whether the last piece was full, so that more may be waiting.
  private var isFull = false
  private(set) var isComplete = true

  init() {
    unsafe stream = ZSTD_createDStream()
    // 128 MB at most, the tool's own default: a larger window is an attack or needs --long.
    unsafe _ = ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit { unsafe _ = ZSTD_freeDStream(stream) }

  func feed(_ bytes: [UInt8]) {
    input = bytes
    position = 0
  }

  func next() throws -> [UInt8] {
    guard unsafe stream != nil else { throw Rejection.memory }
    while position < input.count || isFull {
      let piece = try step()
      if !piece.isEmpty { return piece }
    }
    return []
  }

  private func step() throws -> [UInt8] {
    var rest = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: ZstdDecoder.pieceSize) {
      output, count in
      unsafe input.withUnsafeBufferPointer { buffer in
        var source = unsafe ZSTD_inBuffer(
          src: buffer.baseAddress, size: buffer.count, pos: position)
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        rest = unsafe ZSTD_decompressStream(stream, &target, &source)
        position = unsafe source.pos
        count = unsafe target.pos
      }
    }
    if ZSTD_isError(rest) != 0 {
      throw ZSTD_getErrorCode(rest) == ZSTD_error_memory_allocation
        ? Rejection.memory : Rejection.damaged
    }
    isFull = piece.count == ZstdDecoder.pieceSize
    isComplete = rest == 0
    return piece
  }
}
