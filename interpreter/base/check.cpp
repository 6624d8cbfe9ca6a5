#include "interpreter/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace sidewinder {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "sidewinder: check failed: %s (%s:%d)\n", condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace sidewinder
