/// Decides, document by document in the order of the input, which repeat one before.
///
/// It remembers eight bytes of the digest of every document, in a file where there are millions, and the signatures of the last. The whole of
/// it stands in a file beside the output, so that a run that was cut off goes on with the same memory.
struct DuplicateFinder {
  /// A document that repeats another.
  struct Duplicate: Hashable {
    /// Whether the texts are the same to the byte.
    let isExact: Bool
    /// The place of the other's line in the file of signatures.
    let place: Int
  }

  private let settings: Deduplication
  private var texts: HashTable
  private var near = NearIndex()

  /// Creates a finder.
  ///
  /// - Parameters:
  ///   - settings: what it is to find.
  ///   - folder: where a file is made if it needs one.
  init(_ settings: Deduplication, folder: String) {
    self.settings = settings
    texts = HashTable(hasNumbers: true, folder: folder)
  }

  /// The document before that this one repeats, nil where it is new.
  ///
  /// - Parameters:
  ///   - signature: a document.
  ///   - line: gives the line of signatures at a place, for the whole digest of what has the same first bytes.
  /// - Returns: the earlier one.
  /// - Throws: what `line` throws, and ``RunError`` where the table's file cannot be read.
  func duplicate(
    of signature: DocumentSignature, line: (Int) throws -> [UInt8]
  ) throws -> Duplicate? {
    if settings.exact, let place = try texts.number(of: signature.hash),
      DuplicateFinder.read(try line(Int(place))[...])?.signature.text == signature.text
    {
      return Duplicate(isExact: true, place: Int(place))
    }
    guard let least = settings.near, let place = near.find(signature, least: least) else {
      return nil
    }
    return Duplicate(isExact: false, place: place)
  }

  /// Remembers a document that is kept.
  mutating func insert(_ signature: DocumentSignature, at place: Int) throws {
    if settings.exact { _ = try texts.insert(signature.hash, number: UInt64(place)) }
    if settings.near != nil { near.insert(signature, at: place) }
  }

  /// A line of the file of signatures: the text's digest, the least hashes, the id; hexadecimal, set apart by blanks.
  static func line(_ signature: DocumentSignature, id: String) -> [UInt8] {
    var line = signature.text + " "
    for hash in signature.least { line += String(hash, radix: 36) + "," }
    return Array("\(line) \(id.replacing("\n", with: " "))\n".utf8)
  }

  /// What a line says; nil where it is none.
  static func read(_ line: ArraySlice<UInt8>) -> (signature: DocumentSignature, id: String)? {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3 else { return nil }
    let text = String(decoding: words[0], as: UTF8.self)
    let least = words[1].split(separator: UInt8(ascii: ",")).compactMap {
      UInt32(String(decoding: $0, as: UTF8.self), radix: 36)
    }
    return (
      DocumentSignature(text: text, least: least), String(decoding: words[2], as: UTF8.self)
    )
  }
}
