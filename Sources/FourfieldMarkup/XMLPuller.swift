internal import CLibXML2

/// One XML text as a stream of events; owns libxml2's reader and the bytes that it reads.
@safe final class XMLPuller {
  /// What comes next.
  enum Event {
    case open(String, isEmpty: Bool)
    case close(String)
    case text([UInt8])
    case other
    case end
    case broken
  }

  private let reader: xmlTextReaderPtr
  /// The reader does not copy: the bytes live as long as it does.
  private let storage: UnsafeMutablePointer<CChar>

  init?(_ utf8: [UInt8]) {
    guard let size = Int32(exactly: utf8.count), size > 0 else { return nil }
    let storage = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
    for index in utf8.indices { unsafe storage[index] = CChar(bitPattern: utf8[index]) }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue)
    guard let reader = unsafe xmlReaderForMemory(storage, size, nil, "UTF-8", options) else {
      unsafe storage.deallocate()
      return nil
    }
    unsafe self.reader = reader
    unsafe self.storage = storage
  }

  deinit {
    unsafe xmlFreeTextReader(reader)
    unsafe storage.deallocate()
  }

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
    default: return .other
    }
  }

  /// An attribute of the element that was opened last.
  func attribute(_ name: String) -> String? {
    guard let value = unsafe xmlTextReaderGetAttribute(reader, name) else { return nil }
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
