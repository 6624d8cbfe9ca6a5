// SHA-3 and SHAKE (FIPS 202): a sponge over Keccak-f[1600].
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder::digest {

struct Keccak {
  uint64_t lanes[25];
  size_t rate;  // bytes of a block
  size_t at;    // in the block
  uint8_t suffix;

  void begin(size_t block_size, uint8_t domain_suffix);
  void add(const uint8_t* data, size_t n);
  // Ends the input and writes n bytes.
  void finish(uint8_t* out, size_t n);
};

}  // namespace sidewinder::digest
