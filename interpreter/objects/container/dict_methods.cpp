// What Python sees of dict: construction, operators, methods.

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* dict_create(Thread& t, Type* cls, Args) {
  if (cls == &dict_type) return new_dict(t);
  Dict* self = static_cast<Dict*>(TRY(allocate_instance(t, cls)));
  dict_entry_changed(self);
  return self;
}

Status dict_update_with(Thread& t, Dict& self, Object* mapping_or_pairs /* or null */, Keywords items) {
  if (mapping_or_pairs) TRY(dict_update(t, &self, mapping_or_pairs));
  TRY(items.all.keywords_are_strings(t));
  for (ssize i = 0; i < items.count(); i++)
    TRY(dict_set(t, &self, items.all.keyword_name(i), items.all.keyword_value(i)));
  return Status::ok();
}

Status dict_init(Thread& t, Dict& self, Object* mapping_or_pairs /* or null */, Keywords items) {
  return dict_update_with(t, self, mapping_or_pairs, items);
}

Object* dict_repr(Thread& t, Object* o) {
  Dict* self = cast<Dict>(o);
  if (self->used == 0) return new_str("{}");
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, self);
  if (guard.recursive()) return new_str("{...}");
  StrBuilder out;
  out.add("{");
  ssize position = 0;
  Object* key;
  Object* value;
  for (bool first = true; dict_next(self, &position, &key, &value); first = false) {
    out.add(first ? "" : ", ").add(TRY(repr(t, key)));
    out.add(": ").add(TRY(repr(t, value)));
  }
  return out.add("}").finish();
}

Result<ssize> dict_length(Thread&, Object* o) { return cast<Dict>(o)->used; }
Truth dict_truth(Thread&, Object* o) { return truth_of(cast<Dict>(o)->used != 0); }

Object* dict_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!equality || !is_dict(a) || !is_dict(b)) return not_implemented();
  bool same = TRY(dict_equal(t, cast<Dict>(a), cast<Dict>(b)));
  return new_bool(same == (op == CompareOp::Eq));
}

// d[key] of a subclass asks __missing__ before it gives up.
Object* call_missing(Thread& t, Object* o, Object* key) {
  static Str* name = intern("__missing__");
  Object* missing = is_exact<Dict>(o) ? nullptr : type_lookup(o->cls, name);
  if (!missing) return raise_key_error(t, key);
  Object* arguments[] = {o, key};
  return call_found(t, missing, Args{arguments, 2});
}

Object* dict_get_item(Thread& t, Object* o, Object* key) {
  Lookup found = TRY(dict_get(t, cast<Dict>(o), key));
  return found.found() ? found.value : call_missing(t, o, key);
}

Status dict_set_item(Thread& t, Object* o, Object* key, Object* value) {
  if (value) return dict_set(t, cast<Dict>(o), key, value);
  bool was_there = TRY(dict_delete(t, cast<Dict>(o), key));
  return was_there ? Status::ok() : Status(raise_key_error(t, key));
}

Object* dict_get_item_method(Thread& t, Dict& self, Object* key) { return dict_get_item(t, &self, key); }
Truth dict_contains_method(Thread& t, Dict& self, Object* key) { return dict_contains(t, &self, key); }
Truth dict_contains_slot(Thread& t, Object* o, Object* key) { return dict_contains(t, cast<Dict>(o), key); }

Object* dict_or(Thread& t, Object* a, Object* b) {
  if (!is_dict(a) || !is_dict(b)) return not_implemented();
  Dict* result = TRY(dict_copy(t, cast<Dict>(a)));
  TRY(dict_update(t, result, b));
  return result;
}

Object* dict_in_place_or(Thread& t, Object* a, Object* b) {
  TRY(dict_update(t, cast<Dict>(a), b));
  return a;
}

Object* dict_iter(Thread&, Object* o) { return new_dict_iterator(&dict_key_iterator_type, cast<Dict>(o)); }

// --- methods ------------------------------------------------------------------------------------

Object* dict_get_or(Thread& t, Dict& self, Object* key, Object* otherwise) {
  Lookup found = TRY(dict_get(t, &self, key));
  return found.found() ? found.value : otherwise;
}

Object* dict_pop_or(Thread& t, Dict& self, Object* key, Object* otherwise /* or null */) {
  Lookup found = TRY(dict_pop(t, &self, key));
  if (found.found()) return found.value;
  return otherwise ? otherwise : raise_key_error(t, key);
}

Tuple* dict_popitem(Thread& t, Dict& self) {
  Tuple* item = TRY(new_tuple(2));
  Lookup value = dict_pop_last(&self, &item->items[0]);
  if (value.is_missing()) return raise(t, exceptions::KeyError, "popitem(): dictionary is empty");
  item->items[1] = value.value;
  return item;
}

// Keys of exact dicts and sets bring their hashes along.
Status set_all_from_keys(Thread& t, Dict* d, Object* iterable, Object* value) {
  ssize position = 0;
  if (is_exact<Dict>(iterable)) {
    Dict* keys = cast<Dict>(iterable);
    TRY(dict_resize(d, uint64_t(keys->used), dict_has_string_keys(keys)));
    DictEntry e;
    while (dict_next_entry(keys, &position, &e)) TRY(dict_set_hashed(t, d, e.key, e.hash, value));
    return Status::ok();
  }
  if (is_exact_any_set(iterable)) {
    Set* keys = cast<Set>(iterable);
    TRY(dict_resize(d, uint64_t(keys->used), false));
    ssize hash;
    Object* key;
    while (set_next(keys, &position, &key, &hash)) TRY(dict_set_hashed(t, d, key, hash, value));
    return Status::ok();
  }
  return for_each(t, iterable, [&](Object* key) { return dict_set(t, d, key, value); });
}

// The class itself makes the mapping.
Object* dict_fromkeys(Thread& t, Type& cls, Object* iterable, Object* value) {
  Object* mapping = TRY(call(t, &cls));
  if (is_exact<Dict>(mapping)) TRY(set_all_from_keys(t, cast<Dict>(mapping), iterable, value));
  else TRY(for_each(t, iterable, [&](Object* key) { return set_item(t, mapping, key, value); }));
  return mapping;
}

DictView* dict_keys(Dict& self) { return new_dict_view(&dict_keys_type, &self); }
DictView* dict_values(Dict& self) { return new_dict_view(&dict_values_type, &self); }
DictView* dict_items(Dict& self) { return new_dict_view(&dict_items_type, &self); }
DictIterator* dict_reversed(Dict& self) { return new_dict_iterator(&dict_reverse_key_iterator_type, &self); }
Object* dict_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

ssize dict_sizeof(const Dict& self) {
  constexpr ssize kIndexBytes = 2;
  return self.cls->basic_size + ssize(dict_index_capacity(&self)) * (ssize(sizeof(DictEntry)) + kIndexBytes);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/dict_methods.def"
#define NATIVE_TYPE Dict
#define NATIVE_PREFIX dict
#define NATIVE_NAME "dict"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_dict_data() {
  TypeData d{};
  d.slots.create = dict_create;
  d.slots.repr = dict_repr;
  d.slots.length = dict_length;
  d.slots.truth = dict_truth;
  d.slots.compare = dict_compare;
  d.slots.get_item = dict_get_item;
  d.slots.set_item = dict_set_item;
  d.slots.contains = dict_contains_slot;
  d.slots.iter = dict_iter;
  d.slots.binary[int(BinaryOp::Or)] = dict_or;
  d.slots.in_place[int(BinaryOp::Or)] = dict_in_place_or;
  dict_declare(d);
  return d;
}
constinit TypeData dict_data = make_dict_data();

}  // namespace

constinit Type dict_type = static_type("dict", sizeof(Dict), 0,
                                       kTypeBase | kTypeHaveGC | kTypeDict | kTypeMapping | kTypeMatchSelf, &dict_data);

}  // namespace sidewinder
