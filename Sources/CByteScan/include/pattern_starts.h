// Where patterns may begin, by a token and the one behind it.
//
// Callers promise that what they point to is readable, and that there is room for what is written.
#pragma once
#include "word_runs.h"

/// What is known of the patterns.
typedef struct {
  /// Two bits of one number for the hash of every edge of the trie, see ff_filter_mask.
  const uint64_t *filter;
  /// How far the hash of an edge is shifted to be the number of its first bit.
  uint64_t shift;
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

/// The two bits of an edge in the number `hash >> (shift + 6)` of the filter: a Bloom filter in blocks (Putze, Sanders and Singler, 2007), which looks at
/// one place in memory.
static inline uint64_t ff_filter_mask(uint64_t hash, uint64_t shift) {
  return (uint64_t)1 << (hash >> shift & 63) | (uint64_t)1 << (hash >> (shift - 6) & 63);
}

/// Lists the tokens that a pattern may begin with, in order; returns how many. `starts` has room for `count` + 16.
///
/// By the processor's widest vectors where there are any, which the portable one is the measure of.
size_t ff_pattern_starts(const ff_token *tokens, size_t count, const ff_patterns *patterns, int32_t *starts);
size_t ff_pattern_starts_portable(const ff_token *tokens, size_t count, const ff_patterns *patterns, int32_t *starts);
