// The items of a slice whose step is not 1, copied out of an array of numbers.
#pragma once

#include <algorithm>
#include <cstring>

#include "interpreter/objects/container/slice.h"

namespace sidewinder {

// The n items before `end`, from the last to the first.
template <class T> void copy_reversed(const T* end, ssize n, T* to) {
  if constexpr (sizeof(T) == 1) {
    for (uint64_t word; n >= ssize(sizeof word); n -= sizeof word, to += sizeof word) {
      end -= sizeof word;
      std::memcpy(&word, end, sizeof word);
      word = __builtin_bswap64(word);
      std::memcpy(to, &word, sizeof word);
    }
  }
  std::reverse_copy(end - n, end, to);
}

// `bounds` as slice_adjust left them, with the n items that it told. `to` is another array.
template <class T> void slice_pick(const T* from, const SliceBounds& bounds, ssize n, T* to) {
  from += bounds.start;
  ssize step = bounds.step;
  if (step == -1) return copy_reversed(from + 1, n, to);
  for (ssize i = 0; i < n; i++) to[i] = from[i * step];
}

}  // namespace sidewinder
