// An immutable mapping whose changes share most of it with what they were made of: a trie of 32-way nodes over the bits
// of the keys' hashes. What contexts hold.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct HamtNode;
struct Hamt : Object {
  HamtNode* root;  // null: empty
  ssize used;
  Object* weak_list;  // for C
  static Type* type();
};
extern Type hamt_type, hamt_node_type, hamt_keys_type, hamt_values_type, hamt_items_type;
inline Type* Hamt::type() { return &hamt_type; }

Hamt* new_hamt(Thread& t);
Lookup hamt_find(Thread& t, const Hamt* h, Object* key);
// The same mapping if nothing changes.
Hamt* hamt_with(Thread& t, Hamt* h, Object* key, Object* value);
Hamt* hamt_without(Thread& t, Hamt* h, Object* key);
Truth hamt_equal(Thread& t, const Hamt* a, const Hamt* b);
// Over what the mapping has: the keys, the values or pairs of both.
Object* hamt_iterator(Thread& t, Type* iterator, const Hamt* h);

}  // namespace sidewinder
