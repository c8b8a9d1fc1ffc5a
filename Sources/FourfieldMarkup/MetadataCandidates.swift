internal import FourfieldCore

/// What the head and the linked data of a page offer as metadata.
struct MetadataCandidates {
  /// The contents of `<meta>` by their names in lower case; the first of each name counts.
  private(set) var meta: [String: String] = [:]
  private(set) var canonical: String?
  private(set) var language: String?
  /// The objects of JSON-LD that describe an article, before those that describe anything else.
  private(set) var objects: [LinkedData]
  /// JSON-LD objects by their `@id`.
  private(set) var known: [String: LinkedData] = [:]

  init(_ tree: PageTree, _ facts: PageFacts) {
    let articles = facts.objects.filter { MetadataCandidates.isArticle($0) }
    objects = articles + facts.objects.filter { MetadataCandidates.isPage($0) }
    for object in facts.objects {
      if let id = object["@id"]?.string, object["name"] != nil { known[id] = object }
    }
    for (index, node) in tree.nodes.enumerated() {
      switch node.tag {
      case .html: language = tree.value(.lang, of: index) ?? tree.value(.xmlLang, of: index)
      case .meta: add(tree, index)
      case .link where canonical == nil:
        if tree.value(.rel, of: index)?.lowercased() == "canonical" {
          canonical = tree.value(.href, of: index)
        }
      default: break
      }
    }
  }

  /// The first of some names that has a value.
  func first(_ names: String...) -> String? {
    for name in names {
      if let value = meta[name] { return value }
    }
    return nil
  }

  /// How many names of `<meta>` are kept; pages have some tens.
  private static let mostNames = 1000

  private mutating func add(_ tree: PageTree, _ index: Int) {
    guard
      let content = (tree.value(.content, of: index) ?? tree.value(.value, of: index)).map(
        { MetadataText.tidy(MetadataText.cut($0)) }), !content.isEmpty,
      meta.count < MetadataCandidates.mostNames
    else { return }
    for key in [Attribute.Key.property, .name, .itemprop, .content_] {
      guard let name = tree.value(key, of: index)?.lowercased(), meta[name] == nil else { continue }
      meta[name] = content
    }
  }

  private static func isArticle(_ object: LinkedData) -> Bool {
    object.types.contains { type in
      type.hasSuffix("Article") || type.hasSuffix("BlogPosting") || type == "Report"
        || type == "DiscussionForumPosting" || type == "Review" || type == "Recipe"
    }
  }

  private static func isPage(_ object: LinkedData) -> Bool {
    object.types.contains {
      ["WebPage", "ItemPage", "Product", "QAPage", "VideoObject"].contains($0)
    }
  }
}
