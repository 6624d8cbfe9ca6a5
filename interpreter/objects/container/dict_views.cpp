// dict_keys, dict_values, dict_items.

#include "interpreter/objects/container/dict_views.h"

#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/mapping_proxy.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Dict* dict_of(Object* o) { return cast<DictView>(o)->dict; }
// Those of an OrderedDict, too.
bool is_set_like_view(const Object* o) { return is_instance(o, &dict_keys_type) || is_instance(o, &dict_items_type); }

Result<ssize> view_length(Thread&, Object* o) { return dict_of(o)->used; }

Object* view_repr(Thread& t, Object* o) {
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("...");
  Object* items = TRY(list_from_iterable(t, o));
  return StrBuilder().add(o->cls->name).add("(").add(TRY(repr(t, items))).add(")").finish();
}

template <Type* kForward> Object* view_iter(Thread&, Object* o) { return new_dict_iterator(kForward, dict_of(o)); }

Truth keys_contains(Thread& t, Object* o, Object* key) { return dict_contains(t, dict_of(o), key); }

Truth items_contains(Thread& t, Object* o, Object* item) {
  if (!has_flag(item, kTypeTuple) || cast<Tuple>(item)->size != 2) return Truth::False;
  Lookup found = TRY(dict_get(t, dict_of(o), cast<Tuple>(item)->items[0]));
  return found.found() ? equal(t, found.value, cast<Tuple>(item)->items[1]) : Truth::False;
}

// --- as sets ------------------------------------------------------------------------------------

Truth all_in(Thread& t, Object* items, Object* container) {
  Object* iterator = TRY(get_iterator(t, items));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::True;
    if (!TRY(contains(t, container, next.value))) return Truth::False;
  }
}

Object* view_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_set_like_view(a)) return not_implemented();
  if (!is_any_set(b) && !is_set_like_view(b)) return not_implemented();
  ssize m = TRY(length(t, a));
  ssize n = TRY(length(t, b));
  switch (op) {
    case CompareOp::Eq: return new_bool(m == n && TRY(all_in(t, a, b)));
    case CompareOp::Ne: return new_bool(m != n || !TRY(all_in(t, a, b)));
    case CompareOp::Lt: return new_bool(m < n && TRY(all_in(t, a, b)));
    case CompareOp::Le: return new_bool(m <= n && TRY(all_in(t, a, b)));
    case CompareOp::Gt: return new_bool(m > n && TRY(all_in(t, b, a)));
    case CompareOp::Ge: return new_bool(m >= n && TRY(all_in(t, b, a)));
  }
  return not_implemented();
}

// Keys of an exact dict bring their hashes along.
Set* set_of_view(Thread& t, Object* o) {
  bool keys_of_dict = o->cls == &dict_keys_type && is_exact<Dict>(dict_of(o));
  return new_set(t, keys_of_dict ? dict_of(o) : o);
}

Object* view_sub(Thread& t, Object* a, Object* b) {
  Set* result = TRY(set_of_view(t, a));
  TRY(set_difference_update(t, result, b));
  return result;
}

Object* view_or(Thread& t, Object* a, Object* b) {
  Set* result = TRY(set_of_view(t, a));
  TRY(set_update(t, result, b));
  return result;
}

// Of two item views: an item that both have is never hashed.
Object* xor_of_items(Thread& t, Dict* a, Dict* b) {
  Dict* rest = TRY(dict_copy(t, a));
  Set* result = TRY(new_set(t));
  ssize position = 0;
  DictEntry e;
  while (dict_next_entry(b, &position, &e)) {
    Lookup there = TRY(dict_get_hashed(t, rest, e.key, e.hash));
    if (there.found() && TRY(equal(t, there.value, e.value))) {
      TRY(dict_pop_hashed(t, rest, e.key, e.hash));
      continue;
    }
    Object* pair[] = {e.key, e.value};
    TRY(set_add(t, result, TRY(new_tuple(pair, 2))));
  }
  TRY(set_update(t, result, TRY(new_dict_view(&dict_items_type, rest))));
  return result;
}

Object* view_xor(Thread& t, Object* a, Object* b) {
  if (a->cls == &dict_items_type && b->cls == &dict_items_type) return xor_of_items(t, dict_of(a), dict_of(b));
  Set* result = TRY(set_of_view(t, a));
  TRY(set_symmetric_difference_update(t, result, b));
  return result;
}

// The items of the one that are in the view; the shorter one is walked if both are views.
Object* view_and(Thread& t, Object* a, Object* b) {
  if (!is_set_like_view(a)) std::swap(a, b);
  if (is_exact<Set>(b) && dict_of(a)->used <= cast<Set>(b)->used) return set_intersection(t, cast<Set>(b), a);
  if (is_set_like_view(b) && dict_of(b)->used > dict_of(a)->used) std::swap(a, b);
  Set* result = TRY(new_set(t));
  TRY(for_each(t, b, [&](Object* item) -> Status {
    return TRY(contains(t, a, item)) ? set_add(t, result, item) : Status::ok();
  }));
  return result;
}

// --- methods ------------------------------------------------------------------------------------

Truth view_isdisjoint(Thread& t, DictView& self, Object* other) {
  if (other == &self) return truth_of(self.dict->used == 0);
  Object* walked = other;
  Object* asked = &self;
  bool has_length = is_exact_any_set(other) || is_set_like_view(other);
  if (has_length && TRY(length(t, other)) > self.dict->used) std::swap(walked, asked);
  Object* iterator = TRY(get_iterator(t, walked));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::True;
    if (TRY(contains(t, asked, next.value))) return Truth::False;
  }
}

DictIterator* view_reversed(DictView& self) {
  if (self.cls == &dict_keys_type) return new_dict_iterator(&dict_reverse_key_iterator_type, self.dict);
  if (self.cls == &dict_items_type) return new_dict_iterator(&dict_reverse_item_iterator_type, self.dict);
  return new_dict_iterator(&dict_reverse_value_iterator_type, self.dict);
}

MappingProxy* view_mapping(Thread& t, DictView& self) { return new_mapping_proxy(t, self.dict); }

}  // namespace

// --- tables: the same functions, but messages name the type ---------------------------------------

namespace of_keys {
#define NATIVE_TABLE "interpreter/objects/container/dict_set_view_methods.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX view
#define NATIVE_NAME "dict_keys"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_keys

namespace of_items {
#define NATIVE_TABLE "interpreter/objects/container/dict_set_view_methods.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX view
#define NATIVE_NAME "dict_items"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_items

namespace of_values {
#define NATIVE_TABLE "interpreter/objects/container/dict_view_methods.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX view
#define NATIVE_NAME "dict_values"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_values

namespace {

template <Type* kForward> constexpr TypeData make_view_data(void (*declare)(TypeData&), ContainsFn contains) {
  TypeData d{};
  d.slots.length = view_length;
  d.slots.repr = view_repr;
  d.slots.iter = view_iter<kForward>;
  declare(d);
  if (!contains) return d;
  d.slots.contains = contains;
  d.slots.compare = view_compare;
  d.slots.binary[int(BinaryOp::Sub)] = view_sub;
  d.slots.binary[int(BinaryOp::And)] = view_and;
  d.slots.binary[int(BinaryOp::Or)] = view_or;
  d.slots.binary[int(BinaryOp::Xor)] = view_xor;
  return d;
}
constinit TypeData keys_data = make_view_data<&dict_key_iterator_type>(of_keys::view_declare, keys_contains);
constinit TypeData items_data = make_view_data<&dict_item_iterator_type>(of_items::view_declare, items_contains);
constinit TypeData values_data = make_view_data<&dict_value_iterator_type>(of_values::view_declare, nullptr);

constexpr unsigned long kViewFlags = kTypeHaveGC | kTypeDisallowInstantiation;

}  // namespace

constinit Type dict_keys_type = static_type("dict_keys", sizeof(DictView), 0, kViewFlags, &keys_data);
constinit Type dict_items_type = static_type("dict_items", sizeof(DictView), 0, kViewFlags, &items_data);
constinit Type dict_values_type = static_type("dict_values", sizeof(DictView), 0, kViewFlags, &values_data);

DictView* new_dict_view(Type* cls, Dict* dict) {
  DictView* view = TRY(new_object<DictView>(cls));
  view->dict = dict;
  return view;
}

}  // namespace sidewinder
