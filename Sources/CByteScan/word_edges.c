#include "word_runs.h"
#include "byte_scan.h"
#include "wide_vectors.h"
#include <string.h>

/// Bit i is set where a run begins at byte i or ended before it; of `left` bytes those behind are none of them.
static inline uint64_t changes(uint64_t mask, size_t left, uint64_t *open) {
  uint64_t change = mask ^ (mask << 1 | *open);
  if (left >= 64) {
    *open = mask >> 63;
    return change;
  }
  // Behind the last byte nothing is known yet: a run that is open there has no end.
  *open = mask >> (left - 1) & 1;
  return change & (((uint64_t)1 << left) - 1);
}

/// The numbers of 64 bytes are written eight at a time without asking for each whether there is one more, because that cannot be foreseen; what is too
/// much is written over by the next.
size_t ff_word_edges_portable(const uint8_t *bytes, size_t count, uint32_t base, uint64_t *carry, uint32_t *edges) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += 64) {
    size_t left = count - start;
    uint8_t tail[64] = {0};
    if (left < 64) memcpy(tail, bytes + start, left);
    uint64_t change = changes(ff_word_mask(left < 64 ? tail : bytes + start), left, carry);
    size_t number = (size_t)__builtin_popcountll(change);
    uint32_t *next = edges + found;
    uint32_t first = base + (uint32_t)start;
    for (size_t written = 0; written < number; written += 8) {
      for (int i = 0; i < 8; i++) {
        next[written + (size_t)i] = first + (uint32_t)__builtin_ctzll(change | (uint64_t)1 << 63);
        change &= change - 1;
      }
    }
    found += number;
  }
  return found;
}

#if defined(__x86_64__)
/// The same where the processor picks the set bits of a mask out in one step.
WIDE_VECTORS static size_t edges_by_sixty_four(
    const uint8_t *bytes, size_t count, uint32_t base, uint64_t *carry, uint32_t *edges) {
  static const uint8_t numbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i lanes = _mm512_loadu_si512(numbers);
  size_t found = 0;
  for (size_t start = 0; start < count; start += 64) {
    size_t left = count - start;
    __mmask64 there = left < 64 ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
    __m512i block = _mm512_maskz_loadu_epi8(there, bytes + start);
    __m512i letter = _mm512_sub_epi8(_mm512_or_si512(block, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
    __m512i digit = _mm512_sub_epi8(block, _mm512_set1_epi8('0'));
    uint64_t mask = _mm512_cmple_epu8_mask(letter, _mm512_set1_epi8(25)) | _mm512_cmple_epu8_mask(digit, _mm512_set1_epi8(9)) |
                    _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('_')) | _mm512_movepi8_mask(block);
    uint64_t change = changes(mask, left, carry);
    __m512i picked = _mm512_maskz_compress_epi8(change, lanes);
    __m512i first = _mm512_set1_epi32((int)(base + (uint32_t)start));
    size_t number = (size_t)__builtin_popcountll(change);
    uint32_t *next = edges + found;
    _mm512_storeu_si512(next, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(picked))));
    _mm512_storeu_si512(next + 16, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(picked, 1))));
    if (number > 32) {
      _mm512_storeu_si512(next + 32, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(picked, 2))));
      _mm512_storeu_si512(next + 48, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(picked, 3))));
    }
    found += number;
  }
  return found;
}
#endif

size_t ff_word_edges(const uint8_t *bytes, size_t count, uint32_t base, uint64_t *carry, uint32_t *edges) {
#if defined(__x86_64__)
  if (ff_has_wide_vectors()) return edges_by_sixty_four(bytes, count, base, carry, edges);
#endif
  return ff_word_edges_portable(bytes, count, base, carry, edges);
}
