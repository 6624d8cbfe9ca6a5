// How many instructions of the language were executed where: for the log's `coverage`, if -X jit-coverage asks for it.
#pragma once

#include <cstdint>

namespace sidewinder::jit {

struct BytecodeCounts {
  bool wanted = false;
  uint64_t compiled = 0;     // in machine code
  uint64_t interpreted = 0;  // by the language's own loop, which counts only if it is wanted; and what was recorded
  void (*look)() = nullptr;  // the driver's, now and then
  void count_interpreted() {
    constexpr uint64_t kBetweenLooks = 1024;
    if (++interpreted % kBetweenLooks == 0 && look) look();
  }
};
inline BytecodeCounts bytecode_counts;

}  // namespace sidewinder::jit
