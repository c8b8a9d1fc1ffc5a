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
