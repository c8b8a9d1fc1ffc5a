import FourfieldCore
import TestSupport
import Testing

@Suite struct SentenceBreakerTests {
  @Test(arguments: [
    ("One. Two.", ["One.", "Two."]),
    (
      "Dr. Smith of the U.S. Senate spoke. He left.",
      ["Dr. Smith of the U.S. Senate spoke.", "He left."]
    ),
    ("It grew 3.5 per cent. “Good,” he said.", ["It grew 3.5 per cent.", "“Good,” he said."]),
    ("¿Qué pasó? Nada. La Sra. García volvió.", ["¿Qué pasó?", "Nada.", "La Sra. García volvió."]),
    ("中国经济增长。贸易额上升！", ["中国经济增长。", "贸易额上升！"]),
    (
      "Prof. Li met DR. Wu in Sept. Later he left.", ["Prof. Li met DR. Wu in Sept. Later he left."]
    ),
    (
      "Según el art. 5 y el Núm. 7 de EE.UU. Fue. PÁG. Uno.",
      ["Según el art. 5 y el Núm. 7 de EE.UU. Fue.", "PÁG. Uno."]
    ),
    (
      "El gobierno de EE. UU. anunció aranceles. La Gral. Mena y los RR. HH. callan.",
      ["El gobierno de EE. UU. anunció aranceles.", "La Gral. Mena y los RR. HH. callan."]
    ),
    (
      "J. Q\u{307}. B. Smith. etcetera. No. Nosotros. Fin.",
      ["J. Q\u{307}. B. Smith. etcetera.", "No. Nosotros.", "Fin."]
    ),
    (
      "El ministro Á. García y Ö. Yılmaz hablaron. É\u{323}. Uno. Ya é. Dos.",
      ["El ministro Á. García y Ö. Yılmaz hablaron.", "É\u{323}. Uno.", "Ya é.", "Dos."]
    ),
    ("He left． Ａ． Smith stayed．No．", ["He left．", "Ａ． Smith stayed．No．"]),
    ("甲方付款；乙方交货。", ["甲方付款；", "乙方交货。"]),
    ("no end", ["no end"]), ("", []), ("  \n ", []),
  ])
  func cuts(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let ranges = SentenceBreaker.sentences(bytes.span, in: ByteRange(0, bytes.count))
    #expect(ranges.map { String(decoding: bytes[$0.indices], as: UTF8.self) } == expected)
  }

  /// Signs behind which no letter comes, or one far away: looked for anew behind each, a megabyte took minutes.
  @Test(
    arguments: [("! ", ""), (". - ", "x."), ("… ", "X."), ("(.) ", "x.")])
  func signsWithoutLetters(unit: String, end: String) {
    let time = ThreadTime()
    let count = 300_000
    let bytes = Array(("It grew. " + String(repeating: unit, count: count) + end).utf8)
    let ranges = SentenceBreaker.sentences(bytes.span, in: ByteRange(0, bytes.count))
    // Before a small letter no sentence begins, so that all is one.
    #expect(ranges.count == (end == "x." ? 1 : count + (end.isEmpty ? 1 : 2)))
    #expect(time.seconds < ThreadTime.limit)
  }
}
