// What records are written with, a piece at a time and without a look at the room: the caller has seen to it.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The most bytes that a number takes.
#define FF_NUMBER_BYTES 20
/// The most bytes that one byte of a string takes when it is escaped.
#define FF_ESCAPED_BYTES 6

/// Writes a number below 10,000 in decimal digits; returns where it ends.
static inline uint8_t *ff_put_small(uint8_t *out, uint32_t value) {
  int digits = 1 + (value >= 10) + (value >= 100) + (value >= 1000);
  switch (digits) {
  case 4:
    *out++ = (uint8_t)('0' + value / 1000);
    value %= 1000;
    // falls through
  case 3:
    *out++ = (uint8_t)('0' + value / 100);
    value %= 100;
    // falls through
  case 2:
    *out++ = (uint8_t)('0' + value / 10);
    value %= 10;
    // falls through
  default: *out++ = (uint8_t)('0' + value);
  }
  return out;
}

/// Writes a number in decimal digits; returns where it ends.
static inline uint8_t *ff_put_number(uint8_t *out, uint64_t value) {
  // Most are small: offsets in passages, counts.
  if (value < 10000) return ff_put_small(out, (uint32_t)value);
  uint8_t digits[FF_NUMBER_BYTES];
  int start = FF_NUMBER_BYTES;
  while (value > 0) {
    digits[--start] = (uint8_t)('0' + value % 10);
    value /= 10;
  }
  while (start < FF_NUMBER_BYTES) *out++ = digits[start++];
  return out;
}

/// Writes a byte that a string of JSON holds: as it is, or escaped; returns where it ends.
static inline uint8_t *ff_put_escaped_byte(uint8_t *out, uint8_t byte) {
  if (byte >= 0x20 && byte != '"' && byte != '\\') {
    *out = byte;
    return out + 1;
  }
  *out++ = '\\';
  if (byte >= 0x20) {
    *out++ = byte;
  } else if (byte == '\n') {
    *out++ = 'n';
  } else {
    memcpy(out, "u00", 3);
    out[3] = (uint8_t)('0' + (byte >> 4));
    out[4] = (uint8_t)((byte & 15) < 10 ? '0' + (byte & 15) : 'a' - 10 + (byte & 15));
    out += 5;
  }
  return out;
}

/// Whether eight bytes hold none that JSON has to escape: a control, a quote, a backslash (the subtractions show the lowest such byte, which is enough).
static inline int ff_is_unescaped(uint64_t bytes) {
  const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
  uint64_t quote = bytes ^ ones * '"', slash = bytes ^ ones * '\\';
  return (((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & high ? 0 : 1;
}

/// Writes what stands between the quotes of a string; returns where it ends. It may write over up to 15 bytes behind that, so the room is for
/// `FF_ESCAPED_BYTES` times the bytes and 16 more.
static inline uint8_t *ff_put_escaped(uint8_t *out, const uint8_t *bytes, size_t count) {
  size_t i = 0;
#if defined(__SSE2__)
  while (i + 16 <= count) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + i));
    _mm_storeu_si128((__m128i *)out, block);
    int stop = _mm_movemask_epi8(_mm_or_si128(
        _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block),
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')))));
    if (!stop) {
      out += 16;
      i += 16;
      continue;
    }
    size_t clean = (size_t)__builtin_ctz((unsigned)stop);
    out = ff_put_escaped_byte(out + clean, bytes[i + clean]);
    i += clean + 1;
  }
#endif
  uint64_t block;
  while (i + 8 <= count) {
    memcpy(&block, bytes + i, 8);
    if (!ff_is_unescaped(block)) break;
    memcpy(out, &block, 8);
    out += 8;
    i += 8;
  }
  if (i < count && count >= 8) {
    // The last eight bytes: those of them that are written already stand there as they are.
    size_t back = i + 8 > count ? i + 8 - count : 0;
    memcpy(&block, bytes + count - 8, 8);
    if (back && ff_is_unescaped(block)) {
      memcpy(out - back, &block, 8);
      return out + 8 - back;
    }
  } else if (count >= 4 && i == 0) {
    uint32_t first, last;
    memcpy(&first, bytes, 4);
    memcpy(&last, bytes + count - 4, 4);
    if (ff_is_unescaped((uint64_t)last << 32 | first)) {
      memcpy(out, &first, 4);
      memcpy(out + count - 4, &last, 4);
      return out + count;
    }
  }
  for (; i < count; i++) out = ff_put_escaped_byte(out, bytes[i]);
  return out;
}

/// Writes a string with its quotes; returns where it ends. The room is for `FF_ESCAPED_BYTES` times the bytes and 18 more.
static inline uint8_t *ff_put_string(uint8_t *out, const uint8_t *bytes, size_t count) {
  *out = '"';
  out = ff_put_escaped(out + 1, bytes, count);
  *out = '"';
  return out + 1;
}

/// Writes a row of evidence: bytes that stand before the two numbers, the numbers, and the text between them; returns how many bytes it wrote.
/// The room is for `head_count` and `FF_ESCAPED_BYTES` times `surface_count` bytes, and 80 more.
static inline size_t ff_put_evidence(uint8_t *out, const uint8_t *head, size_t head_count, uint64_t start, uint64_t end, const uint8_t *surface,
                                     size_t surface_count) {
  uint8_t *place = out;
  memcpy(place, head, head_count);
  place = ff_put_number(place + head_count, start);
  memcpy(place, ",\"end\":", 7);
  place = ff_put_number(place + 7, end);
  memcpy(place, ",\"surface\":\"", 12);
  place = ff_put_escaped(place + 12, surface, surface_count);
  memcpy(place, "\"}", 2);
  return (size_t)(place + 2 - out);
}
