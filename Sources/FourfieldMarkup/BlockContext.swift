/// What the first look at all blocks of a page says about each of them: the probabilities of its neighbours, of the containers around it and of
/// the blocks that look like it.
///
/// A paragraph between two that are content is content; a link in a list of which nothing is content is none. Judging in two steps is
/// stacked generalization (Wolpert 1992).
struct BlockContext {
  /// How many numbers a row has.
  static let width = 26

  private let chances: [Float]
  private let sizes: [Float]
  /// Chance times size, and size, of all blocks before each.
  private var before: [(found: Float, size: Float)] = [(0, 0)]
  private let most: Float
  private var containers: [[Int: (found: Float, size: Float)]] = Array(repeating: [:], count: 4)
  private var twins: [Int: (found: Float, size: Float)] = [:]
  private let features: BlockFeatures

  /// Takes the chances that the first look gave, and the sizes of the blocks in words.
  ///
  /// - Complexity: O(*b*) in the blocks.
  init(chances: [Float], sizes: [Float], features: BlockFeatures) {
    self.chances = chances
    self.sizes = sizes
    self.features = features
    most = chances.max() ?? 0
    for index in chances.indices {
      let found = chances[index] * sizes[index]
      before.append((before[index].found + found, before[index].size + sizes[index]))
      for (level, container) in features.containers(of: index).enumerated() {
        containers[level][container, default: (0, 0)].found += found
        containers[level][container, default: (0, 0)].size += sizes[index]
      }
      twins[features.twin(of: index), default: (0, 0)].found += found
      twins[features.twin(of: index), default: (0, 0)].size += sizes[index]
    }
  }

  /// The numbers of a block, in the order that the model was fitted with.
  func row(_ index: Int) -> [Float] {
    var row = [chances[index]]
    row.reserveCapacity(BlockContext.width)
    for offset in [-4, -3, -2, -1, 1, 2, 3, 4] {
      let other = index + offset
      row.append(chances.indices.contains(other) ? chances[other] : -0.1)
    }
    for (level, container) in features.containers(of: index).enumerated() {
      let sum = containers[level][container] ?? (0, 1)
      row += [sum.found / max(1, sum.size), sum.found]
    }
    let twin = twins[features.twin(of: index)] ?? (0, 1)
    row.append(twin.found / max(1, twin.size))
    let all = before[chances.count]
    row += [
      all.found, all.found / max(1, all.size), before[index].found / max(all.found, 1e-9), most,
    ]
    for (from, to) in [(-8, 0), (1, 9), (-20, 0), (1, 21)] {
      row.append(mean(index + from, index + to))
    }
    return row
  }

  /// The mean chance of the words in some blocks.
  private func mean(_ from: Int, _ to: Int) -> Float {
    let range = (from..<to).clamped(to: chances.indices)
    let (start, end) = (before[range.lowerBound], before[range.upperBound])
    return (end.found - start.found) / max(1, end.size - start.size)
  }
}
