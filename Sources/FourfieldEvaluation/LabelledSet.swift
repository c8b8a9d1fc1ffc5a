/// One labelled set, scanned.
public struct LabelledSet: Sendable {
  /// The name.
  public var name: String
  /// How the coders labelled.
  public var kind: GoldSet.Kind
  /// The items.
  public var items: [ScannedItem]

  /// Creates a set.
  public init(name: String, kind: GoldSet.Kind, items: [ScannedItem]) {
    self.name = name
    self.kind = kind
    self.items = items
  }
}
