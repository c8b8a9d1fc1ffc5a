internal import Foundation

/// The folder of a run: files are written under temporary names and get their own when the run is complete.
final class OutputFolder: Sink {
  typealias File = OutputFile

  private let folder: String
  private var handles: [File: FileHandle] = [:]
  private var buffers: [File: [UInt8]] = [:]
  private var digests: [File: Digest] = [:]
  private var counts: [File: Int] = [:]

  init(_ folder: String, overwrites: Bool) throws {
    self.folder = folder
    let manager = FileManager.default
    let held = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    if !held.isEmpty, !overwrites {
      throw RunError(
        "the output folder '\(folder)' already holds something; name another or say --overwrite")
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError("cannot make the output folder '\(folder)'")
    }
    for file in File.allCases {
      for name in [path(file), path(file) + ".part", folder + "/manifest.json"] {
        try? manager.removeItem(atPath: name)
      }
      guard manager.createFile(atPath: path(file) + ".part", contents: nil),
        let handle = FileHandle(forWritingAtPath: path(file) + ".part")
      else { throw RunError("cannot write into the output folder '\(folder)'") }
      handles[file] = handle
      digests[file] = Digest()
    }
  }

  /// Takes the unfinished files away, where a run ends with an error.
  func abandon() {
    for file in File.allCases {
      try? handles[file]?.close()
      try? FileManager.default.removeItem(atPath: path(file) + ".part")
    }
  }

  private func path(_ file: File) -> String { "\(folder)/\(file.rawValue).jsonl" }

  func write(_ bytes: [UInt8], to file: File) throws {
    buffers[file, default: []] += bytes
    if buffers[file, default: []].count > 1 << 20 { try flush(file) }
  }

  private func flush(_ file: File) throws {
    let bytes = buffers[file, default: []]
    buffers[file] = []
    digests[file]?.update(bytes)
    counts[file, default: 0] += bytes.count
    do {
      try handles[file]?.write(contentsOf: Data(bytes))
    } catch {
      throw RunError("cannot write \(path(file)): the disk may be full")
    }
  }

  /// Gives the files their names and writes the manifest last.
  func finish(manifest: Manifest) throws {
    var outputs: [(name: String, bytes: Int, sha256: String)] = []
    for file in File.allCases {
      try flush(file)
      try handles[file]?.close()
      try FileManager.default.moveItem(atPath: path(file) + ".part", toPath: path(file))
      outputs.append(
        (file.rawValue + ".jsonl", counts[file, default: 0], digests[file]?.finish() ?? ""))
    }
    let json = Data(manifest.json(outputs: outputs))
    do {
      try json.write(to: URL(filePath: folder + "/manifest.json"))
    } catch {
      throw RunError("cannot write \(folder)/manifest.json: the disk may be full")
    }
  }
}
