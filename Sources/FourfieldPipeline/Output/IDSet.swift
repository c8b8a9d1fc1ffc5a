/// The ids that a run has written, as hashes: eight bytes an id, however long it is.
///
/// Two ids of one hash (one chance in ten million for a corpus of a million documents) only cost one of them a suffix that it did not need.
struct IDSet {
  private var slots = [UInt64](repeating: 0, count: 1 << 10)
  private var count = 0

  /// Enters an id; false where it was there.
  mutating func insert(_ id: String) -> Bool {
    if count * 4 > slots.count * 3 { grow() }
    return place(IDSet.hash(id))
  }

  private mutating func place(_ hash: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    count = 0
    for hash in old where hash != 0 { _ = place(hash) }
  }

  /// FNV-1a with a finisher that spreads the low bits (MurmurHash3); never 0.
  private static func hash(_ id: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    return max(1, hash ^ hash >> 33)
  }
}
