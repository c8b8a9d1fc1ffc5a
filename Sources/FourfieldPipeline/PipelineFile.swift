internal import FourfieldCore
internal import FourfieldLexicons
internal import FourfieldMarkup
internal import FourfieldText
internal import Foundation

/// Reads a pipeline's YAML file into ``Settings``.
public struct PipelineFile: Hashable, Sendable {
  /// The pipeline's name.
  public private(set) var name = ""
  /// What it sets.
  public private(set) var settings = Settings()
  /// The folders of its lexicons, relative to the working folder.
  public private(set) var lexicons: [String] = []
  /// Whether it sets the threshold; else that of the lexicon's model holds.
  public private(set) var setsThreshold = false

  /// The stages in the order that they run in.
  private static let stages = [
    "ingest", "extract", "normalize", "deduplicate", "filter", "segment", "tag", "classify",
    "write",
  ]

  /// Reads a file.
  ///
  /// - Throws: ``RunError`` if it cannot be read, a lexicon error naming file, line and the allowed values for a mistake in it.
  public init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw RunError("cannot read the pipeline \(path) as UTF-8")
    }
    try self.init(file: path, yaml: text)
  }

  init(file: String, yaml: String) throws {
    let keys = try YAMLValue(file: file, text: yaml)
      .mapping(allowed: ["pipeline", "stages"], what: "a pipeline")
    name = try keys.required("pipeline").string()
    var last = -1
    for item in try keys.required("stages").sequence() {
      let pairs = try item.pairs()
      guard pairs.count == 1, let (stage, options) = pairs.first else {
        throw item.error(
          "found \(pairs.count) keys (\(pairs.map(\.0).joined(separator: ", "))), expected one stage behind each hyphen"
        )
      }
      let position = try position(of: stage, behind: last, item)
      last = position
      try read(stage, options, folder: URL(filePath: file).deletingLastPathComponent().relativePath)
    }
    if lexicons.isEmpty {
      throw LexiconError(
        SourceLocation(file: file),
        "found no lexicons, expected a stage tag with lexicons: [folder]")
    }
  }

  /// The place of a stage in the order of all.
  private func position(of stage: String, behind last: Int, _ item: YAMLValue) throws -> Int {
    let order = PipelineFile.stages.joined(separator: ", ")
    guard let position = PipelineFile.stages.firstIndex(of: stage) else {
      throw item.error("found stage '\(stage)', expected one of \(order)")
    }
    if position == last { throw item.error("found stage '\(stage)' again, expected it once") }
    if position < last {
      throw item.error("found stage '\(stage)' out of order, expected \(order)")
    }
    return position
  }

  private mutating func read(_ stage: String, _ options: YAMLValue, folder: String) throws {
    func keys(_ allowed: String...) throws -> YAMLKeys {
      try options.mapping(allowed: allowed, what: "the stage \(stage)")
    }
    switch stage {
    case "ingest":
      let keys = try options.mapping(
        allowed: ["formats"] + Limits.keys.map(\.name), what: "the stage ingest")
      try keys["formats"]?.only(["auto"])
      for (name, path, range) in Limits.keys {
        if let value = keys[name] { settings.limits[keyPath: path] = try value.int(range) }
      }
    case "extract":
      if let value = try keys("content")["content"] {
        let name = try value.only(ContentMode.allCases.map(\.rawValue))
        settings.content = ContentMode(rawValue: name) ?? .main
      }
    case "normalize": try keys("form")["form"]?.only(["nfkc"])
    case "deduplicate": try readDeduplicate(try keys("exact", "near"))
    case "filter": try readFilter(try keys("languages", "min_words"))
    case "segment": try readSegment(try keys("unit", "max_words"))
    case "tag":
      let keys = try keys("lexicons", "overlap")
      if let value = keys["overlap"] {
        let name = try value.only(Overlap.allCases.map(\.rawValue))
        settings.overlap = Overlap(rawValue: name) ?? .longest
      }
      lexicons = try keys.required("lexicons").strings().map {
        $0.hasPrefix("/") || folder == "." ? $0 : "\(folder)/\($0)"
      }
    case "classify": try readClassify(try keys("model", "context", "threshold"))
    default:
      let keys = try keys("matches", "text")
      if let value = keys["matches"] { settings.writesMatches = try value.bool() }
      if let value = keys["text"] { settings.writesText = try value.bool() }
    }
  }

  private mutating func readDeduplicate(_ keys: YAMLKeys) throws {
    var stage = Deduplication()
    if let value = keys["exact"] { stage.exact = try value.bool() }
    if let value = keys["near"] {
      guard let number = Double(try value.string()), (0.5...1).contains(number) else {
        throw value.error("found \(value.kind), expected a number from 0.5 to 1")
      }
      stage.near = number
    }
    settings.deduplication = stage
  }

  private mutating func readFilter(_ keys: YAMLKeys) throws {
    if let languages = keys["languages"] {
      settings.languages = try languages.sequence().map { value in
        let allowed = (Language.identified + [.other]).map(\.code)
        return Language(try value.only(allowed))
      }
      if settings.languages.isEmpty {
        throw languages.error(
          "found no language, expected at least one: no passage would get a score")
      }
    }
    if let value = keys["min_words"] { settings.minWords = try value.int(0...1_000_000) }
  }

  private mutating func readSegment(_ keys: YAMLKeys) throws {
    if let unit = keys["unit"] {
      let name = try unit.only(Segmentation.Unit.allCases.map(\.rawValue))
      settings.segmentation.unit = Segmentation.Unit(rawValue: name) ?? .paragraph
    }
    if let value = keys["max_words"] {
      settings.segmentation.maxWords = try value.int(1...1_000_000)
    }
  }

  private mutating func readClassify(_ keys: YAMLKeys) throws {
    try keys["model"]?.only(["default"])
    if let value = keys["context"] { settings.context = try value.int(0...100) }
    if let value = keys["threshold"], try value.string() != "model" {
      guard let number = Double(try value.string()), (0...1).contains(number) else {
        throw value.error("found \(value.kind), expected a number from 0 to 1, or model")
      }
      settings.threshold = number
      setsThreshold = true
    }
  }

  /// The line of the stage, where the pipeline has it.
  private var deduplicate: String {
    guard let stage = settings.deduplication else { return "" }
    let near = stage.near.map { ", near: \($0)" } ?? ""
    return "  - deduplicate: {exact: \(stage.exact)\(near)}\n"
  }

  /// A text as YAML reads it back: plain where no sign of it could mean something, else in double quotes.
  private static func quoted(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "./_-".utf8.contains(byte)
    }
    if !text.isEmpty, text.utf8.first != UInt8(ascii: "-"), text.utf8.allSatisfy(isPlain) {
      return text
    }
    // JSON's strings are YAML's.
    return "\"\(String(decoding: JSONWriter.escaped(text), as: UTF8.self))\""
  }

  /// The resolved form: every stage with every key, as YAML that reads back as the same from a file in the working folder.
  public var resolved: String {
    """
    pipeline: \(PipelineFile.quoted(name))
    stages:
      - ingest: {formats: auto, \(settings.limits.yaml)}
      - extract: {content: \(settings.content.rawValue)}
      - normalize: {form: nfkc}
    \(deduplicate)  - filter: {languages: [\(settings.languages.map(\.code).joined(separator: ", "))], min_words: \(settings.minWords)}
      - segment: {unit: \(settings.segmentation.unit.rawValue), max_words: \(settings.segmentation.maxWords ?? 250)}
      - tag: {lexicons: [\(lexicons.map(PipelineFile.quoted).joined(separator: ", "))], overlap: \(settings.overlap.rawValue)}
      - classify: {model: default, context: \(settings.context), threshold: \(setsThreshold ? "\(settings.threshold)" : "model")}
      - write: {matches: \(settings.writesMatches), text: \(settings.writesText)}
    """
  }
}

extension YAMLValue {
  /// The text, which must be one of some values.
  @discardableResult
  fileprivate func only(_ allowed: [String]) throws -> String {
    let text = try string()
    guard allowed.contains(text) else {
      throw error("found '\(text)', expected one of " + allowed.joined(separator: ", "))
    }
    return text
  }

  fileprivate func int(_ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(try string()), range.contains(number) else {
      throw error(
        "found \(kind), expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
