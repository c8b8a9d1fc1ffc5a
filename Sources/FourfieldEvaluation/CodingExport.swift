public import Foundation

/// A sample as files that other programs for coding read. None of them holds a tag.
public struct CodingExport: Sendable {
  private let passages: [SampledPassage]
  private let themes: [CodingTheme]

  /// Creates an export.
  public init(_ sample: Sample, themes: [CodingTheme]) {
    passages = sample.passages
    self.themes = themes
  }

  /// The files by name.
  ///
  /// - Throws: an error of the JSON encoder, for text that is no Unicode; records never hold such.
  public var files: [(name: String, bytes: Data)] {
    get throws {
      [
        ("sample.csv", Data(csv.utf8)), ("doccano.jsonl", try doccano),
        ("label-studio.json", try labelStudio), ("label-studio.xml", Data(labelStudioView.utf8)),
        ("inception.tsv", Data(inception.utf8)), ("inception-tagset.json", try inceptionTags),
        ("key.jsonl", try key),
      ]
    }
  }

  /// A table with a column for the labels; cells that a spreadsheet would take for a formula begin with an apostrophe.
  var csv: String {
    DelimitedText.table(
      [["id", "language", "text", "labels", "unsure", "note"]]
        + passages.map { [$0.record.id, $0.record.language, $0.record.text, "", "", ""] })
  }

  private struct DoccanoRow: Encodable {
    let text: String
    let label: [String]
    let passage: String
    let language: String
  }

  /// doccano: JSONL for text classification; what is no text and no label becomes metadata.
  private var doccano: Data {
    get throws {
      try CodingExport.lines(
        passages.map {
          DoccanoRow(
            text: $0.record.text, label: [], passage: $0.record.id, language: $0.record.language)
        })
    }
  }

  private struct Task: Encodable {
    struct Content: Encodable {
      let text: String
      let passage: String
      let language: String
    }
    let data: Content
  }

  /// Label Studio: a list of tasks; the labelling interface stands in `label-studio.xml`.
  private var labelStudio: Data {
    get throws {
      try CodingExport.encoder.encode(
        passages.map {
          Task(
            data: Task.Content(
              text: $0.record.text, passage: $0.record.id, language: $0.record.language))
        })
    }
  }

  private var labelStudioView: String {
    let choices = themes.map {
      "    <Choice value=\"\(CodingExport.escaped($0.id))\" hint=\"\(CodingExport.escaped($0.rule))\"/>\n"
    }.joined()
    return """
      <View>
        <Text name="text" value="$text"/>
        <Choices name="labels" toName="text" choice="multiple" showInline="true">
      \(choices)  </Choices>
      </View>

      """
  }

  /// INCEpTION: WebAnno TSV 3.3, a passage a sentence; offsets count UTF-16 units, a Han character is a token.
  private var inception: String {
    var result = "#FORMAT=WebAnno TSV 3.3\n\n"
    var offset = 0
    for (index, passage) in passages.enumerated() {
      let text = CodingExport.oneLine(passage.record.text)
      result += "\n#Sentence.id=\(CodingExport.oneLine(passage.record.id))\n"
      result += "#Text=\(text.replacing("\\", with: "\\\\"))\n"
      for (number, token) in CodingExport.tokens(text).enumerated() {
        result +=
          "\(index + 1)-\(number + 1)\t\(offset + token.start)-\(offset + token.end)\t\(token.text)\t\n"
      }
      offset += text.utf16.count + 1
    }
    return result
  }

  private struct TagSet: Encodable {
    struct Tag: Encodable {
      let tag_name: String
      let tag_description: String
    }
    let name: String
    let description: String
    let language: String
    let tags: [Tag]
    let create_tag: Bool
  }

  private var inceptionTags: Data {
    get throws {
      try CodingExport.encoder.encode(
        TagSet(
          name: "themes", description: "The themes of the code book", language: "en",
          tags: themes.map { TagSet.Tag(tag_name: $0.id, tag_description: $0.rule) },
          create_tag: false))
    }
  }

  private struct KeyRow: Encodable {
    let id: String
    let stratum: String
    let weight: Double
  }

  /// What every passage was drawn as; not for coders.
  private var key: Data {
    get throws {
      try CodingExport.lines(
        passages.map { KeyRow(id: $0.record.id, stratum: $0.stratum, weight: $0.weight) })
    }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  private static func lines(_ rows: [some Encodable]) throws -> Data {
    try rows.reduce(into: Data()) { $0 += try encoder.encode($1) + [0x0A] }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
      ">", with: "&gt;"
    ).replacing("\"", with: "&quot;")
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private static func tokens(_ text: String) -> [(text: String, start: Int, end: Int)] {
    var tokens: [(text: String, start: Int, end: Int)] = []
    var (word, start, position) = ("", 0, 0)
    func end() {
      if !word.isEmpty { tokens.append((word, start, position)) }
      word = ""
    }
    for character in text {
      let isHan = character.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
      if isHan || character.isWhitespace { end() }
      if word.isEmpty { start = position }
      position += character.utf16.count
      if character.isWhitespace { continue }
      word.append(character)
      if isHan { end() }
    }
    end()
    return tokens
  }
}
