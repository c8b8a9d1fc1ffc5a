internal import FourfieldCore
internal import FourfieldText

/// A document with what the records need beside it.
///
/// It is handed from one to the next and never copied: of a table there are hundreds of thousands a second.
final class BuiltDocument {
  /// A member of a record that is carried over.
  struct Field {
    /// The key as a JSON string.
    let key: ArraySlice<UInt8>
    /// The value as JSON.
    let json: ArraySlice<UInt8>
  }

  var document: Document
  /// From the document's text to the bytes of its item, counted from ``mapStart``; nil for markup.
  var map: OffsetMap?
  /// Where in the item the text begins that the map leads to.
  var mapStart = 0
  /// From the document's text to the bytes of the decoded page; nil for what is no page.
  var pageMap: OffsetMap?
  var fields: [Field] = []
  var encoding = "UTF-8"
  var replacements = 0
  var isDegraded = false
  /// The share of a page's visible text that was kept; nil for what is no page.
  let keptShare: Double?

  /// Whether the language is the one that the document's data or page declares.
  var hasDeclaredLanguage: Bool {
    document.language != .other && document.metadata.language == document.language
  }

  init(
    document: Document, map: OffsetMap? = nil, isDegraded: Bool = false, keptShare: Double? = nil
  ) {
    self.document = document
    self.map = map
    self.isDegraded = isDegraded
    self.keptShare = keptShare
  }
}
