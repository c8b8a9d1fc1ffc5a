#include <zlib.h>
/* inflateInit2 is a macro, which Swift cannot call. 15 + 32: the largest window, gzip or zlib by the header. */
static inline int ff_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
/* -15: the largest window, no header at all, as in zip. */
static inline int ff_inflate_init_raw(z_stream *stream) { return inflateInit2(stream, -15); }
