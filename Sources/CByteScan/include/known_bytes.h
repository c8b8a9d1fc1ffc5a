// Bytes of an encoding of one or two bytes a character to UTF-8, as far as tables know them.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// What stands in the tables for bytes that no character begins with: U+FFFD, a mark in the highest bit.
static const uint64_t ff_ill_formed = UINT64_C(0x8300000000BDBFEF);

/// Decodes bytes up to the first that the tables do not know, or until `room` may be too little.
///
/// An entry of the tables holds the UTF-8 of a character from the lowest byte up and the number of its bytes in the highest; 0 where nothing is known. `rows`
/// has for every first byte where its 256 pairs begin in `pairs`, or less than 0. Of what is ill-formed one byte is taken. Returns how many bytes were
/// taken; `written` and `wrong` are how many were written and how many were ill-formed. Nothing depends on whether a byte is ASCII, as noise has both.
static inline size_t ff_decode_known(
    const uint8_t *in, size_t count, const uint64_t *singles, const int64_t *rows, const uint64_t *pairs, uint8_t *out, size_t room,
    size_t *written, size_t *wrong) {
  size_t taken = 0, place = 0, errors = 0;
  while (taken < count && place + 8 <= room) {
    const uint8_t first = in[taken];
    uint64_t entry = singles[first];
    size_t length = 1;
    if (entry == 0) {
      if (taken + 1 >= count || rows[first] < 0) break;
      entry = pairs[(size_t)rows[first] + in[taken + 1]];
      if (entry == 0) break;
      length = 2 - (size_t)(entry >> 63);
    }
    for (int byte = 0; byte < 8; byte++) out[place + (size_t)byte] = (uint8_t)(entry >> (8 * byte));
    errors += (size_t)(entry >> 63);
    place += (size_t)(entry >> 56 & 0x7F);
    taken += length;
  }
  *written = place;
  *wrong = errors;
  return taken;
}
