// The digest of a source file in hash-based files of compiled code (PEP 552): SipHash with one round a block and three
// at the end, keyed with the magic number.
#pragma once

#include <cstdint>
#include <string_view>

namespace sidewinder {

uint64_t source_hash(uint64_t key, std::string_view source);

}  // namespace sidewinder
