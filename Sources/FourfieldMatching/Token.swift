internal import CByteScan

/// One token of a text: a word, one Han character, or one sign.
///
/// Twelve bytes: a scan writes one for every word of the text.
struct Token {
  private let first: UInt32
  private let last: UInt32
  /// The type's number above bit 9, ``Flags`` below.
  let bits: UInt32

  /// What is known of a token besides its type.
  enum Flags {
    /// White space, a hyphen or a dash stands before it.
    static var space: UInt32 { ff_blank_before }
    /// With ``space``: a hyphen or dash stands before it. Alone: an empty line, over which no pattern goes.
    static let hyphen: UInt32 = 2
    static var before: UInt32 { ff_before }
    /// A pattern of a condition may begin with it.
    static let beginsContext: UInt32 = 4
    /// A word that is one letter, with its marks.
    static let letter: UInt32 = 8
    /// A pattern may begin with it.
    static let begins: UInt32 = 16
    static let word: UInt32 = 32
    static let han: UInt32 = 64
    /// A word that ends with a soft hyphen; before a token, that such a word or one with a hyphen of three bytes behind it stands there.
    static var soft: UInt32 { ff_soft }
    /// With ``begins``: a pattern may begin with it whatever stands behind it.
    static let alone: UInt32 = 256
  }

  /// How far the bits are shifted to be the type's number.
  static var typeShift: UInt32 { ff_type_shift }
  /// How many types there are room for.
  static let typeLimit = 1 << (32 - Int(ff_type_shift))

  /// - Parameters:
  ///   - start: its first byte.
  ///   - end: the byte behind its last.
  ///   - bits: what the ``TypeCache`` says of it, with what stands before it.
  init(start: Int, end: Int, bits: UInt32) {
    first = UInt32(truncatingIfNeeded: start)
    last = UInt32(truncatingIfNeeded: end)
    self.bits = bits
  }

  var start: Int { Int(first) }
  var end: Int { Int(last) }
  /// The type's number in the ``TypeCache``.
  var type: Int { Int(bits >> Token.typeShift) }
  var hasSpaceBefore: Bool { bits & Flags.before != 0 }
  var hasHyphenBefore: Bool { bits & Flags.before == Flags.before }
  var hasBreakBefore: Bool { bits & Flags.before == Flags.hyphen }
  /// Whether it is a word of one letter; a digit is none.
  var isLetter: Bool { bits & Flags.letter != 0 }
  var isWord: Bool { bits & Flags.word != 0 }
  /// The flags of what stands before it.
  var flagsBefore: UInt32 { bits & Flags.before }
  /// Whether it has one of some ``Flags``.
  @inline(__always) func has(_ flags: UInt32) -> Bool { bits & flags != 0 }
  /// How much of a text it is, in half words: a word counts two, a Han character one, a sign nothing.
  var halfWords: Int32 { Int32(bits >> 4 & 2 | bits >> 6 & 1) }
}
