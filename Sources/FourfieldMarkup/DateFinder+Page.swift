internal import FourfieldCore

/// The dates that a page shows its readers.
extension DateFinder {
  /// Which of a page's two dates is looked for.
  enum Event { case published, changed }

  /// How many places of a kind are looked at, so that a page made of dates costs no more than others.
  static let mostPlaces = 2000

  /// The day that the page shows as its own.
  func shown() -> String? { timed(.published) ?? written() }

  /// The days that `<time>` elements and short texts near the title speak of, comments and teasers aside.
  func daysNearTitle() -> [String] {
    let title = title
    var days: [String] = []
    for index in max(0, title - 8)..<max(title, min(page.blocks.count, title + 9)) {
      let block = page.blocks[index]
      guard block.text.count < 200, DateParser.mayHoldDate(page.text[block.text.indices]),
        elements.inherited[block.element].isDisjoint(with: [.related, .comment, .footer])
      else { continue }
      if let day = parse(String(decoding: page.text[block.text.indices], as: UTF8.self)) {
        days.append(day)
      }
    }
    return days
  }

  /// The `<time>` elements, those near the title and those that call themselves published first.
  func timed(_ event: Event) -> String? {
    var best: (rank: Int, date: String)?
    var looks = 0
    for (index, node) in tree.nodes.enumerated()
    where node.tag == .time || node.tag == .abbr && node.count > 0 {
      looks += 1
      if looks > DateFinder.mostPlaces { break }
      let isOfChange = isOfChange(index)
      if event == .changed, !isOfChange { continue }
      let rank = rank(ofTime: index) - (isOfChange && event == .published ? 2 : 0)
      if let best, best.rank >= rank { continue }
      guard
        let date = tree.value(.datetime, of: index).flatMap(parse)
          ?? tree.value(.title, of: index).flatMap(parse)
          ?? parse(tree.text(of: index, upTo: DateFinder.mostBytes))
      else { continue }
      best = (rank, date)
    }
    return best?.date
  }

  /// How much of the text of a `<time>` is read; elements in one another would give a longer one again and again.
  static let mostBytes = 1 << 7

  private func rank(ofTime index: Int) -> Int {
    var rank = 0
    let cues = elements.inherited[index]
    if !cues.isDisjoint(with: [.related, .comment, .side, .navigation, .list, .footer]) {
      rank -= 4
    }
    if isInside(.article, index) || isInside(.main, index) { rank += 1 }
    if isInside(.header, index) { rank += 1 }
    return rank
  }

  private func isInside(_ tag: Tag, _ node: Int) -> Bool {
    var current = node
    while current >= 0 {
      if tree.nodes[current].tag == tag { return true }
      current = Int(tree.nodes[current].parent)
    }
    return false
  }

  /// Whether a `<time>`, its class, or the text before it says that something was changed then.
  private func isOfChange(_ element: Int) -> Bool {
    let parent = Int(tree.nodes[element].parent)
    let classes = [element, parent].filter { $0 >= 0 }.compactMap { tree.value(.class, of: $0) }
    let name = classes.joined(separator: " ").lowercased()
    if name.contains("publish") || name.contains("created") { return false }
    if DateFinder.speaksOfChange(name)
      || DateFinder.speaksOfChange(tree.text(of: element, upTo: DateFinder.mostBytes))
    {
      return true
    }
    let before = (max(0, element - 4)..<element).last { tree.nodes[$0].tag == .text }
    guard let before else { return false }
    let text = tree.nodes[before]
    let start = Int(text.start + max(0, text.count - Int32(DateFinder.mostBytes)))
    let end = String(decoding: tree.bytes[start..<Int(text.start + text.count)], as: UTF8.self)
    return DateFinder.speaksOfChange(String(MetadataText.tidy(end).suffix(24)))
  }

  /// Whether a short text has a word for a change in it.
  static func speaksOfChange(_ text: String) -> Bool {
    !text.isEmpty && MetadataText.holds(text, anyOf: wordsOfChange)
  }

  private static let wordsOfChange = [
    "updated", "modified", "changed", "last edit", "revised", "actualiz", "modificad", "atualiz",
    "aktualis", "geändert", "mis à jour", "mise à jour", "modifié", "更新", "修改", "修訂",
  ].map { Array($0.utf8) }

  /// The first main heading.
  private var title: Int {
    page.blocks.firstIndex { $0.kind == .heading(1) }
      ?? page.blocks.firstIndex { $0.kind == .heading(2) } ?? 0
  }

  /// The texts: short ones in elements that call themselves dates, then short ones about the title, then any.
  private func written() -> String? {
    let title = title
    var best: (rank: Int, date: String)?
    var looks = 0
    for (index, block) in page.blocks.enumerated() where looks < DateFinder.mostPlaces {
      let text = page.text[block.text.indices]
      guard DateParser.mayHoldDate(text) else { continue }
      let rank = rank(of: block, fromTitle: index - title)
      if let best, best.rank >= rank { continue }
      looks += 1
      if rank < DateFinder.leastRank { continue }
      let beginning = String(decoding: text.prefix(300), as: UTF8.self)
      guard let date = parse(beginning) else { continue }
      let isOfChange = DateFinder.speaksOfChange(
        String(beginning.prefix { !$0.isNumber }.suffix(24)))
      if isOfChange, let best, best.rank >= rank - 2 { continue }
      best = (isOfChange ? rank - 2 : rank, date)
    }
    return best.flatMap { $0.rank >= DateFinder.leastRank ? $0.date : nil }
  }

  /// A text of a lower rank shows nobody's day.
  private static let leastRank = 2

  private func rank(of block: PageBlock, fromTitle distance: Int) -> Int {
    var rank = 0
    var cues = elements.near(block.element, tree)
    for node in block.nodes where tree.nodes[node].tag == .text {
      var element = Int(tree.nodes[node].parent)
      while element > block.element {
        cues.formUnion(elements.own[element])
        element = Int(tree.nodes[element].parent)
      }
    }
    if cues.contains(.date) { rank += 4 }
    let around = elements.inherited[block.element]
    if around.isDisjoint(with: [.related, .comment, .navigation, .footer]) { rank += 2 }
    if abs(distance) <= 6 { rank += 3 } else if distance < 0 { rank -= 1 }
    return rank + (block.text.count < 120 ? 2 : -3)
  }
}
