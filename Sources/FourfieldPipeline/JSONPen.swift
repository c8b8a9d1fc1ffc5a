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

  /// Writes bytes in hexadecimal.
  mutating func hex(_ bytes: InlineArray<32, UInt8>) {
    check(64)
    for index in 0..<32 {
      unsafe place[2 * index] = Digest.digit(bytes[index] >> 4)
      unsafe place[2 * index + 1] = Digest.digit(bytes[index] & 15)
    }
    unsafe place += 64
  }

  /// Writes a number that is not negative.
  mutating func digits(_ value: Int) {
    check(Int(FF_NUMBER_BYTES))
    unsafe place = ff_put_number(place, UInt64(value))
  }
}
