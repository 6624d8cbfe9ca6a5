// OrderedDict as Python sees it. Subclasses may override __getitem__, __setitem__ and so on: what CPython asks for by
// them in a subclass is asked for here, too.
#include <algorithm>

#include "interpreter/modules/collections/collections_types.h"
#include "interpreter/modules/collections/ordered_dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/key_hash.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// --- update ---

Status add_pair(Thread& t, Object* self, Object* pair) {
  Object* iterator = TRY(get_iterator(t, pair));
  Object* parts[2];
  for (ssize i = 0; i < 2; i++) {
    Lookup part = TRY(iterator_next(t, iterator));
    if (part.is_missing()) return raise_value_error(t, "need more than %zd value%s to unpack", i, i == 1 ? "" : "s");
    parts[i] = part.value;
  }
  if (TRY(iterator_next(t, iterator)).found()) return raise_value_error(t, "too many values to unpack (expected 2)");
  return set_item(t, self, parts[0], parts[1]);
}

Status add_pairs(Thread& t, Object* self, Object* pairs) {
  return for_each(t, pairs, [&](Object* pair) { return add_pair(t, self, pair); });
}

Status add_argument(Thread& t, Object* self, Object* other) {
  if (is_exact<Dict>(other))
    return add_pairs(t, self, TRY(list_from_iterable(t, TRY(new_dict_view(&dict_items_type, cast<Dict>(other))))));
  Lookup keys = TRY(find_attribute(t, other, intern("keys")));
  if (keys.found())
    return for_each(t, TRY(call(t, keys.value)), [&](Object* key) -> Status {
      Object* value = TRY(get_item(t, other, key));
      return set_item(t, self, key, value);
    });
  Lookup items = TRY(find_attribute(t, other, intern("items")));
  return add_pairs(t, self, items.found() ? TRY(call(t, items.value)) : other);
}

Status add_arguments(Thread& t, Object* self, const Args& args) {
  if (args.count) TRY(add_argument(t, self, args[0]));
  TRY(args.keywords_are_strings(t));
  for (ssize i = 0; i < args.keyword_count(); i++) TRY(set_item(t, self, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}

Status ordered_dict_init(Thread& t, Object* self, Args args) {
  if (args.count > 1) return raise_type_error(t, "expected at most 1 arguments, got %zd", args.count);
  return add_arguments(t, self, args);
}

Object* ordered_dict_update(Thread& t, Object* self, Args args) {
  if (args.count > 1)
    return raise_type_error(t, "update() takes at most 1 positional argument (%zd given)", args.count);
  TRY(add_arguments(t, self, args));
  return none();
}

// --- items ---

// A missing key None leaves the KeyError without arguments.
Raised raise_missing(Thread& t, Object* key) {
  if (key != none()) return raise_key_error(t, key);
  return raise_object(t, TRY(call(t, &exceptions::KeyError)));
}

Status ordered_dict_set_item(Thread& t, Object* o, Object* key, Object* value) {
  auto* self = cast<OrderedDict>(o);
  ssize hash = TRY(hash_of_key(t, key));
  if (value) return ordered_set(t, self, key, hash, value);
  OrderedNode* node;
  TRY(ordered_find(t, self, key, hash, &node));
  if (node) TRY(ordered_unlink(t, self, node));
  Lookup removed = TRY(dict_pop_hashed(t, self, key, hash));
  return removed.found() ? Status::ok() : Status(raise_key_error(t, key));
}

Object* ordered_dict_setdefault(Thread& t, OrderedDict& self, Object* key, Object* otherwise) {
  if (is_exact<OrderedDict>(&self)) {
    ssize hash = TRY(hash_of_key(t, key));
    Lookup found = TRY(dict_get_hashed(t, &self, key, hash));
    if (found.found()) return found.value;
    TRY(ordered_set(t, &self, key, hash, otherwise));
    return otherwise;
  }
  if (TRY(contains(t, &self, key))) return get_item(t, &self, key);
  TRY(set_item(t, &self, key, otherwise));
  return otherwise;
}

// The value, which is gone then; `otherwise` (or KeyError) if there is no node for the key.
Object* pop_key(Thread& t, OrderedDict* self, Object* key, ssize hash, Object* otherwise /* or null */) {
  OrderedNode* node;
  TRY(ordered_find(t, self, key, hash, &node));
  if (node) {
    TRY(ordered_unlink(t, self, node));
    Lookup value = TRY(dict_pop_hashed(t, self, key, hash));
    if (value.found()) return value.value;
  }
  return otherwise ? otherwise : raise_missing(t, key);
}

Object* ordered_dict_pop(Thread& t, OrderedDict& self, Object* key, Object* otherwise /* or null */) {
  return pop_key(t, &self, key, TRY(hash_of_key(t, key)), otherwise);
}

Object* ordered_dict_popitem(Thread& t, OrderedDict& self, bool last) {
  if (!self.first) return raise(t, exceptions::KeyError, "dictionary is empty");
  const OrderedNode* node = last ? self.last : self.first;
  Object* key = node->key;
  Object* pair[] = {key, TRY(pop_key(t, &self, key, node->hash, nullptr))};
  return new_tuple(pair, 2);
}

Status ordered_dict_move_to_end(Thread& t, OrderedDict& self, Object* key, bool last) {
  if (!self.first) return raise_missing(t, key);
  OrderedNode* node = last ? self.last : self.first;
  if (node->key != key) {
    TRY(ordered_find(t, &self, key, TRY(hash_of_key(t, key)), &node));
    if (!node) return raise_missing(t, key);
  }
  ordered_move(&self, node, last);
  return Status::ok();
}

void ordered_dict_clear(OrderedDict& self) { ordered_clear(&self); }

// --- copies ---

Object* ordered_dict_fromkeys(Thread& t, Type& cls, Object* iterable, Object* value) {
  Object* mapping = TRY(call(t, &cls));
  TRY(for_each(t, iterable, [&](Object* key) { return set_item(t, mapping, key, value); }));
  return mapping;
}

// The keys in order, as they are now.
List* keys_of(Thread& t, const OrderedDict* self) {
  List* keys = TRY(new_list(t, self->used));
  for (const OrderedNode* node = self->first; node; node = node->next) TRY(list_append(t, keys, node->key));
  return keys;
}

// The key is hashed anew, as the iterators do.
Object* value_of_node(Thread& t, OrderedDict* self, const OrderedNode* node) {
  Lookup value = TRY(dict_get(t, self, node->key));
  return value.found() ? value.value : raise_key_error(t, node->key);
}

Object* ordered_dict_copy(Thread& t, OrderedDict& self) {
  Object* copy = TRY(call(t, self.cls));
  if (is_exact<OrderedDict>(&self)) {
    for (const OrderedNode* node = self.first; node; node = node->next) {
      Object* value = TRY(value_of_node(t, &self, node));
      TRY(ordered_set(t, cast<OrderedDict>(copy), node->key, node->hash, value));
    }
    return copy;
  }
  List* keys = TRY(keys_of(t, &self));
  for (ssize i = 0; i < keys->size; i++) {
    Object* key = TRY(list_get(t, keys, i));
    Object* value = TRY(get_item(t, &self, key));
    TRY(set_item(t, copy, key, value));
  }
  return copy;
}

Object* ordered_dict_reduce(Thread& t, OrderedDict& self) {
  Object* state = TRY(call_method(t, &self, "__getstate__"));
  Object* items = TRY(call_method(t, &self, "items"));
  Object* parts[] = {self.cls, empty_tuple(), state, none(), TRY(get_iterator(t, items))};
  return new_tuple(parts, 5);
}

// --- operators ---

// Equal as dicts, and of two ordered ones also in the same order.
Truth same_order(Thread& t, OrderedDict* a, OrderedDict* b) {
  size_t state_of_a = a->state;
  size_t state_of_b = b->state;
  const OrderedNode* x = a->first;
  const OrderedNode* y = b->first;
  for (; x && y; x = x->next, y = y->next) {
    bool same_key = TRY(equal(t, x->key, y->key));
    if (state_of_a != a->state || state_of_b != b->state)
      return truth_error(raise(t, exceptions::RuntimeError, "OrderedDict mutated during iteration"));
    if (!same_key) return Truth::False;
  }
  return truth_of(!x && !y);
}

Object* ordered_dict_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_dict(b)) return not_implemented();
  bool is_equal = TRY(dict_equal(t, cast<Dict>(a), cast<Dict>(b)));
  if (is_equal && is_instance(b, &ordered_dict_type))
    is_equal = TRY(same_order(t, cast<OrderedDict>(a), cast<OrderedDict>(b)));
  return new_bool(is_equal == (op == CompareOp::Eq));
}

Object* ordered_dict_or(Thread& t, Object* a, Object* b) {
  bool left = is_instance(a, &ordered_dict_type);
  if (!is_dict(left ? b : a)) return not_implemented();
  Object* result = TRY(call(t, (left ? a : b)->cls, a));
  TRY(add_argument(t, result, b));
  return result;
}

Object* ordered_dict_in_place_or(Thread& t, Object* a, Object* b) {
  TRY(add_argument(t, a, b));
  return a;
}

// --- repr, iteration ---

List* pairs_of(Thread& t, OrderedDict* self) {
  if (!is_exact<OrderedDict>(self)) return list_from_iterable(t, TRY(call_method(t, self, "items")));
  List* pairs = TRY(new_list(t, self->used));
  for (const OrderedNode* node = self->first; node; node = node->next) {
    Object* pair[] = {node->key, TRY(value_of_node(t, self, node))};
    TRY(list_append(t, pairs, TRY(new_tuple(pair, 2))));
  }
  return pairs;
}

Object* ordered_dict_repr(Thread& t, Object* o) {
  auto* self = cast<OrderedDict>(o);
  StrBuilder text;
  text.add(type_name(o->cls)).add("(");
  if (!self->used) return text.add(")").finish();
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("...");
  return text.add(TRY(repr(t, TRY(pairs_of(t, self))))).add(")").finish();
}

Object* ordered_dict_iter(Thread&, Object* o) {
  return new_ordered_iterator(cast<OrderedDict>(o), OrderedYields::Keys, false);
}
Object* ordered_dict_reversed(OrderedDict& self) { return new_ordered_iterator(&self, OrderedYields::Keys, true); }
Object* ordered_dict_keys(OrderedDict& self) { return new_ordered_view(&ordered_keys_type, &self); }
Object* ordered_dict_values(OrderedDict& self) { return new_ordered_view(&ordered_values_type, &self); }
Object* ordered_dict_items(OrderedDict& self) { return new_ordered_view(&ordered_items_type, &self); }

ssize ordered_dict_sizeof(OrderedDict& self) {
  ssize entries = ssize(dict_index_capacity(&self));
  ssize table = entries * ssize(sizeof(DictEntry) + sizeof(OrderedNode*) + 2);
  return self.cls->basic_size + table + self.used * ssize(sizeof(OrderedNode));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/collections/ordered_dict.def"
#define NATIVE_TYPE OrderedDict
#define NATIVE_PREFIX ordered_dict
#define NATIVE_NAME "OrderedDict"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_ordered_dict_data() {
  TypeData d{};
  d.slots.repr = ordered_dict_repr;
  d.slots.compare = ordered_dict_compare;
  d.slots.set_item = ordered_dict_set_item;
  d.slots.iter = ordered_dict_iter;
  d.slots.binary[int(BinaryOp::Or)] = ordered_dict_or;
  d.slots.in_place[int(BinaryOp::Or)] = ordered_dict_in_place_or;
  d.allows_weak_references = true;
  ordered_dict_declare(d);
  return d;
}
constinit TypeData ordered_dict_data = make_ordered_dict_data();

}  // namespace

constinit Type ordered_dict_type = with_dict_at(
    offsetof(OrderedDict, attributes),
    static_type("collections.OrderedDict", sizeof(OrderedDict), 0,
                kTypeBase | kTypeHaveGC | kTypeDict | kTypeMapping | kTypeMatchSelf, &ordered_dict_data, &dict_type));

}  // namespace sidewinder
