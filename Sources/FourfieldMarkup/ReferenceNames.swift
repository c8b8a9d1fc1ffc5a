internal import CLibXML2

/// What character references stand for: in HTML 4, which libxml2 knows, and where HTML5 differs from it.
enum ReferenceNames {
  /// The scalar of a name that came with HTML5, or nil.
  static func scalar(_ name: String) -> UInt32? { names[name] }

  /// The scalar of a name of HTML 4, or nil.
  static func older(_ name: String) -> UInt32? { html4[name] }

  /// libxml2's names; it would go through all of them for each.
  private static let html4: [String: UInt32] = {
    var names: [String: UInt32] = [:]
    for value in 0x22..<UInt32(0x2700) {
      guard let entity = unsafe htmlEntityValueLookup(value) else { continue }
      unsafe names[String(cString: entity.pointee.name)] = value
    }
    return names
  }()

  /// Whether XML knows a scalar (XML 1.0, rule 2).
  static func isCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 9, 10, 13, 0x20..<0xD800, 0xE000..<0xFFFE, 0x10000..<0x110000: true
    default: false
    }
  }

  /// The scalar of a number: windows-1252 in the range of the C1 controls, U+FFFD for what is none.
  static func numeric(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x80..<0xA0: windows1252[Int(value - 0x80)]
    case 9, 10, 13: value
    case 0: 0xFFFD
    case 1..<0x20, 0x7F: 0x20
    // U+FDD0 is what the guard puts for a `<`.
    case 0xD800...0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF: 0xFFFD
    case 0x110000...: 0xFFFD
    default: value
    }
  }

  private static let names: [String: UInt32] = [
    "apos": 0x27, "period": 0x2E, "comma": 0x2C, "colon": 0x3A, "semi": 0x3B, "excl": 0x21,
    "quest": 0x3F, "lpar": 0x28, "rpar": 0x29, "lsqb": 0x5B, "lbrack": 0x5B, "rsqb": 0x5D,
    "rbrack": 0x5D, "lcub": 0x7B, "rcub": 0x7D, "sol": 0x2F, "bsol": 0x5C, "num": 0x23,
    "dollar": 0x24, "percnt": 0x25, "ast": 0x2A, "plus": 0x2B, "equals": 0x3D, "commat": 0x40,
    "lowbar": 0x5F, "grave": 0x60, "verbar": 0x7C, "vert": 0x7C, "Tab": 9, "NewLine": 10,
    "nbsp": 0xA0, "NonBreakingSpace": 0xA0, "hyphen": 0x2010, "dash": 0x2010, "horbar": 0x2015,
    "rsquor": 0x2019, "rdquor": 0x201D, "lsquor": 0x201A, "ldquor": 0x201E, "nldr": 0x2025,
    "mldr": 0x2026, "numsp": 0x2007, "puncsp": 0x2008, "hairsp": 0x200A, "ccaron": 0x10D,
    "Ccaron": 0x10C, "ecaron": 0x11B, "Ecaron": 0x11A, "rcaron": 0x159, "Rcaron": 0x158,
    "zcaron": 0x17E, "Zcaron": 0x17D, "cacute": 0x107, "Cacute": 0x106, "nacute": 0x144,
    "sacute": 0x15B, "Sacute": 0x15A, "zacute": 0x17A, "lstrok": 0x142, "Lstrok": 0x141,
    "zdot": 0x17C, "Zdot": 0x17B, "aogon": 0x105, "eogon": 0x119, "abreve": 0x103,
    "amacr": 0x101, "emacr": 0x113, "imacr": 0x12B, "omacr": 0x14D, "umacr": 0x16B,
    "gbreve": 0x11F, "Gbreve": 0x11E, "inodot": 0x131, "Idot": 0x130, "scedil": 0x15F,
    "Scedil": 0x15E, "odblac": 0x151, "udblac": 0x171, "uring": 0x16F, "check": 0x2713,
    "star": 0x2606, "starf": 0x2605, "phone": 0x260E, "half": 0xBD, "rarrw": 0x219D,
    "rightarrow": 0x2192, "leftarrow": 0x2190, "AMP": 0x26, "LT": 0x3C, "GT": 0x3E, "QUOT": 0x22,
    "COPY": 0xA9, "REG": 0xAE,
  ]

  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0xFFFD, 0x17D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0xFFFD, 0x17E, 0x178,
  ]
}
