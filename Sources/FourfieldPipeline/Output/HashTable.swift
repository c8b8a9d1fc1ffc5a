/// Hashes, each with a number where that is wanted: in memory up to a limit, then in a file without a name.
///
/// A slot stands at or behind the place that the first bits of its hash name (linear probing), so the slots are nearly in the order of the hashes
/// and the table grows in one pass from front to back. In a file a look takes one read as a rule, a new hash one more write.
struct HashTable {
  /// The words of a slot: the hash, and the number.
  private let width: Int
  private let memory: Int
  private let folder: String
  private var slots: [UInt64]
  private var file: ScratchFile?
  private var bits = 10
  private var count = 0

  /// How far behind the last place a slot may stand.
  private static let pad = 1 << 10
  /// How many slots of a file are looked at in one read.
  private static let block = 64

  /// Creates an empty table.
  ///
  /// - Parameters:
  ///   - hasNumbers: whether a number is kept with each hash.
  ///   - memory: the most bytes that it takes in memory; a larger one is a file.
  ///   - folder: where the file is made.
  init(hasNumbers: Bool, memory: Int = 1 << 25, folder: String) {
    width = hasNumbers ? 2 : 1
    self.memory = memory
    self.folder = folder
    slots = [UInt64](repeating: 0, count: (1 << bits + HashTable.pad) * width)
  }

  /// Whether the table has become a file.
  var isFile: Bool { file != nil }

  /// The number that was entered with a hash; nil where it was not entered.
  ///
  /// - Complexity: O(1), on the average.
  func number(of hash: UInt64) throws -> UInt64? {
    let found = try look(for: max(1, hash))
    return found.isThere ? found.number : nil
  }

  /// Enters a hash; false where it was there, and its number stays.
  mutating func insert(_ hash: UInt64, number: UInt64 = 0) throws -> Bool {
    let hash = max(1, hash)
    if count * 4 >= 3 << bits { try grow() }
    var found = try look(for: hash)
    if found.isThere { return false }
    while found.slot >= 1 << bits + HashTable.pad {
      try grow()
      found = try look(for: hash)
    }
    if let file {
      try file.write(width == 1 ? [hash] : [hash, number], at: found.slot * width)
    } else {
      slots[found.slot * width] = hash
      if width == 2 { slots[found.slot * width + 1] = number }
    }
    count += 1
    return true
  }

  private func home(_ hash: UInt64, _ bits: Int) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
  }

  /// Where a hash stands, or where it is to be put.
  private func look(for hash: UInt64) throws -> (slot: Int, isThere: Bool, number: UInt64) {
    var slot = home(hash, bits)
    guard let file else {
      while slot * width < slots.count, slots[slot * width] != 0 {
        if slots[slot * width] == hash { return (slot, true, slots[(slot + 1) * width - 1]) }
        slot += 1
      }
      return (slot, false, 0)
    }
    var block = [UInt64](repeating: 0, count: HashTable.block * width)
    while true {
      try file.read(&block, at: slot * width)
      for index in stride(from: 0, to: block.count, by: width) {
        if block[index] == 0 { return (slot, false, 0) }
        if block[index] == hash { return (slot, true, block[index + width - 1]) }
        slot += 1
      }
    }
  }

  // MARK: Growing

  /// Doubles the room.
  private mutating func grow() throws {
    var larger = bits + 1
    while try !rebuild(bits: larger) { larger += 1 }
  }

  /// Puts all slots into a table of more room; false where too many fall behind its end.
  private mutating func rebuild(bits: Int) throws -> Bool {
    let words = (1 << bits + HashTable.pad) * width
    // The few slots behind the last place do not count: with them a table that just fits would be a file.
    var target = Target(
      file: (8 * width) << bits > memory ? try ScratchFile(in: folder) : nil, width: width,
      words: words)
    var next = 0
    try forEachSorted { hash, number in
      next = max(home(hash, bits), next)
      try target.put(hash, number, at: next * width)
      next += 1
    }
    guard next * width <= words else { return false }
    slots = try target.finish()
    file = target.file
    self.bits = bits
    return true
  }

  /// A new table while it is written from front to back.
  private struct Target {
    let file: ScratchFile?
    let width: Int
    private let words: Int
    private var buffer: [UInt64] = []
    /// Where the buffer begins.
    private var start = 0

    init(file: ScratchFile?, width: Int, words: Int) {
      self.file = file
      self.width = width
      self.words = words
      if file == nil { buffer.reserveCapacity(words) }
    }

    mutating func put(_ hash: UInt64, _ number: UInt64, at place: Int) throws {
      if let file, buffer.count > 1 << 17 {
        try file.write(buffer, at: start)
        start += buffer.count
        buffer.removeAll(keepingCapacity: true)
      }
      while start + buffer.count < place { buffer.append(0) }
      buffer.append(hash)
      if width == 2 { buffer.append(number) }
    }

    /// Writes the rest; gives the slots where there is no file.
    mutating func finish() throws -> [UInt64] {
      if let file {
        try file.write(buffer, at: start)
        return []
      }
      while buffer.count < words { buffer.append(0) }
      return buffer
    }
  }

  /// Hands on all slots by ascending hash.
  ///
  /// A run of filled slots holds all hashes between those of the runs around it: sorting each run is enough.
  private func forEachSorted(_ body: (UInt64, UInt64) throws -> Void) throws {
    var run: [(hash: UInt64, number: UInt64)] = []
    func flush() throws {
      run.sort { $0.hash < $1.hash }
      for (hash, number) in run { try body(hash, number) }
      run.removeAll(keepingCapacity: true)
    }
    try forEachPiece { piece in
      for index in stride(from: 0, to: piece.count, by: width) {
        if piece[index] != 0 {
          run.append((piece[index], piece[index + width - 1]))
        } else if !run.isEmpty {
          try flush()
        }
      }
    }
    try flush()
  }

  /// Hands on the slots, some at a time.
  private func forEachPiece(_ body: ([UInt64]) throws -> Void) throws {
    guard let file else { return try body(slots) }
    let words = (1 << bits + HashTable.pad) * width
    for start in stride(from: 0, to: words, by: 1 << 16) {
      var piece = [UInt64](repeating: 0, count: min(1 << 16, words - start))
      try file.read(&piece, at: start)
      try body(piece)
    }
  }
}
