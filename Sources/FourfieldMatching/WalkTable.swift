/// What a walk notes of pairs of numbers: a hash table that is emptied at no cost, as it is for nearly every start of a pattern with gaps.
struct WalkTable<Value: BitwiseCopyable> {
  private struct Slot: BitwiseCopyable {
    var key: UInt64
    /// The round that it was filled in; free in any other.
    var round: UInt32
    var value: Value
  }

  private var slots: [Slot] = []
  private var round: UInt32 = 1
  /// How many keys it has.
  private(set) var count = 0

  /// Empties it, keeping its room.
  mutating func removeAll() {
    count = 0
    round &+= 1
    // Numbers come round again after four thousand million times.
    if round == 0 { self = WalkTable() }
  }

  /// The value of a key; nil where it has none.
  @inline(__always) func value(forKey key: UInt64) -> Value? {
    if count == 0 { return nil }
    let place = place(of: key)
    return slots[place].round == round ? slots[place].value : nil
  }

  /// Sets the value of a key that has none.
  ///
  /// - Returns: the value that it has now.
  @inline(__always) mutating func insert(_ value: Value, forKey key: UInt64) -> Value {
    if 2 * count >= slots.count { grow(with: value) }
    let place = place(of: key)
    if slots[place].round == round { return slots[place].value }
    slots[place] = Slot(key: key, round: round, value: value)
    count += 1
    return value
  }

  /// Sets the value of a key.
  ///
  /// - Returns: the value that it had; nil where it had none.
  @inline(__always) mutating func updateValue(_ value: Value, forKey key: UInt64) -> Value? {
    if 2 * count >= slots.count { grow(with: value) }
    let place = place(of: key)
    let isThere = slots[place].round == round
    let old = slots[place].value
    slots[place] = Slot(key: key, round: round, value: value)
    if isThere { return old }
    count += 1
    return nil
  }

  /// Where a key stands, or would.
  @inline(__always) private func place(of key: UInt64) -> Int {
    let mask = slots.count &- 1
    // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4); the multiplication is meant to overflow.
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[place].round == round, slots[place].key != key { place = (place &+ 1) & mask }
    return place
  }

  @inline(never) private mutating func grow(with value: Value) {
    let old = slots.filter { $0.round == round }
    slots = [Slot](
      repeating: Slot(key: 0, round: round &- 1, value: value), count: max(64, 4 * old.count))
    for slot in old { slots[place(of: slot.key)] = slot }
  }
}
