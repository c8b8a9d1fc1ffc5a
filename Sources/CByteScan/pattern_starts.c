#include "pattern_starts.h"
#include "wide_vectors.h"
#include <stdbool.h>

/// What two tokens say of the patterns that begin with the first.
typedef struct {
  /// The hash of the edge from one to the other.
  uint64_t hash;
  /// Whether there is such an edge, and whether a pattern may be over behind it.
  bool there, ends;
  /// Whether only a walk can tell.
  bool is_open;
} ff_step;

/// Whether a hash has its bits in a filter.
static inline bool has(uint64_t hash, uint64_t shift, const uint64_t *filter) {
  uint64_t mask = ff_filter_mask(hash, shift);
  return (filter[hash >> (shift + 6)] & mask) == mask;
}

/// Whether a token satisfies several atoms, or a hyphen stands before it.
static inline bool is_open(uint32_t bits, const ff_patterns *patterns) {
  return ((bits >> ff_type_shift) > patterns->single) | ((bits & ff_before) == ff_before);
}

static inline ff_step step(uint32_t bits, uint32_t next, const ff_patterns *patterns) {
  // The node of a single atom has the number of its type.
  uint32_t node = bits >> ff_type_shift, type = next >> ff_type_shift;
  uint64_t hash = ff_edge_key(node, type - 1, (next & ff_before) != 0) * ff_edge_mix;
  uint64_t word = patterns->filter[hash >> (patterns->shift + 6)];
  uint64_t mask = ff_filter_mask(hash, patterns->shift), ends = ff_end_mask(hash, patterns->shift);
  // Over an empty line goes no pattern.
  bool some = (type != 0) & ((next & ff_before) != ff_break_before);
  return (ff_step){hash, some & ((word & mask) == mask), (word & ends) == ends, some & is_open(next, patterns)};
}

/// Whether a way of two edges, the hash of the first of which is known, leads over a token.
static inline bool goes_on(uint64_t hash, uint32_t bits, const ff_patterns *patterns) {
  uint32_t type = bits >> ff_type_shift;
  bool there = has(ff_way_hash(hash, type - 1, (bits & ff_before) != 0), patterns->way_shift, patterns->ways);
  return (there | is_open(bits, patterns)) & (type != 0) & ((bits & ff_before) != ff_break_before);
}

/// The tokens from `first` on; `found` are in the list already.
///
/// Which tokens begin a pattern, and which of these stand before some that go on with it, cannot be foreseen. So there is hardly a branch: a token is
/// written to the list, and the list grows by it or does not; first by what is known of the token, then by the two behind it.
static size_t starts_from(
    const ff_token *tokens, size_t first, size_t count, const ff_patterns *patterns, uint32_t *starts, size_t found) {
  size_t end = found;
  for (size_t i = first; i < count; i++) {
    starts[end] = (uint32_t)i;
    end += (tokens[i].bits & patterns->begins) != 0;
  }
  for (size_t place = found; place < end; place++) {
    size_t i = starts[place];
    uint32_t bits = tokens[i].bits;
    // Behind the last stands what satisfies nothing.
    uint32_t next = i + 1 < count ? tokens[i + 1].bits : 0, third = i + 2 < count ? tokens[i + 2].bits : 0;
    ff_step second = step(bits, next, patterns);
    bool alone = (bits & patterns->alone) != 0, several = bits >> ff_type_shift > patterns->single;
    bool way = second.is_open | several | (second.there & goes_on(second.hash, third, patterns));
    bool pair = second.there & second.ends & !way;
    starts[found] = (uint32_t)i | (way ? 0 : pair ? ff_stops_behind_next : ff_stops);
    found += alone | way | pair;
  }
  return found;
}

#if defined(__x86_64__)
/// Which lanes of a mask have both of two bits in the numbers of a filter; `shift` is that of the first.
WIDE_VECTORS static inline __mmask8 have(__m512i words, __m512i hash, uint64_t shift) {
  const __m512i sixty_three = _mm512_set1_epi64(63), one = _mm512_set1_epi64(1);
  __m512i first = _mm512_and_si512(_mm512_srl_epi64(hash, _mm_cvtsi64_si128((long long)shift)), sixty_three);
  __m512i second = _mm512_and_si512(_mm512_srl_epi64(hash, _mm_cvtsi64_si128((long long)shift - 6)), sixty_three);
  return _mm512_test_epi64_mask(_mm512_srlv_epi64(words, first), one) & _mm512_test_epi64_mask(_mm512_srlv_epi64(words, second), one);
}

/// The numbers of a filter where the bits of hashes stand, for the lanes of a mask.
WIDE_VECTORS static inline __m512i words_of(__m512i hash, uint64_t shift, const uint64_t *filter, __mmask8 asked) {
  __m512i place = _mm512_srl_epi64(hash, _mm_cvtsi64_si128((long long)shift + 6));
  return _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), asked, place, filter, 8);
}

/// Eight atoms and codes as in ff_edge_key, of the bits of eight tokens.
WIDE_VECTORS static inline __m512i atoms_of(__m256i bits) {
  const __m512i one = _mm512_set1_epi64(1);
  __m512i wide = _mm512_cvtepu32_epi64(bits), atom = _mm512_sub_epi64(_mm512_srli_epi64(wide, ff_type_shift), one);
  __m512i code = _mm512_mask_add_epi64(one, _mm512_test_epi64_mask(wide, _mm512_set1_epi64(ff_before)), one, one);
  return _mm512_or_si512(_mm512_slli_epi64(atom, 12), code);
}

/// The hashes of the edges from eight tokens to those behind them.
WIDE_VECTORS static inline __m512i edges_of(__m256i bits, __m256i next) {
  __m512i node = _mm512_srli_epi64(_mm512_cvtepu32_epi64(bits), ff_type_shift);
  return _mm512_mullo_epi64(_mm512_or_si512(_mm512_slli_epi64(node, 36), atoms_of(next)), _mm512_set1_epi64((long long)ff_edge_mix));
}

/// Which of eight pairs have an edge, and in `ends` behind which of these a pattern may be over.
WIDE_VECTORS static inline __mmask8 have_edge(__m256i bits, __m256i next, __mmask8 asked, const ff_patterns *patterns, __mmask8 *ends) {
  __m512i hash = edges_of(bits, next), words = words_of(hash, patterns->shift, patterns->filter, asked);
  __mmask8 there = have(words, hash, patterns->shift);
  *ends = there & have(words, hash, patterns->shift - 12);
  return there;
}

/// Which of eight starts, the edges behind which are there, go on over a third token.
WIDE_VECTORS static inline __mmask8 have_way(__m256i bits, __m256i next, __m256i third, __mmask8 asked, const ff_patterns *patterns) {
  __m512i first = _mm512_srli_epi64(edges_of(bits, next), 20);
  __m512i hash = _mm512_mullo_epi64(_mm512_xor_si512(first, atoms_of(third)), _mm512_set1_epi64((long long)ff_edge_mix));
  return have(words_of(hash, patterns->way_shift, patterns->ways, asked), hash, patterns->way_shift);
}

/// Which of sixteen tokens satisfy several atoms or stand behind a hyphen.
WIDE_VECTORS static inline __mmask16 are_open(__m512i bits, const ff_patterns *patterns) {
  const __m512i before = _mm512_set1_epi32((int)ff_before);
  return _mm512_cmpgt_epu32_mask(_mm512_srli_epi32(bits, ff_type_shift), _mm512_set1_epi32((int)patterns->single)) |
         _mm512_cmpeq_epi32_mask(_mm512_and_si512(bits, before), before);
}

/// Which of sixteen tokens satisfy any atom and do not stand behind an empty line.
WIDE_VECTORS static inline __mmask16 are_some(__m512i bits) {
  __m512i type = _mm512_srli_epi32(bits, ff_type_shift), before = _mm512_and_si512(bits, _mm512_set1_epi32((int)ff_before));
  return _mm512_test_epi32_mask(type, type) & _mm512_cmpneq_epi32_mask(before, _mm512_set1_epi32((int)ff_break_before));
}

/// Lists the starts by what is known of a token and the one behind it, sixteen at a time, as far as there are eighteen; `read` is how many were read.
///
/// Those behind which there is an edge have ff_stops_behind_next, and where a pattern may be over behind that, ff_stops as well.
WIDE_VECTORS static size_t starts_by_pairs(
    const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts, size_t *read) {
  // Every third number is a token's bits: ten of sixteen are in the first two blocks, the others in the third.
  const __m512i two = _mm512_setr_epi32(2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
  const __m512i last = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31);
  const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512i single = _mm512_set1_epi32((int)patterns->single), stop = _mm512_set1_epi32((int)ff_stops), stop_behind = _mm512_set1_epi32((int)ff_stops_behind_next);
  size_t found = 0, i = 0;
  for (; i + 18 <= count; i += 16) {
    const char *block = (const char *)(tokens + i);
    __m512i bits = _mm512_permutex2var_epi32(
        _mm512_permutex2var_epi32(_mm512_loadu_si512(block), two, _mm512_loadu_si512(block + 64)), last, _mm512_loadu_si512(block + 128));
    __m512i next = _mm512_alignr_epi32(_mm512_set1_epi32((int)tokens[i + 16].bits), bits, 1);
    __mmask16 begins = _mm512_test_epi32_mask(bits, _mm512_set1_epi32((int)patterns->begins));
    __mmask16 alone = _mm512_test_epi32_mask(bits, _mm512_set1_epi32((int)patterns->alone));
    __mmask16 several = _mm512_cmpgt_epu32_mask(_mm512_srli_epi32(bits, ff_type_shift), single);
    __mmask16 some = are_some(next), open = some & are_open(next, patterns), asked = begins & some & ~(open | several);
    __mmask8 ends[2];
    __mmask8 low = have_edge(_mm512_castsi512_si256(bits), _mm512_castsi512_si256(next), (__mmask8)asked, patterns, ends);
    __mmask8 high = have_edge(
        _mm512_extracti64x4_epi64(bits, 1), _mm512_extracti64x4_epi64(next, 1), (__mmask8)(asked >> 8), patterns, ends + 1);
    __mmask16 there = asked & (__mmask16)(low | high << 8), over = (__mmask16)(ends[0] | ends[1] << 8);
    __mmask16 stops = ~(there | open | several) | (there & over);
    __mmask16 is_start = begins & (alone | several | open | there);
    __m512i numbers = _mm512_add_epi32(_mm512_set1_epi32((int)i), lanes);
    numbers = _mm512_mask_or_epi32(numbers, stops, numbers, stop);
    numbers = _mm512_mask_or_epi32(numbers, there, numbers, stop_behind);
    _mm512_storeu_si512(starts + found, _mm512_maskz_compress_epi32(is_start, numbers));
    found += (size_t)__builtin_popcount(is_start);
  }
  *read = i;
  return found;
}

/// Sees of the starts behind which there is an edge whether a third token goes on; all of them have two tokens behind them.
WIDE_VECTORS static size_t look_at_thirds(const ff_token *tokens, const ff_patterns *patterns, uint32_t *starts, size_t count) {
  const int *bits_of = (const int *)tokens + 2;
  const __m512i alone = _mm512_set1_epi32((int)patterns->alone), three = _mm512_set1_epi32(3);
  const __m512i stop = _mm512_set1_epi32((int)ff_stops), stop_behind = _mm512_set1_epi32((int)ff_stops_behind_next);
  const __m512i token = _mm512_set1_epi32((int)ff_start_token), none = _mm512_setzero_si512();
  size_t found = 0;
  for (size_t place = 0; place < count; place += 16) {
    __mmask16 inside = count - place < 16 ? (__mmask16)((1u << (count - place)) - 1) : 0xFFFF;
    __m512i numbers = _mm512_loadu_si512(starts + place);
    __mmask16 asked = inside & _mm512_test_epi32_mask(numbers, stop_behind), kept = inside;
    if (asked != 0) {
      __m512i index = _mm512_mullo_epi32(_mm512_and_si512(numbers, token), three);
      __m512i bits = _mm512_mask_i32gather_epi32(none, asked, index, bits_of, 4);
      __m512i next = _mm512_mask_i32gather_epi32(none, asked, index, bits_of + 3, 4);
      __m512i third = _mm512_mask_i32gather_epi32(none, asked, index, bits_of + 6, 4);
      __mmask8 low = have_way(
          _mm512_castsi512_si256(bits), _mm512_castsi512_si256(next), _mm512_castsi512_si256(third), (__mmask8)asked, patterns);
      __mmask8 high = have_way(
          _mm512_extracti64x4_epi64(bits, 1), _mm512_extracti64x4_epi64(next, 1), _mm512_extracti64x4_epi64(third, 1),
          (__mmask8)(asked >> 8), patterns);
      __mmask16 there = are_some(third) & ((__mmask16)(low | high << 8) | are_open(third, patterns));
      __mmask16 way = asked & there, over = _mm512_test_epi32_mask(numbers, stop) & asked & ~way;
      __mmask16 first = asked & ~(way | over) & _mm512_test_epi32_mask(bits, alone);
      kept &= ~asked | way | over | first;
      numbers = _mm512_mask_and_epi32(numbers, asked, numbers, token);
      numbers = _mm512_mask_or_epi32(numbers, over, numbers, stop_behind);
      numbers = _mm512_mask_or_epi32(numbers, first, numbers, stop);
    }
    _mm512_storeu_si512(starts + found, _mm512_maskz_compress_epi32(kept, numbers));
    found += (size_t)__builtin_popcount(kept);
  }
  return found;
}

WIDE_VECTORS static size_t starts_by_sixteen(const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts) {
  size_t read = 0;
  size_t found = starts_by_pairs(tokens, count, patterns, starts, &read);
  found = look_at_thirds(tokens, patterns, starts, found);
  return starts_from(tokens, read, count, patterns, starts, found);
}
#endif

size_t ff_pattern_starts_portable(const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts) {
  return starts_from(tokens, 0, count, patterns, starts, 0);
}

size_t ff_pattern_starts(const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts) {
#if defined(__x86_64__)
  // Beyond that a token's place does not fit into what vectors count with.
  if (ff_has_wide_vectors() && count < (size_t)1 << 29) return starts_by_sixteen(tokens, count, patterns, starts);
#endif
  return ff_pattern_starts_portable(tokens, count, patterns, starts);
}
