/// The ids that a run has written, as hashes: some ten bytes an id, however long it is, and in a file where there are millions.
///
/// Two ids of one hash (one chance in ten million for a corpus of a million documents) only cost one of them a suffix that it did not need.
struct IDSet {
  private var table: HashTable
  private let digest = Digest()

  /// Creates an empty set.
  ///
  /// - Parameter folder: where its file is made if it needs one.
  init(folder: String) { table = HashTable(hasNumbers: false, folder: folder) }

  /// Enters an id; false where it was there.
  mutating func insert(_ id: String) throws -> Bool { try insert(IDSet.hash(id, digest)) }

  /// The same for an id by its hash.
  mutating func insert(_ hash: UInt64) throws -> Bool { try table.insert(hash) }

  /// The first eight bytes of the id's SHA-256, so that nobody can make ids that crowd one place of the table.
  static func hash(_ id: String, _ digest: Digest) -> UInt64 { digest.number(of: id) }
}
