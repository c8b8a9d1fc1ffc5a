/// Whole lines among the bytes of an item.
struct LineRun: Sendable {
  /// Where they stand among the bytes, which several items may have in common.
  let bounds: Range<Int>
  /// How many of them end.
  let ends: Int
}
