/// The ids that a run has written, and what a document is called whose id was there before.
struct FreeIDs {
  private var ids: IDSet
  /// The number to try first where an id comes again, by the id's hash.
  private var numbers: [UInt64: Int] = [:]

  /// More ids than these are looked for from the first number on each time they come again.
  private static let limit = 1 << 16

  /// Creates an empty set.
  ///
  /// - Parameter folder: where its file is made if it needs one.
  init(folder: String) { ids = IDSet(folder: folder) }

  /// Enters an id that was written.
  mutating func insert(_ id: String) throws { _ = try ids.insert(id) }

  /// Enters an id by its hash, or another in its place where it was there: the id with the first number behind it that gives a new one.
  ///
  /// - Returns: the other id; nil where the id is new.
  mutating func enter(_ id: String, hash: UInt64) throws -> String? {
    if try ids.insert(hash) { return nil }
    let known = numbers.index(forKey: hash)
    let stem = id + "~"
    // Where the same id came before, the numbers up to its last are taken.
    var number = known.map { numbers.values[$0] } ?? 2
    var free = stem + String(number)
    while try !ids.insert(free) {
      number += 1
      free = stem + String(number)
    }
    if let known {
      numbers.values[known] = number + 1
    } else if numbers.count < FreeIDs.limit {
      numbers[hash] = number + 1
    }
    return free
  }
}
