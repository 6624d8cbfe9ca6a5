// The list of nodes, and how it goes with the dict.
#include "interpreter/modules/collections/ordered_dict.h"

#include "interpreter/objects/container/dict_table.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

ssize capacity_of(const Dict* d) { return ssize(dict_index_capacity(d)); }

// `nodes` belongs to the dict's table as it is now. Looking for keys may run Python code that changes the table.
Status bring_up_to_date(Thread& t, OrderedDict* d) {
  while (d->nodes_table != d->table) {
    DictTable* table = d->table;
    if (!table) {
      d->nodes = nullptr;
      d->nodes_table = nullptr;
      return Status::ok();
    }
    OrderedNode** nodes = TRY(allocate_raw<OrderedNode*>(size_t(capacity_of(d))));
    size_t state = d->state;
    for (OrderedNode* node = d->first; node; node = node->next) {
      ssize i = TRY(dict_find_entry_hashed(t, d, node->key, node->hash));
      if (d->table != table || d->state != state) break;
      if (i >= 0) nodes[i] = node;
    }
    if (d->table != table || d->state != state) continue;
    d->nodes = nodes;
    d->nodes_table = table;
  }
  return Status::ok();
}

void link_last(OrderedDict* d, OrderedNode* node) {
  d->node_count++;
  node->next = nullptr;
  node->previous = d->last;
  (d->last ? d->last->next : d->first) = node;
  d->last = node;
}

void link_first(OrderedDict* d, OrderedNode* node) {
  d->node_count++;
  node->previous = nullptr;
  node->next = d->first;
  (d->first ? d->first->previous : d->last) = node;
  d->first = node;
}

void unlink(OrderedDict* d, OrderedNode* node) {
  d->node_count--;
  (node->previous ? node->previous->next : d->first) = node->next;
  (node->next ? node->next->previous : d->last) = node->previous;
}

}  // namespace

Status ordered_find(Thread& t, OrderedDict* d, Object* key, ssize hash, OrderedNode** found) {
  *found = nullptr;
  if (!d->first) return Status::ok();
  TRY(bring_up_to_date(t, d));
  for (;;) {
    ssize i = TRY(dict_find_entry_hashed(t, d, key, hash));
    if (i < 0) return Status::ok();
    if (d->nodes_table == d->table) {
      *found = d->nodes[i];
      return Status::ok();
    }
    TRY(bring_up_to_date(t, d));
  }
}

// The dict gets the value first: if there is no memory for the node, the key goes again.
Status ordered_set(Thread& t, OrderedDict* d, Object* key, ssize hash, Object* value) {
  ssize used = d->used;
  TRY(dict_set_hashed(t, d, key, hash, value));
  if (d->used == used) {
    // An entry that was there has a node, unless it was made past this class.
    OrderedNode* found;
    TRY(ordered_find(t, d, key, hash, &found));
    if (found) return Status::ok();
  }
  auto* node = reinterpret_cast<OrderedNode*>(allocate_raw<char>(sizeof(OrderedNode)));
  if (!node) {
    PendingSaved saved(t);
    (void)dict_pop_hashed(t, d, key, hash);
    return Raised{};
  }
  node->key = key;
  node->hash = hash;
  TRY(bring_up_to_date(t, d));
  ssize i = TRY(dict_find_entry_hashed(t, d, key, hash));
  if (i < 0 || d->nodes_table != d->table) return Status::ok();  // an __eq__ has changed the dict meanwhile
  if (d->nodes[i] && d->used == used) return Status::ok();
  d->nodes[i] = node;
  link_last(d, node);
  d->state++;
  return Status::ok();
}

Status ordered_unlink(Thread& t, OrderedDict* d, OrderedNode* node) {
  TRY(bring_up_to_date(t, d));
  ssize i = TRY(dict_find_entry_hashed(t, d, node->key, node->hash));
  if (i >= 0 && d->nodes_table == d->table && d->nodes[i] == node) d->nodes[i] = nullptr;
  unlink(d, node);
  node->next = node->previous = nullptr;
  d->state++;
  return Status::ok();
}

void ordered_move(OrderedDict* d, OrderedNode* node, bool to_last) {
  if (node == (to_last ? d->last : d->first)) return;
  unlink(d, node);
  if (to_last) link_last(d, node);
  else link_first(d, node);
  d->state++;
}

void ordered_clear(OrderedDict* d) {
  d->first = d->last = nullptr;
  d->nodes = nullptr;
  d->nodes_table = nullptr;
  d->node_count = 0;
  dict_clear(d);
}

}  // namespace sidewinder
