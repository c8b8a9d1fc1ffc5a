internal import CLibXML2

/// One XML text as a stream of events; owns libxml2's reader, which asks for a few kilobytes of the text at a time.
@safe final class XMLPuller {
  /// What comes next.
  enum Event {
    case open(String, isEmpty: Bool)
    case close(String)
    case text([UInt8])
    /// What ``XMLGuard/mark`` says.
    case mistake
    case other
    case end
    case broken
  }

  private let reader: xmlTextReaderPtr
  /// What the reader is given; it outlives the reader, which holds it without counting.
  private let feed: Feed

  /// A text and how much of it has been read.
  private final class Feed {
    private let utf8: [UInt8]
    private var position = 0

    init(_ utf8: [UInt8]) { self.utf8 = utf8 }

    /// Copies the next bytes, as many as there is room for.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
      let count = min(room.count, utf8.count - position)
      unsafe utf8[position..<(position + count)].withUnsafeBytes {
        unsafe room.copyMemory(from: $0)
      }
      position += count
      return count
    }
  }

  init?(_ utf8: [UInt8]) {
    guard !utf8.isEmpty else { return nil }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue)
    let feed = Feed(utf8)
    let read: xmlInputReadCallback = { context, room, count in
      guard let context = unsafe context, let room = unsafe room else { return -1 }
      let feed = unsafe Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
      return unsafe Int32(
        feed.read(into: UnsafeMutableRawBufferPointer(start: room, count: Int(count))))
    }
    guard
      let reader = unsafe xmlReaderForIO(
        read, nil, Unmanaged.passUnretained(feed).toOpaque(), nil, "UTF-8", options)
    else { return nil }
    unsafe self.reader = reader
    self.feed = feed
  }

  deinit { unsafe xmlFreeTextReader(reader) }

  /// The next event.
  func next() -> Event {
    let status = unsafe xmlTextReaderRead(reader)
    guard status == 1 else { return status == 0 ? .end : .broken }
    switch unsafe UInt32(xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT.rawValue:
      return .open(name, isEmpty: unsafe xmlTextReaderIsEmptyElement(reader) == 1)
    case XML_READER_TYPE_END_ELEMENT.rawValue: return .close(name)
    case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
      XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
      return unsafe .text(XMLPuller.bytes(xmlTextReaderConstValue(reader)))
    case XML_READER_TYPE_PROCESSING_INSTRUCTION.rawValue:
      return name == XMLGuard.mark ? .mistake : .other
    default: return .other
    }
  }

  /// An attribute of the element that was opened last.
  func attribute(_ name: String) -> String? {
    guard unsafe xmlTextReaderHasAttributes(reader) == 1,
      let value = unsafe xmlTextReaderGetAttribute(reader, name)
    else { return nil }
    defer { unsafe ff_xml_free(value) }
    return unsafe String(decoding: XMLPuller.bytes(value), as: UTF8.self)
  }

  /// The local name, without its prefix.
  private var name: String {
    unsafe String(decoding: XMLPuller.bytes(xmlTextReaderConstLocalName(reader)), as: UTF8.self)
  }

  private static func bytes(_ text: UnsafePointer<xmlChar>?) -> [UInt8] {
    guard let text = unsafe text else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
  }
}
