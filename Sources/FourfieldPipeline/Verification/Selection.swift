/// Some documents by where they come from, for a run that leaves all others alone.
public struct Selection: Hashable, Sendable {
  /// The files, each once, in the order that they were named in.
  public let paths: [String]
  let sources: Set<ItemSource>

  init(_ sources: [ItemSource]) {
    var seen: Set<String> = []
    paths = sources.map(\.path).filter { seen.insert($0).inserted }
    var all = Set(sources)
    // The items of a feed are cut from their file after it is chosen.
    for source in sources where source.member?.hasPrefix("item ") == true {
      all.insert(ItemSource(path: source.path))
    }
    self.sources = all
  }

  /// The paths as the system has them.
  var files: [[UInt8]] { paths.map(FolderWalk.path(named:)) }

  /// The paths where there is nothing any more.
  var missing: [String] { paths.filter { InputFile.isMissing(FolderWalk.path(named: $0)) } }

  /// How many documents are meant.
  public var count: Int { sources.count }

  /// A digest, for the fingerprint of a run.
  var digest: String {
    Digest.hex(Array(sources.map(\.id).sorted().joined(separator: "\n").utf8))
  }
}
