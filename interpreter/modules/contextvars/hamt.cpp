#include "interpreter/modules/contextvars/hamt.h"

#include <bit>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

struct HamtPair {
  Object* key;    // null: the value is a node
  Object* value;  // or the node one level down
};

// A node has up to 32 pairs, one for each bit that is set in `bitmap`: the bits of the hash from `shift` on say which.
// A collision node has two or more pairs, with keys of one hash.
struct HamtNode : Object {
  uint32_t bitmap, count;
  uint32_t hash;
  bool is_collision;
  HamtPair pairs[];
};

namespace {

constexpr int kBits = 5;
constexpr uint32_t kMask = (1 << kBits) - 1;

struct Place {
  uint32_t bit;
  uint32_t index;  // among the pairs
};
Place place_in(const HamtNode* node, uint32_t hash, int shift) {
  uint32_t bit = uint32_t(1) << (hash >> shift & kMask);
  return {bit, uint32_t(std::popcount(node->bitmap & (bit - 1)))};
}

Result<uint32_t> hash_of(Thread& t, Object* key) {
  auto wide = uint64_t(TRY(hash(t, key)));
  return uint32_t(wide) ^ uint32_t(wide >> 32);
}

HamtNode* new_node(uint32_t count, uint32_t bitmap) {
  auto* node = TRY(new_object<HamtNode>(&hamt_node_type, sizeof(HamtNode) + count * sizeof(HamtPair)));
  node->count = count;
  node->bitmap = bitmap;
  return node;
}
HamtNode* new_collision(uint32_t count, uint32_t hash) {
  HamtNode* node = TRY(new_node(count, 0));
  node->is_collision = true;
  node->hash = hash;
  return node;
}

HamtNode* with_pair_replaced(const HamtNode* node, uint32_t index, HamtPair pair) {
  HamtNode* copy = TRY(new_node(node->count, node->bitmap));
  copy->is_collision = node->is_collision;
  copy->hash = node->hash;
  std::copy(node->pairs, node->pairs + node->count, copy->pairs);
  copy->pairs[index] = pair;
  return copy;
}
// `bit` is 0 for a collision.
HamtNode* with_pair_inserted(const HamtNode* node, uint32_t index, uint32_t bit, HamtPair pair) {
  HamtNode* copy = TRY(new_node(node->count + 1, node->bitmap | bit));
  copy->is_collision = node->is_collision;
  copy->hash = node->hash;
  std::copy(node->pairs, node->pairs + index, copy->pairs);
  copy->pairs[index] = pair;
  std::copy(node->pairs + index, node->pairs + node->count, copy->pairs + index + 1);
  return copy;
}
HamtNode* with_pair_removed(const HamtNode* node, uint32_t index, uint32_t bit) {
  HamtNode* copy = TRY(new_node(node->count - 1, node->bitmap & ~bit));
  copy->is_collision = node->is_collision;
  copy->hash = node->hash;
  std::copy(node->pairs, node->pairs + index, copy->pairs);
  std::copy(node->pairs + index + 1, node->pairs + node->count, copy->pairs + index);
  return copy;
}

HamtNode* node_in(HamtPair pair) { return static_cast<HamtNode*>(pair.value); }

struct Entry {
  uint32_t hash;
  HamtPair pair;
};

// The node for two keys that come to the same place one level up.
HamtNode* node_of_two(int shift, Entry a, Entry b) {
  if (a.hash == b.hash) {
    HamtNode* node = TRY(new_collision(2, a.hash));
    node->pairs[0] = a.pair;
    node->pairs[1] = b.pair;
    return node;
  }
  uint32_t left = a.hash >> shift & kMask, right = b.hash >> shift & kMask;
  if (left == right) {
    HamtNode* below = TRY(node_of_two(shift + kBits, a, b));
    HamtNode* node = TRY(new_node(1, uint32_t(1) << left));
    node->pairs[0] = {nullptr, below};
    return node;
  }
  HamtNode* node = TRY(new_node(2, uint32_t(1) << left | uint32_t(1) << right));
  node->pairs[left > right] = a.pair;
  node->pairs[left < right] = b.pair;
  return node;
}

// The index of the key among the pairs of a collision; missing: count.
Result<uint32_t> find_collision(Thread& t, const HamtNode* node, Object* key) {
  uint32_t i = 0;
  while (i < node->count && !TRY(equal(t, key, node->pairs[i].key))) i++;
  return i;
}

HamtNode* with(Thread& t, HamtNode* node, int shift, Entry e, bool* is_added);

HamtNode* collision_with(Thread& t, HamtNode* node, int shift, Entry e, bool* is_added) {
  if (e.hash != node->hash) {
    HamtNode* around = TRY(new_node(1, uint32_t(1) << (node->hash >> shift & kMask)));
    around->pairs[0] = {nullptr, node};
    return with(t, around, shift, e, is_added);
  }
  uint32_t i = TRY(find_collision(t, node, e.pair.key));
  *is_added = i == node->count;
  if (*is_added) return with_pair_inserted(node, i, 0, e.pair);
  return node->pairs[i].value == e.pair.value ? node : with_pair_replaced(node, i, e.pair);
}

HamtNode* with(Thread& t, HamtNode* node, int shift, Entry e, bool* is_added) {
  if (node->is_collision) return collision_with(t, node, shift, e, is_added);
  Place at = place_in(node, e.hash, shift);
  if (!(node->bitmap & at.bit)) {
    *is_added = true;
    return with_pair_inserted(node, at.index, at.bit, e.pair);
  }
  HamtPair there = node->pairs[at.index];
  if (!there.key) {
    HamtNode* below = TRY(with(t, node_in(there), shift + kBits, e, is_added));
    return below == there.value ? node : with_pair_replaced(node, at.index, {nullptr, below});
  }
  if (TRY(equal(t, e.pair.key, there.key))) {
    if (there.value == e.pair.value) return node;
    return with_pair_replaced(node, at.index, {there.key, e.pair.value});
  }
  uint32_t hash_there = TRY(hash_of(t, there.key));
  HamtNode* below = TRY(node_of_two(shift + kBits, {hash_there, there}, e));
  *is_added = true;
  return with_pair_replaced(node, at.index, {nullptr, below});
}

enum class Removal { Failed, Missing, Done };

// *rest: the node without the key, null if nothing is left.
Removal without(Thread& t, HamtNode* node, int shift, uint32_t hash, Object* key, HamtNode** rest);

Removal outcome(HamtNode* made, HamtNode** rest) {
  *rest = made;
  return made ? Removal::Done : Removal::Failed;
}

Removal collision_without(Thread& t, HamtNode* node, int shift, uint32_t hash, Object* key, HamtNode** rest) {
  if (hash != node->hash) return Removal::Missing;
  Result<uint32_t> at = find_collision(t, node, key);
  if (at.failed()) return Removal::Failed;
  if (at.value == node->count) return Removal::Missing;
  if (node->count > 2) return outcome(with_pair_removed(node, at.value, 0), rest);
  HamtNode* one = new_node(1, uint32_t(1) << (node->hash >> shift & kMask));
  if (one) one->pairs[0] = node->pairs[1 - at.value];
  return outcome(one, rest);
}

// A node that has one key only is not needed: its pair takes its place.
Removal below_without(Thread& t, HamtNode* node, int shift, Place at, uint32_t hash, Object* key, HamtNode** rest) {
  HamtNode* below = nullptr;
  Removal removal = without(t, node_in(node->pairs[at.index]), shift + kBits, hash, key, &below);
  if (removal != Removal::Done) return removal;
  PY_DCHECK(below);  // a node that is not the root has two keys at least
  bool is_single = below->count == 1 && below->pairs[0].key;
  return outcome(with_pair_replaced(node, at.index, is_single ? below->pairs[0] : HamtPair{nullptr, below}), rest);
}

Removal without(Thread& t, HamtNode* node, int shift, uint32_t hash, Object* key, HamtNode** rest) {
  *rest = nullptr;
  if (node->is_collision) return collision_without(t, node, shift, hash, key, rest);
  Place at = place_in(node, hash, shift);
  if (!(node->bitmap & at.bit)) return Removal::Missing;
  HamtPair there = node->pairs[at.index];
  if (!there.key) return below_without(t, node, shift, at, hash, key, rest);
  Truth is_it = equal(t, key, there.key);
  if (is_it == Truth::Error) return Removal::Failed;
  if (is_it == Truth::False) return Removal::Missing;
  return node->count == 1 ? Removal::Done : outcome(with_pair_removed(node, at.index, at.bit), rest);
}

Hamt* hamt_of(HamtNode* root, ssize used) {
  auto* h = TRY(new_object<Hamt>(&hamt_type));
  h->root = root;
  h->used = used;
  return h;
}

// --- iteration: over a list that is made at once ---------------------------------------------------------------------

struct HamtIterator : Object {
  List* items;
  ssize at;
};

Object* item_for(Type* iterator, HamtPair pair) {
  if (iterator == &hamt_keys_type) return pair.key;
  if (iterator == &hamt_values_type) return pair.value;
  Object* both[] = {pair.key, pair.value};
  return reinterpret_cast<Object*>(new_tuple(both, 2));
}

Status collect(Thread& t, Type* iterator, const HamtNode* node, List* items) {
  for (uint32_t i = 0; i < node->count; i++) {
    HamtPair pair = node->pairs[i];
    if (pair.key) TRY(list_append(t, items, TRY(item_for(iterator, pair))));
    else TRY(collect(t, iterator, node_in(pair), items));
  }
  return Status::ok();
}

Lookup hamt_iterator_next(Thread& t, Object* o) {
  auto* self = static_cast<HamtIterator*>(o);
  return self->at < self->items->size ? Lookup(list_get(t, self->items, self->at++)) : Lookup::missing();
}
Object* hamt_iterator_self(Thread&, Object* o) { return o; }
Result<ssize> hamt_iterator_length(Thread&, Object* o) { return static_cast<HamtIterator*>(o)->items->size; }

Truth node_equal(Thread& t, const HamtNode* node, const Hamt* other) {
  for (uint32_t i = 0; i < node->count; i++) {
    HamtPair pair = node->pairs[i];
    if (!pair.key) {
      if (!TRY(node_equal(t, node_in(pair), other))) return Truth::False;
      continue;
    }
    Lookup value = TRY(hamt_find(t, other, pair.key));
    if (!value.found() || !TRY(equal(t, pair.value, value.value))) return Truth::False;
  }
  return Truth::True;
}

// --- what Python sees ------------------------------------------------------------------------------------------------

Object* hamt_set(Thread& t, Hamt& self, Object* key, Object* value) { return hamt_with(t, &self, key, value); }
Object* hamt_get(Thread& t, Hamt& self, Object* key, Object* otherwise) {
  Lookup value = TRY(hamt_find(t, &self, key));
  return value.found() ? value.value : otherwise;
}
Object* hamt_delete(Thread& t, Hamt& self, Object* key) { return hamt_without(t, &self, key); }
Object* hamt_items(Thread& t, Hamt& self) { return hamt_iterator(t, &hamt_items_type, &self); }
Object* hamt_keys(Thread& t, Hamt& self) { return hamt_iterator(t, &hamt_keys_type, &self); }
Object* hamt_values(Thread& t, Hamt& self) { return hamt_iterator(t, &hamt_values_type, &self); }
Object* hamt_get_item(Thread& t, Object* o, Object* key) {
  Lookup value = TRY(hamt_find(t, cast<Hamt>(o), key));
  return value.found() ? value.value : raise_key_error(t, key);
}
Truth hamt_contains(Thread& t, Object* o, Object* key) {
  return truth_of((TRY(hamt_find(t, cast<Hamt>(o), key))).found());
}
Result<ssize> hamt_length(Thread&, Object* o) { return cast<Hamt>(o)->used; }
Object* hamt_iter(Thread& t, Object* o) { return hamt_iterator(t, &hamt_keys_type, cast<Hamt>(o)); }
Object* hamt_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool is_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!is_equality || !is_exact<Hamt>(a) || !is_exact<Hamt>(b)) return not_implemented();
  return new_bool(TRY(hamt_equal(t, cast<Hamt>(a), cast<Hamt>(b))) == (op == CompareOp::Eq));
}

}  // namespace

Hamt* new_hamt(Thread&) { return hamt_of(nullptr, 0); }

Lookup hamt_find(Thread& t, const Hamt* h, Object* key) {
  if (!h->root) return Lookup::missing();
  uint32_t hash = TRY(hash_of(t, key));
  const HamtNode* node = h->root;
  for (int shift = 0; !node->is_collision; shift += kBits) {
    Place at = place_in(node, hash, shift);
    if (!(node->bitmap & at.bit)) return Lookup::missing();
    HamtPair there = node->pairs[at.index];
    if (there.key) return TRY(equal(t, key, there.key)) ? Lookup(there.value) : Lookup::missing();
    node = node_in(there);
  }
  uint32_t i = TRY(find_collision(t, node, key));
  return i < node->count ? Lookup(node->pairs[i].value) : Lookup::missing();
}

Hamt* hamt_with(Thread& t, Hamt* h, Object* key, Object* value) {
  Entry entry{TRY(hash_of(t, key)), {key, value}};
  bool is_added = false;
  HamtNode* empty = h->root ? nullptr : TRY(new_node(0, 0));
  HamtNode* root = TRY(with(t, h->root ? h->root : empty, 0, entry, &is_added));
  return root == h->root ? h : hamt_of(root, h->used + is_added);
}

Hamt* hamt_without(Thread& t, Hamt* h, Object* key) {
  uint32_t hash = TRY(hash_of(t, key));
  if (!h->root) return h;
  HamtNode* rest;
  switch (without(t, h->root, 0, hash, key, &rest)) {
    case Removal::Failed: return nullptr;
    case Removal::Missing: return h;
    case Removal::Done: break;
  }
  return hamt_of(rest, h->used - 1);
}

Truth hamt_equal(Thread& t, const Hamt* a, const Hamt* b) {
  if (a == b || (a->used == 0 && b->used == 0)) return Truth::True;
  return a->used == b->used ? node_equal(t, a->root, b) : Truth::False;
}

Object* hamt_iterator(Thread& t, Type* iterator, const Hamt* h) {
  List* items = TRY(new_list(t));
  if (h->root) TRY(collect(t, iterator, h->root, items));
  auto* it = TRY(new_object<HamtIterator>(iterator));
  it->items = items;
  return it;
}

#define NATIVE_TABLE "interpreter/modules/contextvars/hamt.def"
#define NATIVE_TYPE Hamt
#define NATIVE_PREFIX hamt
#define NATIVE_NAME "hamt"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_hamt_data() {
  TypeData d{};
  d.slots.get_item = hamt_get_item;
  d.slots.contains = hamt_contains;
  d.slots.length = hamt_length;
  d.slots.compare = hamt_compare;
  d.slots.iter = hamt_iter;
  d.allows_weak_references = true;
  hamt_declare(d);
  return d;
}
constexpr TypeData make_iterator_data() {
  TypeData d{};
  d.slots.iter = hamt_iterator_self;
  d.slots.next = hamt_iterator_next;
  d.slots.length = hamt_iterator_length;
  return d;
}
constinit TypeData hamt_data = make_hamt_data();
constinit TypeData hamt_node_data = {};
constinit TypeData hamt_keys_data = make_iterator_data();
constinit TypeData hamt_values_data = make_iterator_data();
constinit TypeData hamt_items_data = make_iterator_data();
constexpr unsigned long kFlags = kTypeHaveGC | kTypeDisallowInstantiation;

}  // namespace

constinit Type hamt_type = static_type("hamt", sizeof(Hamt), 0, kFlags, &hamt_data);
constinit Type hamt_node_type =
    static_type("hamt_bitmap_node", sizeof(HamtNode), sizeof(HamtPair), kFlags, &hamt_node_data);
constinit Type hamt_keys_type = static_type("keys", sizeof(HamtIterator), 0, kFlags, &hamt_keys_data);
constinit Type hamt_values_type = static_type("values", sizeof(HamtIterator), 0, kFlags, &hamt_values_data);
constinit Type hamt_items_type = static_type("items", sizeof(HamtIterator), 0, kFlags, &hamt_items_data);

}  // namespace sidewinder
