// The hash of str and bytes: 64 bits, seeded once a process (PYTHONHASHSEED makes it the same every time: CPython's).
#pragma once

#include <cstddef>

#include "interpreter/base/check.h"

namespace sidewinder {

extern bool ignores_hash_seed;                 // set before the first hash: they are random, whatever the variable says
ssize hash_bytes(const void* data, size_t n);  // never -1

}  // namespace sidewinder
