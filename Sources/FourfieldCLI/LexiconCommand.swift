internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldLexicons
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldTagging

/// `fourfield lexicon`: the workbench.
struct LexiconCommand: ParsableCommand {
  // The names of all commands are written out: made of the types' names they cost milliseconds of every start.
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "Checks, tests, counts and shows a lexicon.",
    subcommands: [
      Check.self, Test.self, Stats.self, LexiconShowCommand.self, LexiconFitCommand.self,
    ])

  /// Looks for what is allowed and still wrong.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Reports duplicates, conflicts, missing languages and odd characters.")
    @Argument(help: "The lexicon: a folder, or a name under Lexicons/.")
    var name = "four-field"

    func run() throws {
      try LexiconOptions.reporting {
        let lexicon = try LexiconFolder.load(try LexiconOptions.folder(name))
        let findings = LexiconChecker.findings(lexicon)
        for finding in findings { print(finding) }
        print(
          "\(lexicon.concepts.count) concepts, \(lexicon.entries.count) entries, \(findings.count) findings"
        )
        if !findings.isEmpty { throw ExitCode(1) }
      }
    }
  }

  /// Runs the examples and counter-examples.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Runs the examples and counter-examples that the concepts carry.")
    @Argument(help: "The lexicon: a folder, or a name under Lexicons/.")
    var name = "four-field"

    func run() throws {
      try LexiconOptions.reporting {
        let lexicon = try LexiconFolder.load(try LexiconOptions.folder(name))
        let failures = LexiconTester.failures(CompiledLexicon(lexicon))
        for failure in failures {
          let expected = failure.test.expectsMatch ? "no match" : "a match"
          let others =
            failure.others.isEmpty ? "" : " (matched: \(failure.others.joined(separator: ", ")))"
          print(
            "\(failure.test.location): found \(expected) of '\(failure.concept)' in '\(failure.test.text)'\(others)"
          )
        }
        let count = lexicon.concepts.reduce(0) { $0 + $1.tests.count }
        print("\(count) tests, \(failures.count) failed")
        if !failures.isEmpty { throw ExitCode(1) }
      }
    }
  }

  /// Counts concepts and entries.
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats",
      abstract: "Counts concepts and entries by theme and language.")
    @Argument(help: "The lexicon: a folder, or a name under Lexicons/.")
    var name = "four-field"

    func run() throws {
      try LexiconOptions.reporting {
        let lexicon = try LexiconFolder.load(try LexiconOptions.folder(name))
        print(
          Terminal.pad("theme", 12) + "concepts  tested  "
            + lexicon.languages.map { Terminal.pad($0.code, 7) }.joined() + "any")
        for (index, theme) in lexicon.themes.enumerated() {
          let concepts = lexicon.concepts.filter { $0.memberships.contains { $0.theme == index } }
          let tested = concepts.count { $0.tests.contains(where: \.expectsMatch) }
          let entries = concepts.flatMap { lexicon.entries[$0.entries] }
          let counts = lexicon.languages.map { language in
            Terminal.pad("\(entries.count { $0.language == language })", 7)
          }
          print(
            Terminal.pad(theme.id, 12) + Terminal.pad("\(concepts.count)", 10)
              + Terminal.pad("\(tested)", 8) + counts.joined()
              + "\(entries.count { $0.language == nil })")
        }
      }
    }
  }
}
