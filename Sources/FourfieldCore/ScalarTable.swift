public import CUnicodeTables

/// The pinned Unicode tables: classes, folding, composition.
///
/// The tables are part of the repository (`Tools/unicode-tables.py` makes them from ICU), so that the same version of
/// Fourfield counts the same on every machine.
public enum ScalarTable {
  /// The version of Unicode that the tables hold, as `15.0`.
  public static var unicodeVersion: String { "\(FF_UNICODE_MAJOR).\(FF_UNICODE_MINOR)" }

  /// The table holds the scalars below it; of those beyond it none is changed by folding.
  public static var limit: UInt32 { UInt32(FF_TABLE_LIMIT) }

  /// What the table says of one scalar.
  ///
  /// - Complexity: O(1).
  @inlinable public static func entry(_ scalar: UInt32) -> ScalarEntry {
    ScalarEntry(bits: ff_unicode_entry(scalar))
  }

  /// What folding leaves as it is.
  public enum Kept: Sendable {
    case nothing
    /// Diacritics.
    case marks
    /// Diacritics, capitals and what else only the folding of case makes alike, such as ß and ss.
    case marksAndCase
  }

  /// Appends the folded form of a scalar: NFKC, case folded, Traditional Han made Simplified, quotes and dashes unified,
  /// ignorable characters dropped.
  ///
  /// - Parameters:
  ///   - scalar: the scalar.
  ///   - kept: what stays.
  ///   - scalars: what the result is appended to.
  public static func fold(_ scalar: UInt32, keeps kept: Kept, into scalars: inout [UInt32]) {
    let bits =
      switch kept {
      case .nothing: ff_unicode_entry(scalar)
      case .marks: ff_unicode_marked(scalar)
      case .marksAndCase: ff_unicode_cased(scalar)
      }
    let value = bits & 0x1F_FFFF
    guard bits & 0x20_0000 != 0 else {
      scalars.append(value)
      return
    }
    let count = ff_unicode_pool(value)
    for offset in 0..<count { scalars.append(ff_unicode_pool(value + 1 + offset)) }
  }

  /// The canonical combining class (UAX #44).
  public static func combiningClass(_ scalar: UInt32) -> UInt8 { ff_unicode_combining(scalar) }

  /// The primary composite of two scalars, Hangul apart, or nil (UAX #15).
  public static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let scalar = ff_unicode_compose(first, second)
    return scalar == 0 ? nil : scalar
  }

  /// Appends the full canonical decomposition of a scalar, Hangul apart; the scalar itself if it has none.
  public static func decompose(_ scalar: UInt32, into scalars: inout [UInt32]) {
    let at = ff_unicode_decomposition(scalar)
    guard at >= 0 else {
      scalars.append(scalar)
      return
    }
    let count = Int32(bitPattern: ff_unicode_decomposed(at))
    for offset in 0..<count { scalars.append(ff_unicode_decomposed(at + 1 + offset)) }
  }
}
