import FourfieldTagging
import Testing

@Suite struct ClassifierModelTests {
  @Test(arguments: [
    ("one strong term", 3.0, 0.0, 0.0, 10, true), ("a usual one", 2, 0, 0, 10, true),
    ("one that only helps", 1, 0, 0, 10, false), ("nothing", 0, 0, 0, 10, false),
    ("two strong themes", 6, 6, 0, 10, true), ("in passing", 2, 20, 0, 10, false),
    ("the background leads", 2, 0, 9, 10, false), ("once in a long passage", 2, 0, 0, 200, false),
  ])
  func labels(
    name: String, score: Double, rival: Double, background: Double, words: Int, expected: Bool
  ) {
    let evidence = ClassifierModel.Evidence(
      score: score, rival: rival, background: background, words: words)
    let probability = ClassifierModel.standard.probability(theme: "a", evidence)
    #expect((probability >= 0.5) == expected, "\(name): \(probability)")
  }
}
