#include "pattern_starts.h"
#include "wide_vectors.h"
#include <stdbool.h>

/// Whether a pattern that may begin with a token may go on with the next: 1 or 0.
static inline uint32_t goes_on(uint32_t bits, uint32_t next, const ff_patterns *patterns) {
  // The node of a single atom has the number of its type.
  uint32_t node = bits >> ff_type_shift, type = next >> ff_type_shift;
  uint64_t hash = ff_edge_key(node, type - 1, (next & ff_before) != 0) * ff_edge_mix, mask = ff_filter_mask(hash, patterns->shift);
  bool there = (patterns->filter[hash >> (patterns->shift + 6)] & mask) == mask;
  uint32_t is_open = (type > patterns->single) | ((next & ff_before) == ff_before);
  return (uint32_t)(there | is_open) & (type != 0);
}

/// The tokens from `first` on; `found` are in the list already.
///
/// Which tokens begin a pattern, and which of these stand before one that goes on with it, cannot be foreseen. So there is no branch: a token is
/// written to the list, and the list grows by it or does not; first by what is known of the token, then by the pair.
static size_t starts_from(
    const ff_token *tokens, size_t first, size_t count, const ff_patterns *patterns, int32_t *starts, size_t found) {
  size_t end = found;
  for (size_t i = first; i < count; i++) {
    starts[end] = (int32_t)i;
    end += (tokens[i].bits & patterns->begins) != 0;
  }
  for (size_t place = found; place < end; place++) {
    size_t i = (size_t)starts[place];
    uint32_t bits = tokens[i].bits;
    // Behind the last stands none.
    uint32_t is_last = i + 1 == count;
    starts[found] = (int32_t)i;
    found += is_last | ((bits & patterns->alone) != 0) | goes_on(bits, tokens[i + 1 - is_last].bits, patterns);
  }
  return found;
}

#if defined(__x86_64__)
/// Which of eight pairs have an edge; `code` is counted from 1, as in ff_edge_key.
WIDE_VECTORS static inline __mmask8 have_edge(__m256i node, __m256i atom, __m256i code, __mmask8 asked, const ff_patterns *patterns) {
  __m512i key = _mm512_or_si512(
      _mm512_slli_epi64(_mm512_cvtepu32_epi64(node), 36),
      _mm512_or_si512(_mm512_slli_epi64(_mm512_cvtepu32_epi64(atom), 12), _mm512_cvtepu32_epi64(code)));
  __m512i hash = _mm512_mullo_epi64(key, _mm512_set1_epi64((long long)ff_edge_mix));
  const __m512i sixty_three = _mm512_set1_epi64(63), one = _mm512_set1_epi64(1);
  __m512i first = _mm512_srl_epi64(hash, _mm_cvtsi64_si128((long long)patterns->shift));
  __m512i second = _mm512_srl_epi64(hash, _mm_cvtsi64_si128((long long)patterns->shift - 6));
  __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), asked, _mm512_srli_epi64(first, 6), patterns->filter, 8);
  return _mm512_test_epi64_mask(_mm512_srlv_epi64(words, _mm512_and_si512(first, sixty_three)), one) &
         _mm512_test_epi64_mask(_mm512_srlv_epi64(words, _mm512_and_si512(second, sixty_three)), one);
}

/// The same, sixteen tokens at a time.
WIDE_VECTORS static size_t starts_by_sixteen(const ff_token *tokens, size_t count, const ff_patterns *patterns, int32_t *starts) {
  // Every third number is a token's bits: ten of sixteen are in the first two blocks, the others in the third.
  const __m512i two = _mm512_setr_epi32(2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
  const __m512i third = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
  const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512i single = _mm512_set1_epi32((int)patterns->single), one = _mm512_set1_epi32(1);
  const __m512i before = _mm512_set1_epi32((int)ff_before);
  size_t found = 0, i = 0;
  for (; i + 17 <= count; i += 16) {
    const char *block = (const char *)(tokens + i);
    __m512i bits = _mm512_permutex2var_epi32(
        _mm512_permutex2var_epi32(_mm512_loadu_si512(block), two, _mm512_loadu_si512(block + 64)), third, _mm512_loadu_si512(block + 128));
    __m512i next = _mm512_alignr_epi32(_mm512_set1_epi32((int)tokens[i + 16].bits), bits, 1);
    __m512i type = _mm512_srli_epi32(next, ff_type_shift), gap = _mm512_and_si512(next, before);
    __mmask16 begins = _mm512_test_epi32_mask(bits, _mm512_set1_epi32((int)patterns->begins));
    __mmask16 alone = _mm512_test_epi32_mask(bits, _mm512_set1_epi32((int)patterns->alone));
    __mmask16 open = _mm512_cmpgt_epu32_mask(type, single) | _mm512_cmpeq_epi32_mask(gap, before);
    __mmask16 pairs = begins & ~alone & _mm512_test_epi32_mask(type, type);
    __mmask16 asked = pairs & ~open;
    __m512i node = _mm512_srli_epi32(bits, ff_type_shift), atom = _mm512_sub_epi32(type, one);
    __m512i code = _mm512_mask_add_epi32(one, _mm512_test_epi32_mask(gap, gap), one, one);
    __mmask16 low = have_edge(
        _mm512_castsi512_si256(node), _mm512_castsi512_si256(atom), _mm512_castsi512_si256(code), (__mmask8)asked, patterns);
    __mmask16 high = have_edge(
        _mm512_extracti64x4_epi64(node, 1), _mm512_extracti64x4_epi64(atom, 1), _mm512_extracti64x4_epi64(code, 1),
        (__mmask8)(asked >> 8), patterns);
    __mmask16 is_start = (begins & alone) | (pairs & open) | (asked & (__mmask16)(low | high << 8));
    _mm512_storeu_si512(starts + found, _mm512_maskz_compress_epi32(is_start, _mm512_add_epi32(_mm512_set1_epi32((int)i), lanes)));
    found += (size_t)__builtin_popcount(is_start);
  }
  return starts_from(tokens, i, count, patterns, starts, found);
}
#endif

size_t ff_pattern_starts_portable(const ff_token *tokens, size_t count, const ff_patterns *patterns, int32_t *starts) {
  return starts_from(tokens, 0, count, patterns, starts, 0);
}

size_t ff_pattern_starts(const ff_token *tokens, size_t count, const ff_patterns *patterns, int32_t *starts) {
#if defined(__x86_64__)
  if (ff_has_wide_vectors()) return starts_by_sixteen(tokens, count, patterns, starts);
#endif
  return ff_pattern_starts_portable(tokens, count, patterns, starts);
}
