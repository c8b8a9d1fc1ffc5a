internal import CLibCrypto

/// SHA-256 (FIPS 180-4) through the system's libcrypto, fed in pieces.
@safe final class Digest {
  private let context: OpaquePointer?

  init() {
    unsafe context = EVP_MD_CTX_new()
    unsafe _ = EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest in hexadecimal. Ends the digest: nothing may be fed after it.
  func finish() -> String {
    var output = [UInt8](repeating: 0, count: 32)
    unsafe output.withUnsafeMutableBufferPointer {
      unsafe _ = EVP_DigestFinal_ex(context, $0.baseAddress, nil)
    }
    let digits = Array("0123456789abcdef")
    return String(output.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digest = Digest()
    digest.update(bytes)
    return digest.finish()
  }
}
