// Vectors of 64 bytes, where the processor has them: asked for when the program runs, since it is built for all.
#pragma once
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>

/// Of a function that is called only where there are such vectors.
#define WIDE_VECTORS __attribute__((target("avx512f,avx512bw,avx512dq,avx512vbmi2,popcnt,bmi")))

static inline bool ff_has_wide_vectors(void) {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi2");
}
#endif
