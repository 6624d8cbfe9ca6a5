// BLAKE2b and BLAKE2s (RFC 7693) with all parameters: of trees, salt and person, too.
#pragma once

#include <bit>
#include <cstring>

#include <cstddef>
#include <cstdint>

namespace sidewinder::digest {

struct Blake2Parameters {
  size_t digest_size, key_size;
  uint8_t fanout, depth;
  uint32_t leaf_size;
  uint64_t node_offset;
  uint8_t node_depth, inner_size;
  uint8_t salt[16], person[16];
  bool last_node;
};

struct Blake2bTraits {
  using Word = uint64_t;
  static constexpr int kRounds = 12;
  static constexpr int kTurns[4] = {32, 24, 16, 63};
  static constexpr Word kStart[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                     0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
};
struct Blake2sTraits {
  using Word = uint32_t;
  static constexpr int kRounds = 10;
  static constexpr int kTurns[4] = {16, 12, 8, 7};
  static constexpr Word kStart[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

constexpr uint8_t kBlake2Order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

template <class Traits> struct Blake2 {
  using Word = typename Traits::Word;
  static constexpr size_t kBlock = 16 * sizeof(Word);
  static constexpr size_t kMostDigest = 8 * sizeof(Word);
  static constexpr size_t kSalt = 2 * sizeof(Word);

  void begin(const Blake2Parameters& p) {
    uint8_t block[kMostDigest] = {};
    block[0] = uint8_t(p.digest_size);
    block[1] = uint8_t(p.key_size);
    block[2] = p.fanout;
    block[3] = p.depth;
    std::memcpy(block + 4, &p.leaf_size, 4);
    std::memcpy(block + 8, &p.node_offset, sizeof(Word) == 8 ? 8 : 6);
    block[sizeof(Word) == 8 ? 16 : 14] = p.node_depth;
    block[sizeof(Word) == 8 ? 17 : 15] = p.inner_size;
    std::memcpy(block + 4 * sizeof(Word), p.salt, kSalt);
    std::memcpy(block + 6 * sizeof(Word), p.person, kSalt);
    for (int i = 0; i < 8; i++) {
      Word word;
      std::memcpy(&word, block + i * sizeof word, sizeof word);
      state[i] = Traits::kStart[i] ^ word;
    }
    size = p.digest_size;
    last_node = p.last_node;
    count[0] = count[1] = 0;
    filled = 0;
  }

  void add(const uint8_t* data, size_t n) {
    while (n) {
      if (filled == kBlock) {  // only now it is known not to be the last
        compress(kBlock, false);
        filled = 0;
      }
      size_t more = kBlock - filled < n ? kBlock - filled : n;
      std::memcpy(buffer + filled, data, more);
      filled += more;
      data += more;
      n -= more;
    }
  }

  void finish(uint8_t* out) {
    std::memset(buffer + filled, 0, kBlock - filled);
    compress(filled, true);
    std::memcpy(out, state, size);
  }

  void compress(size_t bytes, bool last) {
    count[0] += Word(bytes);
    if (count[0] < Word(bytes)) count[1]++;
    Word m[16];
    std::memcpy(m, buffer, kBlock);
    Word v[16];
    for (int i = 0; i < 8; i++) {
      v[i] = state[i];
      v[i + 8] = Traits::kStart[i];
    }
    v[12] ^= count[0];
    v[13] ^= count[1];
    if (last) v[14] = ~v[14];
    if (last && last_node) v[15] = ~v[15];
    for (int round = 0; round < Traits::kRounds; round++) {
      const uint8_t* order = kBlake2Order[round % 10];
      for (int i = 0; i < 4; i++) mix(v, i, 4 + i, 8 + i, 12 + i, m[order[2 * i]], m[order[2 * i + 1]]);
      for (int i = 0; i < 4; i++)
        mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[order[8 + 2 * i]], m[order[9 + 2 * i]]);
    }
    for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
  }
  static void mix(Word* v, int a, int b, int c, int d, Word x, Word y) {
    v[a] += v[b] + x;
    v[d] = std::rotr(Word(v[d] ^ v[a]), Traits::kTurns[0]);
    v[c] += v[d];
    v[b] = std::rotr(Word(v[b] ^ v[c]), Traits::kTurns[1]);
    v[a] += v[b] + y;
    v[d] = std::rotr(Word(v[d] ^ v[a]), Traits::kTurns[2]);
    v[c] += v[d];
    v[b] = std::rotr(Word(v[b] ^ v[c]), Traits::kTurns[3]);
  }

  Word state[8];
  Word count[2];
  uint8_t buffer[kBlock];
  size_t filled, size;
  bool last_node;
};

}  // namespace sidewinder::digest
