// Runs of word bytes: where they are, and the words among them that are known already. Nearly all of a text in Latin letters goes through these two
// loops, which take more instructions over Swift's spans, and Swift has no way to ask for memory ahead of time.
//
// Callers promise that what they point to is readable, and that there is room for what is written.
#pragma once
#include <stdint.h>
#include <stddef.h>

/// The answer for a word or a sign that was not seen before.
static const uint32_t ff_unknown = UINT32_MAX;
/// The answer for a run that is several tokens.
static const uint32_t ff_several = UINT32_MAX - 1;

/// One token, as the matcher keeps it: its first byte, the byte behind its last, its bits.
typedef struct {
  uint32_t start, end, bits;
} ff_token;

/// How far a token's bits are shifted to be its type.
static const uint32_t ff_type_shift = 9;

/// What is known: an open-addressed table of runs of up to 16 bytes, and the bits of signs.
///
/// A slot is four numbers: both halves of the run, its bits, and where these say that it is several tokens which parts they are: the number of the first
/// above bit 32, how many of them are words above bit 8, how many they are.
typedef struct {
  /// The first slot.
  const uint64_t *slots;
  /// How far a hash is shifted to be the number of a slot.
  uint64_t shift;
  /// How many slots behind its own a run may stand.
  size_t reach;
  /// The tokens of runs that are several, counted from where the run begins.
  const ff_token *parts;
  /// The bits of the scalars below 256; 0 for the blank, ff_unknown for what has to be looked at by other means.
  const uint32_t *signs;
} ff_known;

/// Where a reader is.
typedef struct {
  /// How many tokens there are.
  size_t count;
  /// Where the gap before the next token begins.
  size_t last;
  /// How many of the tokens are words.
  size_t words;
  /// What stands before the next token.
  uint32_t before;
  /// How many line ends stand before it.
  uint32_t line_ends;
} ff_place;

/// What stands before a token: a blank.
static const uint32_t ff_blank_before = 1;
/// The bits of what stands before a token; all of them are a hyphen or dash.
static const uint32_t ff_before = 3;
/// What stands before a token: an empty line, over which no pattern goes.
static const uint32_t ff_break_before = 2;
/// What stands before a token: a word that ends with a soft hyphen. The same flag of a word says that it ends so.
static const uint32_t ff_soft = 128;

/// Where runs of word bytes (see ff_word_mask) begin and end among `count` bytes, in order: the numbers of the bytes, counted from `base`.
///
/// `carry` is 1 where a run was open before the first byte, and says afterwards whether one is open behind the last. `edges` has room for
/// `count` + 72 numbers. Returns how many there are. By the processor's widest vectors where there are any, which the portable one is the measure of.
size_t ff_word_edges(const uint8_t *bytes, size_t count, uint32_t base, uint64_t *carry, uint32_t *edges);
size_t ff_word_edges_portable(const uint8_t *bytes, size_t count, uint32_t base, uint64_t *carry, uint32_t *edges);

/// The number of the first slot of a run: the upper bits of two products (multiply-shift, Dietzfelbinger et al., 1997).
static inline size_t ff_word_home(uint64_t low, uint64_t high, uint64_t shift) {
  return (size_t)((low * 0x9E3779B97F4A7C15u ^ high * 0xD6E8FEB86659FD93u) >> shift);
}

/// The slot of a run, or one that says ff_unknown.
const uint64_t *ff_word_search(const ff_known *known, uint64_t low, uint64_t high);

/// Reads the runs `first..<runs` of a text of `count` bytes as long as they are known words behind known signs; returns the first run that is something
/// else.
///
/// `edges` has where runs begin and end. `masks` has two numbers for each length up to 16: which bytes of 16 are the word's own. There is room for two
/// tokens a run, and behind these for `spare` more. Nothing stands before the first.
size_t ff_read_known(
    const uint8_t *text, size_t count, const uint32_t *edges, size_t first, size_t runs, const uint64_t *masks,
    const ff_known *known, ff_token *tokens, size_t spare, ff_place *place);

/// Asks for the memory where words of runs would be known to be brought near, so that reading them does not wait for one after another.
void ff_ask_for_words(
    const uint8_t *text, size_t count, const uint32_t *edges, size_t runs, const uint64_t *masks, const ff_known *known);
