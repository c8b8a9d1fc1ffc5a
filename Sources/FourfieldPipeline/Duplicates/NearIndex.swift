/// The signatures of the last documents, found by parts of them (locality-sensitive hashing: 16 bands of 8 hashes).
///
/// Two documents of similarity 0.85 share a band with a probability of .994, of 0.9 with one of .9998. Memory is bounded: a document is
/// compared with the last ``capacity`` before it.
struct NearIndex {
  /// How many documents are remembered.
  static let capacity = 1 << 17

  private static let bands = 16
  private static let rows = DocumentSignature.size / bands
  /// The most documents that are compared in a band.
  private static let candidates = 64

  private var signatures: [DocumentSignature] = []
  private var places: [Int] = []
  /// The last document of every slot of every band, and the one before each: numbers of documents from 1.
  private var heads: [UInt32]
  private var previous: [UInt32] = []
  private var count = 0

  private static let slots = 1 << 17

  init() { heads = [UInt32](repeating: 0, count: NearIndex.bands * NearIndex.slots) }

  /// The place of the most similar document; of several the earliest.
  ///
  /// - Parameters:
  ///   - signature: a document.
  ///   - least: the least similarity.
  /// - Returns: the place that was given to ``insert(_:at:)``, nil where there is none.
  func find(_ signature: DocumentSignature, least: Double) -> Int? {
    var best: (number: Int, similarity: Double)?
    for band in 0..<NearIndex.bands {
      var number = Int(heads[slot(signature, band)])
      var looked = 0
      while number > 0, number > count - NearIndex.capacity, looked < NearIndex.candidates {
        let index = (number - 1) % NearIndex.capacity
        let similarity = signature.similarity(to: signatures[index])
        if similarity >= least, isBetter((number, similarity), best) { best = (number, similarity) }
        number = Int(previous[index * NearIndex.bands + band])
        looked += 1
      }
    }
    return best.map { places[($0.number - 1) % NearIndex.capacity] }
  }

  private func isBetter(
    _ one: (number: Int, similarity: Double), _ other: (number: Int, similarity: Double)?
  ) -> Bool {
    guard let other else { return true }
    return (one.similarity, -one.number) > (other.similarity, -other.number)
  }

  /// Remembers a document; the oldest is forgotten where there are too many.
  mutating func insert(_ signature: DocumentSignature, at place: Int) {
    let index = count % NearIndex.capacity
    count += 1
    if signatures.count < NearIndex.capacity {
      signatures.append(signature)
      places.append(place)
      previous += [UInt32](repeating: 0, count: NearIndex.bands)
    } else {
      signatures[index] = signature
      places[index] = place
    }
    for band in 0..<NearIndex.bands {
      let slot = slot(signature, band)
      previous[index * NearIndex.bands + band] = heads[slot]
      heads[slot] = UInt32(truncatingIfNeeded: count)
    }
  }

  private func slot(_ signature: DocumentSignature, _ band: Int) -> Int {
    var hash: UInt64 = UInt64(band) &+ 0x9E37_79B9_7F4A_7C15
    for row in 0..<NearIndex.rows {
      hash = (hash ^ UInt64(signature.least[band * NearIndex.rows + row])) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return band * NearIndex.slots + Int(truncatingIfNeeded: hash & UInt64(NearIndex.slots - 1))
  }
}
