/// The two fitted models by which the blocks of a page are judged: the first look and the second.
///
/// Those that come with the program are `fitted`. Others, of `Tools/fit-content-model.py`, are decoded from a file: this is how a model is judged by
/// pages that it was not fitted to, and how one that was fitted to pages of one's own is used.
public struct PageModel: Sendable, Decodable {
  /// The first look, at a block by itself and where it stands: rows of ``BlockFeatures``.
  let blocks: ContentModel
  /// The second look, at what the first one found around a block: rows of ``BlockContext``.
  let context: ContentModel

  /// The models that come with the program.
  public static let fitted = PageModel(
    blocks: ContentModel(
      questions: ContentModelTable.questions, thresholds: ContentModelTable.thresholds,
      values: ContentModelTable.values, sizes: ContentModelTable.sizes),
    context: ContentModel(
      questions: ContextModelTable.questions, thresholds: ContextModelTable.thresholds,
      values: ContextModelTable.values, sizes: ContextModelTable.sizes))

  private init(blocks: ContentModel, context: ContentModel) {
    self.blocks = blocks
    self.context = context
  }

  private enum CodingKeys: String, CodingKey {
    case blocks, context
  }

  /// Reads both models.
  ///
  /// - Throws: `DecodingError` where a column is missing or holds what no tree can be made of, so that a model once read judges any page.
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
  }
}
