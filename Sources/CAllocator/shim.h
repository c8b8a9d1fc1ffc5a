/* The allocator of the C library: Swift's Glibc does not show malloc.h. */
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
/* What is larger than `large` goes back to the system at once; `kept` bytes of what is smaller are kept. Other libraries than glibc keep their own ways. */
static inline void ff_keep_memory(int large, int kept) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, kept);
  mallopt(M_TOP_PAD, 1 << 20);
#else
  (void)large;
  (void)kept;
#endif
}
/* Threads beyond `count` share the arenas of others: each arena takes 64 megabytes of addresses. */
static inline void ff_limit_arenas(int count) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, count);
#else
  (void)count;
#endif
}
