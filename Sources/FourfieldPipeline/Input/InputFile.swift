/// One file that a run is to read.
struct InputFile: Hashable, Sendable {
  /// What it turned out to be when its folder was listed.
  enum Kind: Hashable, Sendable {
    case regular
    case standardInput
    /// A hidden file or folder inside of a folder, which is left out.
    case hidden
    /// A folder that could not be listed for a reason that may pass.
    case unlisted(String)
    /// Nothing to be read; the words say what stands there.
    case other(String)
  }

  /// The path as the system has it: a name may be no UTF-8.
  let path: [UInt8]
  let kind: Kind
  var size = 0
  /// The time of the last change in nanoseconds.
  var changed = 0

  /// The path as records write it.
  var name: String { String(decoding: path, as: UTF8.self) }
}
