import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct OffsetCounterTests {
  /// Texts of plain stretches, some longer than the counter looks ahead, with scalars of two to four bytes between them.
  private static func text(_ draw: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...12, using: &draw)).map { _ in
      let plain = String(
        repeating: "a b", count: [0, 1, 5, 40, 900].randomElement(using: &draw) ?? 0)
      return plain + (["é", "中", "𝒳", "é中𝒳", ""].randomElement(using: &draw) ?? "")
    }.joined()
  }

  private static func units(_ unit: OffsetUnit, _ text: Substring.UTF8View) -> Int {
    switch unit {
    case .utf8: text.count
    case .utf16: String(text)?.utf16.count ?? -1
    case .codepoints: String(text)?.unicodeScalars.count ?? -1
    }
  }

  /// The counter gives what counting from the start gives, in ascending order and after going back.
  @Test(arguments: OffsetUnit.allCases)
  func countsAsFromTheStart(unit: OffsetUnit) {
    var draw = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let text = OffsetCounterTests.text(&draw)
      let utf8 = Array(text.utf8)
      let boundaries = text.unicodeScalars.indices + [text.endIndex]
      let start = boundaries.randomElement(using: &draw) ?? text.startIndex
      let from = text.utf8.distance(from: text.startIndex, to: start)
      var counter = OffsetCounter(unit, from: from)
      var asked = boundaries.filter { $0 >= start }.shuffled(using: &draw).prefix(20).sorted()
      if Bool.random(using: &draw) { asked += asked.reversed() }
      for index in asked {
        let target = text.utf8.distance(from: text.startIndex, to: index)
        let expected = OffsetCounterTests.units(unit, text[start..<index].utf8)
        #expect(counter.offset(target, in: utf8.span) == expected)
        // One that counts from here on says what is between.
        var own = counter.counter(from: target)
        let end = boundaries.filter { $0 >= index }.randomElement(using: &draw) ?? text.endIndex
        let between = OffsetCounterTests.units(unit, text[index..<end].utf8)
        let last = text.utf8.distance(from: text.startIndex, to: end)
        #expect(own.offset(last, in: utf8.span) == between)
      }
    }
  }

  /// What overlapping matches ask for: a little forth and a little back, or anywhere.
  @Test(arguments: OffsetUnit.allCases, [5, 3000, 1 << 20])
  func countsInAnyOrder(unit: OffsetUnit, step: Int) {
    var draw = SeededGenerator(seed: 12)
    for _ in 0..<20 {
      let text = OffsetCounterTests.text(&draw)
      let utf8 = Array(text.utf8)
      let boundaries = text.unicodeScalars.indices + [text.endIndex]
      let bytes = boundaries.map { text.utf8.distance(from: text.startIndex, to: $0) }
      let first = Int.random(in: 0..<boundaries.count, using: &draw)
      var counter = OffsetCounter(unit, from: bytes[first])
      var place = first
      for _ in 0..<30 {
        let nearest = max(first, place - step)...min(boundaries.count - 1, place + step)
        place = Int.random(in: nearest, using: &draw)
        let counted = text[boundaries[first]..<boundaries[place]].utf8
        #expect(
          counter.offset(bytes[place], in: utf8.span) == OffsetCounterTests.units(unit, counted))
      }
    }
  }

  /// Going back far behind the start must not begin afresh: that took the length of the text each time.
  @Test(arguments: [OffsetUnit.codepoints, .utf16], ["é", "aé𝒳 "])
  func goesBackInTheTimeOfTheWay(unit: OffsetUnit, piece: String) {
    let time = ThreadTime()
    let text = Array(String(repeating: piece, count: 4_000_000).utf8)
    let bytes = piece.utf8.count
    let units = unit == .utf16 ? piece.utf16.count : piece.unicodeScalars.count
    var counter = OffsetCounter(unit)
    let wrong = stride(from: 2_000_000, to: 3_000_000, by: 2).count { number in
      counter.offset((number + 9) * bytes, in: text.span) != (number + 9) * units
        || counter.offset(number * bytes, in: text.span) != number * units
    }
    #expect(wrong == 0)
    #expect(time.seconds < ThreadTime.limit)
  }
}
