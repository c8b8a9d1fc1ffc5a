internal import FourfieldCore

/// Brings a text into its written form: NFC (UAX #15), line ends as `\n`, runs of blanks as one, at most one empty line, control
/// characters as blanks. Nothing else is lost, and the map tells where every byte stood.
public struct Normalizer {
  private var output: [UInt8] = []
  private var map = OffsetMap()
  /// Where the last scalar of the output begins, and how many bytes of the input it came from, when it was copied as it stood.
  private var lastStart = 0
  private var lastIsCopy = false

  private init() {}

  /// Normalises valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  public static func normalize(_ text: borrowing Span<UInt8>) -> NormalizedText {
    var normalizer = Normalizer()
    normalizer.run(text)
    return NormalizedText(utf8: normalizer.output, map: normalizer.map)
  }

  private mutating func run(_ text: borrowing Span<UInt8>) {
    output.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let end = Normalizer.endOfUnchanged(text, from: index)
      if end > index {
        copy(text, index, end)
        lastStart = output.count - 1
        while output[lastStart] & 0xC0 == 0x80 { lastStart -= 1 }
        index = end
      } else if Normalizer.isBlank(UTF8Scan.scalar(text, at: index).value) {
        index = blanks(text, from: index)
      } else {
        index = compose(text, from: index)
      }
    }
    while output.last == 0x20 || output.last == 0x0A {
      // The end of the text: what was written of blanks goes, the map keeps the original's length.
      output.removeLast()
      map.dropLastTarget()
    }
  }

  private mutating func copy(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    output.append(text, start..<end)
    map.copy(end - start)
  }

  /// Where a run ends of what is neither a blank, but for single ones between others, nor touched by NFC.
  private static func endOfUnchanged(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte >= 0x80 {
        let (scalar, length) = UTF8Scan.scalar(text, at: index)
        if isBlank(scalar) || ScalarTable.entry(scalar).mayChangeUnderNFC { return index }
        index += length
      } else if byte > 0x20 {
        let end = ByteRuns.endOfVisible(text, from: index)
        if end == index { return index }
        index = end
      } else if byte == 0x20, index > start, index + 1 < text.count, text[index + 1] &- 0x21 < 0x5E
      {
        // A single blank, behind letters beyond ASCII.
        index += 1
      } else {
        return index
      }
    }
    return index
  }

  /// White space and controls; zero-width characters are not among them.
  private static func isBlank(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar <= 0x20 || scalar == 0x7F }
    return scalar < 0xA0 || ScalarTable.entry(scalar).scalarClass == .space
  }

  private static func isLineEnd(_ scalar: UInt32) -> Bool {
    scalar == 0x0A || scalar == 0x0D || scalar == 0x85 || scalar == 0x0C || scalar == 0x0B
      || scalar == 0x2028 || scalar == 0x2029
  }

  /// Writes a run of blanks as nothing (at the start), one blank, one line end or one empty line.
  private mutating func blanks(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    var lines = 0
    while index < text.count {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      guard Normalizer.isBlank(scalar) else { break }
      if Normalizer.isLineEnd(scalar) {
        if scalar == 0x2029 { lines += 1 }
        lines += 1
        let isPair = scalar == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
        index += isPair ? 2 : length
      } else {
        index += length
      }
    }
    let sign: UInt8 = lines == 0 ? 0x20 : 0x0A
    let written = output.isEmpty ? 0 : lines < 2 ? 1 : 2
    lastStart = output.count
    for _ in 0..<written { output.append(sign) }
    if written == 1, index - start == 1, text[start] == sign {
      map.copy(1)
    } else {
      map.replace(target: written, source: index - start)
    }
    return index
  }

  /// Composes the last scalar of the output with the scalars that may change beside it.
  private mutating func compose(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    var scalars: [UInt32] = []
    var source = 0
    // A copy: a slice would hold on to the whole output, which is then copied when its end is taken back.
    let bytes = Array(output[min(lastStart, output.count)...])
    if let first = bytes.first, first != 0x20, first != 0x0A {
      ScalarTable.decomposeWithHangul(UTF8Scan.scalar(bytes.span, at: 0).value, into: &scalars)
      source = map.takeBack(bytes.count)
      output.removeLast(bytes.count)
    }
    var index = start
    while index < text.count {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      guard scalar >= 0x80, ScalarTable.entry(scalar).mayChangeUnderNFC else { break }
      ScalarTable.decomposeWithHangul(scalar, into: &scalars)
      index += length
    }
    let before = output.count
    lastStart = before
    for scalar in CanonicalComposition.compose(scalars) {
      lastStart = output.count
      UTF8Scan.append(scalar, to: &output)
    }
    map.replace(target: output.count - before, source: source + index - start)
    return index
  }
}
