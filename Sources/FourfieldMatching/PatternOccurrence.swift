/// Where patterns of one class begin, by token; of those that begin at the same token the longest.
struct PatternOccurrence: BitwiseCopyable {
  let start: Int32
  var end: Int32
  let patternClass: Int32
}
