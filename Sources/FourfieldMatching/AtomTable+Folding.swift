internal import FourfieldCore

/// The forms in which words are compared.
extension AtomTable {
  /// The form in which two words are compared.
  static func fold(_ scalars: [UInt32], _ comparison: Entry.Comparison) -> [UInt32] {
    var folded: [UInt32] = []
    folded.reserveCapacity(scalars.count)
    fold(scalars, comparison, into: &folded)
    return folded
  }

  static func fold(
    _ scalars: [UInt32], _ comparison: Entry.Comparison, into folded: inout [UInt32]
  ) {
    if scalars.allSatisfy({ $0 < 0x80 }) {
      folded += scalars
      if comparison != .exact { foldASCII(&folded) }
      return
    }
    for scalar in scalars {
      if scalar < 0x80 {
        folded.append(comparison == .exact ? scalar : foldASCII(scalar))
      } else if comparison != .exact {
        ScalarTable.fold(scalar, keepsMarks: comparison == .diacritics, into: &folded)
      } else if ScalarTable.entry(scalar).scalarClass != .ignorable {
        folded.append(scalar)
      }
    }
  }

  static func foldASCII(_ scalars: inout [UInt32]) {
    var span = scalars.mutableSpan
    for index in span.indices { span[index] = foldASCII(span[index]) }
  }

  /// What the table says of ASCII: capitals become small, a grave accent is a quote, everything else stays.
  static func foldASCII(_ scalar: UInt32) -> UInt32 {
    if scalar == 0x60 { return 0x27 }
    return scalar &- 0x41 < 26 ? scalar + 32 : scalar
  }
}
