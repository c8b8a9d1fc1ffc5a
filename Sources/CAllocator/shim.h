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
