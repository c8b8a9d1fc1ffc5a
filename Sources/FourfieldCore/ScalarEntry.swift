/// What the Unicode table holds for one scalar.
public struct ScalarEntry: Hashable, Sendable {
  @usableFromInline let bits: UInt32

  @inlinable init(bits: UInt32) { self.bits = bits }

  /// The scalar's class for the tokenizer.
  @inlinable public var scalarClass: ScalarClass {
    ScalarClass(rawValue: UInt8(bits >> 24 & 15)) ?? .other
  }
  /// The scalar that it folds to, or nil where it folds to none or several (see ``ScalarTable/fold(_:keeps:into:)``).
  public var folded: UInt32? { bits & 0x20_0000 != 0 ? nil : bits & 0x1F_FFFF }
  /// Whether NFC may change it or what stands next to it.
  @inlinable public var mayChangeUnderNFC: Bool { bits & 0x40_0000 != 0 }
  /// Whether it is an upper-case or title-case letter.
  @inlinable public var isUppercase: Bool { bits & 0x1000_0000 != 0 }
  /// Whether it is a lower-case letter.
  @inlinable public var isLowercase: Bool { bits & 0x2000_0000 != 0 }
  /// Whether it is a number.
  @inlinable public var isNumber: Bool { bits & 0x4000_0000 != 0 }
}
