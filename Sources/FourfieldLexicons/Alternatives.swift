/// The alternatives that the braces of a pattern stand for.
///
/// They are counted as the braces are read and written out one by one, so that nothing is written that is not an alternative. Braces
/// around one part are no choice and cost nothing.
struct Alternatives {
  /// Pieces one after another, and how many alternatives they have.
  struct Sequence {
    var pieces: [Piece] = []
    var count = 1
  }

  /// A part of a sequence.
  enum Piece {
    case characters([Character])
    /// Sequences to choose from, at least two, with the number of alternatives of all of them.
    case choice([Sequence], count: Int)
  }

  /// A choice that is being read.
  private struct Open {
    /// The column of its brace.
    let column: Int
    /// The parts that commas ended.
    var parts: [Sequence] = []
    /// The part that is being read.
    var last = Sequence()
  }

  /// The most that are counted: what is more is as good as endless.
  private static let countLimit = 1_000_000_000

  /// What the pattern consists of.
  let whole: Sequence

  /// Reads the braces of a pattern.
  ///
  /// - Throws: ``PatternError`` at a brace without its other, and where there are more than `limit` alternatives, at the choice with which there are.
  /// - Complexity: O(*n*) in the characters.
  init(_ characters: [Character], atMost limit: Int) throws(PatternError) {
    let isChoice = try Alternatives.choices(characters)
    // What stands outside of all braces is a choice of one part.
    var stack = [Open(column: 0)]
    var excess: Int?
    for (column, character) in characters.enumerated() {
      let top = stack.count - 1
      switch character {
      case "{": if isChoice[column] { stack.append(Open(column: column)) }
      case "," where top > 0:
        stack[top].parts.append(stack[top].last)
        stack[top].last = Sequence()
      case "}":
        guard isChoice[column], let choice = stack.popLast() else { continue }
        let parts = choice.parts + [choice.last]
        let count = min(parts.reduce(0) { $0 + $1.count }, Alternatives.countLimit)
        stack[top - 1].last.pieces.append(.choice(parts, count: count))
        stack[top - 1].last.count = min(
          stack[top - 1].last.count * count, Alternatives.countLimit)
        if excess == nil, stack[top - 1].last.count > limit { excess = choice.column }
      default: Alternatives.append(character, to: &stack[top].last.pieces)
      }
    }
    whole = stack[0].last
    if let excess { throw Alternatives.tooMany(whole.count, limit, at: excess) }
  }

  private static func tooMany(_ count: Int, _ limit: Int, at column: Int) -> PatternError {
    let found = count < countLimit ? "\(count)" : "\(countLimit) or more"
    return PatternError(
      column: column,
      message: "found \(found) alternatives, expected at most \(limit); split the entry")
  }

  /// Which characters are braces with a comma of their own between them.
  private static func choices(_ characters: [Character]) throws(PatternError) -> [Bool] {
    var isChoice = [Bool](repeating: false, count: characters.count)
    var open: [Int] = []
    for (column, character) in characters.enumerated() {
      switch character {
      case "{": open.append(column)
      case ",": if let last = open.last { isChoice[last] = true }
      case "}":
        guard let last = open.popLast() else {
          throw PatternError(
            column: column, message: "found '}' without a '{' before it, expected pairs")
        }
        isChoice[column] = isChoice[last]
      default: break
      }
    }
    if let first = open.first {
      throw PatternError(column: first, message: "found '{' without a '}' after it, expected pairs")
    }
    return isChoice
  }

  private static func append(_ character: Character, to pieces: inout [Piece]) {
    guard case .characters(var characters) = pieces.last else {
      pieces.append(.characters([character]))
      return
    }
    // Taken out first, so that the characters before are not copied.
    pieces.removeLast()
    characters.append(character)
    pieces.append(.characters(characters))
  }

  /// How many there are, at least one.
  var count: Int { whole.count }

  /// One of them; the first choice changes slowest.
  ///
  /// - Complexity: O(*n*) in its characters and the choices that lead to it.
  subscript(number: Int) -> [Character] {
    var characters: [Character] = []
    Alternatives.write(number, of: whole, to: &characters)
    return characters
  }

  private static func write(_ number: Int, of sequence: Sequence, to result: inout [Character]) {
    var rest = number
    var block = sequence.count
    for piece in sequence.pieces {
      switch piece {
      case .characters(let characters): result += characters
      case .choice(let parts, let count):
        block /= count
        var chosen = rest / block
        rest %= block
        for part in parts {
          if chosen < part.count {
            write(chosen, of: part, to: &result)
            break
          }
          chosen -= part.count
        }
      }
    }
  }
}
