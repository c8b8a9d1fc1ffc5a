/// Reads zip (APPNOTE 6.3, zip64 included) by its central directory: every file in it is an input of its own.
///
/// Names are text for the records and never touch the file system. A zip that is an office document or a book is no archive of texts.
struct ZipReader {
  let limits: Limits

  /// An entry of the central directory.
  private struct Entry {
    var name = ""
    var flags = 0
    var method = 0
    var crc: UInt32 = 0
    var packed = 0
    var size = 0
    var offset = 0
  }

  /// Calls `body` with the name and the bytes of every file; what cannot be read is handed to it as a ``Rejection``.
  func read(
    _ source: ByteSource, size: Int, _ body: (String, Result<any Chunks, Rejection>) throws -> Void
  ) throws {
    let entries = try directory(source, size)
    let isDocument = entries.contains {
      ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"].contains($0.name)
    }
    if isDocument {
      throw Rejection(
        stage: "ingest", code: "binary",
        message: "the file is an office document, a book or a program, expected text or markup")
    }
    let shared = ZipReader.shared(entries)
    for (number, entry) in entries.enumerated() where !entry.name.hasSuffix("/") {
      do {
        if shared.contains(number) {
          throw Rejection.damagedArchive("the entry's bytes are another entry's too")
        }
        try body(entry.name, .success(try chunks(entry, source)))
      } catch let rejection as Rejection where !rejection.isPassing {
        try body(entry.name, .failure(rejection))
      }
    }
  }

  /// The entries that begin within one that stands before them: an archive of a few bytes could hold the same ones a million times.
  private static func shared(_ entries: [Entry]) -> Set<Int> {
    var shared: Set<Int> = []
    var end = 0
    for number in entries.indices.sorted(by: { entries[$0].offset < entries[$1].offset })
    where !entries[number].name.hasSuffix("/") {
      if entries[number].offset < end {
        shared.insert(number)
      } else {
        // Behind the shortest head that it can have.
        end = min(entries[number].offset, 1 << 60) + 30 + min(entries[number].packed, 1 << 60)
      }
    }
    return shared
  }

  private func chunks(_ entry: Entry, _ source: ByteSource) throws -> any Chunks {
    if entry.flags & 1 != 0 { throw Rejection.damagedArchive("the entry is encrypted") }
    let head = try source.read(30, at: entry.offset)
    guard head.count == 30, head.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw Rejection.damagedArchive("the entry is not where the directory says")
    }
    let start = entry.offset + 30 + ZipReader.value(head, 26, 2) + ZipReader.value(head, 28, 2)
    let packed = RangeChunks(source, from: start, count: entry.packed)
    switch entry.method {
    case 0: return CheckedChunks(packed, crc: entry.crc)
    case 8:
      let plain = PlainChunks(packed, decoder: GzipDecoder(isRaw: true), limits: limits)
      return CheckedChunks(plain, crc: entry.crc)
    default:
      throw Rejection.damagedArchive(
        "the entry is packed by method \(entry.method), expected 0 or 8")
    }
  }

  private func directory(_ source: ByteSource, _ size: Int) throws -> [Entry] {
    let tail = try source.read(min(size, 65_557), at: max(0, size - 65_557))
    let marks = tail.indices.reversed()
    guard let end = marks.first(where: { tail[$0...].starts(with: [0x50, 0x4B, 5, 6]) }),
      tail.count - end >= 22
    else { throw Rejection.damagedArchive("the archive has no directory: it may be cut off") }
    var (count, length, offset) = (
      ZipReader.value(tail, end + 10, 2), ZipReader.value(tail, end + 12, 4),
      ZipReader.value(tail, end + 16, 4)
    )
    if end >= 20, tail[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7]) {
      let large = try source.read(56, at: ZipReader.value(tail, end - 12, 8))
      guard large.count == 56 else { throw Rejection.damagedArchive("the directory is damaged") }
      (count, length, offset) = (
        ZipReader.value(large, 32, 8), ZipReader.value(large, 40, 8), ZipReader.value(large, 48, 8)
      )
    }
    guard count <= limits.entries else { throw Rejection.tooManyEntries(limits) }
    guard length >= 0, length <= size, offset >= 0, offset <= size else {
      throw Rejection.damagedArchive("the directory is damaged")
    }
    return try entries(try source.read(length, at: offset), count)
  }

  private func entries(_ bytes: [UInt8], _ count: Int) throws -> [Entry] {
    var entries: [Entry] = []
    var index = 0
    for _ in 0..<count {
      guard index + 46 <= bytes.count, bytes[index...].starts(with: [0x50, 0x4B, 1, 2]) else {
        throw Rejection.damagedArchive(
          "the directory ends behind \(entries.count) of \(count) entries")
      }
      let lengths = [28, 30, 32].map { ZipReader.value(bytes, index + $0, 2) }
      let end = index + 46 + lengths.reduce(0, +)
      guard end <= bytes.count else { throw Rejection.damagedArchive("the directory is damaged") }
      var entry = Entry()
      entry.name = String(decoding: bytes[(index + 46)...].prefix(lengths[0]), as: UTF8.self)
      entry.flags = ZipReader.value(bytes, index + 8, 2)
      entry.method = ZipReader.value(bytes, index + 10, 2)
      entry.crc = UInt32(ZipReader.value(bytes, index + 16, 4))
      entry.packed = ZipReader.value(bytes, index + 20, 4)
      entry.size = ZipReader.value(bytes, index + 24, 4)
      entry.offset = ZipReader.value(bytes, index + 42, 4)
      enlarge(&entry, Array(bytes[(index + 46 + lengths[0])...].prefix(lengths[1])))
      guard entry.packed >= 0, entry.offset >= 0 else {
        throw Rejection.damagedArchive("the directory is damaged")
      }
      entries.append(entry)
      index = end
    }
    return entries
  }

  /// Takes the numbers that do not fit from the field of zip64.
  private func enlarge(_ entry: inout Entry, _ extra: [UInt8]) {
    var index = 0
    while index + 4 <= extra.count {
      let (id, length) = (ZipReader.value(extra, index, 2), ZipReader.value(extra, index + 2, 2))
      index += 4
      guard id == 1 else {
        index += length
        continue
      }
      for path in [\Entry.size, \Entry.packed, \Entry.offset]
      where entry[keyPath: path] == 0xFFFF_FFFF {
        guard index + 8 <= extra.count else { return }
        entry[keyPath: path] = ZipReader.value(extra, index, 8)
        index += 8
      }
      return
    }
  }

  /// A number of some bytes, the lowest first; negative where it does not fit.
  private static func value(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    var value: UInt64 = 0
    for index in (start..<(start + count)).reversed() { value = value << 8 | UInt64(bytes[index]) }
    return Int(exactly: value) ?? -1
  }
}

/// A range of a file.
final class RangeChunks: Chunks {
  private let source: ByteSource
  private var offset: Int
  private var left: Int

  init(_ source: ByteSource, from offset: Int, count: Int) {
    self.source = source
    self.offset = offset
    left = count
  }

  func next() throws -> [UInt8] {
    if left == 0 { return [] }
    let bytes = try source.read(min(left, ByteSource.chunk), at: offset)
    if bytes.isEmpty {
      throw Rejection.damagedArchive("the archive ends in the middle of an entry")
    }
    offset += bytes.count
    left -= bytes.count
    return bytes
  }
}

/// Bytes whose checksum is compared at their end.
final class CheckedChunks: Chunks {
  private let source: any Chunks
  private let expected: UInt32
  private var sum = Checksum()

  init(_ source: any Chunks, crc: UInt32) {
    self.source = source
    expected = crc
  }

  func next() throws -> [UInt8] {
    let bytes = try source.next()
    if bytes.isEmpty {
      if sum.value != expected { throw Rejection.damagedArchive("the entry's checksum is wrong") }
      return []
    }
    sum.update(bytes, 0..<bytes.count)
    return bytes
  }
}
