import CByteScan
import TestSupport
import Testing

@testable import FourfieldMatching

/// What is read many bytes or tokens at a time, against loops that go one by one: with the processor's widest vectors and without.
@Suite struct WideVectorTests {
  typealias Edges = (
    UnsafePointer<UInt8>, Int, UInt32, UnsafeMutablePointer<UInt64>,
    UnsafeMutablePointer<UInt32>
  ) -> Int
  typealias Starts = (
    UnsafePointer<ff_token>?, Int, UnsafePointer<ff_patterns>,
    UnsafeMutablePointer<UInt32>
  ) -> Int

  /// C writes the tokens that Swift reads.
  @Test func aTokenIsOneInBothLanguages() {
    #expect(MemoryLayout<Token>.size == MemoryLayout<ff_token>.size)
    #expect(MemoryLayout<Token>.stride == MemoryLayout<ff_token>.stride)
    let bits = 5 << Token.typeShift | Token.Flags.word | Token.Flags.soft
    let tokens = [ff_token(start: 3, end: 9, bits: bits)]
    unsafe tokens.withUnsafeBytes { bytes in
      let token = unsafe bytes.load(as: Token.self)
      #expect((token.start, token.end, token.type) == (3, 9, 5))
      #expect(token.isWord && token.has(Token.Flags.soft) && !token.hasSpaceBefore)
    }
  }

  @Test func findsEdgesOfWords() {
    var random = SeededGenerator(seed: 5)
    let letters =
      Array("aZ09_ ,-\n".utf8) + [0, 0x40, 0x5B, 0x60, 0x7B, 0x2F, 0x3A, 0x80, 0xC3, 0xFF]
    for length in Array(0...200) + [2047, 2048] {
      let bytes = (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 }
      for open in [UInt64(0), 1] {
        let expected = WideVectorTests.edges(bytes, base: 7, open)
        let wide = unsafe WideVectorTests.edges(bytes, base: 7, open, ff_word_edges)
        let portable = unsafe WideVectorTests.edges(bytes, base: 7, open, ff_word_edges_portable)
        #expect(wide == expected)
        #expect(portable == expected)
      }
    }
  }

  /// Every length around the sixteen tokens that are taken at once, with types that satisfy nothing, one atom or several and every sign before them.
  @Test func findsStartsOfPatterns() {
    var random = SeededGenerator(seed: 6)
    for count in (0..<20).flatMap({ _ in 0...70 }) + [1000] {
      let filter = (0..<16).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
      let ways = (0..<16).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
      let tokens = (0..<count).map { _ in WideVectorTests.token(&random) }
      unsafe filter.withUnsafeBufferPointer { filter in
        unsafe ways.withUnsafeBufferPointer { ways in
          let patterns = unsafe ff_patterns(
            filter: filter.baseAddress, shift: 54, ways: ways.baseAddress, way_shift: 54,
            single: 9, begins: 16, alone: 256)
          let expected = unsafe WideVectorTests.starts(tokens, patterns)
          let wide = unsafe WideVectorTests.starts(tokens, patterns, ff_pattern_starts)
          let portable = unsafe WideVectorTests.starts(tokens, patterns, ff_pattern_starts_portable)
          #expect(wide == expected, "\(count) tokens")
          #expect(portable == expected, "\(count) tokens")
        }
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The edges, and behind them whether a run is open.
  private static func edges(_ bytes: [UInt8], base: UInt32, _ open: UInt64) -> [UInt32] {
    var isOpen = open == 1
    var edges: [UInt32] = []
    for (index, byte) in bytes.enumerated() where isWord(byte) != isOpen {
      isOpen.toggle()
      edges.append(base + UInt32(index))
    }
    return edges + [isOpen ? 1 : 0]
  }

  private static func edges(_ bytes: [UInt8], base: UInt32, _ open: UInt64, _ search: Edges)
    -> [UInt32]
  {
    var open = open
    var edges = [UInt32](repeating: 0, count: bytes.count + 72)
    let number = unsafe search(bytes, bytes.count, base, &open, &edges)
    return edges.prefix(number) + [UInt32(open)]
  }

  private static func token(_ random: inout SeededGenerator) -> ff_token {
    let type = UInt32.random(in: 0...12, using: &random)
    let before = UInt32.random(in: 0...3, using: &random)
    let flags: UInt32 = [0, 16, 16, 272].randomElement(using: &random) ?? 0
    return ff_token(
      start: 0, end: 0, bits: type << ff_type_shift | flags | before)
  }

  private static func starts(
    _ tokens: [ff_token], _ patterns: ff_patterns, _ search: Starts
  ) -> [UInt32] {
    var patterns = unsafe patterns
    var found = [UInt32](repeating: 0, count: tokens.count + 16)
    // What stands behind the last token is another text's: it satisfies so many atoms that only a walk could tell.
    let other = ff_token(start: 0, end: 0, bits: 12 << ff_type_shift | 16)
    let room = tokens + [ff_token](repeating: other, count: 16)
    let number = unsafe search(room, tokens.count, &patterns, &found)
    return Array(found.prefix(number))
  }

  /// What one token says of the pattern that goes on with it: nothing goes on, only a walk can tell, or an atom with what stands before it.
  private enum Step {
    case nothing, open, atom(UInt64)

    init(_ tokens: [ff_token], _ index: Int, single: UInt32) {
      let bits = index < tokens.count ? tokens[index].bits : 0
      let type = bits >> ff_type_shift
      if type == 0 || bits & 3 == 2 {
        self = .nothing
      } else if type > single || bits & 3 == 3 {
        self = .open
      } else {
        self = .atom(UInt64(type - 1) << 12 | (bits & 3 == 0 ? 1 : 2))
      }
    }
  }

  private static func starts(_ tokens: [ff_token], _ patterns: ff_patterns) -> [UInt32] {
    tokens.indices.compactMap { index in
      let bits = tokens[index].bits
      guard bits & 16 != 0 else { return nil }
      let number = UInt32(index)
      let stop = bits & 256 != 0 ? number | 1 << 31 : nil
      let type = bits >> ff_type_shift
      if unsafe type > patterns.single { return number }
      switch unsafe Step(tokens, index + 1, single: patterns.single) {
      case .nothing: return stop
      case .open: return number
      case .atom(let atom):
        let hash = (UInt64(type) << 36 | atom) &* ff_edge_mix
        let word = unsafe patterns.filter[Int(hash >> (patterns.shift + 6))]
        guard unsafe has(word, hash, patterns.shift) else { return stop }
        if unsafe goesOn(tokens, index + 2, hash, patterns) { return number }
        return unsafe has(word, hash, patterns.shift - 12) ? number | 1 << 30 : stop
      }
    }
  }

  private static func goesOn(
    _ tokens: [ff_token], _ index: Int, _ first: UInt64, _ patterns: ff_patterns
  ) -> Bool {
    switch unsafe Step(tokens, index, single: patterns.single) {
    case .nothing: return false
    case .open: return true
    case .atom(let atom):
      let hash = (first >> 20 ^ atom) &* ff_edge_mix
      let word = unsafe patterns.ways[Int(hash >> (patterns.way_shift + 6))]
      return unsafe has(word, hash, patterns.way_shift)
    }
  }

  private static func has(_ word: UInt64, _ hash: UInt64, _ shift: UInt64) -> Bool {
    [shift, shift - 6].allSatisfy { word >> (hash >> $0 & 63) & 1 == 1 }
  }
}
