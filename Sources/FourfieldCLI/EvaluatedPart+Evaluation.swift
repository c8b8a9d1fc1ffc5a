internal import FourfieldEvaluation
internal import FourfieldReport

extension EvaluatedPart {
  /// The figures of an evaluation as the page shows them.
  init(_ evaluation: Evaluation) {
    self.init()
    name = evaluation.part
    languages = evaluation.languages
    items = evaluation.items
    documents = evaluation.documents
    coverage = evaluation.coverage
    classes = evaluation.classes.map(ClassRow.init)
    macroF1 = evaluation.macroF1
    macroF1WithBackground = evaluation.macroF1WithBackground
    macroF1ThemesOnly = evaluation.macroF1ThemesOnly
    microF1 = evaluation.microF1
    confusion = evaluation.confusion
    reliability = evaluation.calibration.bins.map {
      Bin(count: $0.count, probability: $0.probability, share: $0.share)
    }
    calibrationError = evaluation.calibration.error
    curve = evaluation.curve.map {
      Threshold(
        threshold: $0.threshold, coverage: $0.coverage, precision: $0.precision, recall: $0.recall)
    }
  }
}

extension EvaluatedPart.ClassRow {
  fileprivate init(_ result: Evaluation.ClassResult) {
    self.init(
      name: result.name, items: result.items, precision: result.precision,
      recall: result.recall, f1: result.f1,
      averagePrecision: result.averagePrecision)
  }
}
