// The hash of a tuple, a lane an item: the mixing of xxHash64, the same numbers as CPython's.
#pragma once

#include <cstdint>

namespace sidewinder {

constexpr uint64_t kTupleHashPrime1 = 11400714785074694791u;
constexpr uint64_t kTupleHashPrime2 = 14029467366897019727u;
constexpr uint64_t kTupleHashPrime5 = 2870177450012600261u;
constexpr uint64_t kTupleHashStart = kTupleHashPrime5;

inline uint64_t tuple_hash_mixed(uint64_t sum, uint64_t lane) {
  sum += lane * kTupleHashPrime2;
  return (sum << 31 | sum >> 33) * kTupleHashPrime1;
}
inline int64_t tuple_hash_finished(uint64_t sum, uint64_t count) {
  sum += count ^ (kTupleHashPrime5 ^ 3527539u);
  return sum == ~uint64_t(0) ? int64_t(1546275796) : int64_t(sum);  // -1 is no hash
}

}  // namespace sidewinder
