internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldPipeline

/// `fourfield lexicon show`: concepts with all their entries, where they stand and what they weigh.
struct LexiconShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints concepts with their entries, weights, rules and places.")

  @Argument(help: "The concepts' ids.")
  var concepts: [String]

  @Option(help: "The lexicon: a folder, or a name under Lexicons/.")
  var lexicon = "four-field"

  func run() throws {
    try LexiconOptions.reporting {
      let lexicon = try LexiconFolder.load(try LexiconOptions.folder(lexicon))
      for id in concepts {
        guard let concept = lexicon.concepts.first(where: { $0.id == id }) else {
          throw RunError(message(for: id, lexicon))
        }
        show(concept, lexicon)
      }
    }
  }

  private func message(for id: String, _ lexicon: Lexicon) -> String {
    let alike = lexicon.concepts.map(\.id).filter { $0.contains(id) || id.contains($0) }
    let hint = alike.isEmpty ? "" : ", as \(alike.prefix(10).joined(separator: ", "))"
    return "found concept '\(id)', expected one of '\(lexicon.name)'\(hint)"
  }

  private func show(_ concept: Concept, _ lexicon: Lexicon) {
    let themes = concept.memberships.map {
      "\(lexicon.themes[$0.theme].id)/\($0.group) \($0.weight)"
    }
    let home = concept.isBlocker ? "a blocker" : themes.joined(separator: ", ")
    print("\(concept.id)  \(home)  \(concept.location)")
    for entry in lexicon.entries[concept.entries] {
      let language = Terminal.pad(entry.language?.code ?? "any", 5)
      let rules = LexiconShowCommand.rules(of: entry)
      print("  \(language)\(entry.text)\(rules.map { "  \($0)" }.joined())  \(entry.location)")
    }
  }

  /// What an entry has beside its pattern, as it is written.
  private static func rules(of entry: Entry) -> [String] {
    var rules: [String] = []
    if let weight = entry.weight { rules.append("weight: \(weight)") }
    switch entry.comparison {
    case .folded: break
    case .diacritics: rules.append("diacritics: exact")
    case .exact: rules.append("case: exact")
    }
    if let near = entry.near {
      rules.append("near: \(near.patterns.count) patterns within \(near.within)")
    }
    if let unless = entry.unless {
      let place = unless.within == 0 ? "around it" : "within \(unless.within)"
      rules.append("unless: \(unless.patterns.count) patterns \(place)")
    }
    return rules
  }
}
