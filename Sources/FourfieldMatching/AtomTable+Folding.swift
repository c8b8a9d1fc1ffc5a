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
      foldASCII(&folded, comparison)
      return
    }
    let kept = comparison.kept
    var mayCompose = false
    for scalar in scalars {
      if scalar < 0x80 {
        folded.append(foldASCII(scalar, comparison))
      } else {
        mayCompose = mayCompose || ScalarTable.entry(scalar).mayChangeUnderNFC
        ScalarTable.fold(scalar, keeps: kept, into: &folded)
      }
    }
    if mayCompose, kept != .nothing { compose(&folded) }
  }

  /// Makes letters with marks behind them one with those that are one scalar: a pattern may be written either way.
  private static func compose(_ scalars: inout [UInt32]) {
    var decomposed: [UInt32] = []
    for scalar in scalars { ScalarTable.decomposeWithHangul(scalar, into: &decomposed) }
    scalars = CanonicalComposition.compose(decomposed)
  }

  static func foldASCII(_ scalars: inout [UInt32], _ comparison: Entry.Comparison) {
    var span = scalars.mutableSpan
    for index in span.indices { span[index] = foldASCII(span[index], comparison) }
  }

  /// What the table says of ASCII: capitals become small unless case counts, a grave accent is a quote, everything else stays.
  static func foldASCII(_ scalar: UInt32, _ comparison: Entry.Comparison) -> UInt32 {
    if scalar == 0x60 { return 0x27 }
    return scalar &- 0x41 < 26 && comparison != .exact ? scalar + 32 : scalar
  }
}
