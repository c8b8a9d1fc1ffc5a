import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMatching

@Suite struct AtomTableTests {
  private func table(_ wildcards: [String]) -> AtomTable {
    var table = AtomTable()
    for text in wildcards {
      _ = table.insert(Pattern.Unit(text: text, isWildcard: true), comparison: .folded, use: 1)
    }
    return table
  }

  private func satisfied(_ table: AtomTable, by word: String) -> [Int32] {
    var key: [UInt32] = []
    var atoms: [Int32] = []
    table.satisfied(
      by: word.unicodeScalars.map(\.value), isWord: true, key: &key, into: &atoms)
    return atoms
  }

  /// Few wildcards without a literal beginning are kept in another way than many.
  @Test(arguments: [5, 33, 400, 3000])
  func findsWildcards(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    func text(_ lengths: ClosedRange<Int>, _ letters: String) -> String {
      String(
        (0..<Int.random(in: lengths, using: &random)).compactMap { _ in
          letters.randomElement(using: &random)
        })
    }
    let wildcards = Set((0..<count).map { _ in text(0...9, "abc*?") + "a" + text(0...4, "ab?*") })
      .filter { $0.contains("*") || $0.contains("?") }.sorted()
    let table = table(wildcards)
    #expect(table.count == wildcards.count)
    for _ in 0..<1000 {
      let word = text(1...14, "abc")
      let scalars = word.unicodeScalars.map(\.value)
      let expected = wildcards.indices.filter {
        Glob.matches(wildcards[$0].unicodeScalars.map(\.value)[...], scalars[...])
      }
      #expect(satisfied(table, by: word) == expected.map(Int32.init), "\(word)")
    }
  }

  /// A word is compared with the wildcards that share letters with it, not with all.
  @Test(arguments: [("*", ""), ("pr*", ""), ("p?*", ""), ("*", "*"), ("?", "*"), ("p*", "s")])
  func manyWildcardsAreToldApart(beginning: String, end: String) {
    let time = ThreadTime()
    let words = (0..<20_000).map { number in
      String(String(number * 7919 + 10_000_019, radix: 26).map { $0.isNumber ? "z" : $0 })
        + String(number, radix: 36)
    }
    let table = table(words.map { beginning + $0 + end })
    let prefix = beginning == "?" ? "x" : "prx"
    for (number, word) in words.enumerated() {
      #expect(
        satisfied(table, by: prefix + word + end.replacing("*", with: "y")).contains(Int32(number)))
    }
    #expect(time.seconds < ThreadTime.limit)
  }
}
