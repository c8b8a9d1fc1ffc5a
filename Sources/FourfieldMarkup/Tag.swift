/// The elements that a page is judged by; every other name is ``other``.
///
/// One byte a node, so that a tree is compared without a string.
enum Tag: UInt8, CaseIterable {
  case other
  /// Text is a node of its own in the tree.
  case text
  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo,
    big, blink, blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup,
    command, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset,
    figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header,
    hgroup, hr, html, i, iframe, image, img, input, ins, isindex, kbd, keygen, label, legend, li,
    link, listing, main, map, mark, marquee, math, menu, menuitem, meta, meter, nav, nobr, noembed,
    noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre,
    progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select, slot, small,
    source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template,
    textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp

  /// The name in HTML.
  var name: String { Tag.names[Int(rawValue)] }

  /// The names by their raw values, made once.
  private static let names = allCases.map { $0 == .text ? "text()" : "\($0)" }

  /// Elements that hold nothing and have no end tag.
  var isVoid: Bool {
    switch self {
    case .area, .base, .basefont, .br, .col, .command, .embed, .frame, .hr, .image, .img, .input,
      .isindex, .keygen, .link, .meta, .param, .source, .track, .wbr:
      true
    default: false
    }
  }

  /// Elements that the parser closes by itself, so that many in a row are no nesting.
  var closesItself: Bool {
    switch self {
    case .p, .li, .dt, .dd, .tr, .td, .th, .thead, .tbody, .tfoot, .option, .optgroup, .colgroup,
      .html, .head, .body, .rt, .rp:
      true
    default: false
    }
  }

  /// Elements that set their content apart from what stands before and behind.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .button, .caption, .center, .dd, .details,
      .dialog, .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .frameset,
      .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .html, .legend, .li, .listing, .main,
      .menu, .nav, .ol, .optgroup, .option, .p, .pre, .search, .section, .select, .summary, .table,
      .tbody, .td, .tfoot, .th, .thead, .tr, .ul, .xmp, .plaintext, .textarea, .template, .noscript,
      .title, .iframe, .svg:
      true
    default: false
    }
  }

  /// Elements that may stand in the head of a page.
  var belongsToHead: Bool {
    switch self {
    case .base, .basefont, .link, .meta, .noscript, .script, .style, .template, .title: true
    default: false
    }
  }

  /// Elements whose content nobody reads on the page.
  var isInvisible: Bool {
    switch self {
    case .script, .style, .template, .title, .head, .svg, .math, .iframe, .object, .applet, .canvas,
      .audio, .video, .datalist, .select, .textarea, .map, .embed, .rp, .noembed:
      true
    default: false
    }
  }

  /// The level of a heading, 1 to 6, or nil.
  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }
}
