/// One token of a text: a word, one Han character, or one sign.
struct Token {
  /// Its bytes.
  let start: Int
  let end: Int
  /// The type's number in the ``TypeCache``.
  let type: Int32
  /// Whether white space, a hyphen or a dash stands before it.
  let hasSpaceBefore: Bool
  /// Whether a hyphen or dash stands before it.
  let hasHyphenBefore: Bool
}
