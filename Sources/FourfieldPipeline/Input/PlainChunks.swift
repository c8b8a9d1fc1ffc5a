/// Chunks, decompressed where their first bytes say that they are gzip or zstd; how much may come out is limited.
final class PlainChunks: Chunks {
  private let source: any Chunks
  private let limits: Limits
  private var decoder: (any Decompressor)?
  private var isFirst: Bool
  /// Bytes as they stand in the file, and decompressed.
  private var (read, given) = (0, 0)

  /// Creates the chunks.
  ///
  /// - Parameters:
  ///   - source: what may be compressed.
  ///   - decoder: how it is, where that is known.
  ///   - limits: how much may come out.
  init(_ source: any Chunks, decoder: (any Decompressor)? = nil, limits: Limits) {
    self.source = source
    self.decoder = decoder
    self.limits = limits
    isFirst = decoder == nil
  }

  func next() throws -> [UInt8] {
    while true {
      if let decoder {
        let bytes = try decoder.next()
        given += bytes.count
        try checkLimits()
        if !bytes.isEmpty { return bytes }
      }
      let raw = try source.next()
      read += raw.count
      if isFirst {
        isFirst = false
        if raw.starts(with: [0x1F, 0x8B]) { decoder = GzipDecoder() }
        if raw.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { decoder = ZstdDecoder() }
      }
      guard let decoder else { return raw }
      if raw.isEmpty {
        if !decoder.isComplete { throw Rejection.truncated }
        return []
      }
      decoder.feed(raw)
    }
  }

  private func checkLimits() throws {
    if limits.decompressedBytes > 0, given > limits.decompressedBytes {
      throw Rejection(
        stage: "ingest", code: "decompression-limit",
        message: "more comes out of the compressed file than the limit decompressed_bytes allows, "
          + "\(limits.decompressedBytes) bytes")
    }
    if limits.ratio > 0, given > 1 << 24, given / limits.ratio > read {
      throw Rejection(
        stage: "ingest", code: "decompression-limit",
        message: "more than \(limits.ratio) bytes come out of a compressed one, the limit ratio")
    }
  }
}
