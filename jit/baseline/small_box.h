// Reading number boxes as `Boxes` describes them.
#pragma once

#include <cstdint>
#include <cstring>

#include "jit/language/descriptors.h"

namespace sidewinder::jit::baseline {

template <class T> T word_of(const void* object, int32_t offset) {
  T value;
  std::memcpy(&value, static_cast<const char*>(object) + offset, sizeof value);
  return value;
}

// Of a small int.
inline int64_t unboxed_int(const Boxes& boxes, const void* object) {
  if (boxes.int_format == IntFormat::Plain) return word_of<int64_t>(object, boxes.int_offset);
  auto low = int64_t(word_of<uint32_t>(object, boxes.int_offset));
  auto high = int64_t(word_of<uint32_t>(object, boxes.int_offset + 4));
  int64_t magnitude = low | high << 30, sign = word_of<int64_t>(object, boxes.int_size_offset) >> 63;
  return (magnitude ^ sign) - sign;
}

inline int64_t unboxed_float_bits(const Boxes& boxes, const void* object) {
  return word_of<int64_t>(object, boxes.float_offset);
}

}  // namespace sidewinder::jit::baseline
