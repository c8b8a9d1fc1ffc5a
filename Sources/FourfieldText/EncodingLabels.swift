/// The labels of the WHATWG Encoding Standard that pages and files use in practice, and the decoder that each one means.
enum EncodingLabels {
  /// The name for the converter, or nil for a label that nobody knows.
  static func converter(for label: String) -> String? {
    let key = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    if let known = known[key] { return known }
    let safe = key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
    return safe && !key.isEmpty ? key : nil
  }

  private static let known = [
    "utf-8": "UTF-8", "utf8": "UTF-8", "unicode-1-1-utf-8": "UTF-8",
    "ascii": "windows-1252", "us-ascii": "windows-1252", "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252", "latin1": "windows-1252",
    "l1": "windows-1252", "cp1252": "windows-1252", "x-cp1252": "windows-1252",
    "windows-1252": "windows-1252",
    "gb2312": "GB18030", "gb_2312-80": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030",
    "cp936": "GB18030", "gb18030": "GB18030", "chinese": "GB18030", "hz-gb-2312": "HZ",
    "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS", "big-5": "BIG5-HKSCS",
    "x-x-big5": "BIG5-HKSCS", "cn-big5": "BIG5-HKSCS", "cp950": "BIG5-HKSCS",
    "utf-16": "UTF-16LE", "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE", "unicode": "UTF-16LE",
    "latin9": "ISO-8859-15", "iso-8859-15": "ISO-8859-15", "iso-8859-9": "windows-1254",
    "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932",
    "euc-jp": "EUC-JP", "euc-kr": "CP949", "ks_c_5601-1987": "CP949", "macintosh": "MACINTOSH",
  ]
}
