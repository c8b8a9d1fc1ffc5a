internal import FourfieldCore

/// Finds the encoding of some bytes and turns them into UTF-8.
///
/// In this order: byte order mark; UTF-32 and UTF-16 by their zero bytes; ISO-2022-JP if it is declared and has its escape sequences; UTF-8 if the whole is valid UTF-8; the declared label, unless the bytes speak
/// clearly against it; detection among windows-1252 and its neighbours, GB18030, Big5, Shift_JIS, EUC-JP, EUC-KR, windows-1251 and KOI8-R. Labels mean what the WHATWG Encoding Standard says (`gb2312` is GB18030).
public enum Decoder {
  /// Decodes bytes; never fails: an ill-formed sequence becomes U+FFFD and is counted.
  ///
  /// - Parameters:
  ///   - bytes: the original.
  ///   - declared: the label that the transport or the file itself declares.
  ///   - isPart: whether the bytes are part of a text whose ``detectedEncoding(_:)`` was declared: what is in UTF-16 or UTF-32 at the beginning is so
  ///     throughout, also where no byte is zero.
  ///   - mapping: whether it is noted where every character stood.
  /// - Returns: the text with its map, its encoding and the number of replacements.
  /// - Complexity: O(*n*).
  public static func decode(
    _ bytes: [UInt8], declared: String? = nil, isPart: Bool = false,
    mapping: DecodedText.Mapping = .everyCharacter
  ) -> DecodedText {
    if isPart, let encoding = declared.flatMap(WideEncoding.init) {
      return wide(bytes, mapping, encoding, skipping: encoding.markLength(of: bytes))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(bytes, mapping, skipping: 3) }
    if let (encoding, mark) = WideEncoding.detect(bytes) {
      return wide(bytes, mapping, encoding, skipping: mark)
    }
    let known = declared.flatMap(EncodingLabels.converter)
    if known == ISO2022JP.name, ISO2022JP.isUsed(in: bytes),
      let text = ISO2022JP.decode(bytes, mapping)
    {
      return text
    }
    if isValidUTF8(bytes) {
      return DecodedText(utf8: bytes)
    }
    let detector = EncodingDetector(bytes)
    if known == nil || known == "UTF-8" {
      // Sequences of several bytes hardly ever are well-formed by chance: a few that are not are damage.
      if isDamagedUTF8(bytes) { return utf8(bytes, mapping, skipping: 0) }
    }
    return convert(bytes, mapping, declared: known, detector)
      ?? utf8(bytes, mapping, skipping: 0)
  }

  /// Whether at most a fifth of the bytes that begin longer sequences are in error.
  private static func isDamagedUTF8(_ bytes: [UInt8]) -> Bool {
    let most = bytes.count { $0 >= 0xC2 } / 5
    let span = bytes.span
    var (index, errors) = (0, 0)
    while index < span.count, errors <= most {
      let (length, isValid) = UTF8Scan.sequence(span, at: index)
      if !isValid { errors += 1 }
      index += length
    }
    return errors <= most
  }

  /// Decodes by the declared encoding, unless the bytes speak clearly for another.
  private static func convert(
    _ bytes: [UInt8], _ mapping: DecodedText.Mapping, declared: String?,
    _ detector: EncodingDetector
  ) -> DecodedText? {
    let guess = detector.guess()
    let high = bytes.count { $0 >= 0x80 }
    // Tables in which every byte is something are taken in any case where too much is wrong, so that it need not be read to its end.
    let most = complete.contains(guess.encoding) ? high / 3 : .max
    guard let declared, declared != "UTF-8", !declared.hasPrefix("UTF-16"),
      let stated = convert(bytes, mapping, from: declared, atMost: most)
    else { return convert(bytes, mapping, from: guess.encoding) }
    guard guess.encoding != declared else { return stated }
    // A single-byte table takes any bytes, so that it shows no errors where it is wrong.
    if guess.isCertain, isOverruled(declared, by: guess.encoding, detector) {
      return convert(bytes, mapping, from: guess.encoding)
    }
    // Every byte is something in a single-byte table, so that none takes over for a few that are damaged.
    let isWide = wide.contains(guess.encoding)
    guard stated.replacements * (isWide ? 20 : 3) > high else { return stated }
    let other = convert(bytes, mapping, from: guess.encoding)
    return (other?.replacements ?? .max) < stated.replacements ? other : stated
  }

  private static let complete = ["windows-1252", "KOI8-R"]
  private static let wide = ["GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "CP949"]

  /// Whether a guess that is certain goes before a label: Chinese, Japanese, Korean and Cyrillic text cannot be taken for each other, nor
  /// Western text for them; tables of one script are left as declared, and double bytes that are everyday characters by their label.
  private static func isOverruled(
    _ declared: String, by guess: String, _ detector: EncodingDetector
  ) -> Bool {
    let western = ["windows-1252", "ISO-8859-15", "windows-1250", "windows-1254", "ISO-8859-2"]
    if wide.contains(guess) { return wide.contains(declared) || western.contains(declared) }
    return western.contains(declared) || wide.contains(declared) && !detector.explains(declared)
  }

  /// The encoding of the beginning of a file, for those who cut it into pieces before they decode them.
  public static func detectedEncoding(_ head: [UInt8]) -> String {
    if let (encoding, _) = WideEncoding.detect(head) { return encoding.rawValue }
    // The last character may be cut off.
    let isUTF8 = (0..<min(4, max(1, head.count))).contains { isValidUTF8(head.dropLast($0)) }
    return isUTF8 ? "UTF-8" : EncodingDetector(head).guess().encoding
  }

  /// Whether an encoding of ``detectedEncoding(_:)`` takes two or four bytes for every character, line ends and separators too.
  public static func isWide(_ encoding: String) -> Bool { WideEncoding(rawValue: encoding) != nil }

  /// Whether ``decode(_:declared:isPart:mapping:)`` takes the bytes for UTF-8 without an error, and every line of them that begins with no byte order mark.
  package static func isPlain(_ bytes: borrowing Span<UInt8>) -> Bool {
    ByteRuns.first(0, in: bytes) == bytes.count && UTF8Scan.isValid(bytes)
  }

  /// Whether the whole buffer is valid UTF-8.
  public static func isValidUTF8(_ bytes: [UInt8]) -> Bool {
    UTF8Scan.isValid(bytes.span)
  }

  /// Whether the bytes hold no text in any encoding: NUL and other control bytes in plenty.
  public static func isBinary(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(4096)
    guard !head.isEmpty, WideEncoding.detect(bytes) == nil else { return false }
    let signatures: [[UInt8]] = [
      Array("%PDF-".utf8), [0x50, 0x4B, 3, 4], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF],
      Array("GIF8".utf8), [0x7F, 0x45, 0x4C, 0x46], [0xD0, 0xCF, 0x11, 0xE0],
    ]
    if signatures.contains(where: head.starts(with:)) { return true }
    let controls = head.count { $0 < 0x20 && ![9, 10, 12, 13, 27].contains($0) }
    // A page of a few words in which a character was lost to NUL is a page all the same.
    let isMarkup = head.first { $0 > 0x20 } == UInt8(ascii: "<")
    return controls * (isMarkup ? 5 : 50) > head.count
  }

  private static func utf8(
    _ bytes: [UInt8], _ mapping: DecodedText.Mapping, skipping skip: Int
  ) -> DecodedText {
    var map = OffsetMap()
    if skip > 0 { map.replace(target: 0, source: skip) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var replacements = 0
    let span = bytes.span
    var index = skip
    while index < bytes.count {
      let (length, isValid) = UTF8Scan.sequence(span, at: index)
      if isValid {
        output.append(span, index..<(index + length))
        map.copy(length)
      } else {
        // One U+FFFD per maximal ill-formed part, as the WHATWG standard has it.
        output += [0xEF, 0xBF, 0xBD]
        if mapping == .everyCharacter { map.replace(target: 3, source: length) }
        replacements += 1
      }
      index += length
    }
    return DecodedText(utf8: output, map: map, encoding: "UTF-8", replacements: replacements)
  }

  /// Decodes units of two or four bytes: a unit that is no character, half of a pair and a rest of less than a unit each become U+FFFD.
  private static func wide(
    _ bytes: [UInt8], _ mapping: DecodedText.Mapping, _ encoding: WideEncoding, skipping skip: Int
  ) -> DecodedText {
    var text = DecodedText(
      utf8: [], map: OffsetMap(), encoding: encoding.rawValue, replacements: 0)
    if skip > 0 { text.map.replace(target: 0, source: skip) }
    var index = skip
    while index < bytes.count {
      let (scalar, length) = encoding.scalar(bytes, at: index)
      if scalar == nil { text.replacements += 1 }
      let before = text.utf8.count
      UTF8Scan.append(scalar ?? 0xFFFD, to: &text.utf8)
      text.note(from: before, source: length, mapping)
      index += length
    }
    return text
  }

  /// Decodes by a table; nil where the C library has none or more is ill-formed than `most`.
  private static func convert(
    _ bytes: [UInt8], _ mapping: DecodedText.Mapping, from encoding: String, atMost most: Int = .max
  ) -> DecodedText? {
    guard var converter = CharacterConverter(encoding) else { return nil }
    var text = DecodedText(
      utf8: [], map: OffsetMap(), encoding: encoding, replacements: 0)
    text.utf8.reserveCapacity(bytes.count * 3 / 2)
    let span = bytes.span
    var index = 0
    while index < span.count {
      if mapping == .none {
        index = converter.appendKnown(
          span, from: index, to: &text.utf8, replacements: &text.replacements, atMost: most)
      }
      if text.replacements > most { return nil }
      if index == span.count { break }
      var end = index
      while end < span.count, span[end] < 0x80 { end += 1 }
      if end > index {
        text.utf8.append(span, index..<end)
        text.map.copy(end - index)
        index = end
        continue
      }
      let before = text.utf8.count
      var length = 1
      if let taken = converter.append(span, at: index, to: &text.utf8) {
        length = taken
      } else {
        text.replaceIllFormed()
      }
      text.note(from: before, source: length, mapping)
      index += length
    }
    return text
  }
}
