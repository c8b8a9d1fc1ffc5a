internal import CAllocator
internal import Glibc

/// The settings of the C library's allocator, which are the whole process's: the program sets them, never a library.
enum Allocator {
  /// Keeps the buffers of a batch for the next one.
  ///
  /// By default each is given back to the system and asked for again, and the system fills every page of it with zeros: a thirtieth of a run. What is
  /// larger than eight megabytes still goes back at once: left alone, the allocator learns from the first large document to keep such memory, once for every
  /// thread.
  static func keepBuffers() { ff_keep_memory(8 << 20, 32 << 20) }

  /// Leaves at most a quarter of the addresses to the arenas of threads, where addresses are limited (`ulimit -v`).
  ///
  /// Each arena reserves 64 megabytes: a few threads would fill a limit with addresses that they never use, and documents had no room.
  static func shareScarceAddresses() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(Int.max)
    else { return }
    ff_limit_arenas(max(1, Int32(clamping: limit.rlim_cur >> 28)))
  }
}
