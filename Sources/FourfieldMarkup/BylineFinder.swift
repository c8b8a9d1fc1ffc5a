internal import FourfieldCore

/// Finds the names that a page writes out as its authors': "By …" about the title, the word for author or reporter in Chinese, a name
/// in brackets behind the last paragraph.
struct BylineFinder {
  private let page: PageBlocks

  init(page: PageBlocks) { self.page = page }

  /// What may be names, as they are written; the surest first.
  func names() -> [String] {
    let blocks = page.blocks.prefix(BylineFinder.mostBlocks)
    for (index, block) in blocks.enumerated() where mayName(block) {
      let text = text(block)
      if let found = BylineFinder.latin(text) {
        if !found.isEmpty { return [found] }
        guard index + 1 < blocks.count else { continue }
        let name = BylineFinder.leadingName(self.text(blocks[index + 1]).split(separator: " ")[...])
        if !name.isEmpty { return [name] }
      } else if let found = BylineFinder.han(text) {
        return found
      }
    }
    return closing() ?? alone() ?? []
  }

  /// Whether a text is short enough and holds a word for "by" or a character of Chinese; most texts need no closer look.
  private func mayName(_ block: PageBlock) -> Bool {
    guard block.text.count < BylineFinder.mostBytes else { return false }
    let bytes = page.text[block.text.indices]
    var isStart = true
    for index in bytes.indices {
      let byte = bytes[index]
      if 0xE4...0xE9 ~= byte { return true }
      if isStart, BylineFinder.initials.contains(byte | 0x20),
        BylineFinder.words.contains(where: { BylineFinder.starts(bytes[index...], with: $0.utf8) })
      {
        return true
      }
      isStart = byte == 0x20 || byte >= 0x80
    }
    return false
  }

  private static let initials: [UInt8] = Array("bvp".utf8)

  private static func starts(_ bytes: ArraySlice<UInt8>, with word: String.UTF8View) -> Bool {
    guard bytes.count >= word.count else { return false }
    return zip(bytes, word).allSatisfy { $0 | 0x20 == $1 }
  }

  /// How many blocks are read from the first.
  private static let mostBlocks = 200
  /// Up to how many bytes a byline has.
  private static let mostBytes = 160

  /// The text of a block as far as it is short enough for a byline, blanks of any kind as spaces.
  private func text(_ block: PageBlock) -> String {
    guard block.text.count < BylineFinder.mostBytes else { return "" }
    return MetadataText.tidy(String(decoding: page.text[block.text.indices], as: UTF8.self))
  }

  // MARK: Latin scripts

  private static let words = ["by", "von", "por", "par"]
  /// What stands before "by" in a byline.
  private static let openings: Set<String> = [
    "written", "posted", "published", "edited", "reported", "article", "words", "text", "story",
    "publiziert", "geschrieben", "publicado", "escrito", "publié", "écrit",
  ]

  /// The name behind "by": at the start of a text, behind "posted on" and a date, behind a separator; empty where nothing follows, so that
  /// the next block may hold it, nil where there is no byline.
  private static func latin(_ text: String) -> String? {
    let words = text.split(separator: " ")
    guard
      let place = words.indices.first(where: { index in
        Self.words.contains(words[index].lowercased())
          && isOpening(words[..<index].map { $0.lowercased() })
      })
    else { return nil }
    let rest = words[(place + 1)...]
    let name = leadingName(rest)
    return name.isEmpty && !rest.isEmpty ? nil : name
  }

  private static func isOpening(_ words: [String]) -> Bool {
    guard let first = words.first, let last = words.last else { return true }
    if separators.contains(last) { return words.count < 10 }
    guard openings.contains(first) else { return false }
    return words.count == 1 || words.count < 8 && words.contains { $0.contains(where: \.isNumber) }
  }

  private static let separators: Set<String> = ["|", "•", "·", "—", "–", "-"]

  /// The words with capitals that some words begin with.
  private static func leadingName(_ text: ArraySlice<Substring>) -> String {
    var words: [Substring] = []
    for word in text.prefix(5) {
      guard let first = word.first,
        first.isUppercase || particles.contains(word)
      else { break }
      words.append(word)
      if let last = word.last, ",|:;".contains(last) { break }
    }
    return words.joined(separator: " ").trimmingSigns
  }

  private static let particles: Set<Substring> = [
    "de", "van", "von", "der", "da", "di", "la", "and",
  ]

  // MARK: Chinese

  private static let authorMarks = ["作者：", "作者:", "文/", "文／", "文：", "撰文：", "撰稿：", "记者：", "记者:"]
  private static let reporter = "记者"

  private static func han(_ text: String) -> [String]? {
    guard text.utf8.contains(where: { $0 >= 0xE3 }) else { return nil }
    for mark in authorMarks {
      if let place = text.firstRange(of: mark), isFree(text[..<place.lowerBound], mark) {
        let names = hanNames(text[place.upperBound...])
        if !names.isEmpty { return names }
      }
    }
    return reporters(text)
  }

  /// "文：" is a byline only where no other word ends in it ("原文：", "全文：").
  private static func isFree(_ before: Substring, _ mark: String) -> Bool {
    guard mark.hasPrefix("文"), let last = before.last else { return true }
    return !last.isLetter
  }

  /// The names behind "reporter" in a line of its own ("本报记者 …"), or in brackets in a text ("（记者 …）").
  private static func reporters(_ text: String) -> [String]? {
    guard let place = text.firstRange(of: reporter) else { return nil }
    let before = text[..<place.lowerBound]
    let bracket = before.lastIndex { "（([【".contains($0) }
    let office = bracket.map { before[before.index(after: $0)...] } ?? before
    guard office.count <= 14, !office.contains(where: { "，。、；：？！,.;:?!".contains($0) })
    else { return nil }
    let rest = text[place.upperBound...]
    if bracket == nil, rest.count > 20 { return nil }
    let names = hanNames(rest)
    return names.isEmpty ? nil : names
  }

  /// Names of two to four characters with blanks or 、 between; from the second on only such as begin with a surname.
  private static func hanNames(_ text: Substring) -> [String] {
    var names: [String] = []
    var rest = text.drop { $0.isWhitespace || "：:".contains($0) }
    while names.count < 6 {
      let letters = rest.prefix { $0.isLetter || $0 == "·" }
      let name = beforeVerb(letters)
      let isWhole = name.count == letters.count
      let follows = rest.dropFirst(letters.count).first
      guard (2...(names.isEmpty ? 8 : 4)).contains(name.count),
        name.unicodeScalars.allSatisfy({ $0.value >= 0x2E80 || $0 == "·" }),
        names.isEmpty || isSurnamed(name) && follows != "：" && follows != ":",
        !noNames.contains(where: { name.contains($0) })
      else { break }
      names.append(String(name))
      guard isWhole, let sign = follows, sign.isWhitespace || "、，,".contains(sign) else { break }
      rest = rest.dropFirst(letters.count).drop { $0.isWhitespace || "、，,".contains($0) }
    }
    return names
  }

  /// What a name ends before where nothing parts it from the next word.
  private static func beforeVerb(_ letters: Substring) -> Substring {
    for verb in ["发自", "报道", "报导", "摄影", "整理", "通讯员", "实习生", "来源", "发布"] {
      if let place = String(letters).firstRange(of: verb) {
        return letters.prefix(String(letters)[..<place.lowerBound].count)
      }
    }
    return letters
  }

  private static let noNames = [
    "作者", "编辑", "记者", "来源", "文章", "时间", "日期", "从", "获悉", "了解", "采访", "今", "表示",
  ]

  /// The name in brackets that ends the last paragraph, or stands in brackets below it: "（总台记者 …）", "（…）".
  private func closing() -> [String]? {
    for block in page.blocks.prefix(4 * BylineFinder.mostBlocks) {
      let bytes = page.text[block.text.indices]
      guard bytes.suffix(3).elementsEqual("）".utf8) || bytes.last == UInt8(ascii: ")") else {
        continue
      }
      let tail = MetadataText.tidy(String(decoding: bytes.suffix(90), as: UTF8.self))
      guard let open = tail.lastIndex(where: { "（(".contains($0) }) else { continue }
      let inside = tail[tail.index(after: open)...].dropLast()
      if let place = String(inside).firstRange(of: BylineFinder.reporter) {
        let offset = String(inside)[..<place.upperBound].count
        let names = BylineFinder.hanNames(inside.dropFirst(offset))
        if offset <= 10, !names.isEmpty { return names }
      } else if tail.startIndex == open, bytes.count < 20,
        (2...3).contains(inside.count), BylineFinder.isSurnamed(inside)
      {
        return [String(inside)]
      }
    }
    return nil
  }

  /// A name alone in the block behind the first heading.
  private func alone() -> [String]? {
    let blocks = page.blocks.prefix(BylineFinder.mostBlocks)
    let heading = blocks.firstIndex {
      if case .heading(_) = $0.kind { true } else { false }
    }
    guard let heading, heading + 1 < blocks.count else { return nil }
    let text = text(blocks[heading + 1]).replacing(" ", with: "")
    guard (2...3).contains(text.count), BylineFinder.isSurnamed(text[...]) else { return nil }
    return [text]
  }

  /// Whether a word of Han characters begins with one of the commonest surnames.
  private static func isSurnamed(_ name: Substring) -> Bool {
    guard let first = name.first else { return false }
    return surnames.contains(first)
      && name.unicodeScalars.allSatisfy { 0x4E00...0x9FFF ~= $0.value }
  }

  /// The hundred commonest, which nine in ten bear; those left out that are everyday words as well (和, 时, 方, 高 …).
  private static let surnames = Set(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭林何罗郑梁谢宋唐许韩冯邓曹彭曾肖萧董袁潘于蒋蔡余杜叶程苏魏吕"
      + "丁沈任姚卢姜崔钟谭陆汪范廖贾韦付傅邹孟熊秦邱江尹薛闫阎段侯龙史陶黎贺顾毛郝龚邵钱覃武戴莫孔汤"
  )
}
