import FourfieldCore
import Testing

@testable import FourfieldText

/// What a converter has learnt changes nothing of what it says.
@Suite struct CharacterConverterTests {
  /// One converter that goes through noise, with its tables, against a new one for every character.
  @Test(arguments: [
    "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "CP949", "windows-1252", "windows-1253", "KOI8-R",
  ])
  func itsTablesChangeNothing(encoding: String) {
    var random = SplitMix(seed: 3)
    guard var converter = CharacterConverter(encoding) else {
      Issue.record("no converter for \(encoding)")
      return
    }
    for _ in 0..<300 {
      // Few different bytes, so that pairs come again.
      let letters = (0..<6).map { _ in UInt8(random.next() % 256) }
      let bytes = (0..<30).map { _ in letters[Int(random.next() % 6)] }
      var output: [UInt8] = []
      var replacements = 0
      var index = 0
      while index < bytes.count {
        index = converter.appendKnown(
          bytes.span, from: index, to: &output, replacements: &replacements)
        if index == bytes.count { break }
        if let length = converter.append(bytes.span, at: index, to: &output) {
          index += length
        } else {
          output += [0xEF, 0xBF, 0xBD]
          replacements += 1
          index += 1
        }
      }
      let (expected, wrong) = slowly(bytes, encoding)
      #expect(output == expected, "\(bytes)")
      #expect(replacements == wrong, "\(bytes)")
    }
  }

  private func slowly(_ bytes: [UInt8], _ encoding: String) -> ([UInt8], Int) {
    var (output, wrong, index): ([UInt8], Int, Int) = ([], 0, 0)
    while index < bytes.count {
      guard var converter = CharacterConverter(encoding) else { return ([], 0) }
      if bytes[index] < 0x80 {
        output.append(bytes[index])
        index += 1
      } else if let length = converter.append(bytes.span, at: index, to: &output) {
        index += length
      } else {
        output += [0xEF, 0xBF, 0xBD]
        wrong += 1
        index += 1
      }
    }
    return (output, wrong)
  }

  /// A page, whose places nobody asks for, is decoded as any other text.
  @Test(arguments: ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1252", "koi8-r"])
  func mappingChangesNothing(label: String) {
    var random = SplitMix(seed: 4)
    for count in [1, 7, 300, 20_000] {
      let bytes = (0..<count).map { _ in UInt8(random.next() % 224) + 32 }
      let mapped = Decoder.decode(bytes, declared: label)
      let plain = Decoder.decode(bytes, declared: label, mapping: .none)
      #expect(mapped.utf8 == plain.utf8)
      #expect(mapped.replacements == plain.replacements)
      #expect(mapped.encoding == plain.encoding)
    }
  }
}
