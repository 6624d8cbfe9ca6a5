// Hashes of keys, fast for the common types. Internal to container/.
#pragma once

#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

Result<ssize> hash(Thread& t, Object* o);  // of protocol/protocol.h

PY_ALWAYS_INLINE ssize hash_of_small_int(int64_t value) { return ssize(value == -1 ? -2 : value); }  // below 2**61 - 1
PY_ALWAYS_INLINE Result<ssize> hash_of_key(Thread& t, Object* key) {
  if (is_exact<Str>(key)) return str_hash(cast<Str>(key));
  if (is_exact<Int>(key) && cast<Int>(key)->is_small()) return hash_of_small_int(cast<Int>(key)->small_value());
  return hash(t, key);
}

PY_ALWAYS_INLINE bool is_small_int(const Object* o) { return is_exact<Int>(o) && cast<Int>(o)->is_small(); }

// Equal small ints. False: they differ, or something has to be called to know.
PY_ALWAYS_INLINE bool equal_small_ints(const Object* a, const Object* b) {
  return is_small_int(a) && is_small_int(b) && cast<Int>(a)->small_value() == cast<Int>(b)->small_value();
}

// What two keys of equal hash are to each other, as far as it can be known without a call.
enum class KeyMatch : uint8_t { No, Yes, AskEq };
PY_ALWAYS_INLINE KeyMatch match_keys(Object* candidate, Object* key) {
  if (candidate == key || equal_small_ints(candidate, key)) return KeyMatch::Yes;
  if (!is_exact<Str>(candidate) || !is_exact<Str>(key)) return KeyMatch::AskEq;
  return str_equal(cast<Str>(candidate), cast<Str>(key)) ? KeyMatch::Yes : KeyMatch::No;
}

}  // namespace sidewinder
