/// A picture of values from 0 to 1 against values from 0 to 1.
struct UnitPlot {
  private static let (left, top, size) = (44.0, 14.0, 300.0)
  private var marks: [String] = []

  /// An empty plot with its grid and the names of its axes.
  init(across: String, up: String) {
    let (left, top, size) = (UnitPlot.left, UnitPlot.top, UnitPlot.size)
    for tick in 0...5 {
      let value = Double(tick) / 5
      let (x, y) = UnitPlot.place((value, value))
      marks.append(
        "<path class=\"grid\" d=\"M\(x) \(top)V\(top + size)M\(left) \(y)H\(left + size)\"/>")
      marks.append(
        "<text x=\"\(x)\" y=\"\(top + size + 16)\" text-anchor=\"middle\">\(value)</text>")
      marks.append(
        "<text x=\"\(left - 7)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(value)</text>")
    }
    let middle = top + size / 2
    marks.append(
      "<text x=\"\(left + size / 2)\" y=\"\(top + size + 33)\" text-anchor=\"middle\">\(across)</text>"
    )
    marks.append(
      "<text transform=\"translate(12 \(middle)) rotate(-90)\" text-anchor=\"middle\">\(up)</text>")
  }

  /// The diagonal.
  mutating func addIdeal() {
    let (start, end) = (UnitPlot.place((0, 0)), UnitPlot.place((1, 1)))
    marks.append("<path class=\"ideal\" d=\"M\(start.x) \(start.y)L\(end.x) \(end.y)\"/>")
  }

  /// A line through points.
  mutating func addLine(_ points: [(Double, Double)], style: String) {
    guard points.count > 1 else { return }
    let path = points.map(UnitPlot.place).map { "\($0.x) \($0.y)" }.joined(separator: "L")
    marks.append("<path class=\"\(style)\" d=\"M\(path)\"/>")
  }

  /// A dot with a note for those who point at it.
  mutating func addDot(_ point: (Double, Double), radius: Double, style: String, note: String) {
    let (x, y) = UnitPlot.place(point)
    marks.append(
      "<circle class=\"\(style)\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(UnitPlot.coordinate(radius))\"><title>\(HTMLText.escaped(note))</title></circle>"
    )
  }

  /// The names of the lines, one below the other at the lower left.
  mutating func addNames(_ names: [(name: String, style: String)]) {
    for (index, entry) in names.enumerated() {
      let y = UnitPlot.top + UnitPlot.size - 10 - Double(names.count - 1 - index) * 16
      marks.append(
        "<text class=\"\(entry.style)\" x=\"\(UnitPlot.left + 10)\" y=\"\(y)\">● \(entry.name)</text>"
      )
    }
  }

  /// The whole picture; `label` says what it shows to those who do not see it.
  func svg(label: String) -> String {
    "<svg viewBox=\"0 0 360 354\" role=\"img\" aria-label=\"\(HTMLText.escaped(label))\">\(marks.joined())</svg>"
  }

  private static func place(_ point: (Double, Double)) -> (x: Double, y: Double) {
    (coordinate(left + point.0 * size), coordinate(top + (1 - point.1) * size))
  }

  /// A number with one digit after the point.
  static func coordinate(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
