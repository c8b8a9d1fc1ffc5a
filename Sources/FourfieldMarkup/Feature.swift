/// The places of the numbers in a row of ``BlockFeatures``.
///
/// The order is part of the fitted model: add at the end, then fit again.
struct Feature {
  let rawValue: Int

  private init(_ rawValue: Int) { self.rawValue = rawValue }

  // The text itself.
  static let length = Feature(0)
  static let words = Feature(1)
  static let linkDensity = Feature(2)
  static let links = Feature(3)
  static let commas = Feature(4)
  static let sentences = Feature(5)
  static let endsSentence = Feature(6)
  static let startsUpper = Feature(7)
  static let digitShare = Feature(8)
  static let upperShare = Feature(9)
  static let signShare = Feature(10)
  static let wideShare = Feature(11)
  static let heading = Feature(12)
  static let isItem = Feature(13)
  static let isRow = Feature(14)
  static let isQuote = Feature(15)
  static let isCaption = Feature(16)
  static let isPreformatted = Feature(17)
  static let isParagraph = Feature(18)
  static let isDivision = Feature(19)

  // The elements around it.
  static let inArticle = Feature(20)
  static let inMain = Feature(21)
  static let inAside = Feature(22)
  static let inNavigation = Feature(23)
  static let inHeader = Feature(24)
  static let inFooter = Feature(25)
  static let inForm = Feature(26)
  static let inFigure = Feature(27)
  static let inTable = Feature(28)
  static let inSection = Feature(29)
  static let inButton = Feature(30)
  static let inLink = Feature(31)
  static let lists = Feature(32)
  static let depth = Feature(33)
  static let isMarkedBody = Feature(34)
  static let isMarkedMain = Feature(35)
  static let isHidden = Feature(36)
  static let isAriaHidden = Feature(37)
  static let isMarkedSide = Feature(38)

  // The best container, and how far off it is.
  static let inCandidate = Feature(39)
  static let candidateShare = Feature(40)
  static let candidateSteps = Feature(41)
  static let candidateDepth = Feature(42)
  static let fromFirst = Feature(43)
  static let fromLast = Feature(44)
  static let windowBefore = Feature(45)
  static let windowAfter = Feature(46)

  // Blocks that look alike, and the page.
  static let twinCount = Feature(47)
  static let twinShare = Feature(48)
  static let twinLength = Feature(49)
  static let twinLinks = Feature(50)
  static let copies = Feature(51)
  static let isTitle = Feature(52)
  static let position = Feature(53)
  static let textBefore = Feature(54)
  static let fromTitle = Feature(55)
  static let pageLength = Feature(56)
  static let pageBlocks = Feature(57)
  static let pageLinks = Feature(58)
  static let pageLong = Feature(59)
  static let pageArticles = Feature(60)
  static let pageWide = Feature(61)
  static let pageForum = Feature(62)
  static let pageComments = Feature(63)
  static let kinds = Feature(64)
  static let isArticlePage = Feature(65)
  static let isForumPage = Feature(66)
  static let isProductPage = Feature(67)
  static let witness = Feature(68)

  // Four containers, from the nearest outwards: length, share of the page, link density, share of long paragraphs, blocks.
  static let container1 = Feature(69)
  static let containerWidth = 5
  // Six neighbours, three on each side: length, link density, end of a sentence, heading, same parent.
  static let neighbours = Feature(69 + 4 * 5)
  static let neighbourWidth = 5

  // The cues: of all elements around, of the nearest three, of the text, of the heading above.
  static let anyCues = Feature(119)
  static let nearCues = Feature(119 + Cue.count)
  static let textCues = Feature(119 + 2 * Cue.count)
  static let headingCues = Feature(119 + 3 * Cue.count)

  // Where it stands to the title and to the articles of the page.
  private static let more = 119 + 4 * Cue.count
  static let articleOrdinal = Feature(more)
  static let articleShare = Feature(more + 1)
  static let titlesBefore = Feature(more + 2)
  static let titleSteps = Feature(more + 3)
  static let titleWords = Feature(more + 4)
  static let isInTitleArticle = Feature(more + 5)
  static let inDetails = Feature(more + 6)
  static let inDialog = Feature(more + 7)
  static let isDescription = Feature(more + 8)
  static let candidateRatio = Feature(more + 9)
  static let isOnlyLink = Feature(more + 10)
  static let customElements = Feature(more + 11)
  static let sinceHeading = Feature(more + 12)
  static let lastHeading = Feature(more + 13)
  static let inTime = Feature(more + 14)
  static let headingTitleWords = Feature(more + 15)
  static let inNoscript = Feature(more + 16)
  static let boldShare = Feature(more + 17)

  /// How many there are.
  static let count = more + 18
}
