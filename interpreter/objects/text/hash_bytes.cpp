// Sixteen bytes a step, folded through a 128-bit product with seeded keys.
#include "interpreter/objects/text/hash_bytes.h"

#include <sys/random.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace sidewinder {

namespace {

struct Keys {
  uint64_t start, low, high, last;
};

uint64_t fold(uint64_t a, uint64_t b) {
  unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return uint64_t(product) ^ uint64_t(product >> 64);
}

uint64_t next_of_seed(uint64_t& seed) {
  seed += 0x9e3779b97f4a7c15;
  uint64_t z = seed;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

Keys make_keys() {
  uint64_t seed = 0;
  const char* setting = std::getenv("PYTHONHASHSEED");
  if (setting && *setting && std::strcmp(setting, "random") != 0) {
    seed = std::strtoull(setting, nullptr, 10);
  } else if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != ssize(sizeof seed)) {
    seed = reinterpret_cast<uintptr_t>(&seed);
  }
  Keys keys{next_of_seed(seed), next_of_seed(seed), next_of_seed(seed), next_of_seed(seed)};
  keys.low |= 1;
  keys.high |= 1;
  keys.last |= 1;
  return keys;
}

uint64_t load(const unsigned char* p, size_t n) {
  uint64_t value = 0;
  std::memcpy(&value, p, n);
  return value;
}

}  // namespace

ssize hash_bytes(const void* data, size_t n) {
  static const Keys keys = make_keys();
  auto* p = static_cast<const unsigned char*>(data);
  uint64_t h = keys.start ^ n;
  size_t rest = n;
  for (; rest > 16; rest -= 16, p += 16) h = fold(load(p, 8) ^ keys.low, load(p + 8, 8) ^ h);
  uint64_t a = 0;
  uint64_t b = 0;
  if (rest >= 8) {
    a = load(p, 8);
    b = load(p + rest - 8, 8);
  } else if (rest >= 4) {
    a = load(p, 4);
    b = load(p + rest - 4, 4);
  } else if (rest) {
    a = uint64_t(p[0]) << 16 | uint64_t(p[rest / 2]) << 8 | p[rest - 1];
  }
  h = fold(fold(a ^ keys.high, b ^ h) ^ keys.last, keys.low ^ n);
  return ssize(h) == -1 ? -2 : ssize(h);
}

}  // namespace sidewinder
