/// The entries that end at one node, where they are many, by what their `near` asks for.
///
/// Of ten thousand entries of one word, each with a `near` of its own, a passage answers few: those are found by what stands in it.
struct OutputIndex {
  /// The numbers of the outputs that ask for nothing near, ascending.
  private let free: [Int32]
  /// The numbers of the others, each with the set that it asks for above it, ascending.
  private let conditioned: [UInt64]
  private var stretch = 0
  /// The numbers of the outputs that may apply in the stretch that ``update(_:)`` was called for, ascending.
  private(set) var candidates: [Int32] = []

  /// Sorts the outputs of a range.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ range: Range<Int>, of trie: PatternTrie, _ conditions: ConditionTable) {
    var (free, conditioned): ([Int32], [UInt64]) = ([], [])
    for number in range {
      let own = conditions.range(of: trie.outputs[number].entry)
      if let near = own.first(where: { conditions.conditions[$0].isNear }) {
        let set = UInt64(UInt32(bitPattern: conditions.conditions[near].set))
        conditioned.append(set << 32 | UInt64(number))
      } else {
        free.append(Int32(truncatingIfNeeded: number))
      }
    }
    (self.free, self.conditioned) = (free, conditioned.sorted())
  }

  /// Gathers the candidates of a stretch, if they are those of another.
  ///
  /// - Complexity: O(*n* log *n*) in them and the sets that have something in the stretch.
  mutating func update(_ surroundings: borrowing Surroundings) {
    if stretch == surroundings.stretch { return }
    stretch = surroundings.stretch
    candidates.removeAll(keepingCapacity: true)
    candidates += free
    for set in surroundings.presentSets {
      let key = UInt64(UInt32(bitPattern: set)) << 32
      var place = conditioned.indices.partition { conditioned[$0] >= key }
      while place < conditioned.count, conditioned[place] >> 32 == key >> 32 {
        candidates.append(Int32(truncatingIfNeeded: conditioned[place] & 0xFFFF_FFFF))
        place += 1
      }
    }
    candidates.sort()
  }
}
