/// The fitted models by which the blocks of a page are judged: trees for a first look and for a second, and a network.
///
/// Those that come with the program are `fitted`. Others, of `Tools/fit-content-model.py`, are decoded from a file: this is how a model is judged by
/// pages that it was not fitted to, and how one that was fitted to pages of one's own is used.
public struct PageModel: Sendable, Decodable {
  /// The first look, at a block by itself and where it stands: rows of ``BlockFeatures``.
  let blocks: ContentModel
  /// The second look, at what the first one found around a block: rows of ``BlockContext``.
  let context: ContentModel
  /// What judges all blocks of a page together; a file may have none.
  let network: BlockNetwork?

  /// How much of the odds the network's are, the rest being those of the trees.
  private static let networkShare: Float = 0.4

  /// Below which chance a block is not looked at again: the second look would not bring back what the first had no hope for. The network alone may.
  private static let hopeless: Float = 0.05

  /// The models that come with the program.
  public static let fitted = PageModel(
    blocks: model(
      ContentModel.Columns(
        questions: ContentModelTable.questions, thresholds: ContentModelTable.thresholds,
        values: ContentModelTable.values, sizes: ContentModelTable.sizes),
      width: BlockFeatures.width),
    context: model(
      ContentModel.Columns(
        questions: ContextModelTable.questions, thresholds: ContextModelTable.thresholds,
        values: ContextModelTable.values, sizes: ContextModelTable.sizes),
      width: BlockContext.width),
    network: BlockNetwork(
      means: ContentNetworkTable.means, scales: ContentNetworkTable.scales,
      weights: ContentNetworkTable.weights))

  /// The trees of a table that a tool has written.
  private static func model(_ columns: ContentModel.Columns, width: Int) -> ContentModel {
    guard let model = ContentModel(columns, width: width) else {
      preconditionFailure(
        "a table of the program holds no trees: Tools/fit-content-model.py has to write it anew")
    }
    return model
  }

  private init(blocks: ContentModel, context: ContentModel, network: BlockNetwork?) {
    self.blocks = blocks
    self.context = context
    self.network = network
  }

  /// The chances of all blocks of a page that they are main content; `sizes` are their words.
  ///
  /// - Complexity: O(*b*) in the blocks.
  func chances(of features: BlockFeatures, sizes: [Float]) -> [Float] {
    let first = blocks.odds(features.values, width: BlockFeatures.width)
    let chances = first.map(ContentModel.probability)
    let around = BlockContext(chances: chances, sizes: sizes, features: features)
    var trees = first
    let hopeful = sizes.indices.filter { !(chances[$0] < PageModel.hopeless) }
    let second = context.odds(hopeful.flatMap(around.row), width: BlockContext.width)
    for (place, index) in hopeful.enumerated() { trees[index] = second[place] }
    guard let network = network?.odds(features) else { return trees.map(ContentModel.probability) }
    return sizes.indices.map { index in
      ContentModel.probability(
        trees[index] + (network[index] - trees[index]) * PageModel.networkShare)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case blocks, context, network
  }

  /// Reads the models.
  ///
  /// - Throws: `DecodingError` where a column is missing or holds what no tree or network can be made of, so that a model once read judges any page.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func model(_ key: CodingKeys, width: Int) throws -> ContentModel {
      let columns = try container.decode(ContentModel.Columns.self, forKey: key)
      guard let model = ContentModel(columns, width: width) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "the columns are no trees")
      }
      return model
    }
    blocks = try model(.blocks, width: BlockFeatures.width)
    context = try model(.context, width: BlockContext.width)
    let columns = try container.decodeIfPresent(BlockNetwork.Columns.self, forKey: .network)
    network = columns.flatMap(BlockNetwork.init)
    guard (columns == nil) == (network == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .network, in: container, debugDescription: "the columns are no network")
    }
  }
}
