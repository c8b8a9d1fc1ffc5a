internal import Foundation
internal import FourfieldCore
internal import FourfieldText

/// A finished run as it stands in its folder, for those who read it again.
public struct RunFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Opens a run.
  ///
  /// - Throws: ``RunError`` where the folder holds no finished run.
  public init(_ path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path + "/manifest.json") else {
      throw RunError("'\(path)' holds no finished run: there is no manifest.json")
    }
  }

  /// What its manifest says.
  func manifest() throws -> ManifestFacts {
    guard let data = FileManager.default.contents(atPath: path + "/manifest.json") else {
      throw RunError("cannot read \(path)/manifest.json")
    }
    do {
      return try JSONDecoder().decode(ManifestFacts.self, from: data)
    } catch {
      throw RunError("\(path)/manifest.json is no manifest of this version")
    }
  }

  /// Hands on the lines of one of its files, a piece of the file in memory at a time.
  ///
  /// - Returns: the file's bytes and digest.
  @discardableResult
  func lines(
    of file: OutputFile, _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws -> (bytes: Int, sha256: String) {
    let name = Array("\(path)/\(file.name)".utf8)
    let digest = Digest()
    var bytes = 0
    do {
      let source = try ByteSource(InputFile(path: name, kind: .regular)) { chunk in
        digest.update(chunk)
        bytes += chunk.count
      }
      var rest: [UInt8] = []
      while true {
        let chunk = try source.next()
        if chunk.isEmpty { break }
        rest += chunk
        var start = 0
        while let end = rest[start...].firstIndex(of: 0x0A) {
          try body(rest[start..<end])
          start = end + 1
        }
        rest.removeFirst(start)
      }
      if !rest.isEmpty { try body(rest[...]) }
    } catch let rejection as Rejection {
      throw RunError("\(path)/\(file.name): \(rejection.message)")
    }
    return (bytes, digest.finish())
  }

  /// The sources of its rejects, duplicates left out: what another run may try again.
  public func rejected() throws -> Selection {
    var sources: [ItemSource] = []
    try lines(of: .rejects) { line in
      let record = try RecordLine(line)
      if record.string("stage") != "deduplicate" { sources.append(try record.source()) }
    }
    return Selection(sources)
  }
}

/// What is read of a manifest.
struct ManifestFacts: Decodable {
  struct Inputs: Decodable {
    let items: Int
    let documents: Int
    let rejects: Int
    let dropped: Int
  }

  struct Output: Decodable {
    let name: String
    let bytes: Int
    let sha256: String
  }

  let fourfield: String
  let inputs: Inputs
  let outputs: [Output]
}
