import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct DuplicateTests {
  private func signature(_ text: String, near: Bool = true) -> DocumentSignature {
    DocumentSignature(
      Array(text.utf8), digest: Digest.hex(Array(text.utf8)), isNear: near)
  }

  private func text(_ words: Int, _ random: inout SeededGenerator) -> [String] {
    (0..<words).map { _ in "w\(Int.random(in: 0..<5000, using: &random))" }
  }

  /// The estimate against the exact Jaccard index of the shingles.
  @Test func estimatesTheSimilarity() {
    var random = SeededGenerator(seed: 11)
    for changes in [0, 2, 5, 20, 100] {
      let words = text(600, &random)
      var other = words
      for _ in 0..<changes {
        other[Int.random(in: 0..<other.count, using: &random)] = "x\(changes)"
      }
      let (first, second) = (words.joined(separator: " "), other.joined(separator: ", "))
      let one = Set(DocumentSignature.shingles(Array(first.utf8)))
      let two = Set(DocumentSignature.shingles(Array(second.utf8)))
      let exact = Double(one.intersection(two).count) / Double(one.union(two).count)
      let estimate = signature(first).similarity(to: signature(second))
      // Four standard errors of 128 functions.
      #expect(abs(estimate - exact) < 0.18, "\(changes) changes: \(estimate), exact \(exact)")
      if changes == 0 { #expect(estimate == 1) }
    }
  }

  @Test func chineseHasWordsWithoutBlanks() {
    let shingles = DocumentSignature.shingles(Array("外商投资增加了很多今年".utf8))
    #expect(shingles.count == 7)
  }

  /// Finds what a comparison with every document before finds.
  @Test func findsWhatComparingWithAllFinds() {
    var random = SeededGenerator(seed: 5)
    var (index, kept): (NearIndex, [DocumentSignature]) = (NearIndex(), [])
    var bases: [[String]] = []
    var (found, missed) = (0, 0)
    for number in 0..<300 {
      var words = text(200, &random)
      if number % 3 == 2, let base = bases.randomElement(using: &random) {
        words = base
        words[Int.random(in: 0..<200, using: &random)] = "changed"
      } else {
        bases.append(words)
      }
      let own = signature(words.joined(separator: " "))
      let naive = kept.indices.contains { kept[$0].similarity(to: own) >= 0.85 }
      let fast = index.find(own, least: 0.85)
      if let fast { #expect(kept[fast].similarity(to: own) >= 0.85) }
      if naive { found += 1 }
      if naive, fast == nil { missed += 1 }
      if fast == nil {
        index.insert(own, at: kept.count)
        kept.append(own)
      }
    }
    #expect(found > 80)
    #expect(missed == 0)
  }

  @Test func aLineOfTheFileIsReadBack() {
    let own = signature("one two three four five six")
    let line = DuplicateFinder.line(own, id: "a b\nc")
    let read = DuplicateFinder.read(line.dropLast())
    #expect(read?.signature == own)
    #expect(read?.id == "a b c")
  }
}
