/// Which patterns each condition asks for, as classes of patterns.
///
/// Patterns that stand in the same sets are one class, so that a set whose patterns are its own is one number, and a pattern that
/// many sets share is looked for and kept once.
struct PatternSets: Sendable, Equatable {
  /// The classes of set *s* are `classes[starts[s]..<starts[s + 1]]`, ascending.
  let starts: [Int32]
  let classes: [Int32]
  /// How many classes there are.
  let classCount: Int32

  /// No sets.
  init() { (starts, classes, classCount) = ([0], [], 0) }

  /// Puts arrays together; nil where they do not fit together.
  init?(starts: [Int32], classes: [Int32], classCount: Int32) {
    guard starts.first == 0, starts.last.map({ Int($0) }) == classes.count, starts.ascends,
      classCount >= 0, classes.allSatisfy({ $0 >= 0 && $0 < classCount })
    else { return nil }
    (self.starts, self.classes, self.classCount) = (starts, classes, classCount)
    for set in 0..<count {
      let own = classes[Int(starts[set])..<Int(starts[set + 1])]
      guard zip(own, own.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    }
  }

  /// For every class the sets that it belongs to: the same the other way round.
  ///
  /// - Complexity: O(*n*).
  var inverted: PatternSets {
    var ends = [Int32](repeating: 0, count: Int(classCount) + 1)
    for patternClass in classes { ends[Int(patternClass) + 1] += 1 }
    for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
    var next = ends
    var sets = [Int32](repeating: 0, count: classes.count)
    for set in 0..<Int32(truncatingIfNeeded: count) {
      for place in range(of: set) {
        let patternClass = Int(classes[place])
        sets[Int(next[patternClass])] = set
        next[patternClass] += 1
      }
    }
    return PatternSets(inverted: ends, sets, Int32(truncatingIfNeeded: count))
  }

  private init(inverted starts: [Int32], _ classes: [Int32], _ classCount: Int32) {
    (self.starts, self.classes, self.classCount) = (starts, classes, classCount)
  }

  /// How many sets there are.
  var count: Int { starts.count - 1 }

  /// The places of a set in ``classes``.
  @inline(__always) func range(of set: Int32) -> Range<Int> {
    Int(starts[Int(set)])..<Int(starts[Int(set) + 1])
  }

  /// Whether a class of patterns belongs to a set.
  ///
  /// - Complexity: O(log *n*) in the classes of the set.
  @inline(__always) func contains(_ patternClass: Int32, in set: Int32) -> Bool {
    var low = Int(starts[Int(set)])
    var high = Int(starts[Int(set) + 1])
    while high - low > 1 {
      let middle = (low + high) / 2
      if classes[middle] <= patternClass { low = middle } else { high = middle }
    }
    return low < high && classes[low] == patternClass
  }
}
