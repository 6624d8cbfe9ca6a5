// Random seeds: sixteen bytes a step, folded through a 128-bit product with seeded keys. A seed of PYTHONHASHSEED:
// SipHash-1-3 with CPython's keys, so that the hashes and the order of sets are CPython's.
#include "interpreter/objects/text/hash_bytes.h"

#include <sys/random.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace sidewinder {

bool ignores_hash_seed = false;

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

// The seed that PYTHONHASHSEED says, or null.
const char* chosen_seed() {
  const char* setting = ignores_hash_seed ? nullptr : std::getenv("PYTHONHASHSEED");
  return setting && *setting && std::strcmp(setting, "random") != 0 ? setting : nullptr;
}

Keys make_keys() {
  uint64_t seed = 0;
  if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != ssize(sizeof seed)) {
    seed = reinterpret_cast<uintptr_t>(&seed);
  }
  Keys keys{next_of_seed(seed), next_of_seed(seed), next_of_seed(seed), next_of_seed(seed)};
  keys.low |= 1;
  keys.high |= 1;
  keys.last |= 1;
  return keys;
}

struct SipKeys {
  bool used;
  uint64_t first, second;
};

// The bytes of the keys come from a linear congruential generator; seed 0 stands for keys of zeros.
SipKeys make_sip_keys() {
  const char* setting = chosen_seed();
  if (!setting) return {false, 0, 0};
  auto state = uint32_t(std::strtoul(setting, nullptr, 10));
  if (!state) return {true, 0, 0};
  uint64_t keys[2] = {};
  for (int i = 0; i < 16; i++) {
    state = state * 214013 + 2531011;
    keys[i / 8] |= uint64_t(state >> 16 & 0xff) << 8 * (i % 8);
  }
  return {true, keys[0], keys[1]};
}

struct SipState {
  uint64_t v0, v1, v2, v3;

  static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }
  void round() {
    v0 += v1;
    v2 += v3;
    v1 = rotate(v1, 13) ^ v0;
    v3 = rotate(v3, 16) ^ v2;
    v0 = rotate(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = rotate(v1, 17) ^ v2;
    v3 = rotate(v3, 21) ^ v0;
    v2 = rotate(v2, 32);
  }
  void take(uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

uint64_t load(const unsigned char* p, size_t n) {
  uint64_t value = 0;
  std::memcpy(&value, p, n);
  return value;
}

ssize sip_hash(const SipKeys& keys, const unsigned char* p, size_t n) {
  SipState state{keys.first ^ 0x736f6d6570736575, keys.second ^ 0x646f72616e646f6d, keys.first ^ 0x6c7967656e657261,
                 keys.second ^ 0x7465646279746573};
  size_t rest = n;
  for (; rest >= 8; rest -= 8, p += 8) state.take(load(p, 8));
  state.take(uint64_t(n) << 56 | load(p, rest));
  state.v2 ^= 0xff;
  for (int i = 0; i < 3; i++) state.round();
  auto h = ssize(state.v0 ^ state.v1 ^ state.v2 ^ state.v3);
  return h == -1 ? -2 : h;
}

}  // namespace

ssize hash_bytes(const void* data, size_t n) {
  static const SipKeys sip_keys = make_sip_keys();
  if (!n) return 0;
  if (sip_keys.used) [[unlikely]]
    return sip_hash(sip_keys, static_cast<const unsigned char*>(data), n);
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
