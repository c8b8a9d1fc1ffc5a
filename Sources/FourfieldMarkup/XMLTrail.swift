/// The elements that are open, and what is known of them without going over them all: files nest hundreds deep.
struct XMLTrail {
  private struct Element {
    let name: String
    let containers: XMLContainers
    let sections: Int
    let pathLength: Int
  }

  /// How many bytes of a path are named: an attacker's paths must not take much more room than the text.
  private static let pathLimit = 256

  private var elements: [Element] = []
  private var path: [UInt8] = []
  /// How many elements are open whose names the path has no room for.
  private var unnamed = 0

  /// The name of the innermost element, and of the one around it.
  var name: String { elements.last?.name ?? "" }
  var parent: String { elements.count > 1 ? elements[elements.count - 2].name : "" }
  /// Which of the elements that decide what text is are open.
  var containers: XMLContainers { elements.last?.containers ?? [] }
  /// How many of the open elements are sections of a text.
  var sections: Int { elements.last?.sections ?? 0 }
  /// The path of the innermost element, or of its innermost ancestor whose path is not too long.
  var nodePath: String { String(decoding: path, as: UTF8.self) }

  mutating func open(_ name: String, isSection: Bool) {
    elements.append(
      Element(
        name: name, containers: containers.union(XMLContainers(name: name)),
        sections: sections + (isSection ? 1 : 0), pathLength: path.count))
    if unnamed > 0 || path.count + name.utf8.count >= XMLTrail.pathLimit {
      unnamed += 1
    } else {
      path.append(UInt8(ascii: "/"))
      path += name.utf8
    }
  }

  mutating func close() {
    guard let element = elements.popLast() else { return }
    unnamed = max(0, unnamed - 1)
    path.removeLast(path.count - element.pathLength)
  }
}
