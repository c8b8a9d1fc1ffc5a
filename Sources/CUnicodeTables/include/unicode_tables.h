// Look-ups in the pinned Unicode tables (tables.c, written by Tools/unicode-tables.py).
//
// They are C because the Swift compiler takes minutes over array literals of this size; they are `static inline`
// because they stand in the scan's inner loop. Every function is total: any 32-bit value is answered.
#pragma once
#include <stdint.h>
#include "unicode_counts.h"

extern const uint16_t ff_fold_index[];
extern const uint32_t ff_fold_blocks[];
extern const uint16_t ff_marked_index[];
extern const uint32_t ff_marked_blocks[];
extern const uint16_t ff_cased_index[];
extern const uint32_t ff_cased_blocks[];
extern const uint32_t ff_fold_pool[];
extern const uint32_t ff_decomposed[];
extern const uint16_t ff_decomposition_start[];
extern const uint32_t ff_decomposition[];
extern const uint32_t ff_compose_first[];
extern const uint32_t ff_compose_second[];
extern const uint32_t ff_compose_result[];
extern const uint32_t ff_combining[];
extern const uint8_t ff_combining_class[];

/// What lies behind the tables: tags and selectors of variants, which are passed over (class 5) and fold to nothing, and what no standard has assigned yet.
static inline uint32_t ff_unicode_beyond(uint32_t scalar) {
  return scalar >> 12 == 0xE0 ? (uint32_t)5 << 24 | 0x200000 | FF_POOL_NOTHING : scalar & 0x1FFFFF;
}

/// Bits 0-20 the folded scalar, or with bit 21 where its expansion stands in the pool; bit 22 "may change under NFC";
/// bits 24-27 the class; bit 28 upper case, bit 29 lower case, bit 30 number.
static inline uint32_t ff_unicode_entry(uint32_t scalar) {
  if (scalar >= FF_TABLE_LIMIT) return ff_unicode_beyond(scalar);
  uint32_t value = ff_fold_blocks[((uint32_t)ff_fold_index[scalar >> 6] << 6) | (scalar & 63)];
  return (value & 0x200000) ? value : value ^ scalar;
}

/// As `ff_unicode_entry`, bits 0-21 only, but with diacritics kept: the fold that `diacritics: exact` compares.
static inline uint32_t ff_unicode_marked(uint32_t scalar) {
  if (scalar >= FF_TABLE_LIMIT) return ff_unicode_beyond(scalar);
  uint32_t value = ff_marked_blocks[((uint32_t)ff_marked_index[scalar >> 6] << 6) | (scalar & 63)];
  return (value & 0x200000) ? value : value ^ scalar;
}

/// As `ff_unicode_marked`, but with case kept too: what `case: exact` compares.
static inline uint32_t ff_unicode_cased(uint32_t scalar) {
  if (scalar >= FF_TABLE_LIMIT) return ff_unicode_beyond(scalar);
  uint32_t value = ff_cased_blocks[((uint32_t)ff_cased_index[scalar >> 6] << 6) | (scalar & 63)];
  return (value & 0x200000) ? value : value ^ scalar;
}

static inline uint32_t ff_unicode_pool(uint32_t index) { return ff_fold_pool[index]; }

static inline int32_t ff_find(const uint32_t *table, uint32_t count, uint32_t key) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (table[middle] < key) low = middle + 1; else high = middle;
  }
  return low < count && table[low] == key ? (int32_t)low : -1;
}

/// Where the full canonical decomposition of a scalar begins (its length first, then its scalars), or -1.
static inline int32_t ff_unicode_decomposition(uint32_t scalar) {
  int32_t i = ff_find(ff_decomposed, FF_DECOMPOSED_COUNT, scalar);
  return i < 0 ? -1 : (int32_t)ff_decomposition_start[i];
}

static inline uint32_t ff_unicode_decomposed(int32_t at) { return ff_decomposition[at]; }

/// The canonical combining class of a scalar.
static inline uint8_t ff_unicode_combining(uint32_t scalar) {
  if (scalar < 0x300) return 0;
  int32_t i = ff_find(ff_combining, FF_COMBINING_COUNT, scalar);
  return i < 0 ? 0 : ff_combining_class[i];
}

/// The primary composite of two scalars (Hangul apart), or 0.
static inline uint32_t ff_unicode_compose(uint32_t first, uint32_t second) {
  uint32_t low = 0, high = FF_COMPOSE_COUNT;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (ff_compose_first[middle] < first
        || (ff_compose_first[middle] == first && ff_compose_second[middle] < second)) low = middle + 1;
    else high = middle;
  }
  return low < FF_COMPOSE_COUNT && ff_compose_first[low] == first && ff_compose_second[low] == second
    ? ff_compose_result[low] : 0;
}
