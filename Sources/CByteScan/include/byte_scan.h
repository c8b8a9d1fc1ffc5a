// Questions about a block of bytes that Swift's SIMD types cannot answer in one step (they have no move-mask).
//
// SSE2 is part of every x86-64; elsewhere plain loops give the same answers. Callers promise that what they point to is readable. What writes bytes
// stands in json_bytes.h.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Bit i is set where byte i of 64 is an ASCII letter, digit or underscore, or part of a scalar beyond ASCII.
static inline uint64_t ff_word_mask(const uint8_t *block) {
#if defined(__SSE2__)
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * part));
    __m128i letter = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    __m128i word = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
                     _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit)),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')), bytes));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
  }
  return mask;
#else
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) {
    uint8_t byte = block[i];
    uint8_t letter = (uint8_t)((byte | 0x20) - 'a'), digit = (uint8_t)(byte - '0');
    mask |= (uint64_t)(letter < 26 || digit < 10 || byte == '_' || byte >= 0x80) << i;
  }
  return mask;
#endif
}

/// How many bytes stand before the first that JSON has to escape in a string: a quote, a backslash, a control.
static inline size_t ff_unescaped_prefix(const uint8_t *bytes, size_t count) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 16 <= count; i += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i stop = _mm_or_si128(
        _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block),
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')),
                     _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))));
    int mask = _mm_movemask_epi8(stop);
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; i < count; i++)
    if (bytes[i] < 0x20 || bytes[i] == '"' || bytes[i] == '\\') return i;
  return count;
}

/// How many bytes stand before the first that is neither visible ASCII nor a single blank; a blank at the start or at the end is not counted.
static inline size_t ff_visible_prefix(const uint8_t *bytes, size_t count) {
  size_t i = 0;
  if (count == 0 || bytes[0] == 0x20) return 0;
#if defined(__SSE2__)
  unsigned carry = 0;
  for (; i + 16 <= count; i += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + i));
    // Signed: bytes from 0x80 on are below zero, so that one comparison finds them and the controls.
    unsigned stop = (unsigned)_mm_movemask_epi8(_mm_or_si128(
        _mm_cmplt_epi8(block, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7F))));
    unsigned blank = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(0x20)));
    stop |= blank & (blank << 1 | carry);
    if (stop) {
      i += (size_t)__builtin_ctz(stop);
      return bytes[i - (i > 0)] == 0x20 ? i - 1 : i;
    }
    carry = blank >> 15;
  }
#endif
  for (; i < count; i++)
    if (bytes[i] < 0x20 || bytes[i] >= 0x7F || (bytes[i] == 0x20 && i > 0 && bytes[i - 1] == 0x20)) break;
  return i > 0 && bytes[i - 1] == 0x20 ? i - 1 : i;
}

/// How many bytes stand before the first that is beyond ASCII.
static inline size_t ff_ascii_prefix(const uint8_t *bytes, size_t count) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 16 <= count; i += 16) {
    int mask = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(bytes + i)));
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  while (i < count && bytes[i] < 0x80) i++;
  return i;
}

/// How many bytes begin a scalar: all but the continuation bytes of UTF-8.
static inline size_t ff_code_points(const uint8_t *bytes, size_t count) {
  size_t points = 0, i = 0;
#if defined(__SSE2__)
  while (i + 16 <= count) {
    // A lane counts up to 255 blocks before its sum is taken.
    __m128i lanes = _mm_setzero_si128();
    for (int block = 0; block < 255 && i + 16 <= count; block++, i += 16) {
      __m128i piece = _mm_loadu_si128((const __m128i *)(bytes + i));
      // Signed: continuation bytes are the lowest.
      lanes = _mm_sub_epi8(lanes, _mm_cmpgt_epi8(piece, _mm_set1_epi8(-65)));
    }
    __m128i sums = _mm_sad_epu8(lanes, _mm_setzero_si128());
    points += (size_t)_mm_cvtsi128_si64(sums) + (size_t)_mm_cvtsi128_si64(_mm_srli_si128(sums, 8));
  }
#endif
  for (; i < count; i++) points += (int8_t)bytes[i] > -65;
  return points;
}

/// How many of the bytes are a certain one.
static inline size_t ff_count_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t found = 0, i = 0;
#if defined(__SSE2__)
  while (i + 16 <= count) {
    __m128i lanes = _mm_setzero_si128();
    for (int block = 0; block < 255 && i + 16 <= count; block++, i += 16) {
      __m128i piece = _mm_loadu_si128((const __m128i *)(bytes + i));
      lanes = _mm_sub_epi8(lanes, _mm_cmpeq_epi8(piece, _mm_set1_epi8((char)byte)));
    }
    __m128i sums = _mm_sad_epu8(lanes, _mm_setzero_si128());
    found += (size_t)_mm_cvtsi128_si64(sums) + (size_t)_mm_cvtsi128_si64(_mm_srli_si128(sums, 8));
  }
#endif
  for (; i < count; i++) found += bytes[i] == byte;
  return found;
}

/// How many bytes stand before the first that is a certain one.
static inline size_t ff_find_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  const uint8_t *found = count ? (const uint8_t *)memchr(bytes, byte, count) : NULL;
  return found ? (size_t)(found - bytes) : count;
}

/// Whether 64 bytes are ASCII and letters of Latin-1 (lead byte C3) alone.
static inline int ff_is_latin(const uint8_t *block) {
#if defined(__SSE2__)
  const __m128i *parts = (const __m128i *)block;
  if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(_mm_loadu_si128(parts), _mm_loadu_si128(parts + 1)),
                                     _mm_or_si128(_mm_loadu_si128(parts + 2), _mm_loadu_si128(parts + 3)))) == 0)
    return 1;
  __m128i strange = _mm_setzero_si128();
  for (int part = 0; part < 4; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * part));
    __m128i lead = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xC3)),
                                    _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8((char)0xC0)), bytes));
    // The signs of multiplication and division stand among the letters.
    __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0x97)),
                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xB7)));
    strange = _mm_or_si128(strange, _mm_or_si128(lead, sign));
  }
  return _mm_movemask_epi8(strange) == 0;
#else
  for (int i = 0; i < 64; i++)
    if ((block[i] >= 0xC0 && block[i] != 0xC3) || block[i] == 0x97 || block[i] == 0xB7) return 0;
  return 1;
#endif
}

/// Counts the words that begin among `count` bytes, 64 at a time, as long as these are ASCII and letters of Latin-1; returns how many bytes it took, which
/// end with a scalar. `inside` is 1 where a word goes on from before the first byte, and says afterwards whether one goes on behind the last. `room` bytes
/// are readable: what stands behind the `count` is not counted, but it decides whether 64 bytes can be taken at a time.
static inline size_t ff_latin_words(const uint8_t *bytes, size_t count, size_t room, uint64_t *inside, size_t *words) {
  size_t i = 0;
  uint64_t open = *inside;
  while (i < count && i + 64 <= room && ff_is_latin(bytes + i)) {
    // A letter that goes on behind the block is left to the next one.
    size_t length = bytes[i + 63] < 0xC0 ? 64 : 63;
    if (length > count - i) length = count - i;
    uint64_t own = ff_word_mask(bytes + i) & ~(uint64_t)0 >> (64 - length);
    *words += (size_t)__builtin_popcountll(own & ~(own << 1 | open));
    open = own >> (length - 1) & 1;
    i += length;
  }
  *inside = open;
  return i;
}

/// How many bytes stand before the first that may begin a sign that ends sentences: . ! ? and the lead bytes of the wide ones (E2, E3, EF).
static inline size_t ff_sentence_prefix(const uint8_t *bytes, size_t count) {
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 16 <= count; i += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i narrow = _mm_or_si128(
        _mm_cmpeq_epi8(block, _mm_set1_epi8('.')),
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('!')), _mm_cmpeq_epi8(block, _mm_set1_epi8('?'))));
    __m128i wide = _mm_or_si128(
        _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xE2)),
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xE3)),
                     _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xEF))));
    int mask = _mm_movemask_epi8(_mm_or_si128(narrow, wide));
    if (mask) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; i < count; i++) {
    uint8_t byte = bytes[i];
    if (byte == '.' || byte == '!' || byte == '?' || byte == 0xE2 || byte == 0xE3 || byte == 0xEF) return i;
  }
  return count;
}
