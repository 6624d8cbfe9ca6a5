// A level of recursion in C++ that counts like a call of a Python function (sys.setrecursionlimit), as CPython counts
// it: `RecursionLevel level(t, " in comparison"); if (level.too_deep()) return Raised{};`.
#pragma once

#include "interpreter/protocol/error.h"

namespace sidewinder {

// "maximum recursion depth exceeded", and where.
PY_COLD Raised raise_recursion_error(Thread& t, const char* where);

class RecursionLevel {
 public:
  RecursionLevel(Thread& t, const char* where) : t_(t), too_deep_(!native_stack_left(t, where) || limit_hit(where)) {
    --t.recursion_remaining;
  }
  ~RecursionLevel() { ++t_.recursion_remaining; }
  RecursionLevel(const RecursionLevel&) = delete;
  RecursionLevel& operator=(const RecursionLevel&) = delete;
  bool too_deep() const { return too_deep_; }  // RecursionError is pending

 private:
  bool limit_hit(const char* where) {
    if (t_.recursion_remaining > 0 || t_.recursion_headroom > 0) [[likely]]
      return false;
    raise_recursion_error(t_, where);
    return true;
  }

  Thread& t_;
  bool too_deep_;
};

}  // namespace sidewinder
