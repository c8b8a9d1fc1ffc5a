internal import CLibCrypto

/// SHA-256 (FIPS 180-4) through the system's libcrypto, fed in pieces.
@safe final class Digest {
  private let context: OpaquePointer?

  init() {
    unsafe context = EVP_MD_CTX_new()
    unsafe _ = EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  func update(_ bytes: [UInt8]) { update(bytes, 0..<bytes.count) }

  /// Feeds some of the bytes.
  func update(_ bytes: [UInt8], _ range: Range<Int>) {
    unsafe bytes.withUnsafeBytes { all in
      let piece = unsafe UnsafeRawBufferPointer(rebasing: all[range])
      unsafe _ = EVP_DigestUpdate(context, piece.baseAddress, piece.count)
    }
  }

  /// The 32 bytes. Ends the digest: nothing may be fed after it.
  private func bytes() -> InlineArray<32, UInt8> {
    var output = InlineArray<32, UInt8>(repeating: 0)
    var span = output.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer {
      unsafe _ = EVP_DigestFinal_ex(context, $0.baseAddress, nil)
    }
    return output
  }

  /// The digest in hexadecimal. Ends the digest: nothing may be fed after it.
  func finish() -> String {
    let output = bytes()
    return unsafe String(unsafeUninitializedCapacity: 64) { hex in
      for index in 0..<32 {
        unsafe hex[2 * index] = Digest.digit(output[index] >> 4)
        unsafe hex[2 * index + 1] = Digest.digit(output[index] & 15)
      }
      return 64
    }
  }

  static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// The digest of what was fed so far; more may be fed.
  var current: String {
    let copy = Digest()
    unsafe _ = EVP_MD_CTX_copy_ex(copy.context, context)
    return copy.finish()
  }

  /// The digest of some bytes; the context may be used again and again.
  func hex(of bytes: [UInt8]) -> String {
    unsafe _ = EVP_DigestInit_ex(context, nil, nil)
    update(bytes)
    return finish()
  }

  /// The digest of some bytes as it is; the context may be used again and again.
  func value(of bytes: [UInt8]) -> InlineArray<32, UInt8> {
    unsafe _ = EVP_DigestInit_ex(context, nil, nil)
    update(bytes)
    return self.bytes()
  }

  /// The first eight bytes of the digest of a text's UTF-8, as a number; the context may be used again and again.
  func number(of text: String) -> UInt64 {
    unsafe _ = EVP_DigestInit_ex(context, nil, nil)
    var text = text
    text.withUTF8 { utf8 in
      unsafe _ = EVP_DigestUpdate(context, utf8.baseAddress, utf8.count)
    }
    let digest = self.bytes()
    return (0..<8).reduce(0) { $0 << 8 | UInt64(digest[$1]) }
  }

  /// The digest of some bytes.
  static func hex(_ bytes: [UInt8]) -> String {
    let digest = Digest()
    digest.update(bytes)
    return digest.finish()
  }
}
