/// One token of a text: a word, one Han character, or one sign.
struct Token {
  /// Its bytes.
  let start: Int
  let end: Int
  /// The type's number in the ``TypeCache``.
  let type: Int32
  /// How much of a text stands before it, in half words: a word counts two, a Han character one, a sign nothing.
  let position: Int32
  /// Whether white space, a hyphen or a dash stands before it.
  let hasSpaceBefore: Bool
  /// Whether a hyphen or dash stands before it.
  let hasHyphenBefore: Bool
  /// Whether an empty line stands before it: no pattern goes over it.
  let hasBreakBefore: Bool
  /// Whether it is a sign that ends sentences.
  let isTerminator: Bool
}
