// Decision trees for 16 rows at once: a tree's questions are asked of all rows, whether a row comes by them or not, so that nothing waits for an answer.
#pragma once
#include <stdint.h>
#include <string.h>

/// How many rows are judged together.
#define FF_TREE_ROWS 16

typedef float ff_tree_numbers __attribute__((vector_size(4 * FF_TREE_ROWS), aligned(4)));
typedef uint32_t ff_tree_bits __attribute__((vector_size(4 * FF_TREE_ROWS), aligned(4)));

/// One question: what is more than the threshold cannot come to the answers that lie to the left.
typedef struct {
  float threshold;
  uint32_t kept;
  int32_t feature;
} ff_tree_question;

/// Adds the answers of a tree for 16 rows to their sums.
///
/// `columns` holds 16 numbers for every feature, `answers` the tree's answers from left to right. QuickScorer's way (Lucchese et al. 2015), several rows at a time
/// (Lucchese et al. 2016): what is left of the answers' bits begins with the one that the row comes to.
static inline void ff_add_tree(
    const float *columns, const ff_tree_question *questions, int32_t count, const float *answers, float *sums) {
  ff_tree_bits left = ~(ff_tree_bits){0};
  for (int32_t index = 0; index < count; index++) {
    const ff_tree_question question = questions[index];
    ff_tree_numbers numbers;
    memcpy(&numbers, columns + (int64_t)question.feature * FF_TREE_ROWS, sizeof numbers);
    left &= (ff_tree_bits)(numbers <= question.threshold) | question.kept;
  }
  for (int row = 0; row < FF_TREE_ROWS; row++) sums[row] += answers[__builtin_ctz(left[row])];
}
