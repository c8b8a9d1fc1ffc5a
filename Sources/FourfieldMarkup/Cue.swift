/// What the words of class names, ids and short texts say about the place they stand in.
struct Cue: OptionSet, Hashable {
  let rawValue: UInt32

  static let content = Cue(rawValue: 1 << 0)
  static let comment = Cue(rawValue: 1 << 1)
  static let navigation = Cue(rawValue: 1 << 2)
  static let share = Cue(rawValue: 1 << 3)
  static let related = Cue(rawValue: 1 << 4)
  static let advertising = Cue(rawValue: 1 << 5)
  static let author = Cue(rawValue: 1 << 6)
  static let date = Cue(rawValue: 1 << 7)
  static let caption = Cue(rawValue: 1 << 8)
  static let side = Cue(rawValue: 1 << 9)
  static let footer = Cue(rawValue: 1 << 10)
  static let header = Cue(rawValue: 1 << 11)
  static let consent = Cue(rawValue: 1 << 12)
  static let subscribe = Cue(rawValue: 1 << 13)
  static let tags = Cue(rawValue: 1 << 14)
  static let title = Cue(rawValue: 1 << 15)
  static let lead = Cue(rawValue: 1 << 16)
  static let list = Cue(rawValue: 1 << 17)
  static let contents = Cue(rawValue: 1 << 18)
  static let forum = Cue(rawValue: 1 << 19)
  static let user = Cue(rawValue: 1 << 20)
  static let product = Cue(rawValue: 1 << 21)
  static let hidden = Cue(rawValue: 1 << 22)
  static let embed = Cue(rawValue: 1 << 23)
  static let form = Cue(rawValue: 1 << 24)
  static let article = Cue(rawValue: 1 << 25)
  static let legal = Cue(rawValue: 1 << 26)

  /// How many there are.
  static let count = 27

  /// The words of each cue, in the languages of the pages that are met most.
  static let words: [(Cue, String)] = [
    (
      .content,
      """
      content contents body text txt copy main maincontent entry entrycontent postcontent articlecontent articlebody storybody \
      bodytext bodycopy contenido cuerpo texto conteudo corpo inhalt fliesstext contenu texte corps contenuto testo neirong \
      zhengwen richtext prose wysiwyg paragraph paragraphs markdown detail details detailcontent
      """
    ),
    (
      .article,
      """
      article articles story post posts blog news noticia noticias nota materia artigo artikel beitrag bericht articulo articolo \
      wenzhang xinwen page single singlepost newsarticle blogposting hentry entry
      """
    ),
    (
      .comment,
      """
      comment comments commenting commentlist commentarea disqus comentario comentarios kommentar kommentare commentaire \
      commentaires commenti komentar pinglun reply replies respond discussion discussions opinions livefyre reacties
      """
    ),
    (
      .navigation,
      """
      nav navi navbar navigation menu menus submenu breadcrumb breadcrumbs crumb crumbs pagination pager paging pages topbar \
      toolbar tab tabs skip skiplink sitemap daohang mianbaoxie jump home back next previous prev submit
      """
    ),
    (
      .share,
      """
      share shares sharing sharebar social socials facebook twitter whatsapp linkedin pinterest telegram follow addthis addtoany \
      fenxiang weibo weixin wechat compartir compartilhar partager teilen tweet like likes
      """
    ),
    (
      .related,
      """
      related relateds recommend recommended recommendation recommendations recommends more teaser teasers similar popular \
      trending trends latest mostread mostviewed also outbrain taboola relacionado relacionados relacionadas relacionada \
      xiangguan tuijian readmore seealso hot rank ranking top5 top10 moreon morenews interest upnext weitere mehr \
      lire aussi leia tambien mas leer suggested suggestions
      """
    ),
    (
      .advertising,
      """
      ad ads adv advert adverts advertisement advertisements advertising sponsor sponsored promo promos promotion promotions \
      promoted dfp gpt werbung anzeige anzeigen publicidad publicidade pub guanggao banner banners commercial affiliate adbox \
      adsense donate donation support
      """
    ),
    (
      .author,
      """
      author authors byline bylines writer autor autores auteur auteurs autore zuozhe bio biography reporter contributor \
      contributors creator journalist redacao redaccion redaktion by
      """
    ),
    (
      .date,
      """
      date dates time timestamp datetime published publish publishdate pubdate datum fecha data hora posted updated modified \
      riqi shijian meta metadata info postmeta entrymeta dateline
      """
    ),
    (
      .caption,
      """
      caption captions credit credits figcaption legend legenda image images img photo photos foto fotos picture pictures pic \
      gallery galleries thumbnail thumb media slideshow bildunterschrift bild quelle figure
      """
    ),
    (
      .side,
      """
      sidebar sidebars side aside rail rightrail leftrail right left widget widgets secondary complementary extra column col3 \
      sticky box infobox factbox
      """
    ),
    (.footer, "footer foot bottom colophon pie rodape fuss footernav sitefooter globalfooter end"),
    (
      .header,
      "header masthead top head logo brand branding hero topper kopf cabecera cabecalho siteheader globalheader"
    ),
    (
      .consent,
      """
      cookie cookies consent gdpr privacy modal popup overlay dialog lightbox onetrust cmp notice alert toast banner javascript \
      browser
      """
    ),
    (
      .subscribe,
      """
      subscribe subscriber subscribers subscription subscriptions newsletter newsletters paywall signup signin login register \
      registration premium abo abonnement abonnieren suscribete suscripcion suscriptores assine assinante account membership \
      member cta email mail denglu zhuce
      """
    ),
    (
      .tags,
      """
      tag tags taglist topic topics category categories keyword keywords label labels section rubrik ressort etiquetas tema \
      temas themen schlagwort biaoqian kicker eyebrow
      """
    ),
    (
      .title,
      "title titles headline headlines heading titulo titular titre titel ueberschrift biaoti h1 h2 subject"
    ),
    (
      .lead,
      """
      lead lede summary intro introduction subtitle subheadline subhead subheading dek deck standfirst abstract sapo description \
      desc excerpt bajada entradilla copete chapo vorspann anreisser zhaiyao preamble
      """
    ),
    (
      .list,
      "list lists listing grid card cards item items feed results result carousel slider slide swiper row archive archives stream liste lista"
    ),
    (.contents, "toc tableofcontents index outline jumplinks anchor mulu chapters"),
    (
      .forum,
      """
      message messages msg thread threads forum answer answers question questions postbody postcontent postmessage floor tie \
      luntan conversation viewtopic t_msgfont usertext
      """
    ),
    (
      .user,
      """
      user users username userinfo profile avatar signature sig reputation badge badges stats statistics stat count counts views \
      votes vote vcard member members online joined postprofile
      """
    ),
    (
      .product,
      "product products price prices cart buy shop store review reviews rating ratings sku offer offers specs specifications checkout wishlist"
    ),
    (
      .hidden,
      "hidden hide invisible sr screenreader visually offscreen print noprint collapsed tooltip accessibility"
    ),
    (
      .embed,
      "embed embedded video videos player audio podcast tweet instagram youtube iframe livestream liveblog poll quiz"
    ),
    (
      .form,
      "form forms input search searchbox field button buttons btn select filter filters sort dropdown control controls action actions tools tool utility"
    ),
    (
      .legal,
      "copyright rights reserved legal terms disclaimer imprint impressum policy license banquan shengming policies condiciones aviso"
    ),
  ]

  /// The cues by word.
  static let table: NameTable<Cue> = {
    var cues: [String: Cue] = [:]
    for (cue, words) in words {
      for word in words.split(separator: " ") { cues[String(word), default: []].insert(cue) }
    }
    return NameTable(cues.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }()

  /// The cues of a text's words; a word ends where a letter gives way to anything else, or a small letter to a capital.
  ///
  /// At most `limit` words are looked at.
  static func cues(
    in bytes: borrowing Span<UInt8>, _ range: Range<Int>, limit: Int = 64, _ table: NameTable<Cue>
  ) -> Cue {
    var cues: Cue = []
    var words = 0
    var start = range.lowerBound
    var index = start
    while index <= range.upperBound, words < limit {
      let isEnd = index == range.upperBound || !MarkupScan.isLetter(bytes[index])
      let isHump =
        !isEnd && index > start && bytes[index] & 0x20 == 0 && bytes[index - 1] & 0x20 != 0
      if isEnd || isHump {
        if index > start + 1 {
          words += 1
          if let cue = table.value(bytes, start..<index) { cues.formUnion(cue) }
        }
        start = isEnd ? index + 1 : index
      }
      index += 1
    }
    return cues
  }
}
