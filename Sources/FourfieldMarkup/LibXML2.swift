internal import CLibXML2

/// What holds for every use of libxml2 here.
enum LibXML2 {
  /// Initialises the library once, before any parse.
  static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// `XML_PARSE_HUGE`, which lifts the limit of 256 levels from HTML too although its header does not name it there.
  static let huge: Int32 = 0x80000
  /// `HTML_PARSE_IGNORE_ENC`: the bytes are UTF-8 whatever the page declares.
  static let ignoreEncoding: Int32 = 1 << 21
}
