/// One line of a gold file, whatever its form.
struct GoldRow: Decodable {
  /// `true` leaves an item out; a list of the labels that coders disagreed on does not.
  struct Mark: Decodable {
    let isSet: Bool

    init(isSet: Bool) { self.isSet = isSet }

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      isSet = (try? value.decode(Bool.self)) ?? false
    }
  }

  let id: String
  let label: String?
  let labels: [String]?
  let start: Int?
  let end: Int?
  let disputed: Mark?
  let unsure: Mark?
  let coder: String?

  private enum Key: String, CodingKey {
    case id, passage, label, labels, start, end, disputed, unsure, coder
  }

  init(
    id: String, label: String?, labels: [String]?, start: Int?, end: Int?, disputed: Mark?,
    unsure: Mark?, coder: String?
  ) {
    self.id = id
    self.label = label
    self.labels = labels
    self.start = start
    self.end = end
    self.disputed = disputed
    self.unsure = unsure
    self.coder = coder
  }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    let passage = try row.decodeIfPresent(String.self, forKey: .passage)
    // Ids that are numbers are the same as their digits, as in the records of a run.
    let number = passage == nil ? try? row.decode(Int.self, forKey: .id) : nil
    id = try passage ?? number.map { "\($0)" } ?? row.decode(String.self, forKey: .id)
    let isList = row.contains(.label) && (try? row.decode(String?.self, forKey: .label)) == nil
    label = isList ? nil : try row.decodeIfPresent(String.self, forKey: .label)
    labels = try row.decodeIfPresent([String].self, forKey: isList ? .label : .labels)
    start = try row.decodeIfPresent(Int.self, forKey: .start)
    end = try row.decodeIfPresent(Int.self, forKey: .end)
    disputed = try row.decodeIfPresent(Mark.self, forKey: .disputed)
    unsure = try row.decodeIfPresent(Mark.self, forKey: .unsure)
    let name = try row.decodeIfPresent(String.self, forKey: .coder)
    coder = name?.isEmpty == true ? nil : name
  }

  func range(_ name: String, _ number: Int) throws(EvaluationError) -> Range<Int>? {
    if start == nil, end == nil { return nil }
    guard let start, let end, start >= 0, end > start else {
      throw EvaluationError(
        "\(name):\(number): found start \(start ?? 0) and end \(end ?? 0), expected 0 <= start < end"
      )
    }
    return start..<end
  }
}
