import Foundation
import TestSupport
import Testing

@Suite struct PipelineTests {
  @Test func showsTheResolvedForm() throws {
    let shown = try Program.run(["pipelines", "show", "four-field"])
    #expect(shown.output.contains("- filter: {languages: [en, es, pt, zh], min_words: 3}"))
    #expect(shown.output.contains("- segment: {unit: paragraph, max_words: 250}"))
    #expect(try Program.run(["pipelines"]).output == "four-field\n")
  }

  /// Names and paths that YAML would take for something else, too.
  @Test(arguments: [
    ("x: y", ["a, b", "/c [d]"]), ("", ["é\\n\"e\"", "-f"]), ("a#b", ["# c", "'d'", "*e"]),
  ])
  func theResolvedFormReadsBack(name: String, lexicons: [String]) throws {
    func quoted(_ text: String) throws -> String {
      String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
    let yaml =
      "pipeline: \(try quoted(name))\nstages:\n  - tag: {lexicons: [\(try lexicons.map(quoted).joined(separator: ", "))]}\n"
    let folder = try TemporaryFolder()
    let file = try folder.file("p.yaml", Array(yaml.utf8))
    let shown = try Program.run(["pipelines", "show", file.path]).output
    let again = try folder.file("q.yaml", Array(shown.utf8))
    #expect(try Program.run(["pipelines", "show", again.path]).output == shown)
    let read = shown.split(separator: "\n")
    #expect(read.first == (name == "a#b" ? "pipeline: \"a#b\"" : "pipeline: \(try quoted(name))"))
  }

  /// What was in force stands in the manifest, whether the pipeline or a flag says it.
  @Test func theManifestHoldsWhatWasInForce() throws {
    let folder = try TemporaryFolder()
    let lexicon = Program.root.appending(path: "Lexicons/four-field").path
    let yaml = """
      pipeline: p
      stages:
        - ingest: {seconds: 7}
        - deduplicate: {exact: false, near: 0.75}
        - filter: {languages: [es], min_words: 2}
        - segment: {unit: sentence, max_words: 99}
        - tag: {lexicons: ["\(lexicon)"], overlap: all}
        - classify: {context: 3, threshold: 0.25}
        - write: {matches: false}
      """
    let file = try folder.file("p.yaml", Array(yaml.utf8))
    let input = try folder.file("a.jsonl", Array("{\"cuerpo\": \"El arancel.\"}\n".utf8))
    let out = folder.url.appending(path: "o")
    _ = try Program.run([
      "tag", input.path, "--pipeline", file.path, "--out", out.path, "--text-field", "cuerpo",
      "--format", "jsonl",
    ])
    let manifest = try Data(contentsOf: out.appending(path: "manifest.json"))
    let read = try #require(try JSONSerialization.jsonObject(with: manifest) as? [String: Any])
    let found = try #require(read["pipeline"] as? [String: Any])
    let limits = try #require(found["limits"] as? [String: Int])
    #expect(limits["seconds"] == 7 && limits["passages"] == 20_000 && limits.count == 12)
    let rest = found.filter { $0.key != "limits" && $0.key != "fields" }
    #expect(
      try JSONSerialization.data(withJSONObject: rest, options: .sortedKeys)
        == JSONSerialization.data(
          withJSONObject: [
            "languages": ["es"], "content": "main", "min_words": 2, "unit": "sentence",
            "max_words": 99, "overlap": "all", "context": 3, "threshold": 0.25, "matches": false,
            "text": true, "format": "jsonl", "deduplicate": ["exact": false, "near": 0.75],
          ] as [String: Any], options: .sortedKeys))
    #expect((found["fields"] as? [String: [String]])?["text"] == ["cuerpo"], "\(found)")
  }

  /// The page on the command line, with the one on runs for the limits, names every stage and key, and its example is a pipeline.
  @Test func documentsEveryKey() throws {
    let shown = try Program.run(["pipelines", "show", "four-field"]).output
    let pages = try ["command-line", "runs"].map {
      try String(
        contentsOf: Program.root.appending(path: "Documentation/\($0).md"), encoding: .utf8)
    }
    let keys = shown.matches(of: /([a-z_]+): [^,}\n]/).map { String($0.1) }
    #expect(keys.count > 25, "\(shown)")
    for key in keys where key != "pipeline" {
      #expect(pages.contains { $0.contains("`\(key)`") }, "\(key)")
    }
    let example = try #require(pages[0].firstMatch(of: /```yaml\n(pipeline: [^`]*)```/)).1
    let folder = try TemporaryFolder()
    let lexicon = Program.root.appending(path: "Lexicons/four-field").path
    let yaml = example.replacing("../Lexicons/four-field", with: lexicon)
    let file = try folder.file("p.yaml", Array(yaml.utf8))
    let text = try folder.file("a.txt", Array("Exports grew. The museum opened.".utf8))
    let result = try Program.run([
      "tag", text.path, "--pipeline", file.path, "--out", folder.url.appending(path: "o").path,
    ])
    #expect(result.errors.contains("2 passages"), "\(result.output)\(result.errors)")
  }

  @Test(arguments: [
    (
      "pipeline: x\nstages:\n  - tagg: {}\n",
      "p.yaml:3:5: found stage 'tagg', expected one of ingest,"
    ),
    (
      "pipeline: x\nstages:\n  - segment: {unit: sentence}\n    tag: {}\n",
      "p.yaml:3:5: found 2 keys (segment, tag), expected one stage behind each hyphen"
    ),
    (
      "pipeline: x\nstages:\n  - segment: {unit: sentence}\n  - segment: {}\n",
      "p.yaml:4:5: found stage 'segment' again, expected it once"
    ),
    (
      "pipeline: x\nstages:\n  - segment: {unit: sentence}\n  - filter: {}\n",
      "p.yaml:4:5: found stage 'filter' out of order, expected ingest,"
    ),
    (
      "pipeline: x\nstages:\n  - filter: {languages: []}\n",
      "p.yaml:3:25: found no language, expected at least one"
    ),
    (
      "pipeline: x\nstages:\n  - segment: {unit: verse}\n",
      "p.yaml:3:21: found 'verse', expected one of sentence, paragraph, section, document, window"
    ),
    ("pipeline: x\nstages:\n  - filter: {min_word: 3}\n", "p.yaml:3:14: found key 'min_word'"),
    (
      "pipeline: x\nstages:\n  - classify: {threshold: 7}\n",
      "p.yaml:3:27: found '7', expected a number from 0 to 1"
    ),
    (
      "pipeline: x\nstages:\n  - tag: {lexicons: [x], overlap: most}\n",
      "p.yaml:3:35: found 'most', expected one of longest, longest-per-theme, all"
    ),
    ("pipeline: [\n", "p.yaml:2:1: found the end of the file, expected a value"),
    (
      "pipeline: t\nstages: [\u{7}]\n",
      "p.yaml:2:10: found U+0007, expected text without it (control characters are not allowed)"
    ),
  ])
  func refuses(yaml: String, message: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("p.yaml", Array(yaml.utf8))
    let result = try Program.run([
      "tag", "README.md", "--pipeline", file.path, "--out", folder.url.path + "/o",
    ])
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func lexiconCommandsTellWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "lexicon.yaml", Array("name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b}]\n".utf8))
    let yaml = """
      theme: a
      groups:
        g:
          - concept: one
            weight: 1
            en: [trade]
            zh: [外贸a]
          - concept: two
            weight: 1
            en: [Trade]
            tests: {"yes": ["no such word"]}
      """
    _ = try folder.file("a.yaml", Array(yaml.utf8))
    let check = try Program.run(["lexicon", "check", folder.url.path])
    #expect(check.status == 1)
    for message in [
      "a.yaml:10:12: 'Trade' of 'two' can never match: 'one' has it at",
      "a.yaml:8:16: 'two' has no entry in zh", "a.yaml:7:12: '外贸a': Latin letters",
    ] {
      #expect(check.output.contains(message), "\(check.output)")
    }
    let test = try Program.run(["lexicon", "test", folder.url.path])
    #expect(test.status == 1)
    #expect(test.output.contains("found no match of 'two' in 'no such word'"))
    #expect(try Program.run(["lexicon", "test"]).status == 0)
  }

  @Test func showsConcepts() throws {
    let result = try Program.run(["lexicon", "show", "solar-and-wind"])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("solar-and-wind  green/renewable-energy 3.0  ") == true)
    #expect(
      lines.contains { $0.hasPrefix("  en   wind farm{,s}  ") && $0.contains("green.yaml:") },
      "\(result.output)")
    let unknown = try Program.run(["lexicon", "show", "solar"])
    #expect(unknown.status == 2)
    #expect(
      unknown.errors.contains(
        "found concept 'solar', expected one of 'four-field', as solar-and-wind"),
      "\(unknown.errors)")
  }

}
