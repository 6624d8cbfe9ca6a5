// Module _sha3: SHA-3 with digests of 224 to 512 bits, and SHAKE.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/digest/digest.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::digest {

namespace {

constexpr int kStateBytes = 200;

template <int kBits> struct Sha3 {
  static constexpr int kDigest = kBits / 8, kCapacity = 2 * kDigest, kBlock = kStateBytes - kCapacity;
  static constexpr uint8_t kSuffix = 0x06;
  using State = Keccak;
  static void finish(State& s, uint8_t* out) { s.finish(out, kDigest); }
  static int size(const State&) { return kDigest; }
};
template <int kBits> struct Shake {
  static constexpr int kDigest = 0, kCapacity = kBits / 4, kBlock = kStateBytes - kCapacity;
  static constexpr uint8_t kSuffix = 0x1f;
  using State = Keccak;
};
struct Sha3_224 : Sha3<224> {
  static constexpr char kName[] = "sha3_224";
};
struct Sha3_256 : Sha3<256> {
  static constexpr char kName[] = "sha3_256";
};
struct Sha3_384 : Sha3<384> {
  static constexpr char kName[] = "sha3_384";
};
struct Sha3_512 : Sha3<512> {
  static constexpr char kName[] = "sha3_512";
};
struct Shake128 : Shake<128> {
  static constexpr char kName[] = "shake_128";
};
struct Shake256 : Shake<256> {
  static constexpr char kName[] = "shake_256";
};

void add(Keccak& state, std::string_view bytes) {
  state.add(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

template <class A> Object* sponge_new(Type&, const Input& data, bool) {
  Keccak state;
  state.begin(A::kBlock, A::kSuffix);
  add(state, data.bytes);
  return new_hash<A>(state);
}
template <class A> Object* sponge_copy(const Hash<A>& self) { return new_hash<A>(self.state); }
template <class A> Object* sponge_digest(const Hash<A>& self) { return digest_of(self); }
template <class A> Object* sponge_hexdigest(const Hash<A>& self) { return hex_of(digest_of(self)); }
template <class A> void sponge_update(Hash<A>& self, const Input& input) { add(self.state, input.bytes); }
template <class A> ssize sponge_block_size(const Hash<A>&) { return A::kBlock; }
template <class A> Object* sponge_name(const Hash<A>&) { return intern(A::kName); }
template <class A> ssize sponge_digest_size(const Hash<A>&) { return A::kDigest; }
template <class A> ssize sponge_capacity_bits(const Hash<A>&) { return A::kCapacity * 8; }
template <class A> ssize sponge_rate_bits(const Hash<A>&) { return A::kBlock * 8; }
template <class A> Object* sponge_suffix(const Hash<A>&) { return new_bytes(&A::kSuffix, 1); }

// The parameter `length` of a digest.
struct DigestLength {
  ssize value;
};

}  // namespace
}  // namespace sidewinder::digest

namespace sidewinder {
template <> struct Argument<digest::DigestLength> {
  static Status convert(Thread& t, Object* value, Site, digest::DigestLength* out) {
    if (!slots_of(value).index) return raise_type_error(t, "an integer is required");
    Object* number = TRY(index(t, value));
    if (int_sign(number) < 0) return raise_value_error(t, "value must be positive");
    int64_t length;
    if (!int_fits_int64(number, &length))
      return raise_overflow_error(t, "Python int too large to convert to C unsigned long");
    if (length >= 1 << 29) return raise_value_error(t, "length is too large");
    out->value = length;
    return Status::ok();
  }
};
}  // namespace sidewinder

namespace sidewinder::digest {
namespace {

template <class A> Bytes* shake_bytes(const Hash<A>& self, DigestLength length) {
  Bytes* out = TRY(new_bytes(nullptr, length.value));
  Keccak state = self.state;
  if (length.value) state.finish(out->bytes, size_t(length.value));
  return out;
}
template <class A> Object* shake_digest(const Hash<A>& self, DigestLength length) { return shake_bytes(self, length); }
template <class A> Object* shake_hexdigest(const Hash<A>& self, DigestLength length) {
  return hex_of(shake_bytes(self, length));
}

}  // namespace

#define HASH_INPUT "data"
#define SPONGE_FUNCTIONS(A, digest, hexdigest)                  \
  constexpr auto& self_new = sponge_new<A>;                     \
  constexpr auto& self_copy = sponge_copy<A>;                   \
  constexpr auto& self_digest = digest<A>;                      \
  constexpr auto& self_hexdigest = hexdigest<A>;                \
  constexpr auto& self_update = sponge_update<A>;               \
  constexpr auto& self_block_size = sponge_block_size<A>;       \
  constexpr auto& self_name = sponge_name<A>;                   \
  constexpr auto& self_digest_size = sponge_digest_size<A>;     \
  constexpr auto& self_capacity_bits = sponge_capacity_bits<A>; \
  constexpr auto& self_rate_bits = sponge_rate_bits<A>;         \
  constexpr auto& self_suffix = sponge_suffix<A>;

#define HASH_MODULE "_sha3"
#define HASH_FLAGS 0

#define HASH_FUNCTIONS(A) SPONGE_FUNCTIONS(A, sponge_digest, sponge_hexdigest)
#define HASH_TABLE "interpreter/modules/digest/sha3_methods.def"
#define HASH_TABLE_OF_NEW "interpreter/modules/digest/sha3_new.def"
#define HASH_NAME_OF_NEW "sha3_224"  // as CPython's messages call the constructors of all four
#define HASH_ALGORITHM Sha3_224
#define HASH_NAME "sha3_224"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Sha3_256
#define HASH_NAME "sha3_256"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Sha3_384
#define HASH_NAME "sha3_384"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Sha3_512
#define HASH_NAME "sha3_512"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_FUNCTIONS
#undef HASH_TABLE
#undef HASH_TABLE_OF_NEW

#define HASH_FUNCTIONS(A) SPONGE_FUNCTIONS(A, shake_digest, shake_hexdigest)
#define HASH_TABLE "interpreter/modules/digest/shake_methods.def"
#define HASH_ALGORITHM Shake128
#define HASH_NAME "shake_128"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Shake256
#define HASH_NAME "shake_256"
#include "interpreter/modules/digest/hash_type.inc"

#undef HASH_INPUT

}  // namespace sidewinder::digest

namespace sidewinder {

using namespace digest;

Module* create_sha3(Thread& t) {
  Module* module = TRY(new_module(t, "_sha3"));
  TRY(add_object(t, module, "implementation", new_str("sidewinder")));
  TRY(add_object(t, module, "keccakopt", int_from_int64(0)));
  for (Type* type : {Hash<Sha3_224>::type(), Hash<Sha3_256>::type(), Hash<Sha3_384>::type(), Hash<Sha3_512>::type(),
                     Hash<Shake128>::type(), Hash<Shake256>::type()}) {
    ready_type(t, type);
    TRY(add_object(t, module, type->name + sizeof "_sha3", type));  // behind the point
  }
  return module;
}

}  // namespace sidewinder
