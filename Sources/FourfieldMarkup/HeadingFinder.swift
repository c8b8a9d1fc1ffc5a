internal import FourfieldCore

/// Finds the headings of a page: those it marks as such, and those of papers that number their parts in plain or bold paragraphs.
///
/// "IV. Cooperation" stands above "2. Economic field" whatever their tags say.
struct HeadingFinder {
  private let page: PageBlocks
  private var kinds: [Int: Block.Kind] = [:]

  /// Looks through the blocks that are kept.
  init(page: PageBlocks, kept: [Int]) {
    self.page = page
    let marked = kept.compactMap { index -> Int? in
      if case .heading(let level) = page.blocks[index].kind { level } else { nil }
    }
    let base = marked.isEmpty ? 1 : min(marked.min() ?? 1, 2)
    for (position, index) in kept.enumerated() {
      let next = position + 1 < kept.count ? kept[position + 1] : nil
      if let level = level(of: index, before: next) {
        kinds[index] = .heading(min(6, base + level))
      }
    }
  }

  /// What a block is.
  func kind(of index: Int) -> Block.Kind { kinds[index] ?? page.blocks[index].kind }

  /// The depth of a numbered or bold heading below the title, from 1; nil where a block is none or is marked and not numbered.
  private func level(of index: Int, before next: Int?) -> Int? {
    let block = page.blocks[index]
    guard !block.text.isEmpty, block.text.count <= 160 else { return nil }
    let isBold = block.boldBytes * 10 >= block.text.count * 9
    guard isBold || mayBeNumbered(block) else { return nil }
    let text = String(decoding: page.text[block.text.indices], as: UTF8.self)
    let numbering = HeadingFinder.numbering(text)
    switch block.kind {
    case .heading: return numbering
    case .paragraph, .listItem: break
    default: return nil
    }
    guard let next, !HeadingFinder.endsSentence(text) else { return nil }
    let isAboveText = page.blocks[next].text.count > block.text.count
    if let numbering {
      let nextText = String(decoding: page.text[page.blocks[next].text.indices], as: UTF8.self)
      let opensParts = HeadingFinder.numbering(nextText).map { $0 > numbering } ?? false
      return isBold || isAboveText || opensParts ? numbering : nil
    }
    return isBold && isAboveText && block.kind == .paragraph && block.linkBytes == 0 ? 2 : nil
  }

  /// Whether a text's beginning could be a number: a sign behind one, a character of another script, or a word that stands before one.
  private func mayBeNumbered(_ block: PageBlock) -> Bool {
    let text = page.text[block.text.indices]
    if text[block.text.start] >= 0x80 || text.prefix(16).contains(where: ".()".utf8.contains) {
      return true
    }
    let word = text.prefix { $0 != 0x20 }
    guard word.count <= HeadingFinder.longestPart else { return false }
    return word.contains { $0 >= 0x80 }
      || HeadingFinder.asciiParts.contains { $0.elementsEqual(word.lazy.map { $0 | 0x20 }) }
  }

  /// What the parts of a paper are called.
  private static let parts = [
    "part", "chapter", "section", "parte", "capítulo", "capitulo", "título", "titulo", "teil",
    "kapitel", "partie", "chapitre",
  ]

  private static let asciiParts = parts.map { Array($0.utf8) }.filter {
    $0.allSatisfy { $0 < 0x80 }
  }

  /// More than the bytes of any of these, however their accents are written.
  private static let longestPart = 16

  private static func endsSentence(_ text: String) -> Bool {
    guard let last = text.last else { return true }
    return ".!?:;,。！？：；，".contains(last)
  }

  /// The depth that the number before a heading stands for: parts and Roman numbers 1, Arabic ones 2 and a point more each, letters 4.
  static func numbering(_ text: String) -> Int? {
    if let depth = hanNumbering(text) { return depth }
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return nil }
    let first = words[0]
    if parts.contains(first.lowercased()), isNumber(words[1].filter { $0.isLetter || $0.isNumber })
    {
      return 1
    }
    guard let sign = first.last, ".)".contains(sign) || first.contains(".") else { return nil }
    let parts = first.split(whereSeparator: { ".()".contains($0) })
    guard let number = parts.first, parts.count <= 4 else { return nil }
    if parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } && $0.count <= 2 }) {
      return first.hasPrefix("(") ? 3 : 1 + parts.count
    }
    guard parts.count == 1 else { return nil }
    if number.allSatisfy({ "IVXL".contains($0) }) { return 1 }
    return number.count == 1 && number.first?.isLetter == true ? 4 : nil
  }

  private static func isNumber(_ word: String) -> Bool {
    !word.isEmpty
      && (word.allSatisfy(\.isNumber) || word.allSatisfy { "IVXL".contains($0) }
        || ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].contains(
          word.lowercased()))
  }

  /// 第一部分, 一、 and （一） as Chinese papers have them.
  private static func hanNumbering(_ text: String) -> Int? {
    let digits = "一二三四五六七八九十百"
    guard let first = text.first else { return nil }
    if first == "第" {
      let rest = text.dropFirst().drop { digits.contains($0) || $0.isNumber }
      return rest.first.map { "部章节編编篇".contains($0) } == true ? 1 : nil
    }
    if "（(".contains(first) {
      let rest = text.dropFirst().drop { digits.contains($0) }
      return rest.count < text.count - 1 && rest.first.map { "）)".contains($0) } == true ? 2 : nil
    }
    let rest = text.drop { digits.contains($0) }
    return rest.count < text.count && rest.first.map { "、．.".contains($0) } == true ? 1 : nil
  }
}
