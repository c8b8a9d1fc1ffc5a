internal import FourfieldCore

/// Matches shown in their sentence, as concordances do (keyword in context).
enum Quotation {
  /// How many code points are shown on each side.
  static let context = 45

  /// Up to three matches of an entry from different items: those first whose decision changes without it.
  static func texts(
    of entry: Int, in holders: [Int], _ items: [ScannedItem], changes: [LedgerBook.Change]
  ) -> [String] {
    let telling = changes.map(\.item)
    let rest = holders.filter { !telling.contains($0) }
    return (telling + rest).prefix(3).compactMap { text(of: entry, in: items[$0]) }
  }

  private static func text(of entry: Int, in item: ScannedItem) -> String? {
    for passage in item.passages {
      guard let match = passage.matches.first(where: { $0.entry == entry }) else { continue }
      let gold = item.gold.isEmpty ? "none" : item.gold.sorted().joined(separator: ", ")
      return shown(match.range, in: passage.text) + " (\(gold): \(item.record.id))"
    }
    return nil
  }

  private static func shown(_ range: ByteRange, in text: [UInt8]) -> String {
    func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    let before = string(text[..<range.start]).unicodeScalars.suffix(context)
    let after = string(text[range.end...]).unicodeScalars.prefix(context)
    let shown =
      String(String.UnicodeScalarView(before)) + "[" + string(text[range.indices]) + "]"
      + String(String.UnicodeScalarView(after))
    return shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
