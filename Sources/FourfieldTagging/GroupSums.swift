/// The scores of the groups with a match, while they are added up.
///
/// A passage has a few, which are kept in their order and looked through from the end. A document may have a hundred thousand: from the 64th on there is a
/// table of where each stands, and they are sorted once.
struct GroupSums {
  /// From so many on they are no longer kept in order.
  static let few = 64

  private var groups: [GroupScore] = []
  /// Where each group of the lexicon stands among ``groups``, -1 for none; empty while there are few.
  private var places: [Int32] = []
  /// The number of the lexicon's groups.
  private let groupCount: Int

  /// Creates sums.
  ///
  /// - Parameters:
  ///   - groupCount: the number of the lexicon's groups.
  ///   - room: for how many of them there is to be room.
  init(of groupCount: Int, room: Int) {
    self.groupCount = groupCount
    groups.reserveCapacity(room)
  }

  /// Adds to a group, which there may be nothing of yet.
  ///
  /// - Complexity: O(1); beyond that the first group of many costs O(*n*) in the groups of the lexicon.
  @inline(__always)
  mutating func add(_ score: Double, _ count: Int, to group: Int) {
    guard places.isEmpty else { return addToMany(score, count, group) }
    var place = groups.count
    while place > 0, groups[place - 1].group > group { place -= 1 }
    if place > 0, groups[place - 1].group == group {
      groups[place - 1].score += score
      groups[place - 1].count += count
    } else {
      groups.insert(GroupScore(group: group, score: score, count: count), at: place)
      if groups.count == GroupSums.few { notePlaces() }
    }
  }

  private mutating func notePlaces() {
    places = [Int32](repeating: -1, count: groupCount)
    for (place, group) in groups.enumerated() { places[group.group] = Int32(place) }
  }

  private mutating func addToMany(_ score: Double, _ count: Int, _ group: Int) {
    let place = Int(places[group])
    if place >= 0 {
      groups[place].score += score
      groups[place].count += count
    } else {
      places[group] = Int32(groups.count)
      groups.append(GroupScore(group: group, score: score, count: count))
    }
  }

  /// The sums in the order of the groups.
  ///
  /// - Complexity: O(1) of few, O(*n* log *n*) of many.
  consuming func sorted() -> [GroupScore] {
    if !places.isEmpty { groups.sort { $0.group < $1.group } }
    return groups
  }
}
