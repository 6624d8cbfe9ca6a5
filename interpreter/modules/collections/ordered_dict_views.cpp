// keys(), values(), items() of an OrderedDict, and the iterators.
#include "interpreter/imports/import.h"
#include "interpreter/modules/collections/ordered_dict.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct OrderedIterator : Object {
  OrderedDict* dict;  // null: exhausted for good
  OrderedNode* node;  // the next one
  size_t state;       // of the dict when the iteration began, as
  ssize used;         // its size; -1 once it was found changed
  OrderedYields yields;
  bool backward;
  static Type* type() { return &ordered_iterator_type; }
};

Object* item_of(Thread& t, OrderedDict* d, const OrderedNode* node, OrderedYields what) {
  if (what == OrderedYields::Keys && d->node_count == d->used) return node->key;
  Lookup value = TRY(dict_get(t, d, node->key));  // hashed anew, as CPython does: see issue 24347 of its tests
  if (value.is_missing()) return raise_key_error(t, node->key);
  if (what == OrderedYields::Keys) return node->key;
  if (what == OrderedYields::Values) return value.value;
  Object* pair[] = {node->key, value.value};
  return new_tuple(pair, 2);
}

Lookup over(OrderedIterator* self, Lookup end) {
  self->dict = nullptr;
  self->node = nullptr;
  return end;
}

Lookup ordered_iterator_next(Thread& t, Object* o) {
  auto* self = cast<OrderedIterator>(o);
  OrderedDict* dict = self->dict;
  if (!dict) return Lookup::missing();
  if (!self->node) return over(self, Lookup::missing());
  if (dict->state != self->state)
    return over(self, raise(t, exceptions::RuntimeError, "OrderedDict mutated during iteration"));
  if (dict->used != self->used) {
    self->used = -1;  // sticks
    return raise(t, exceptions::RuntimeError, "OrderedDict changed size during iteration");
  }
  const OrderedNode* node = self->node;
  self->node = self->backward ? node->previous : node->next;
  return item_of(t, dict, node, self->yields);
}

Object* ordered_iterator_self(Thread&, Object* o) { return o; }

// The iterator is not moved.
Object* ordered_iterator_reduce(Thread& t, OrderedIterator& self) {
  auto* copy = TRY(new_object<OrderedIterator>(&ordered_iterator_type));
  copy->dict = self.dict;
  copy->node = self.node;
  copy->state = self.state;
  copy->used = self.used;
  copy->yields = self.yields;
  copy->backward = self.backward;
  Object* rest = TRY(list_from_iterable(t, copy));
  Object* parts[] = {dict_get_str(builtins_dict(), intern("iter")), TRY(new_tuple(&rest, 1))};
  return new_tuple(parts, 2);
}

OrderedDict* dict_of_view(Object* o) { return static_cast<OrderedDict*>(cast<DictView>(o)->dict); }
template <OrderedYields kYields> Object* view_iter(Thread&, Object* o) {
  return new_ordered_iterator(dict_of_view(o), kYields, false);
}

template <OrderedYields kYields> Object* view_reversed(DictView& self) {
  return new_ordered_iterator(dict_of_view(&self), kYields, true);
}

Object* ordered_keys_reversed(DictView& self) { return view_reversed<OrderedYields::Keys>(self); }
Object* ordered_values_reversed(DictView& self) { return view_reversed<OrderedYields::Values>(self); }
Object* ordered_items_reversed(DictView& self) { return view_reversed<OrderedYields::Items>(self); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/collections/ordered_iterator.def"
#define NATIVE_TYPE OrderedIterator
#define NATIVE_PREFIX ordered_iterator
#define NATIVE_NAME "odict_iterator"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/collections/ordered_view.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX ordered_keys
#define NATIVE_NAME "odict_keys"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/collections/ordered_view.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX ordered_values
#define NATIVE_NAME "odict_values"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/collections/ordered_view.def"
#define NATIVE_TYPE DictView
#define NATIVE_PREFIX ordered_items
#define NATIVE_NAME "odict_items"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_iterator_data() {
  TypeData d{};
  d.slots.iter = ordered_iterator_self;
  d.slots.next = ordered_iterator_next;
  ordered_iterator_declare(d);
  return d;
}
constexpr TypeData view_data(UnaryFn iter, void (*declare)(TypeData&)) {
  TypeData d{};
  d.slots.iter = iter;
  declare(d);
  return d;
}
constinit TypeData iterator_data = make_iterator_data();
constinit TypeData keys_data = view_data(view_iter<OrderedYields::Keys>, ordered_keys_declare);
constinit TypeData values_data = view_data(view_iter<OrderedYields::Values>, ordered_values_declare);
constinit TypeData items_data = view_data(view_iter<OrderedYields::Items>, ordered_items_declare);

constexpr Type view_type(const char* name, TypeData* data, Type* base) {
  return static_type(name, sizeof(DictView), 0, kTypeHaveGC | kTypeDisallowInstantiation, data, base);
}

}  // namespace

constinit Type ordered_iterator_type =
    static_type("odict_iterator", sizeof(OrderedIterator), 0, kTypeHaveGC | kTypeDisallowInstantiation, &iterator_data);
constinit Type ordered_keys_type = view_type("odict_keys", &keys_data, &dict_keys_type);
constinit Type ordered_values_type = view_type("odict_values", &values_data, &dict_values_type);
constinit Type ordered_items_type = view_type("odict_items", &items_data, &dict_items_type);

Object* new_ordered_iterator(OrderedDict* d, OrderedYields what, bool backward) {
  auto* self = TRY(new_object<OrderedIterator>(&ordered_iterator_type));
  self->dict = d;
  self->node = backward ? d->last : d->first;
  self->state = d->state;
  self->used = d->used;
  self->yields = what;
  self->backward = backward;
  return self;
}

Object* new_ordered_view(Type* cls, OrderedDict* d) {
  auto* view = TRY(new_object<DictView>(cls));
  view->dict = d;
  return view;
}

}  // namespace sidewinder
