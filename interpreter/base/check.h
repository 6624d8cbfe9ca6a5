// Checks. PY_CHECK is always on and ends the process with the failed condition: it guards our own
// invariants, never the user's mistakes. PY_DCHECK is for debug builds only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder {

using ssize = std::ptrdiff_t;

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace sidewinder

#define PY_CHECK(condition) \
  (__builtin_expect(!!(condition), 1) ? void(0) : ::sidewinder::check_failed(#condition, __FILE__, __LINE__))

#ifdef NDEBUG
#define PY_DCHECK(condition) (true ? void(0) : void(sizeof(!(condition))))
#else
#define PY_DCHECK(condition) PY_CHECK(condition)
#endif

// In debug builds these are functions, to be stepped through (and compiled in reasonable time with sanitizers).
#ifdef NDEBUG
#define PY_ALWAYS_INLINE inline __attribute__((always_inline))
#define PY_INLINE_LAMBDA __attribute__((always_inline))
#else
#define PY_ALWAYS_INLINE inline
#define PY_INLINE_LAMBDA
#endif
#define PY_NOINLINE __attribute__((noinline))
#define PY_COLD __attribute__((noinline, cold))
