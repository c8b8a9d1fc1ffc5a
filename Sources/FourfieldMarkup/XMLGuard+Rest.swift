extension XMLGuard {
  /// Writes what follows as one long text, as the file has brought too much: a blank stands for every tag, and references stay as they are written.
  ///
  /// It goes into sections of CDATA, so that no sign of it has a meaning.
  mutating func rest(from start: Int) -> Int {
    replace(start..<start, by: "<![CDATA[")
    var index = start
    var piece = start
    while index < input.count {
      if index - piece >= XMLGuard.longestSection, input[index] & 0xC0 != 0x80 {
        part(at: index)
        piece = index
      }
      index = restSign(index)
    }
    replace(index..<index, by: "]]>")
    return index
  }

  /// Writes a sign or a tag; returns where the next one stands.
  private mutating func restSign(_ index: Int) -> Int {
    switch input[index] {
    case MarkupScan.less: return restMarkup(index)
    case MarkupScan.greater where input[index - 1] == 0x5D:
      part(at: index)
      return index + 1
    default: return sectionCharacter(index)
    }
  }

  /// Leaves out what begins with `<`, or writes the sign; returns where that ends.
  private mutating func restMarkup(_ start: Int) -> Int {
    if starts(with: "<!--", at: start) { return leaveOut(start, until: "-->") }
    if starts(with: "<?", at: start) { return leaveOut(start, until: "?>") }
    if starts(with: "<![CDATA[", at: start) { return leaveOut(start, until: "A[") }
    guard start + 1 < input.count,
      input[start + 1] == MarkupScan.slash || MarkupScan.isLetter(input[start + 1]),
      let end = input[(start + 1)...].firstIndex(where: {
        $0 == MarkupScan.less || $0 == MarkupScan.greater
      }), input[end] == MarkupScan.greater
    else { return start + 1 }
    replace(start..<end + 1, by: " ")
    return end + 1
  }

  /// Leaves out what ends with a text; brackets before it must not meet what stands behind it.
  private mutating func leaveOut(_ start: Int, until text: StaticString) -> Int {
    let end = drop(start, until: text, from: start + 2)
    part(at: end)
    return end
  }
}
