public import FourfieldCore

/// Tells English, Spanish, Portuguese and Chinese from each other and from the rest.
///
/// Chinese is known by its characters (and told from Japanese and Korean by theirs); the others by their function words, weighed against
/// those of the languages they are mistaken for. Only the first kilobytes are looked at.
public enum LanguageIdentifier {
  /// How many bytes are looked at.
  public static let window = 4096

  /// The language of a range, `other` where there is no evidence.
  ///
  /// - Complexity: O(min(*n*, ``window``)).
  public static func identify(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Language {
    language(evidence(text, in: range))
  }

  private static func language(_ evidence: Evidence) -> Language {
    if evidence.han * 2 >= evidence.latin, evidence.han > 0 {
      return evidence.kana * 10 > evidence.han || evidence.otherScript > evidence.han
        ? .other : .chinese
    }
    if evidence.otherScript > evidence.latin { return .other }
    let best = evidence.scores.indices.max { evidence.scores[$0] < evidence.scores[$1] } ?? 0
    guard evidence.scores[best] > 0, best < profileLanguages.count else { return .other }
    return profileLanguages[best]
  }

  /// The language of a range if it holds evidence enough to overrule its document's, else nil.
  public static func certainLanguage(
    _ text: borrowing Span<UInt8>, in range: ByteRange
  ) -> Language? {
    let evidence = evidence(text, in: range)
    if evidence.han >= 12, evidence.han > evidence.latin { return language(evidence) }
    let sorted = evidence.scores.sorted(by: >)
    guard evidence.words >= 8, sorted[0] >= 3, sorted[0] >= 2 * sorted[1] else { return nil }
    return language(evidence)
  }

  private struct Evidence {
    var han = 0
    var kana = 0
    var latin = 0
    var otherScript = 0
    var words = 0
    var scores: [Double] = []
  }

  private static func evidence(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Evidence {
    var evidence = Evidence()
    evidence.scores = [Double](repeating: 0, count: profiles.count)
    var word: [UInt8] = []
    var index = range.start
    let end = min(range.end, range.start + window)
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      index += length
      let entry = ScalarTable.entry(scalar)
      switch entry.scalarClass {
      case .han:
        if (0x3040...0x30FF).contains(scalar) { evidence.kana += 1 }
        evidence.han += 1
      case .word where scalar < 0x250 && !entry.isNumber && scalar != 0x5F:
        evidence.latin += 1
        UTF8Scan.append(entry.isUppercase && scalar < 0x80 ? scalar + 32 : scalar, to: &word)
        continue
      case .word where scalar >= 0x370: evidence.otherScript += 1
      case .mark, .ignorable: continue
      default: break
      }
      count(&word, &evidence)
    }
    count(&word, &evidence)
    return evidence
  }

  private static func count(_ word: inout [UInt8], _ evidence: inout Evidence) {
    guard !word.isEmpty else { return }
    evidence.words += 1
    if let votes = votes[word] {
      for (language, weight) in votes { evidence.scores[language] += weight }
    } else if word.count > 4 {
      for (ending, language, weight) in endings where word.reversed().starts(with: ending) {
        evidence.scores[language] += weight
      }
    }
    word.removeAll(keepingCapacity: true)
  }

  private static let profileLanguages: [Language] = [.english, .spanish, .portuguese]

  /// Function words; a word that several languages share is divided among them. The last line stands for all other languages.
  private static let profiles: [String] = [
    "the of and to in is for on with as by at from that this it was are be has have had an or not which will would its their they he his she her were been but who more after over said says new about than can also into between under we our you all one two when what how there these could should may up out first world trade",
    "el la los las de del y en que un una por con para se su sus al lo como más pero este esta estos estas fue son ha han ser es no sobre entre también hasta desde cuando muy sin ya donde hay según tras durante contra porque todo todos ante así dos años país gobierno él ella le les nuestra nuestro",
    "o a os as de do da dos das e em no na nos nas que um uma por com para se seu sua seus suas ao aos à às pelo pela pelos pelas como mais mas este esta foi são tem ser é não sobre entre também até desde quando muito sem já onde há segundo após durante contra porque todo todos isso ele ela lhe anos país governo nossa nosso são está num numa",
    "le les des du et est une dans qui pour pas sur au aux avec il elle ne ce cette son ses par plus ont il di che non per della delle dei nel sono gli una alla anche come der die das und ist nicht mit den von ein eine zu auf für dem sich het een van en dat niet zijn voor els amb i les per dels și de la cu nu este och att det som på av är ja ei on ve bir bu için nie się na że jest w z",
  ]

  private static let votes: [[UInt8]: [(Int, Double)]] = {
    var languages: [[UInt8]: Set<Int>] = [:]
    for (index, words) in profiles.enumerated() {
      for word in words.split(separator: " ") {
        languages[Array(word.utf8), default: []].insert(index)
      }
    }
    return languages.mapValues { set in
      let weight = set.count == 1 ? 1 : set.count == 2 ? 0.3 : 0.05
      return set.sorted().map { ($0, weight) }
    }
  }()

  /// Word endings that decide short texts without function words.
  private static let endings: [([UInt8], Int, Double)] = [
    ("tion", 0, 0.3), ("ing", 0, 0.4), ("ment", 0, 0.15), ("ness", 0, 0.4), ("ship", 0, 0.4),
    ("ción", 1, 0.8), ("ciones", 1, 0.8), ("dad", 1, 0.4), ("dades", 1, 0.1), ("miento", 1, 0.6),
    ("ción", 1, 0.1), ("ión", 1, 0.3), ("ería", 1, 0.2), ("ñas", 1, 0.5), ("ños", 1, 0.5),
    ("ção", 2, 0.8), ("ções", 2, 0.8), ("dade", 2, 0.5), ("dades", 2, 0.2), ("mento", 2, 0.4),
    ("ões", 2, 0.6), ("ão", 2, 0.6), ("agem", 2, 0.5), ("eiro", 2, 0.4), ("eira", 2, 0.4),
    ("ência", 2, 0.5), ("ncia", 1, 0.1),
  ].map { (Array($0.0.utf8.reversed()), $0.1, $0.2) }
}
