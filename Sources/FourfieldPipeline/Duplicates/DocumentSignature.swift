internal import FourfieldCore

/// What two documents are compared by: a digest of the text, and the least hashes of its shingles (MinHash, Broder 1997).
struct DocumentSignature: Hashable, Sendable {
  /// How many hash functions there are.
  static let size = 128
  /// How many neighbouring words are a shingle.
  static let shingle = 5

  /// The text's SHA-256 in hexadecimal.
  let text: String
  /// The least hash of all shingles under every function; empty where near duplicates are not asked for.
  private(set) var least: [UInt32] = []

  /// Computes a signature.
  ///
  /// - Parameters:
  ///   - utf8: the document's text.
  ///   - digest: its SHA-256 in hexadecimal.
  ///   - isNear: whether the shingles are wanted.
  /// - Complexity: O(*n*) in the bytes of the text.
  init(_ utf8: [UInt8], digest: String, isNear: Bool) {
    text = digest
    if isNear { least = DocumentSignature.least(of: DocumentSignature.shingles(utf8)) }
  }

  init(text: String, least: [UInt32]) {
    self.text = text
    self.least = least
  }

  /// The first eight bytes of the text's digest.
  var hash: UInt64 { UInt64(text.prefix(16), radix: 16) ?? 0 }

  /// The estimate of the Jaccard index: the share of functions under which both have the same least hash.
  func similarity(to other: DocumentSignature) -> Double {
    guard !least.isEmpty, least.count == other.least.count else { return 0 }
    let same = zip(least, other.least).count { $0 == $1 }
    return Double(same) / Double(least.count)
  }

  /// The hashes of every five words in a row; of all words where there are fewer.
  static func shingles(_ utf8: [UInt8]) -> [UInt32] {
    let words = wordHashes(utf8)
    guard words.count > shingle else { return [combined(words[...])] }
    return (0...(words.count - shingle)).map { combined(words[$0..<($0 + shingle)]) }
  }

  private static func combined(_ words: ArraySlice<UInt64>) -> UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in words { hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD; hash ^= hash >> 32 }
    return UInt32(truncatingIfNeeded: hash)
  }

  /// FNV-1a of every word, ASCII letters in lower case; a character of Chinese or Japanese is a word of its own.
  private static func wordHashes(_ utf8: [UInt8]) -> [UInt64] {
    var hashes: [UInt64] = []
    var hash: UInt64 = 0
    var index = 0
    func finish() {
      if hash != 0 { hashes.append(hash) }
      hash = 0
    }
    while index < utf8.count {
      var byte = utf8[index]
      let length = (0xE3...0xE9).contains(byte) ? min(3, utf8.count - index) : 1
      if length > 1 { finish() }
      let isWord =
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      if isWord {
        if hash == 0 { hash = 0xCBF2_9CE4_8422_2325 }
        for offset in 0..<length {
          byte = utf8[index + offset]
          if (0x41...0x5A).contains(byte) { byte |= 0x20 }
          hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
      }
      if length > 1 || !isWord { finish() }
      index += length
    }
    finish()
    return hashes
  }

  private static func least(of shingles: [UInt32]) -> [UInt32] {
    var least = [UInt32](repeating: .max, count: size)
    for shingle in shingles {
      for function in 0..<size {
        // Multiply and add modulo 2^32, then fold the high half, which mixes best.
        let mixed = shingle &* factors[function] &+ terms[function]
        least[function] = min(least[function], mixed ^ mixed >> 15)
      }
    }
    return least
  }

  /// Odd factors and terms from a fixed seed (SplitMix64): the same in every run.
  private static let factors = numbers(seed: 1).map { $0 | 1 }
  private static let terms = numbers(seed: 2)

  private static func numbers(seed: UInt64) -> [UInt32] {
    var generator = SplitMix(seed: seed)
    return (0..<size).map { _ in UInt32(truncatingIfNeeded: generator.next()) }
  }
}
