// Where patterns may begin, by a token and the two behind it.
//
// Callers promise that what they point to is readable, and that there is room for what is written.
#pragma once
#include "word_runs.h"

/// What is known of the patterns.
typedef struct {
  /// Two bits of one number for the hash of every edge of the trie, see ff_filter_mask, and two more where it leads to a node that an entry ends at or a
  /// gap begins at, see ff_end_mask.
  const uint64_t *filter;
  /// How far the hash of an edge is shifted to be the number of its first bit.
  uint64_t shift;
  /// Two bits of one number for every way of two edges that begins behind the first atom of a pattern, see ff_way_hash.
  const uint64_t *ways;
  /// How far the hash of a way is shifted to be the number of its first bit.
  uint64_t way_shift;
  /// The highest type that satisfies one atom only, the number of which is the type less one. Above are those that satisfy several, and only a walk
  /// can tell what they begin.
  uint32_t single;
  /// The flag of tokens that a pattern may begin with.
  uint32_t begins;
  /// The flag of tokens that may begin a pattern whatever stands behind them: one ends with them, goes on over a gap, or they satisfy several atoms.
  uint32_t alone;
} ff_patterns;

/// Spreads the key of an edge over 64 bits, the highest of which are used (Knuth, The Art of Computer Programming, 6.4).
static const uint64_t ff_edge_mix = 0x9E3779B97F4A7C15;

/// The key of an edge: 28 bits of its node, 24 of its atom, 12 of its code, which is counted from 1, so that no key is 0.
static inline uint64_t ff_edge_key(uint32_t node, uint32_t atom, uint32_t code) {
  return (uint64_t)node << 36 | (uint64_t)(atom & 0xFFFFFF) << 12 | (code + 1);
}

/// The node that an edge begins at, by its key.
static inline uint32_t ff_edge_node(uint64_t key) { return (uint32_t)(key >> 36); }

/// The code of what stands before the token that an edge leads to, by its key.
static inline uint32_t ff_edge_code(uint64_t key) { return (uint32_t)(key & 0xFFF) - 1; }

/// The two bits of an edge in the number `hash >> (shift + 6)` of the filter: a Bloom filter in blocks (Putze, Sanders and Singler, 2007), which looks at
/// one place in memory.
static inline uint64_t ff_filter_mask(uint64_t hash, uint64_t shift) {
  return (uint64_t)1 << (hash >> shift & 63) | (uint64_t)1 << (hash >> (shift - 6) & 63);
}

/// The two bits of an edge behind which a pattern may be over, or go on over a gap.
static inline uint64_t ff_end_mask(uint64_t hash, uint64_t shift) { return ff_filter_mask(hash, shift - 12); }

/// The hash of two edges one behind the other: that of the first, and the atom and the code of the second.
static inline uint64_t ff_way_hash(uint64_t first, uint32_t atom, uint32_t code) {
  return (first >> 20 ^ ff_edge_key(0, atom, code)) * ff_edge_mix;
}

/// Of a start in the list: no pattern goes on behind its token, so that only those count which are over with it.
static const uint32_t ff_stops = 1u << 31;
/// Of a start in the list: no pattern goes on behind the next token, which satisfies one atom.
static const uint32_t ff_stops_behind_next = 1u << 30;
/// The number of the token of a start in the list.
static const uint32_t ff_start_token = (1u << 30) - 1;

/// Lists the tokens that a pattern may begin with, in order, some with `ff_stops` or `ff_stops_behind_next`; there are fewer than 2^30. Returns how many. `starts` has room for `count` + 16.
///
/// By the processor's widest vectors where there are any, which the portable one is the measure of.
size_t ff_pattern_starts(const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts);
size_t ff_pattern_starts_portable(const ff_token *tokens, size_t count, const ff_patterns *patterns, uint32_t *starts);
