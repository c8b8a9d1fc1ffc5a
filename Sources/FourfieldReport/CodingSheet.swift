internal import Foundation

/// A page on which a person codes passages: one file, offline, driven by the keyboard.
///
/// The code book stands beside the text. What is coded is kept in the browser under the sheet's name and goes out as JSONL with `id`,
/// `labels`, `unsure`, `note` and `coder`, as `fourfield agree` and `fourfield evaluate` read it. The page holds no tags and loads nothing.
public struct CodingSheet: Sendable {
  private let title: String
  private let items: [SheetItem]
  private let themes: [SheetTheme]
  private let rules: String

  /// Creates a sheet.
  ///
  /// - Parameters:
  ///   - title: the page's title; coding is kept under it.
  ///   - items: the passages, in the order of coding.
  ///   - themes: the themes, in the order of their keys 1 to 9.
  ///   - rules: the code book's general rules.
  public init(title: String, items: [SheetItem], themes: [SheetTheme], rules: String) {
    self.title = title
    self.items = items
    self.themes = themes
    self.rules = rules
  }

  /// The page in UTF-8.
  ///
  /// - Throws: an error of the JSON encoder.
  public var html: String {
    get throws {
      struct Content: Encodable {
        let title: String
        let rules: String
        let themes: [SheetTheme]
        let items: [SheetItem]
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let content = Content(title: title, rules: rules, themes: themes, items: items)
      // Inside a script only the end of the script counts as markup.
      let json = String(decoding: try encoder.encode(content), as: UTF8.self)
        .replacing("<", with: "\\u003c")
      return CodingSheet.page
        .replacing("{{title}}", with: HTMLText.escaped(title))
        .replacing("{{content}}", with: json)
    }
  }
}
