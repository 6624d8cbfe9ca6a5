// collections.OrderedDict: a dict with an order of its own, a list of nodes in both directions. Methods of dict that
// are called past it (dict.__setitem__(od, ...)) change the dict and not the list.
#pragma once

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

struct OrderedNode {  // raw storage
  OrderedNode *previous, *next;
  Object* key;
  ssize hash;
};

struct OrderedDict : Dict {
  OrderedNode *first, *last;
  OrderedNode** nodes;     // by number of the dict's entry,
  DictTable* nodes_table;  // while this is the dict's table
  size_t state;            // changes whenever nodes come, go or move, but for clear()
  ssize node_count;        // other than `used`: the dict was changed past this class
  Object* attributes;      // __dict__, or null
  Object* weak_list;       // for C
  static Type* type();
};
extern Type ordered_dict_type, ordered_iterator_type, ordered_keys_type, ordered_values_type, ordered_items_type;
inline Type* OrderedDict::type() { return &ordered_dict_type; }

// *found is null where the key is not there.
Status ordered_find(Thread& t, OrderedDict* d, Object* key, ssize hash, OrderedNode** found);
Status ordered_set(Thread& t, OrderedDict* d, Object* key, ssize hash, Object* value);
// Unlinks the node; the dict's entry stays.
Status ordered_unlink(Thread& t, OrderedDict* d, OrderedNode* node);
void ordered_move(OrderedDict* d, OrderedNode* node, bool to_last);
void ordered_clear(OrderedDict* d);

enum class OrderedYields : uint8_t { Keys, Values, Items };
Object* new_ordered_iterator(OrderedDict* d, OrderedYields what, bool backward);
Object* new_ordered_view(Type* cls, OrderedDict* d);

}  // namespace sidewinder
