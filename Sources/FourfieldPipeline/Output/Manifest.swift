internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// What a run was: written when its files are complete, as `manifest.json`.
struct Manifest {
  let settings: Settings
  let lexicons: [LexiconStamp]
  let summary: RunSummary
  /// The digest of all inputs, see ``InputMark/digest``.
  let inputDigest: String
  let seconds: Double

  /// The file's bytes, given the digests of the outputs.
  func json(outputs: [(name: String, bytes: Int, sha256: String)], faults: Int) -> [UInt8] {
    var json = JSONWriter()
    json.open("{")
    json.key("fourfield")
    json.string(version)
    json.key("offsets")
    json.string(settings.offsets.rawValue)
    json.key("unicode")
    json.string(ScalarTable.unicodeVersion)
    pipeline(&json)
    json.key("lexicons")
    json.open("[")
    for lexicon in lexicons {
      json.open("{")
      json.key("name")
      json.string(lexicon.name)
      json.key("version")
      json.string(lexicon.version)
      json.key("sha256")
      json.string(lexicon.sha256)
      json.close("}")
    }
    json.close("]")
    json.key("inputs")
    json.open("{")
    json.key("files")
    json.int(summary.files)
    json.key("bytes")
    json.int(summary.bytes)
    json.key("sha256")
    json.string(inputDigest)
    json.key("items")
    json.int(summary.items)
    json.key("documents")
    json.int(summary.documents)
    json.key("rejects")
    json.int(summary.rejected)
    json.key("dropped")
    json.int(summary.dropped)
    json.key("repeated_ids")
    json.int(summary.repeatedIDs)
    json.close("}")
    json.key("outputs")
    json.open("[")
    for output in outputs {
      json.open("{")
      json.key("name")
      json.string(output.name)
      json.key("bytes")
      json.int(output.bytes)
      json.key("sha256")
      json.string(output.sha256)
      json.close("}")
    }
    json.close("]")
    json.key("faults")
    json.int(faults)
    json.key("timings")
    json.string("timings.json")
    json.close("}")
    return json.line()
  }

  /// The bytes of `timings.json`: what differs from run to run stands apart, so that the manifest is the same every time.
  ///
  /// - Parameters:
  ///   - commits: the seconds that the run stood still for commits.
  ///   - syncs: the seconds in which a commit was on its way to the disk, beside the run.
  /// - Returns: a line of JSON.
  func timings(commits: Double, syncs: Double) -> [UInt8] {
    var json = JSONWriter()
    json.open("{")
    json.key("seconds")
    json.number((seconds * 1000).rounded() / 1000)
    json.key("commit_seconds")
    json.number((commits * 1000).rounded() / 1000)
    json.key("sync_seconds")
    json.number((syncs * 1000).rounded() / 1000)
    json.close("}")
    return json.line()
  }

  private func pipeline(_ json: inout JSONWriter) {
    json.key("pipeline")
    json.open("{")
    json.strings("languages", settings.languages.map(\.code))
    json.key("content")
    json.string(settings.content.rawValue)
    json.key("min_words")
    json.int(settings.minWords)
    json.key("unit")
    json.string(settings.segmentation.unit.rawValue)
    json.key("max_words")
    json.int(settings.segmentation.maxWords ?? 0)
    json.key("overlap")
    json.string(settings.overlap.rawValue)
    json.key("context")
    json.int(settings.context)
    json.key("threshold")
    json.number(settings.threshold)
    json.key("matches")
    json.bool(settings.writesMatches)
    json.key("text")
    json.bool(settings.writesText)
    json.key("format")
    json.string(settings.format?.rawValue ?? "auto")
    deduplication(&json)
    fields(&json)
    json.key("limits")
    json.open("{")
    for (name, path, _) in Limits.keys {
      json.key(named: name)
      json.int(settings.limits[keyPath: path])
    }
    json.close("}")
    json.close("}")
  }

  /// Null where no document is left out for having come before.
  private func deduplication(_ json: inout JSONWriter) {
    json.key("deduplicate")
    guard let stage = settings.deduplication else { return json.string(nil) }
    json.open("{")
    json.key("exact")
    json.bool(stage.exact)
    json.key("near")
    if let near = stage.near { json.number(near) } else { json.string(nil) }
    json.close("}")
  }

  /// The members of an object, or columns, that are tried in order.
  private func fields(_ json: inout JSONWriter) {
    json.key("fields")
    json.open("{")
    json.strings("text", settings.textFields)
    json.strings("id", settings.idFields)
    json.strings("title", settings.titleFields)
    json.strings("date", settings.dateFields)
    json.strings("language", settings.languageFields)
    json.close("}")
  }
}

/// The version of Fourfield.
public let version = "0.2.0"
