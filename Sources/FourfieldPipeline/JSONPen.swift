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
    guard abs(value) < 1_000_000_000 else { return describe(value) }
    let whole = Int(value)
    if Double(whole) == value {
      // Weights are, and what few matches add up to.
      if whole < 0 { sign() }
      return unsafe place = ff_put_number(place, UInt64(whole.magnitude))
    }
    let scaled = (value * 1_000_000).rounded()
    guard scaled / 1_000_000 == value else { return describe(value) }
    let micro = Int(scaled)
    if micro < 0 { sign() }
    let (units, rest) = micro.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    unsafe place = ff_put_number(place, UInt64(units))
    fraction(UInt32(truncatingIfNeeded: rest))
  }

  /// Writes the point and the millionths behind it, of which there are some, without zeros at their end.
  private mutating func fraction(_ millionths: UInt32) {
    unsafe place[0] = 0x2E
    pair(millionths / 10000, at: 1)
    pair(millionths / 100 % 100, at: 3)
    pair(millionths % 100, at: 5)
    unsafe place += 7
    while unsafe place[-1] == 0x30 { unsafe place -= 1 }
  }

  /// Writes two digits at a distance from the place.
  @inline(__always) private func pair(_ value: UInt32, at distance: Int) {
    unsafe place[distance] = UInt8(truncatingIfNeeded: 0x30 + value / 10)
    unsafe place[distance + 1] = UInt8(truncatingIfNeeded: 0x30 + value % 10)
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
