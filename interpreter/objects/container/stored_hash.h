// A key's hash in a table that the collector scans. An int's hash is its value, which may be an id(): as it is, it
// would be taken for a reference and keep the object alive. It is stored turned, so that no address looks like one.
#pragma once

#include <bit>

#include "interpreter/base/result.h"

namespace sidewinder {

class StoredHash {
 public:
  StoredHash() = default;
  StoredHash(ssize hash) : turned_(std::rotl(size_t(hash), kBits)) {}
  operator ssize() const { return ssize(std::rotr(turned_, kBits)); }

 private:
  static constexpr int kBits = 20;
  size_t turned_;
};

}  // namespace sidewinder
