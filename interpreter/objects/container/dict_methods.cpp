// What Python sees of dict: construction, operators, methods.

#include "interpreter/objects/container/argument_checks.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/number/int.h"
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

// At most one positional argument, then the keywords.
Status update_from_arguments(Thread& t, Dict* self, const char* name, Args args) {
  Args positional{args.values, args.count, nullptr};
  TRY(positional.expect(t, name, 0, 1));
  if (args.count) TRY(dict_update(t, self, args[0]));
  for (ssize i = 0; args.names && i < args.names->size; i++)
    TRY(dict_set_str(t, self, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}

Status dict_init(Thread& t, Object* o, Args args) { return update_from_arguments(t, cast<Dict>(o), "dict", args); }

Object* dict_repr(Thread& t, Object* o) {
  Dict* self = cast<Dict>(o);
  if (self->used == 0) return new_str("{}");
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, self);
  if (guard.recursive()) return new_str("{...}");
  StrBuilder out;
  out.add("{");
  ssize position = 0;
  Object *key, *value;
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
  if (DescriptorGetFn bind = slots_of(missing).descriptor_get) missing = TRY(bind(t, missing, o, o->cls));
  return call(t, missing, key);
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

Object* dict_method_get(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "get", 1, 2));
  Lookup found = TRY(dict_get(t, cast<Dict>(o), args[0]));
  return found.found() ? found.value : args.or_default(1, none());
}

Object* dict_method_setdefault(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "setdefault", 1, 2));
  return dict_set_default(t, cast<Dict>(o), args[0], args.or_default(1, none()));
}

Object* dict_method_pop(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "pop", 1, 2));
  Lookup found = TRY(dict_pop(t, cast<Dict>(o), args[0]));
  if (found.found()) return found.value;
  return args.count > 1 ? args[1] : raise_key_error(t, args[0]);
}

Object* dict_method_popitem(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.popitem", args));
  Tuple* item = TRY(new_tuple(2));
  Lookup value = dict_pop_last(cast<Dict>(o), &item->items[0]);
  if (value.is_missing()) return raise(t, exceptions::KeyError, "popitem(): dictionary is empty");
  item->items[1] = value.value;
  return item;
}

Object* dict_method_clear(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.clear", args));
  dict_clear(cast<Dict>(o));
  return none();
}

Object* dict_method_copy(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.copy", args));
  return dict_copy(t, cast<Dict>(o));
}

Object* dict_method_update(Thread& t, Object* o, Args args) {
  TRY(update_from_arguments(t, cast<Dict>(o), "update", args));
  return none();
}

// Keys of exact dicts and sets bring their hashes along.
Status set_all_from_keys(Thread& t, Dict* d, Object* iterable, Object* value) {
  ssize position = 0;
  if (is_exact<Dict>(iterable)) {
    auto* keys = cast<Dict>(iterable);
    TRY(dict_resize(d, uint64_t(keys->used), dict_has_string_keys(keys)));
    DictEntry e;
    while (dict_next_entry(keys, &position, &e)) TRY(dict_set_hashed(t, d, e.key, e.hash, value));
    return Status::ok();
  }
  if (is_exact_any_set(iterable)) {
    auto* keys = static_cast<Set*>(iterable);
    TRY(dict_resize(d, uint64_t(keys->used), false));
    ssize hash;
    Object* key;
    while (set_next(keys, &position, &key, &hash)) TRY(dict_set_hashed(t, d, key, hash, value));
    return Status::ok();
  }
  return for_each(t, iterable, [&](Object* key) { return dict_set(t, d, key, value); });
}

// dict.fromkeys(iterable, value=None): the class itself makes the mapping.
Object* dict_method_fromkeys(Thread& t, Object* cls, Args args) {
  TRY(args.expect(t, "fromkeys", 1, 2));
  Object* value = args.or_default(1, none());
  Object* mapping = TRY(call(t, cls));
  if (is_exact<Dict>(mapping)) TRY(set_all_from_keys(t, cast<Dict>(mapping), args[0], value));
  else TRY(for_each(t, args[0], [&](Object* key) { return set_item(t, mapping, key, value); }));
  return mapping;
}

Object* dict_method_keys(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.keys", args));
  return new_dict_view(&dict_keys_type, cast<Dict>(o));
}
Object* dict_method_values(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.values", args));
  return new_dict_view(&dict_values_type, cast<Dict>(o));
}
Object* dict_method_items(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "dict.items", args));
  return new_dict_view(&dict_items_type, cast<Dict>(o));
}
Object* dict_method_reversed(Thread&, Object* o, Args) {
  return new_dict_iterator(&dict_reverse_key_iterator_type, cast<Dict>(o));
}

constexpr NativeMethod dict_methods[] = {
    {"get", dict_method_get, MethodKind::Instance,
     "get($self, key, default=None, /)\n--\n\nThe value of key, or default."},
    {"setdefault", dict_method_setdefault, MethodKind::Instance,
     "setdefault($self, key, default=None, /)\n--\n\nThe value of key, which becomes default if it is not there."},
    {"pop", dict_method_pop, MethodKind::Instance,
     "pop(key[, default])\n\nRemoves key and returns its value, or default."},
    {"popitem", dict_method_popitem, MethodKind::Instance,
     "popitem($self, /)\n--\n\nRemoves and returns the last (key, value)."},
    {"clear", dict_method_clear, MethodKind::Instance, "Removes all items."},
    {"copy", dict_method_copy, MethodKind::Instance, "A shallow copy."},
    {"update", dict_method_update, MethodKind::Instance,
     "update([mapping_or_pairs, ]**kwargs)\n\nTakes over items of a mapping or of an iterable of pairs, then "
     "keywords."},
    {"fromkeys", dict_method_fromkeys, MethodKind::Class,
     "fromkeys($type, iterable, value=None, /)\n--\n\nA dictionary with keys from iterable and values set to value."},
    {"keys", dict_method_keys, MethodKind::Instance, "A set-like view of the keys."},
    {"values", dict_method_values, MethodKind::Instance, "A view of the values."},
    {"items", dict_method_items, MethodKind::Instance, "A set-like view of the items."},
    {"__reversed__", dict_method_reversed},
    {"__class_getitem__", generic_class_getitem, MethodKind::Class, "The class with arguments, as in PEP 585."},
    {nullptr, nullptr},
};

constexpr TypeData make_dict_data() {
  TypeData d{};
  d.slots.create = dict_create;
  d.slots.init = dict_init;
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
  d.spec.methods = dict_methods;
  d.spec.doc = "dict(mapping_or_pairs=(), /, **kwargs)\n\nA mapping that remembers the order of insertion.";
  return d;
}
constinit TypeData dict_data = make_dict_data();

}  // namespace

constinit Type dict_type = static_type("dict", sizeof(Dict), 0,
                                       kTypeBase | kTypeHaveGC | kTypeDict | kTypeMapping | kTypeMatchSelf, &dict_data);

}  // namespace sidewinder
