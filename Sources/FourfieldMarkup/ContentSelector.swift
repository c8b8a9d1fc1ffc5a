internal import FourfieldCore

/// Decides which blocks of a page are taken.
///
/// Each block has its probability; the set that is kept is the one with the best expected F1 (Lewis 1995; Ye et al. 2012): a page on
/// which little is certain keeps more than a fixed threshold would, a clear page keeps no doubtful rest.
struct ContentSelector {
  /// How much each block counts: about its words.
  private let sizes: [Float]
  private let probabilities: [Float]

  /// Creates a selector.
  init(probabilities: [Float], sizes: [Float]) {
    self.probabilities = probabilities
    self.sizes = sizes
  }

  /// Which blocks are kept.
  ///
  /// `leaning` is a factor of the odds: above 1 for recall, below for precision.
  /// - Complexity: O(*b* log *b*).
  func kept(leaning: Float = 1) -> [Bool] {
    let chances = probabilities.map { chance in
      leaning == 1 ? chance : chance * leaning / (1 - chance + chance * leaning)
    }
    let order = chances.indices.sorted {
      chances[$0] == chances[$1] ? $0 < $1 : chances[$0] > chances[$1]
    }
    let expected = zip(chances, sizes).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    var (found, taken, best, count) = (Float(0), Float(0), Float(0), 0)
    for (position, index) in order.enumerated() {
      found += chances[index] * sizes[index]
      taken += sizes[index]
      let score = 2 * found / (taken + expected + .leastNormalMagnitude)
      if score > best { (best, count) = (score, position + 1) }
    }
    var kept = [Bool](repeating: false, count: chances.count)
    for index in order.prefix(count) { kept[index] = true }
    return kept
  }
}
