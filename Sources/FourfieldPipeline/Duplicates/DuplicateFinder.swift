/// Decides, document by document in the order of the input, which repeat one before.
///
/// It remembers a digest of every document, and the signatures of the last. What it remembers stands in a file beside the output too, so that
/// a run that was cut off goes on with the same memory.
struct DuplicateFinder {
  /// A document that repeats another.
  struct Duplicate: Hashable {
    /// Whether the texts are the same to the byte.
    let isExact: Bool
    /// The place of the other's line in the file of signatures.
    let place: Int
  }

  private let settings: Deduplication
  private var texts: [UInt64: Int] = [:]
  private var near = NearIndex()

  init(_ settings: Deduplication) { self.settings = settings }

  /// The document before that this one repeats, nil where it is new.
  func duplicate(of signature: DocumentSignature) -> Duplicate? {
    if settings.exact, let place = texts[signature.text] {
      return Duplicate(isExact: true, place: place)
    }
    guard let least = settings.near, let place = near.find(signature, least: least) else {
      return nil
    }
    return Duplicate(isExact: false, place: place)
  }

  /// Remembers a document that is kept.
  mutating func insert(_ signature: DocumentSignature, at place: Int) {
    if settings.exact { texts[signature.text] = place }
    if settings.near != nil { near.insert(signature, at: place) }
  }

  /// A line of the file of signatures: the text's digest, the least hashes, the id; hexadecimal, set apart by blanks.
  static func line(_ signature: DocumentSignature, id: String) -> [UInt8] {
    var line = String(signature.text, radix: 16) + " "
    for hash in signature.least { line += String(hash, radix: 36) + "," }
    return Array("\(line) \(id.replacing("\n", with: " "))\n".utf8)
  }

  /// What a line says; nil where it is none.
  static func read(_ line: ArraySlice<UInt8>) -> (signature: DocumentSignature, id: String)? {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, let text = UInt64(String(decoding: words[0], as: UTF8.self), radix: 16)
    else { return nil }
    let least = words[1].split(separator: UInt8(ascii: ",")).compactMap {
      UInt32(String(decoding: $0, as: UTF8.self), radix: 36)
    }
    return (
      DocumentSignature(text: text, least: least), String(decoding: words[2], as: UTF8.self)
    )
  }
}
