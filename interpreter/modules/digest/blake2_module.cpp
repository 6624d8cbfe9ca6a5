// Module _blake2.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/digest/digest.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::digest {

namespace {

template <class Traits> struct Blake2Algorithm {
  using State = Blake2<Traits>;
  static constexpr int kBlock = State::kBlock;
  static void finish(State& s, uint8_t* out) { s.finish(out); }
  static int size(const State& s) { return int(s.size); }
};
struct Blake2b : Blake2Algorithm<Blake2bTraits> {
  static constexpr char kName[] = "blake2b";
};
struct Blake2s : Blake2Algorithm<Blake2sTraits> {
  static constexpr char kName[] = "blake2s";
};

void add(auto& state, std::string_view bytes) {
  state.add(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

// An unsigned number as an argument; "value must be positive".
Result<uint64_t> unsigned_number(Thread& t, Object* value, const char* too_large) {
  if (!value) return uint64_t(0);
  Object* number = TRY(index(t, value));
  if (int_sign(number) < 0) return raise_value_error(t, "value must be positive");
  uint8_t bytes[8];
  uint64_t out;
  if (int_bit_length(number) > 64) return raise_overflow_error(t, "%s", too_large);
  TRY(int_to_bytes(t, number, bytes, 8, true, false));
  std::memcpy(&out, bytes, 8);
  return out;
}

Status check_range(Thread& t, const char* name, int value, int least, int most) {
  if (value >= least && value <= most) return Status::ok();
  return raise_value_error(t, "%s must be between %d and %d", name, least, most);
}
Status check_length(Thread& t, const char* name, const BytesLike& value, size_t most) {
  if (value.bytes.size() <= most) return Status::ok();
  return raise_value_error(t, "maximum %s length is %zd bytes", name, ssize(most));
}

struct TreeArguments {
  int fanout, depth;
  Object *leaf_size, *node_offset;
  int node_depth, inner_size;
};
template <class State> Status take_tree(Thread& t, const TreeArguments& tree, Blake2Parameters* p) {
  TRY(check_range(t, "fanout", tree.fanout, 0, 255));
  TRY(check_range(t, "depth", tree.depth, 1, 255));
  uint64_t leaf_size = TRY(unsigned_number(t, tree.leaf_size, "int too big to convert"));
  if (leaf_size > UINT32_MAX) return raise_overflow_error(t, "leaf_size is too large");
  p->node_offset = TRY(unsigned_number(t, tree.node_offset, "int too big to convert"));
  if (sizeof(typename State::Word) == 4 && p->node_offset >> 48)
    return raise_overflow_error(t, "node_offset is too large");
  TRY(check_range(t, "node_depth", tree.node_depth, 0, 255));
  if (tree.inner_size < 0 || size_t(tree.inner_size) > State::kMostDigest)
    return raise_value_error(t, "inner_size must be between 0 and is %d", int(State::kMostDigest));
  p->fanout = uint8_t(tree.fanout);
  p->depth = uint8_t(tree.depth);
  p->leaf_size = uint32_t(leaf_size);
  p->node_depth = uint8_t(tree.node_depth);
  p->inner_size = uint8_t(tree.inner_size);
  return Status::ok();
}

template <class A>
Object* blake2_new(Thread& t, Type&, const Input& data, Given digest_size, const BytesLike& key, const BytesLike& salt,
                   const BytesLike& person, int fanout, int depth, Given leaf_size, Given node_offset, int node_depth,
                   int inner_size, bool last_node, bool) {
  using State = typename A::State;
  Blake2Parameters p{};
  int size = int(State::kMostDigest);
  if (digest_size.value) TRY(argument_int(t, digest_size.value, &size));
  if (size < 1 || size > int(State::kMostDigest))
    return raise_value_error(t, "digest_size must be between 1 and %d bytes", int(State::kMostDigest));
  TRY(check_length(t, "salt", salt, State::kSalt));
  TRY(check_length(t, "person", person, State::kSalt));
  TRY(take_tree<State>(t, {fanout, depth, leaf_size.value, node_offset.value, node_depth, inner_size}, &p));
  TRY(check_length(t, "key", key, State::kMostDigest));
  p.digest_size = size_t(size);
  p.key_size = key.bytes.size();
  p.last_node = last_node;
  salt.bytes.copy(reinterpret_cast<char*>(p.salt), salt.bytes.size());
  person.bytes.copy(reinterpret_cast<char*>(p.person), person.bytes.size());
  State state;
  state.begin(p);
  if (!key.bytes.empty()) {
    uint8_t block[State::kBlock] = {};
    std::memcpy(block, key.bytes.data(), key.bytes.size());
    state.add(block, sizeof block);
  }
  add(state, data.bytes);
  return new_hash<A>(state);
}
template <class A> Object* blake2_copy(const Hash<A>& self) { return new_hash<A>(self.state); }
template <class A> Object* blake2_digest(const Hash<A>& self) { return digest_of(self); }
template <class A> Object* blake2_hexdigest(const Hash<A>& self) { return hex_of(digest_of(self)); }
template <class A> void blake2_update(Hash<A>& self, const Input& input) { add(self.state, input.bytes); }
template <class A> ssize blake2_block_size(const Hash<A>&) { return A::kBlock; }
template <class A> Object* blake2_name(const Hash<A>&) { return intern(A::kName); }
template <class A> ssize blake2_digest_size(const Hash<A>& self) { return ssize(self.state.size); }

}  // namespace

#define HASH_INPUT "data"
#define HASH_FUNCTIONS(A)                                 \
  constexpr auto& self_new = blake2_new<A>;               \
  constexpr auto& self_copy = blake2_copy<A>;             \
  constexpr auto& self_digest = blake2_digest<A>;         \
  constexpr auto& self_hexdigest = blake2_hexdigest<A>;   \
  constexpr auto& self_update = blake2_update<A>;         \
  constexpr auto& self_block_size = blake2_block_size<A>; \
  constexpr auto& self_name = blake2_name<A>;             \
  constexpr auto& self_digest_size = blake2_digest_size<A>;

#define HASH_MODULE "_blake2"
#define HASH_FLAGS 0
#define HASH_TABLE "interpreter/modules/digest/blake2b_methods.def"
#define HASH_ALGORITHM Blake2b
#define HASH_NAME "blake2b"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_TABLE
#define HASH_TABLE "interpreter/modules/digest/blake2s_methods.def"
#define HASH_ALGORITHM Blake2s
#define HASH_NAME "blake2s"
#include "interpreter/modules/digest/hash_type.inc"
#undef HASH_TABLE

#undef HASH_INPUT

namespace {

// The type and its sizes, which the module has, too.
template <class A> Status add_blake2(Thread& t, Module* module, const char* capitals) {
  using State = typename A::State;
  Type* type = Hash<A>::type();
  ready_type(t, type);
  TRY(add_object(t, module, A::kName, type));
  const struct {
    const char* name;
    size_t value;
  } sizes[] = {{"SALT_SIZE", State::kSalt},
               {"PERSON_SIZE", State::kSalt},
               {"MAX_KEY_SIZE", State::kMostDigest},
               {"MAX_DIGEST_SIZE", State::kMostDigest}};
  for (const auto& size : sizes) {
    Object* value = int_from_int64(int64_t(size.value));
    TRY(dict_set_str(t, type->dict, intern(size.name), value));
    TRY(add_object(t, module, (std::string(capitals) + "_" + size.name).c_str(), value));
  }
  type_modified(t, type);
  return Status::ok();
}

}  // namespace
}  // namespace sidewinder::digest

namespace sidewinder {

Module* create_blake2(Thread& t) {
  Module* module = TRY(new_module(t, "_blake2"));
  TRY(digest::add_blake2<digest::Blake2b>(t, module, "BLAKE2B"));
  TRY(digest::add_blake2<digest::Blake2s>(t, module, "BLAKE2S"));
  return module;
}

}  // namespace sidewinder
