// The number of allocations of the process so far, counted by taking malloc's place.
#pragma once
#include <stdint.h>

int64_t ff_allocation_count(void);
