internal import CByteScan
internal import FourfieldCore

/// Writes lines of JSON into one buffer: keys in the order they are given, no blanks.
struct JSONWriter {
  /// Room for what is written: growing by pieces costs a look at the array's owner and at its end for every one of them.
  private var buffer: [UInt8]
  /// The number of bytes written.
  private(set) var count = 0
  private var needsComma = false

  init(capacity: Int = 0) { buffer = JSONWriter.room(capacity) }

  /// Bytes that nobody has filled: what lies behind ``count`` is written before it is read.
  private static func room(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { $1 = count }
  }

  /// What was written.
  var bytes: [UInt8] { Array(buffer[..<count]) }

  /// What was written, without a copy of it; the writer is empty after it.
  mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    taken.removeLast(taken.count - count)
    count = 0
    needsComma = false
    return taken
  }

  /// Writes a key that needs no escape: one of ours.
  mutating func key(_ key: StaticString) {
    comma()
    put(0x22)
    put(key)
    put(0x22)
    put(0x3A)
  }

  /// Writes a key that is known at run time only.
  mutating func key(named key: String) {
    comma()
    put(0x22)
    escape(key)
    put(0x22)
    put(0x3A)
  }

  mutating func open(_ sign: Unicode.Scalar) {
    comma()
    put(UInt8(ascii: sign))
    needsComma = false
  }

  mutating func close(_ sign: Unicode.Scalar) {
    put(UInt8(ascii: sign))
    needsComma = true
  }

  mutating func string(_ text: String?) {
    comma()
    if var text {
      text.withUTF8 { utf8 in unsafe quoted(utf8.span) }
    } else {
      put("null")
    }
    needsComma = true
  }

  /// Writes UTF-8 as a string.
  mutating func string(utf8: borrowing Span<UInt8>) {
    comma()
    quoted(utf8)
    needsComma = true
  }

  mutating func int(_ value: Int) {
    comma()
    digits(value)
    needsComma = true
  }

  mutating func bool(_ value: Bool) {
    comma()
    put(value ? "true" : "false")
    needsComma = true
  }

  /// A number; at most six digits after the point where that says it all, whole ones without a point.
  mutating func number(_ value: Double) {
    comma()
    pieces(atMost: JSONPen.numberBytes) { $0.number(value) }
    needsComma = true
  }

  /// Writes the middle of a line as it is, commas and all; what follows sees to its own.
  mutating func literal(_ json: StaticString) {
    put(json)
    needsComma = false
  }

  /// Writes the middle of a line as it is, like ``literal(_:)``.
  mutating func fragment(_ json: [UInt8]) {
    put(json.span)
    needsComma = false
  }

  /// Writes a range of bytes as it is, like ``literal(_:)``.
  mutating func fragment(_ json: borrowing Span<UInt8>, _ range: Range<Int>) {
    put(json.extracting(range))
    needsComma = false
  }

  /// Whether a string holds a byte that JSON does not take as it is.
  static func needsEscape(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      unsafe ByteRuns.endOfUnescaped(utf8.span, from: 0) < utf8.count
    }
  }

  /// What stands between the quotes of a string.
  static func escaped(_ text: String) -> [UInt8] {
    guard needsEscape(text) else { return Array(text.utf8) }
    var json = JSONWriter()
    json.escape(text)
    return json.take()
  }

  /// Writes what stands between the quotes of a string.
  mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in unsafe escaped(utf8.span) }
  }

  /// Writes a value's digits behind a fragment.
  mutating func digits(_ value: Int) {
    if value < 0 { put(0x2D) }
    unsafe writing(atMost: Int(FF_NUMBER_BYTES)) { place in
      unsafe ff_put_number(place, UInt64(value.magnitude)) - place
    }
  }

  /// Writes a range behind its key, which is at most 20 bytes of JSON with its comma and colon.
  mutating func range(_ key: StaticString, _ start: Int, _ end: Int) {
    pieces(atMost: 80) { pen in
      pen.literal(key)
      pen.literal("{\"start\":")
      pen.digits(start)
      pen.literal(",\"end\":")
      pen.digits(end)
      pen.literal("}")
    }
  }

  mutating func strings(_ key: StaticString, _ values: [String]) {
    self.key(key)
    open("[")
    for value in values { string(value) }
    close("]")
  }

  /// Ends the line; the next begins.
  mutating func endLine() {
    put(0x0A)
    needsComma = false
  }

  /// The bytes with the end of the line.
  consuming func line() -> [UInt8] {
    endLine()
    return take()
  }

  private mutating func comma() {
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func quoted(_ utf8: borrowing Span<UInt8>) {
    guard utf8.count <= JSONWriter.piece, utf8.count > 0 else {
      put(0x22)
      escaped(utf8)
      return put(0x22)
    }
    unsafe writing(atMost: Int(FF_ESCAPED_BYTES) * utf8.count + 18) { place in
      unsafe utf8.withUnsafeBufferPointer { bytes in
        guard let first = bytes.baseAddress else { return 0 }
        return unsafe ff_put_string(place, first, bytes.count) - place
      }
    }
  }

  /// How much of a text is escaped at a time: there must be room for six times as much.
  private static let piece = 4096

  private mutating func escaped(_ utf8: borrowing Span<UInt8>) {
    var start = 0
    while start < utf8.count {
      let end = min(utf8.count, start + JSONWriter.piece)
      let piece = utf8.extracting(start..<end)
      unsafe writing(atMost: Int(FF_ESCAPED_BYTES) * piece.count + 16) { place in
        unsafe piece.withUnsafeBufferPointer { bytes in
          guard let first = bytes.baseAddress else { return 0 }
          return unsafe ff_put_escaped(place, first, bytes.count) - place
        }
      }
      start = end
    }
  }

  /// Writes a match: a range of what another writer holds up to the offsets, the two offsets, the text between them.
  mutating func evidence(
    from other: borrowing JSONWriter, _ range: Range<Int>, start: Int, end: Int,
    surface: borrowing Span<UInt8>
  ) {
    let head = other.buffer.span.extracting(range)
    guard surface.count <= JSONWriter.piece else {
      put(head)
      digits(start)
      literal(",\"end\":")
      digits(end)
      literal(",\"surface\":")
      quoted(surface)
      return literal("}")
    }
    let room = head.count + Int(FF_ESCAPED_BYTES) * surface.count + 80
    unsafe writing(atMost: room) { place in
      unsafe head.withUnsafeBufferPointer { head in
        unsafe surface.withUnsafeBufferPointer { surface in
          guard let row = head.baseAddress, let text = surface.baseAddress else { return 0 }
          return unsafe ff_put_evidence(
            place, row, head.count, UInt64(start), UInt64(end), text, surface.count)
        }
      }
    }
    needsComma = false
  }

  // MARK: Writing bytes

  @inline(__always) private mutating func put(_ byte: UInt8) {
    if count == buffer.count { grow(by: 1) }
    buffer[count] = byte
    count &+= 1
  }

  private mutating func put(_ text: StaticString) {
    unsafe put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).span)
  }

  private mutating func put(_ bytes: borrowing Span<UInt8>) {
    unsafe writing(atMost: bytes.count) { place in
      unsafe bytes.withUnsafeBufferPointer { piece in
        if let first = piece.baseAddress {
          unsafe place.update(from: first, count: piece.count)
        }
        return piece.count
      }
    }
  }

  /// Lets `body` write pieces for which room is made once; what follows sees to its own commas.
  @inline(__always) mutating func pieces(atMost room: Int, _ body: (inout JSONPen) -> Void) {
    unsafe writing(atMost: room) { place in
      var pen = unsafe JSONPen(place, room: room)
      body(&pen)
      return unsafe pen.place - place
    }
    needsComma = false
  }

  /// Lets `body` write behind what is written; it says how many bytes it wrote.
  @inline(__always)
  private mutating func writing(atMost room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if room > buffer.count &- count { grow(by: room) }
    let start = count
    let written = unsafe buffer.withUnsafeMutableBufferPointer { all in
      guard let first = all.baseAddress else { return 0 }
      return unsafe body(first + start)
    }
    count &+= written
  }

  private mutating func grow(by more: Int) {
    let size = count + max(more, count, 64)
    let (old, written) = (buffer, count)
    buffer = unsafe [UInt8](unsafeUninitializedCapacity: size) { room, filled in
      unsafe old.withUnsafeBufferPointer { bytes in
        if let from = bytes.baseAddress {
          unsafe room.baseAddress?.update(from: from, count: written)
        }
      }
      filled = size
    }
  }
}
