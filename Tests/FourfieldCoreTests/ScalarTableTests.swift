import FourfieldCore
import Testing

@Suite struct ScalarTableTests {
  /// The matcher folds ASCII without a look into the table: both have to say the same.
  @Test func asciiFoldsToSmallLettersAndOneQuote() {
    for scalar in UInt32(0)..<0x80 {
      var folded: [UInt32] = []
      ScalarTable.fold(scalar, keeps: .nothing, into: &folded)
      let small = (0x41...0x5A).contains(scalar) ? scalar + 32 : scalar
      #expect(folded == [scalar == 0x60 ? 0x27 : small], "\(scalar)")
      #expect(ScalarTable.entry(scalar).scalarClass != .ignorable)
    }
  }

  @Test(arguments: [
    ("İ", "i"), ("ß", "ss"), ("ﬁ", "fi"), ("Ａ", "a"), ("國", "国"), ("é", "e"),
    ("甦諮鉅滙嶽衞", "苏咨巨汇岳卫"), ("’", "'"),
  ])
  func folds(text: String, expected: String) {
    var folded: [UInt32] = []
    for scalar in text.unicodeScalars {
      ScalarTable.fold(scalar.value, keeps: .nothing, into: &folded)
    }
    #expect(folded == expected.unicodeScalars.map(\.value))
  }
}
