// Questions about a block of bytes that Swift's SIMD types cannot answer in one step (they have no move-mask).
//
// SSE2 is part of every x86-64; elsewhere plain loops give the same answers. Callers promise that what they point to is readable.
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

/// Bit i is set where byte i of 64 belongs to a scalar beyond ASCII.
static inline uint64_t ff_high_mask(const uint8_t *block) {
  uint64_t mask = 0;
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * part));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << (16 * part);
  }
#else
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(block[i] >> 7) << i;
#endif
  return mask;
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
