/// Days of the calendar: which there are, and what months are called.
enum CalendarDate {
  /// The years that a page can be of.
  static let years = 1990...2099

  /// A date from its parts if it is one.
  static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard years.contains(year), (1...12).contains(month), day >= 1, day <= length(month, year)
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// The days of a month.
  static func length(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The months by the first letters of their names, accents aside.
  static let months: [String: Int] = {
    let names = [
      "jan january januar enero ene janeiro janvier janv gennaio gen januari",
      "feb february februar februari febrero fevereiro fev fevrier fevr febbraio",
      "mar march marz maerz marzo marco mars mrz maart maret",
      "apr april abril abr avril avr aprile", "may mai mayo maio maggio mei",
      "jun june juni junio junho juin giugno", "jul july juli julio julho juillet juil luglio",
      "aug august agosto ago aout augustus agustus",
      "sep sept september septiembre setiembre setembro set septembre settembre",
      "oct october oktober octubre outubro okt out octobre ottobre",
      "nov november noviembre novembro novembre nopember",
      "dec december dezember diciembre dezembro dez dic decembre dicembre desember des",
    ]
    var months: [String: Int] = [:]
    for (index, line) in names.enumerated() {
      for name in line.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}
