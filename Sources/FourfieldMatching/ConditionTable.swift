internal import FourfieldCore

/// The conditions of all entries (`near`, `unless`), as numbers of pattern sets.
///
/// Entries that ask for the same patterns share a set.
struct ConditionTable: Sendable, Equatable {
  /// One condition.
  struct Condition: Sendable, Equatable, BitwiseCopyable {
    let entry: Int32
    let set: Int32
    /// In words; 0 means inside.
    let within: Int32
    /// As wide as the others, so that the archive holds no bytes that nobody set.
    private let near: Int32

    init(entry: Int32, set: Int32, within: Int32, isNear: Bool) {
      self.entry = entry
      self.set = set
      self.within = within
      near = isNear ? 1 : 0
    }

    var isNear: Bool { near != 0 }
  }

  private(set) var conditions: [Condition] = []
  /// The conditions of an entry are `conditions[first[entry]..<first[entry + 1]]`; empty where no entry has any.
  private(set) var first: [Int32] = []
  /// What the sets hold.
  private(set) var sets = PatternSets()
  /// The sets by their patterns, while entries are added.
  private var numbers: [[Pattern]: Int32] = [:]

  /// Adds the conditions of the next entry.
  ///
  /// - Returns: the patterns of the sets that are new, in the order of their numbers.
  mutating func append(_ entry: Entry, _ index: Int) -> [[Pattern]] {
    first.append(Int32(conditions.count))
    var fresh: [[Pattern]] = []
    for (rule, isNear) in [(entry.near, true), (entry.unless, false)] {
      guard let rule else { continue }
      precondition(
        (0...Lexicon.distanceLimit).contains(rule.within), "a condition reaches too far")
      let known = numbers[rule.patterns]
      let set = known ?? Int32(numbers.count)
      if known == nil {
        numbers[rule.patterns] = set
        fresh.append(rule.patterns)
      }
      conditions.append(
        Condition(entry: Int32(index), set: set, within: Int32(rule.within), isNear: isNear))
    }
    return fresh
  }

  /// Ends the table; nothing may be added after it.
  mutating func finish(_ sets: PatternSets) {
    first.append(Int32(conditions.count))
    numbers = [:]
    self.sets = sets
  }

  init() {}

  /// Restores a table; nil where the conditions are not in the order of entries.
  init?(_ conditions: [Condition], _ sets: PatternSets, entryCount: Int) {
    self.conditions = conditions
    self.sets = sets
    first = [Int32](repeating: 0, count: entryCount + 1)
    var last: Int32 = 0
    for condition in conditions {
      guard condition.entry >= last, Int(condition.entry) < entryCount, condition.set >= 0,
        Int(condition.set) < sets.count,
        (0...Int32(Lexicon.distanceLimit)).contains(condition.within)
      else { return nil }
      last = condition.entry
      first[Int(condition.entry) + 1] += 1
    }
    for index in first.indices.dropFirst() { first[index] += first[index - 1] }
  }

  /// Whether no entry has any.
  var isEmpty: Bool { conditions.isEmpty }

  /// The conditions of an entry.
  func range(of entry: Int32) -> Range<Int> { Int(first[Int(entry)])..<Int(first[Int(entry) + 1]) }
}
