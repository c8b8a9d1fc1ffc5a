/// Reads tar (POSIX ustar and pax, GNU long names): every regular file in it is an input of its own.
///
/// Names are text for the records and never touch the file system; links and devices are passed over.
struct TarReader {
  let limits: Limits

  /// Calls `body` with the name and the bytes of every file.
  func read(_ cursor: ByteCursor, _ body: (String, any Chunks) throws -> Void) throws {
    var long: String?
    var number = 0
    while true {
      let block = try cursor.read(512)
      if block.isEmpty {
        throw Rejection.damagedArchive("the archive ends without its mark: it may be cut off")
      }
      // Two blocks of zeros end it; whoever writes one means it.
      if block.allSatisfy({ $0 == 0 }) { return }
      guard block.count == 512, TarReader.isValid(block),
        let size = TarReader.number(block[124..<136])
      else { throw Rejection.damagedArchive("the head of entry \(number + 1) is damaged") }
      number += 1
      guard number <= limits.entries else { throw Rejection.tooManyEntries(limits) }
      let entry = EntryChunks(cursor, size: size)
      switch block[156] {
      case UInt8(ascii: "L"), UInt8(ascii: "x"):
        long = try longName(entry, isPax: block[156] == UInt8(ascii: "x")) ?? long
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        try body(long ?? TarReader.name(block), entry)
        long = nil
      default: long = nil
      }
      try entry.finish()
    }
  }

  /// The name that stands in an entry before the file's own.
  private func longName(_ entry: EntryChunks, isPax: Bool) throws -> String? {
    guard entry.size <= 1 << 20 else { return nil }
    var bytes: [UInt8] = []
    while true {
      let chunk = try entry.next()
      if chunk.isEmpty { break }
      bytes += chunk
    }
    guard isPax else { return TarReader.text(bytes[...]) }
    // Lines of `length path=name`.
    for line in bytes.split(separator: 0x0A) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1)
      if words.count == 2, words[1].hasPrefix("path=") { return String(words[1].dropFirst(5)) }
    }
    return nil
  }

  private static func name(_ block: [UInt8]) -> String {
    let (prefix, name) = (text(block[345..<500]), text(block[0..<100]))
    return prefix.isEmpty || !block[257...].starts(with: "ustar\0".utf8)
      ? name : "\(prefix)/\(name)"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// A number in octal digits, or in binary where the first bit is set.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      let bytes = [first & 0x7F] + field.dropFirst()
      guard bytes.prefix(bytes.count - 7).allSatisfy({ $0 == 0 }) else { return nil }
      return bytes.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = text(field).filter { !$0.isWhitespace }
    return digits.isEmpty ? 0 : Int(digits, radix: 8).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Whether the sum of the block's bytes is the one that it gives, its own field counted as blanks.
  static func isValid(_ block: [UInt8]) -> Bool {
    guard block.count >= 512, let sum = number(block[148..<156]) else { return false }
    var own = 0
    for index in 0..<512 { own += (148..<156).contains(index) ? 0x20 : Int(block[index]) }
    return own == sum && sum > 0
  }
}

/// The bytes of one entry of a tar file, with the padding behind them.
final class EntryChunks: Chunks {
  let size: Int
  private let cursor: ByteCursor
  private var left: Int

  init(_ cursor: ByteCursor, size: Int) {
    self.cursor = cursor
    self.size = size
    left = size
  }

  func next() throws -> [UInt8] {
    if left == 0 { return [] }
    let bytes = try cursor.readSome(min(left, ByteSource.chunk))
    if bytes.isEmpty {
      throw Rejection.damagedArchive("the archive ends in the middle of an entry")
    }
    left -= bytes.count
    return bytes
  }

  /// Passes over what was not read.
  func finish() throws {
    let padding = (512 - size % 512) % 512
    try cursor.skip(left)
    left = 0
    guard try cursor.skip(padding) == padding else {
      throw Rejection.damagedArchive("the archive ends in the middle of an entry")
    }
  }
}

extension Rejection {
  static func damagedArchive(_ message: String) -> Rejection {
    Rejection(stage: "ingest", code: "damaged-archive", message: message)
  }
}
