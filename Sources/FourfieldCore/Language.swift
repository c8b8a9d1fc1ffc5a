/// A language, by its ISO 639-1 code.
public struct Language: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The code in lower case (`en`), or `other` for whatever is not one of the four.
  public let code: String

  /// Creates a language from a code or tag; only the primary subtag counts (`pt-BR` is `pt`, `ZH_hant` is `zh`).
  public init(_ tag: String) {
    let primary = tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
    let lower = primary.lowercased()
    code = Language.aliases[lower] ?? (lower.isEmpty ? "other" : lower)
  }

  /// English.
  public static let english = Language("en")
  /// Spanish.
  public static let spanish = Language("es")
  /// Portuguese.
  public static let portuguese = Language("pt")
  /// Chinese, in either script.
  public static let chinese = Language("zh")
  /// Anything else, and text too short to tell.
  public static let other = Language("other")

  /// The languages that Fourfield identifies.
  public static let identified: [Language] = [.english, .spanish, .portuguese, .chinese]

  /// Whether it has a code of two letters in ISO 639-1. `na` is taken for a value that is not available, as R writes it, and not for Nauruan.
  public var isKnown: Bool { Language.codes.contains(code) }

  private static let codes = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy \
    ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu \
    lv mg mh mi mk ml mn mr ms mt my nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " ").map(String.init))

  /// The order of codes.
  public static func < (left: Language, right: Language) -> Bool { left.code < right.code }

  /// The code.
  public var description: String { code }

  /// Three-letter codes and names that metadata fields hold in practice.
  private static let aliases = [
    "eng": "en", "english": "en", "spa": "es", "spanish": "es", "español": "es", "por": "pt",
    "portuguese": "pt", "português": "pt", "zho": "zh", "chi": "zh", "cmn": "zh", "yue": "zh",
    "chinese": "zh", "中文": "zh", "und": "other",
  ]
}
