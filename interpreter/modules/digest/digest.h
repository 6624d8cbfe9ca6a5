// What the modules _md5, _sha1, _sha256, _sha512, _sha3, _blake2 share: an object around a state, and its methods.
#pragma once

#include <openssl/md5.h>
#include <openssl/sha.h>

#include "interpreter/modules/digest/blake2.h"
#include "interpreter/modules/digest/keccak.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder::digest {

// The bytes to be hashed: "Strings must be encoded before hashing".
struct Input {
  std::string_view bytes;
};

// An algorithm is a struct with kName, kDigest, kBlock, State, begin(State&), add(State&, bytes), finish(State&, out).
template <class A> struct Hash : Object {
  typename A::State state;
  static Type* type();
};

template <class A> Hash<A>* new_hash(const typename A::State& state) {
  auto* self = TRY((new_object<Hash<A>, MemoryKind::Leaf>(Hash<A>::type())));
  self->state = state;
  return self;
}

// The digest so far; more may be added afterwards.
template <class A> Bytes* digest_of(const Hash<A>& self) {
  typename A::State state = self.state;
  uint8_t out[64];
  A::finish(state, out);
  return new_bytes(out, A::size(self.state));
}
Object* hex_of(Bytes* bytes);  // null is passed on
Status read_input(Thread& t, Object* value, std::string_view* out);

}  // namespace sidewinder::digest

namespace sidewinder {
template <> struct Argument<digest::Input> {
  static Status convert(Thread& t, Object* value, Site, digest::Input* out) {
    return digest::read_input(t, value, &out->bytes);
  }
  static consteval digest::Input literal(std::string_view) { return {}; }
};
}  // namespace sidewinder
