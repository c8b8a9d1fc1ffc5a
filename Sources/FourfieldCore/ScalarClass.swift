/// What a scalar is to the tokenizer.
@frozen public enum ScalarClass: UInt8, Sendable {
  /// A sign: punctuation or a symbol.
  case other
  /// A letter or digit of an alphabetic script, or a connector.
  case word
  /// A Han character, kana or bopomofo: a unit of its own.
  case han
  /// White space.
  case space
  /// A hyphen or dash.
  case hyphen
  /// Nothing that is seen: soft hyphen, zero-width characters, variation selectors.
  case ignorable
  /// A combining mark: part of the character before it.
  case mark
}
