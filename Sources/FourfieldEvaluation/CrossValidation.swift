internal import FourfieldCore

/// Folds that a document does not cross.
enum CrossValidation {
  /// The number of folds.
  static let count = 10

  /// A fold for every item, the same for items of one document; drawn with a fixed seed.
  static func folds(_ documents: [String]) -> [Int] {
    var generator = SplitMix(seed: 10)
    var seen: Set<String> = []
    let names = generator.shuffled(documents.filter { seen.insert($0).inserted })
    let fold = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % count) })
    return documents.map { fold[$0] ?? 0 }
  }
}
