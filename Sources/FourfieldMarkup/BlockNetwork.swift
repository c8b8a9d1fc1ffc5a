/// Judges all blocks of a page together: a small convolutional network over their rows in the order of the page.
///
/// Where ``ContentModel`` asks one question of one number after the other, the network weighs all numbers of a block, those of the whole page and those of
/// up to seven blocks before and behind it at once. The two err on different pages, so that their odds together do better than either's. Built as BoilerNet
/// (Leonhardt et al. 2020) and Web2Text (Vogels et al. 2018) are, with dilated convolutions (Yu and Koltun 2016) and fitted to the same pages as the trees.
struct BlockNetwork: Sendable {
  /// The numbers that the network makes of a block. Two vectors of 16, since the operators of `SIMD32` are loops over its lanes, a hundred times as slow (Swift 6.3).
  private struct Channels {
    static let count = 32

    var low = SIMD16<Float>()
    var high = SIMD16<Float>()

    init() {}

    init(_ numbers: ArraySlice<Float>) {
      low = SIMD16(numbers.prefix(16))
      high = SIMD16(numbers.dropFirst(16))
    }

    @inline(__always)
    mutating func add(_ other: Channels, times factor: Float = 1) {
      low += other.low * factor
      high += other.high * factor
    }

    /// The same with 0 for what is below.
    var positive: Channels {
      var result = self
      result.low.replace(with: 0, where: low .< 0)
      result.high.replace(with: 0, where: high .< 0)
      return result
    }

    /// Adds what all channels of a block say through their rows of weights.
    mutating func add(_ block: Channels, through weights: [Channels]) {
      // By halves, so that the sums stay where they are added up.
      var sum = self
      for channel in 0..<16 { sum.add(weights[channel], times: block.low[channel]) }
      for channel in 0..<16 { sum.add(weights[16 + channel], times: block.high[channel]) }
      self = sum
    }
  }

  /// How far the blocks stand apart that a layer looks at.
  static let reaches = [1, 2, 4]

  /// How far from its mean a number may be, in standard deviations: what is rarer than that says no more.
  private static let bound: Float = 4

  private let means: [Float]
  private let scales: [Float]
  /// What a 0 becomes.
  private let zeros: [Float]
  /// What a block has before any of its numbers is looked at: as if all of them were 0, as most of them are.
  private let blank: Channels
  /// A row of weights for every number of a block.
  private let input: [Channels]
  /// A row of weights for every channel of the mean block of a page.
  private let page: [Channels]
  private let layers: [Layer]
  private let output: Channels
  private let bias: Float

  /// A layer: what every channel of the block before, of the block itself and of the block behind adds.
  private struct Layer {
    let before: [Channels]
    let own: [Channels]
    let behind: [Channels]
    let bias: Channels
  }

  /// The numbers of a network, as a file has them.
  struct Columns: Decodable {
    /// The mean and the reciprocal of the standard deviation of every number of a block, its logarithm taken.
    let means: [Float]
    let scales: [Float]
    /// All weights, row by row: input, its bias, page, the layers (before, own, behind, bias), output, its bias.
    let weights: [Float]
  }

  /// Builds the network from columns that nobody has checked; nothing where they are of another shape, or not numbers.
  init?(_ columns: Columns) {
    self.init(means: columns.means, scales: columns.scales, weights: columns.weights)
  }

  /// The same from the table's columns.
  init?(means: [Float], scales: [Float], weights: [Float]) {
    let width = BlockFeatures.width
    guard means.count == width, scales.count == width,
      (means + scales + weights).allSatisfy(\.isFinite)
    else { return nil }
    var rest = weights[...]
    func rows(_ count: Int) -> [Channels] {
      var rows: [Channels] = []
      while rows.count < count, rest.count >= Channels.count {
        rows.append(Channels(rest.prefix(Channels.count)))
        rest = rest.dropFirst(Channels.count)
      }
      return rows
    }
    let input = rows(width)
    let bias = rows(1)
    page = rows(Channels.count)
    var layers: [Layer] = []
    for _ in BlockNetwork.reaches {
      let (before, own) = (rows(Channels.count), rows(Channels.count))
      let behind = rows(Channels.count)
      guard let bias = rows(1).first else { return nil }
      layers.append(Layer(before: before, own: own, behind: behind, bias: bias))
    }
    guard let bias = bias.first, let output = rows(1).first, rest.count == 1, let last = rest.first
    else { return nil }
    self.means = means
    self.scales = scales
    self.input = input
    self.layers = layers
    self.output = output
    self.bias = last
    zeros = zip(means, scales).map { BlockNetwork.bounded(-$0 * $1) }
    blank = zip(input, zeros).reduce(into: bias) { $0.add($1.0, times: $1.1) }
  }

  /// The odds of every block that it is main content, as a logarithm.
  ///
  /// - Complexity: O(*b* · *w*) in the blocks and their numbers that are not 0, and 100 vectors a block and layer.
  func odds(_ features: BlockFeatures) -> [Float] {
    var blocks = (0..<features.rows).map { channels(of: features.row($0)) }
    let share = 1 / Float(blocks.count + 1)
    let mean = blocks.reduce(into: Channels()) { $0.add($1, times: share) }
    for index in blocks.indices { blocks[index].add(mean, through: page) }
    for (layer, reach) in zip(layers, BlockNetwork.reaches) {
      blocks = BlockNetwork.passed(blocks, through: layer, reach: reach)
    }
    return blocks.map { ($0.low * output.low + $0.high * output.high).sum() + bias }
  }

  /// What the numbers of a block say by themselves.
  private func channels(of row: ArraySlice<Float>) -> Channels {
    var sum = blank
    for (place, number) in row.enumerated() where number != 0 {
      let size = Logarithm.of(abs(number))
      let signed = number < 0 ? -size : size
      let value = BlockNetwork.bounded((signed - means[place]) * scales[place])
      sum.add(input[place], times: value - zeros[place])
    }
    return sum.positive
  }

  /// All blocks with what a layer makes of each and of those around it; beyond the ends of the page there is nothing.
  private static func passed(_ blocks: [Channels], through layer: Layer, reach: Int) -> [Channels] {
    blocks.indices.map { index in
      var sum = layer.bias
      sum.add(blocks[index], through: layer.own)
      if index >= reach { sum.add(blocks[index - reach], through: layer.before) }
      if index + reach < blocks.count { sum.add(blocks[index + reach], through: layer.behind) }
      var block = blocks[index]
      block.add(sum.positive)
      return block
    }
  }

  private static func bounded(_ value: Float) -> Float { min(bound, max(-bound, value)) }
}
