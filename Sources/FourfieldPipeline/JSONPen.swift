internal import CByteScan

/// Writes pieces of JSON one behind another into room that was made for all of them at once.
///
/// More than there is room for is a mistake of the caller's and stops the program.
@safe struct JSONPen {
  private(set) var place: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>

  init(_ place: UnsafeMutablePointer<UInt8>, room: Int) {
    unsafe self.place = place
    unsafe end = place + room
  }

  /// Takes so many bytes of the room.
  @inline(__always) private func check(_ count: Int) {
    precondition(unsafe count <= end - place, "more was written than room was made for")
  }

  @inline(__always) mutating func literal(_ json: StaticString) {
    check(json.utf8CodeUnitCount)
    unsafe place.update(from: json.utf8Start, count: json.utf8CodeUnitCount)
    unsafe place += json.utf8CodeUnitCount
  }

  mutating func fragment(_ json: [UInt8]) {
    check(json.count)
    unsafe json.withUnsafeBufferPointer { bytes in
      if let first = bytes.baseAddress { unsafe place.update(from: first, count: bytes.count) }
    }
    unsafe place += json.count
  }

  /// Writes a range of bytes.
  mutating func fragment(_ json: borrowing Span<UInt8>) {
    check(json.count)
    unsafe json.withUnsafeBufferPointer { bytes in
      if let first = bytes.baseAddress { unsafe place.update(from: first, count: bytes.count) }
    }
    unsafe place += json.count
  }

  /// Writes bytes in hexadecimal.
  mutating func hex(_ bytes: InlineArray<32, UInt8>) {
    check(64)
    let digits: StaticString = "0123456789abcdef"
    for index in 0..<32 {
      let byte = Int(bytes[index])
      unsafe place[2 * index] = digits.utf8Start[byte >> 4]
      unsafe place[2 * index + 1] = digits.utf8Start[byte & 15]
    }
    unsafe place += 64
  }

  /// The most bytes of a number, whatever it is.
  static let numberBytes = 32

  /// Writes a number; at most six digits after the point where that says it all, whole ones without a point.
  mutating func number(_ value: Double) {
    check(JSONPen.numberBytes)
    let size = abs(value)
    guard size < 1_000_000_000 else { return describe(value) }
    // The nearest number of millionths, if there is one that gives the value.
    let micro = UInt64(size * 1_000_000 + 0.5)
    guard Double(micro) / 1_000_000 == size else { return describe(value) }
    if value < 0 { sign() }
    unsafe place = ff_put_number(place, micro / 1_000_000)
    let rest = micro % 1_000_000
    if rest != 0 { fraction(rest) }
  }

  /// Writes the point and the millionths behind it, of which there are some, without zeros at their end.
  private mutating func fraction(_ millionths: UInt64) {
    // The first digit in the lowest byte: what is zero at the end is zero at the top, and no branch has to foresee how much.
    let digits =
      JSONPen.pair(millionths / 10000) | JSONPen.pair(millionths / 100 % 100) << 16
      | JSONPen.pair(millionths % 100) << 32
    let count = (UInt64.bitWidth - digits.leadingZeroBitCount + 7) / 8
    let bytes = (digits | 0x3030_3030_3030) << 8 | 0x2E
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: bytes.littleEndian, as: UInt64.self)
    unsafe place += count + 1
  }

  /// Two digits, the first in the lowest byte.
  @inline(__always) private static func pair(_ value: UInt64) -> UInt64 {
    value / 10 | (value % 10) << 8
  }

  private mutating func sign() {
    unsafe place.pointee = 0x2D
    unsafe place += 1
  }

  /// Writes a number with all the digits that tell it from others.
  private mutating func describe(_ value: Double) {
    for byte in "\(value)".utf8 {
      check(1)
      unsafe place.pointee = byte
      unsafe place += 1
    }
  }

  /// Writes a number that is not negative.
  mutating func digits(_ value: Int) {
    check(Int(FF_NUMBER_BYTES))
    unsafe place = ff_put_number(place, UInt64(value))
  }
}
