// Modules _md5, _sha1, _sha256, _sha512: OpenSSL's algorithms, linked statically.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/digest/digest.h"
#include "interpreter/protocol/error.h"

namespace sidewinder::digest {

namespace {

struct Md5 {
  static constexpr char kName[] = "md5";
  static constexpr int kDigest = 16, kBlock = 64;
  using State = MD5_CTX;
  static void begin(State& s) { MD5_Init(&s); }
  static void add(State& s, std::string_view bytes) { MD5_Update(&s, bytes.data(), bytes.size()); }
  static void finish(State& s, uint8_t* out) { MD5_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};
struct Sha1 {
  static constexpr char kName[] = "sha1";
  static constexpr int kDigest = 20, kBlock = 64;
  using State = SHA_CTX;
  static void begin(State& s) { SHA1_Init(&s); }
  static void add(State& s, std::string_view bytes) { SHA1_Update(&s, bytes.data(), bytes.size()); }
  static void finish(State& s, uint8_t* out) { SHA1_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};
struct Sha256 {
  static constexpr char kName[] = "sha256";
  static constexpr int kDigest = 32, kBlock = 64;
  using State = SHA256_CTX;
  static void begin(State& s) { SHA256_Init(&s); }
  static void add(State& s, std::string_view bytes) { SHA256_Update(&s, bytes.data(), bytes.size()); }
  static void finish(State& s, uint8_t* out) { SHA256_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};
struct Sha224 : Sha256 {
  static constexpr char kName[] = "sha224";
  static constexpr int kDigest = 28;
  static void begin(State& s) { SHA224_Init(&s); }
  static void finish(State& s, uint8_t* out) { SHA224_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};
struct Sha512 {
  static constexpr char kName[] = "sha512";
  static constexpr int kDigest = 64, kBlock = 128;
  using State = SHA512_CTX;
  static void begin(State& s) { SHA512_Init(&s); }
  static void add(State& s, std::string_view bytes) { SHA512_Update(&s, bytes.data(), bytes.size()); }
  static void finish(State& s, uint8_t* out) { SHA512_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};
struct Sha384 : Sha512 {
  static constexpr char kName[] = "sha384";
  static constexpr int kDigest = 48;
  static void begin(State& s) { SHA384_Init(&s); }
  static void finish(State& s, uint8_t* out) { SHA384_Final(out, &s); }
  static int size(const State&) { return kDigest; }
};

template <class A> Object* hash_copy(const Hash<A>& self) { return new_hash<A>(self.state); }
template <class A> Object* hash_digest(const Hash<A>& self) { return digest_of(self); }
template <class A> Object* hash_hexdigest(const Hash<A>& self) { return hex_of(digest_of(self)); }
template <class A> void hash_update(Hash<A>& self, const Input& input) { A::add(self.state, input.bytes); }
template <class A> ssize hash_block_size(const Hash<A>&) { return A::kBlock; }
template <class A> Object* hash_name(const Hash<A>&) { return intern(A::kName); }
template <class A> ssize hash_digest_size(const Hash<A>&) { return A::kDigest; }

template <class A> Object* make_hash(const Input& input) {
  typename A::State state;
  A::begin(state);
  A::add(state, input.bytes);
  return new_hash<A>(state);
}

}  // namespace

#define HASH_INPUT "obj"
#define HASH_FUNCTIONS(A)                               \
  constexpr auto& self_copy = hash_copy<A>;             \
  constexpr auto& self_digest = hash_digest<A>;         \
  constexpr auto& self_hexdigest = hash_hexdigest<A>;   \
  constexpr auto& self_update = hash_update<A>;         \
  constexpr auto& self_block_size = hash_block_size<A>; \
  constexpr auto& self_name = hash_name<A>;             \
  constexpr auto& self_digest_size = hash_digest_size<A>;
#define HASH_TABLE "interpreter/modules/digest/hash_methods.def"
#define HASH_FLAGS kTypeDisallowInstantiation

#define HASH_MODULE "_md5"
#define HASH_ALGORITHM Md5
#define HASH_NAME "md5"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_MODULE

#define HASH_MODULE "_sha1"
#define HASH_ALGORITHM Sha1
#define HASH_NAME "sha1"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_MODULE

#define HASH_MODULE "_sha256"
#define HASH_ALGORITHM Sha224
#define HASH_NAME "sha224"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Sha256
#define HASH_NAME "sha256"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_MODULE

#define HASH_MODULE "_sha512"
#define HASH_ALGORITHM Sha384
#define HASH_NAME "sha384"
#include "interpreter/modules/digest/hash_type.inc"
#define HASH_ALGORITHM Sha512
#define HASH_NAME "sha512"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_MODULE

#undef HASH_INPUT

namespace {

Object* module_md5(const Input& string, bool) { return make_hash<Md5>(string); }
Object* module_sha1(const Input& string, bool) { return make_hash<Sha1>(string); }
Object* module_sha224(const Input& string, bool) { return make_hash<Sha224>(string); }
Object* module_sha256(const Input& string, bool) { return make_hash<Sha256>(string); }
Object* module_sha384(const Input& string, bool) { return make_hash<Sha384>(string); }
Object* module_sha512(const Input& string, bool) { return make_hash<Sha512>(string); }

}  // namespace

namespace functions_of_md5 {
#define NATIVE_TABLE "interpreter/modules/digest/md5_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "_md5"
#include "interpreter/objects/core/native_table.inc"
}  // namespace functions_of_md5

namespace functions_of_sha1 {
#define NATIVE_TABLE "interpreter/modules/digest/sha1_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "_sha1"
#include "interpreter/objects/core/native_table.inc"
}  // namespace functions_of_sha1

namespace functions_of_sha256 {
#define NATIVE_TABLE "interpreter/modules/digest/sha256_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "_sha256"
#include "interpreter/objects/core/native_table.inc"
}  // namespace functions_of_sha256

namespace functions_of_sha512 {
#define NATIVE_TABLE "interpreter/modules/digest/sha512_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "_sha512"
#include "interpreter/objects/core/native_table.inc"
}  // namespace functions_of_sha512

}  // namespace sidewinder::digest

namespace sidewinder {

namespace {

struct NamedType {
  const char* name;  // in the module; null: it has none there
  Type* type;
};

Module* module_of(Thread& t, const char* name, const NativeMethod* functions, std::initializer_list<NamedType> types) {
  Module* module = TRY(new_module(t, name));
  TRY(add_functions(t, module, functions));
  for (const NamedType& row : types) {
    ready_type(t, row.type);
    if (row.name) TRY(add_object(t, module, row.name, row.type));
  }
  return module;
}

}  // namespace

using namespace digest;

Module* create_md5(Thread& t) {
  return module_of(t, "_md5", functions_of_md5::module_method_rows, {{"MD5Type", Hash<Md5>::type()}});
}
Module* create_sha1(Thread& t) {
  return module_of(t, "_sha1", functions_of_sha1::module_method_rows, {{"SHA1Type", Hash<Sha1>::type()}});
}
Module* create_sha256(Thread& t) {
  return module_of(t, "_sha256", functions_of_sha256::module_method_rows,
                   {{"SHA224Type", Hash<Sha224>::type()}, {"SHA256Type", Hash<Sha256>::type()}});
}
Module* create_sha512(Thread& t) {
  return module_of(t, "_sha512", functions_of_sha512::module_method_rows,
                   {{"SHA384Type", Hash<Sha384>::type()}, {nullptr, Hash<Sha512>::type()}});
}

}  // namespace sidewinder
