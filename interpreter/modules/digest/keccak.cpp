#include "interpreter/modules/digest/keccak.h"

#include <bit>
#include <cstring>

namespace sidewinder::digest {

namespace {

constexpr int kRounds = 24;

// The constants of iota: bits of a linear feedback shift register at positions 2**j - 1 (FIPS 202, algorithm 5).
struct RoundConstants {
  uint64_t values[kRounds] = {};
  constexpr RoundConstants() {
    uint8_t shift = 1;
    for (uint64_t& value : values) {
      for (int j = 0; j < 7; j++) {
        if (shift & 1) value |= uint64_t(1) << ((1 << j) - 1);
        shift = uint8_t(shift << 1 ^ (shift & 0x80 ? 0x71 : 0));
      }
    }
  }
};
constexpr RoundConstants constants;

void theta(uint64_t* a) {
  uint64_t column[5];
  for (int x = 0; x < 5; x++) column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
  for (int x = 0; x < 5; x++) {
    uint64_t d = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
    for (int y = 0; y < 25; y += 5) a[x + y] ^= d;
  }
}

// rho and pi together: lanes wander along one cycle, turned further at every step.
void rho_and_pi(uint64_t* a) {
  int x = 1;
  int y = 0;
  uint64_t moving = a[1];
  for (int step = 0; step < 24; step++) {
    int next_y = (2 * x + 3 * y) % 5;
    x = y;
    y = next_y;
    uint64_t there = a[x + 5 * y];
    a[x + 5 * y] = std::rotl(moving, (step + 1) * (step + 2) / 2 % 64);
    moving = there;
  }
}

void chi(uint64_t* a) {
  for (int y = 0; y < 25; y += 5) {
    uint64_t row[5];
    std::memcpy(row, a + y, sizeof row);
    for (int x = 0; x < 5; x++) a[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
  }
}

void permute(uint64_t* a) {
  for (uint64_t constant : constants.values) {
    theta(a);
    rho_and_pi(a);
    chi(a);
    a[0] ^= constant;
  }
}

}  // namespace

void Keccak::begin(size_t block_size, uint8_t domain_suffix) {
  std::memset(lanes, 0, sizeof lanes);
  rate = block_size;
  at = 0;
  suffix = domain_suffix;
}

void Keccak::add(const uint8_t* data, size_t n) {
  auto* bytes = reinterpret_cast<uint8_t*>(lanes);
  for (size_t i = 0; i < n; i++) {
    bytes[at++] ^= data[i];
    if (at < rate) continue;
    permute(lanes);
    at = 0;
  }
}

void Keccak::finish(uint8_t* out, size_t n) {
  auto* bytes = reinterpret_cast<uint8_t*>(lanes);
  bytes[at] ^= suffix;
  bytes[rate - 1] ^= 0x80;
  permute(lanes);
  for (size_t i = 0; i < n; i++) {
    if (i && i % rate == 0) permute(lanes);
    out[i] = bytes[i % rate];
  }
}

}  // namespace sidewinder::digest
