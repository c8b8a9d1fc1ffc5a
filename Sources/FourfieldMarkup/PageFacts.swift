/// What is known of a page as a whole before its blocks are judged.
struct PageFacts {
  /// The kinds of page that JSON-LD and `og:type` speak of.
  struct Kinds: OptionSet {
    let rawValue: UInt8
    static let article = Kinds(rawValue: 1)
    static let forum = Kinds(rawValue: 2)
    static let product = Kinds(rawValue: 4)
    static let list = Kinds(rawValue: 8)
  }

  var kinds: Kinds = []
  /// The article as JSON-LD repeats it.
  var articleBody: String?
  /// The title that the page gives itself in its head.
  var title = ""
  /// The text of `<title>`.
  var headTitle = ""
  var description = ""
  /// The objects of JSON-LD.
  var objects: [LinkedData] = []

  init(_ tree: PageTree) {
    for script in tree.linkedData {
      LinkedData(script)?.forEachObject { objects.append($0) }
    }
    for object in objects {
      for type in object.types { kinds.formUnion(PageFacts.kind(of: type)) }
      if let body = object["articleBody"]?.string ?? object["text"]?.string,
        body.utf8.count > articleBody?.utf8.count ?? 200
      {
        articleBody = body
      }
    }
    if let head = tree.nodes.firstIndex(where: { $0.tag == .title }) {
      headTitle = tree.text(of: head, upTo: MetadataText.mostBytes)
    }
    for (index, node) in tree.nodes.enumerated() where node.tag == .meta {
      guard let key = tree.value(.property, of: index) ?? tree.value(.name, of: index),
        let content = tree.value(.content, of: index)
      else { continue }
      switch key.lowercased() {
      case "og:type" where content.lowercased().hasPrefix("article"): kinds.insert(.article)
      case "og:type" where content.lowercased().hasPrefix("product"): kinds.insert(.product)
      case "og:title" where title.isEmpty: title = MetadataText.cut(content)
      case "og:description", "description": if description.isEmpty { description = content }
      default: break
      }
    }
    if title.isEmpty { title = headTitle }
  }

  private static func kind(of type: String) -> Kinds {
    switch type {
    case "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "LiveBlogPosting",
      "AnalysisNewsArticle", "OpinionNewsArticle", "TechArticle", "ScholarlyArticle":
      .article
    case "DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment": .forum
    case "Product", "ProductGroup", "Offer", "IndividualProduct": .product
    case "ItemList", "CollectionPage", "SearchResultsPage": .list
    default: []
    }
  }
}
