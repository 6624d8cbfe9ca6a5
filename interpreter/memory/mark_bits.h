// A block's marks, which are a byte a granule, as bits. Internal to memory/.
#pragma once

#include <array>
#include <cstring>

#include "interpreter/memory/blocks.h"

namespace sidewinder {

constexpr size_t kBitWords = kBlockGranules / 64;

inline void gather_bits(const uint8_t* marks, uint64_t (&bits)[kBitWords]) {
  for (size_t i = 0; i < kBlockGranules / 8; i++) {
    uint64_t eight;
    std::memcpy(&eight, marks + i * 8, 8);
    uint64_t gathered = (eight * 0x0102040810204080u) >> 56;
    bits[i / 8] = (i % 8 ? bits[i / 8] : 0) | gathered << (i % 8 * 8);
  }
}

// The marks of eight granules, those from 8 * i on.
inline uint64_t spread_bits(const uint64_t (&bits)[kBitWords], size_t i) {
  static constexpr auto kSpread = [] {
    std::array<uint64_t, 256> table{};
    for (size_t byte = 0; byte < 256; byte++)
      for (size_t bit = 0; bit < 8; bit++)
        if (byte >> bit & 1) table[byte] |= uint64_t(1) << (bit * 8);
    return table;
  }();
  return kSpread[bits[i / 8] >> (i % 8 * 8) & 0xff];
}

}  // namespace sidewinder
