internal import CAllocator

/// The settings of the C library's allocator, which are the whole process's: the program sets them, never a library.
enum Allocator {
  /// Keeps the buffers of a batch for the next one.
  ///
  /// By default each is given back to the system and asked for again, and the system fills every page of it with zeros: a thirtieth of a run. What is
  /// larger than eight megabytes still goes back at once: left alone, the allocator learns from the first large document to keep such memory, once for every
  /// thread.
  static func keepBuffers() { ff_keep_memory(8 << 20, 32 << 20) }
}
