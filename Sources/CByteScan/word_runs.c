#include "word_runs.h"
#include <stdbool.h>
#include <string.h>

__attribute__((noinline)) const uint64_t *ff_word_search(const ff_known *known, uint64_t low, uint64_t high) {
  static const uint64_t nothing[4] = {0, 0, ff_unknown, 0};
  const uint64_t *slot = known->slots + 4 * ff_word_home(low, high, known->shift);
  const uint64_t *end = slot + 4 * known->reach;
  for (; slot[0] != 0; slot += 4) {
    if (slot[0] == low && slot[1] == high) return slot;
    if (slot == end) break;
  }
  return nothing;
}

/// What the loop over runs does not need for most of them, so that it keeps the rest at hand.
typedef struct {
  /// How many tokens more than two a run there is room for.
  size_t spare;
  /// How many more words than runs there were.
  size_t words;
  /// Where the gap before the next token begins, and what stands before that.
  size_t last;
  uint32_t before;
  /// How many line ends stand before it.
  uint32_t line_ends;
  /// Whether the rest has to be read by other means.
  bool is_over;
} ff_rest;

/// What stands before a token behind so many line ends.
static inline uint32_t behind(uint32_t before, uint32_t line_ends) { return line_ends > 1 ? ff_break_before : before; }

/// What a byte of a gap says of what stands before the next token; 0 for signs, which are tokens themselves.
static const uint8_t line_end = 4;
static const uint8_t blanks[256] = {[' '] = ff_blank_before, ['\n'] = ff_blank_before | line_end, ['-'] = ff_before};

/// Reads the signs, blanks, line ends and hyphens from `last` up to a run one by one, as far as they are known; returns where their tokens end.
///
/// Blanks of other kinds never are, nor a hyphen at a line end, which may divide a word; a mark at the beginning of the run may belong to the sign before it.
/// Which of them a byte is cannot be foreseen, so there is no branch.
static __attribute__((noinline)) ff_token *read_gap(
    const uint8_t *text, size_t last, size_t start, const ff_known *known, ff_token *next, ff_rest *rest) {
  uint32_t before = 0, line_ends = 0;
  size_t place = last;
  bool is_over = start - last > rest->spare;
  if (!is_over) rest->spare -= start - last;
  for (; place < start && !is_over; place++) {
    uint8_t byte = text[place], following = text[place + 1];
    uint32_t blank = blanks[byte], bits = known->signs[byte];
    bool is_sign = blank == 0, takes_mark = (following >= 0x80) & (place + 1 == start), divides = (blank == ff_before) & (following == '\n');
    is_over = (is_sign & ((bits == ff_unknown) | takes_mark)) | divides;
    if (is_over) break;
    *next = (ff_token){(uint32_t)place, (uint32_t)place + 1, bits | behind(before, line_ends)};
    next += is_sign;
    // Behind a sign stands nothing yet.
    uint32_t kept = (uint32_t)is_sign - 1;
    before = (before & kept) | (blank & ff_before);
    line_ends = (line_ends & kept) + (blank / line_end);
  }
  *rest = (ff_rest){rest->spare, rest->words, place, before, line_ends, is_over};
  return next;
}

/// Reads a run of several tokens; returns where these end.
static __attribute__((noinline)) ff_token *read_several(
    const ff_known *known, const uint64_t *slot, uint32_t start, uint32_t before, ff_token *next, ff_rest *rest) {
  const ff_token *part = known->parts + (slot[3] >> 32);
  uint32_t number = slot[3] & 0xFF;
  rest->is_over = number > rest->spare;
  if (rest->is_over) return next;
  rest->spare -= number;
  rest->words += (slot[3] >> 8 & 0xFF) - 1;
  for (const ff_token *end = part + number; part < end; part++) {
    *next++ = (ff_token){start + part->start, start + part->end, part->bits | before};
    before = 0;
  }
  rest->before = next[-1].bits & ff_soft;
  return next;
}

void ff_ask_for_words(
    const uint8_t *text, size_t count, const uint32_t *edges, size_t runs, const uint64_t *masks, const ff_known *known) {
  const uint64_t *slots = known->slots;
  uint64_t shift = known->shift;
  while (runs > 0 && (size_t)edges[2 * runs - 2] + 16 > count) runs--;
  for (size_t run = 0; run < runs; run++) {
    size_t start = edges[2 * run], length = edges[2 * run + 1] - start;
    length = length > 16 ? 16 : length;
    uint64_t key[2];
    memcpy(key, text + start, 16);
    size_t home = ff_word_home(key[0] & masks[2 * length], key[1] & masks[2 * length + 1], shift);
    __builtin_prefetch(slots + 4 * home, 0, 3);
  }
}

size_t ff_read_known(
    const uint8_t *text, size_t count, const uint32_t *edges, size_t first, size_t runs, const uint64_t *masks,
    const ff_known *known, ff_token *tokens, size_t spare, ff_place *place) {
  // Held here, so that no word waits for what the one before it wrote.
  const uint64_t *slots = known->slots;
  const uint32_t *signs = known->signs;
  uint64_t shift = known->shift;
  ff_token *next = tokens + place->count;
  size_t last = place->last;
  uint32_t before = 0;
  ff_rest rest = {spare, 0, 0, 0, 0, false};
  uint32_t line_ends = 0;
  // Of the last runs there may be less than the 16 bytes that are taken at once.
  while (runs > first && (size_t)edges[2 * runs - 2] + 16 > count) runs--;
  size_t run = first;
  while (run < runs) {
    size_t start = edges[2 * run], end = edges[2 * run + 1], length = end - start;
    if (length > 16) break;
    // A blank, two of them, or a sign and a blank; which of them it is cannot be foreseen, so there is no branch.
    uint8_t sign = text[last];
    uint32_t bits = signs[sign];
    if (start - last - 1 <= 1 && text[start - 1] == ' ' && bits != ff_unknown) {
      *next = (ff_token){(uint32_t)last, (uint32_t)last + 1, bits};
      next += sign != ' ';
      before = ff_blank_before;
      line_ends = 0;
      last = start;
    } else {
      next = read_gap(text, last, start, known, next, &rest);
      last = rest.last;
      before = rest.before;
      line_ends = rest.line_ends;
      if (rest.is_over) break;
      before = behind(before, line_ends);
    }
    uint64_t key[2];
    memcpy(key, text + start, 16);
    uint64_t low = key[0] & masks[2 * length], high = key[1] & masks[2 * length + 1];
    const uint64_t *slot = slots + 4 * ff_word_home(low, high, shift);
    if (slot[0] != low || slot[1] != high) slot = ff_word_search(known, low, high);
    bits = (uint32_t)slot[2];
    // What is unknown has all bits, what is several tokens and a soft hyphen this one too.
    if (bits & ff_soft) {
      if (bits == ff_unknown) break;
      if (bits == ff_several) {
        next = read_several(known, slot, (uint32_t)start, before, next, &rest);
        if (rest.is_over) break;
        before = rest.before;
      } else {
        *next++ = (ff_token){(uint32_t)start, (uint32_t)end, bits | before};
        before = ff_soft;
      }
      last = end;
      run++;
      if (before != 0) break;
      continue;
    }
    *next++ = (ff_token){(uint32_t)start, (uint32_t)end, bits | before};
    last = end;
    before = 0;
    run++;
  }
  // What stands before the next token as it was read, since more may come before it.
  if (before == ff_break_before) before = rest.before;
  if ((before & ff_before) == 0) line_ends = 0;
  *place = (ff_place){(size_t)(next - tokens), last, place->words + rest.words + (run - first), before, line_ends};
  return run;
}
