import Foundation
import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import FourfieldTagging
import FourfieldText
import TestSupport
import Testing

@testable import FourfieldPipeline

/// What the limit `matches` leaves of a document.
@Suite struct MatchLimitTests {
  private static let lexicon = Result {
    try LexiconStore.load([Program.root.appending(path: "Lexicons/four-field").path], cache: nil)
  }

  /// Paragraphs with several matches, with none, in a language that is left out, and too short to be tagged.
  private static let text = """
    Trade with the neighbours grew, and exports of climate technology followed the trade agreement.

    The day was long and nobody knew what to say.

    Torgovlya i export v strane vyrosli, govoryat torgovlya.

    Trade.

    The senate voted on the budget; museums and theatres wait for the law of the parliament.
    """

  private func tagged(_ text: String, limit: Int) throws -> DocumentTagger.Tagged {
    var settings = Settings()
    settings.limits.matches = limit
    var tagger = DocumentTagger(
      settings: settings, lexicon: try MatchLimitTests.lexicon.get().compiled)
    return tagger.passages(of: document(text))
  }

  private func document(_ text: String) -> Document {
    let plain = PlainText(Array(text.utf8).span)
    return Document(
      id: "d", text: plain.text.utf8, blocks: plain.blocks, metadata: Metadata(),
      language: Language("en"))
  }

  /// The ranges of all matches in the document.
  private func matches(_ tagged: DocumentTagger.Tagged) -> [Match] {
    zip(tagged.passages, tagged.tags).flatMap { passage, tag in
      tag.matches.map {
        Match(range: $0.range.shifted(by: passage.range.start), entry: $0.entry, theme: $0.theme)
      }
    }
  }

  /// At every limit the first matches are kept, passages end with the last of them, and each has the scores of its own text.
  @Test func keepsTheFirst() throws {
    let whole = try tagged(Self.text, limit: .max)
    let all = matches(whole)
    #expect(all.count > 6)
    #expect(!whole.isCut)
    let bytes = document(Self.text).text
    for limit in 1...(all.count + 1) {
      let tagged = try tagged(Self.text, limit: limit)
      #expect(tagged.isCut == (limit < all.count))
      // The beginning of a passage may be too short to be tagged.
      let isLeftOut = tagged.tags.last?.reason == .tooShort
      let kept = matches(tagged)
      #expect(kept == Array(all.prefix(isLeftOut ? kept.count : limit)))
      #expect(kept.count >= limit - 2 || limit >= all.count)
      #expect(tagged.tags.count == tagged.passages.count)
      #expect(tagged.passages.dropLast() == whole.passages.prefix(tagged.passages.count - 1))
      if limit < all.count, tagged.tags.last?.matches.isEmpty == false {
        #expect(
          tagged.passages.last?.range.end == all[limit - 1].range.end
            || tagged.passages == Array(whole.passages.prefix(tagged.passages.count)))
      }
      for (passage, tag) in zip(tagged.passages, tagged.tags) {
        let own = String(decoding: bytes[passage.range.indices], as: UTF8.self)
        let alone = try self.tagged(own, limit: .max)
        #expect(alone.tags.map(\.matches) == [tag.matches], "\(own)")
        #expect(alone.tags.map { $0.themes.map(\.score) } == [tag.themes.map(\.score)])
      }
    }
  }

  /// A match of two themes is two, and the last passage has both, as its text alone has.
  @Test(arguments: [(Overlap.longestPerTheme, 3), (.all, 2)])
  func keepsWhatThePassageHas(overlap: Overlap, limit: Int) throws {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a"), Theme(id: "b")])
    for (index, text) in ["aa bb", "aa"].enumerated() {
      let place = SourceLocation(file: "t", line: index + 1)
      lexicon.entries.append(
        Entry(
          concept: index, text: text, patterns: try PatternParser.parse(text), language: nil,
          location: place))
      lexicon.concepts.append(
        Concept(
          id: "c\(index)",
          memberships: [0, 1].map { Membership(theme: $0, group: "g", weight: 1) },
          entries: index..<(index + 1), location: place))
    }
    var settings = Settings()
    settings.overlap = overlap
    settings.minWords = 0
    func tags(_ text: String, limit: Int) -> [FourfieldTagging.Tag] {
      settings.limits.matches = limit
      var tagger = DocumentTagger(settings: settings, lexicon: CompiledLexicon(lexicon))
      return tagger.passages(of: document(text)).tags
    }
    let cut = tags("xx aa bb yy aa", limit: limit)
    #expect(cut.map(\.matches) == tags("xx aa bb", limit: .max).map(\.matches))
    #expect(cut.first?.matches.count == 2)
  }
}
