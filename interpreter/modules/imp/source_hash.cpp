#include "interpreter/modules/imp/source_hash.h"

#include <bit>
#include <cstring>

namespace sidewinder {

namespace {

struct Sip {
  uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(uint64_t block) {
    v3 ^= block;
    round();
    v0 ^= block;
  }
};

}  // namespace

uint64_t source_hash(uint64_t key, std::string_view source) {
  Sip sip{0x736f6d6570736575 ^ key, 0x646f72616e646f6d, 0x6c7967656e657261 ^ key, 0x7465646279746573};
  size_t blocks = source.size() / 8;
  for (size_t i = 0; i < blocks; i++) {
    uint64_t block;
    std::memcpy(&block, source.data() + i * 8, 8);
    sip.take(block);
  }
  uint64_t last = uint64_t(source.size()) << 56;
  for (size_t i = blocks * 8; i < source.size(); i++) last |= uint64_t(uint8_t(source[i])) << (i % 8 * 8);
  sip.take(last);
  sip.v2 ^= 0xff;
  for (int i = 0; i < 3; i++) sip.round();
  return sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3;
}

}  // namespace sidewinder
