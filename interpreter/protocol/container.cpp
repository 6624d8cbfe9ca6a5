// Subscripts, lengths and membership (language reference 3.3.7).
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Result<ssize> length(Thread& t, Object* o) {
  LengthFn function = slots_of(o).length;
  if (function) return function(t, o);
  return raise_type_error(t, "object of type '%T' has no len()", o);
}

namespace {

// C[key]: __class_getitem__ of the class (PEP 560).
Object* subscript_class(Thread& t, Type* cls, Object* key) {
  if (cls == &type_type) return new_generic_alias(t, cls, key);
  Lookup method = TRY(find_attribute(t, cls, names::class_getitem));
  if (method.found() && method.value != none()) return call(t, method.value, key);
  return raise_type_error(t, "type '%s' is not subscriptable", cls->name);
}

}  // namespace

Object* get_item(Thread& t, Object* o, Object* key) {
  if (BinaryFn function = slots_of(o).get_item) return function(t, o, key);
  if (is_type(o)) return subscript_class(t, cast<Type>(o), key);
  return raise_type_error(t, "'%T' object is not subscriptable", o);
}

namespace {

// Whether CPython goes on to a sequence's items: all classes of Python's are, and what has a length or a membership
// test.
bool may_have_items(Object* o) {
  const Slots& slots = slots_of(o);
  bool is_sized = slots.length || slots.contains;
  return (o->cls->flags & kTypeHeap) || is_sized || is_sequence(o);
}

// Of what has no items to be set: a wrong index is told first.
Status check_index_in_vain(Thread& t, Object* key) {
  TRY(index_as_ssize(t, key, &exceptions::IndexError));
  return Status::ok();
}

}  // namespace

Status set_item(Thread& t, Object* o, Object* key, Object* value) {
  if (SetItemFn function = slots_of(o).set_item) return function(t, o, key, value);
  if (may_have_items(o) && slots_of(key).index) TRY(check_index_in_vain(t, key));
  return raise_type_error(t, "'%T' object does not support item assignment", o);
}

Status delete_item(Thread& t, Object* o, Object* key) {
  if (SetItemFn function = slots_of(o).set_item) return function(t, o, key, nullptr);
  bool is_index_of_item = may_have_items(o) && slots_of(key).index;
  if (is_index_of_item) TRY(check_index_in_vain(t, key));
  return raise_type_error(t, "'%T' object does%s support item deletion", o, is_index_of_item ? "n't" : " not");
}

bool is_sequence(const Object* o) {
  return slots_of(o).get_item && !(o->cls->flags & (kTypeDict | kTypeSubscriptOnly));
}

bool is_mapping(Object* o) {
  if (is_dict(o)) return true;
  if (!slots_of(o).get_item || is_list(o) || has_flag(o, kTypeTuple) || is_str(o)) return false;
  return type_lookup(o->cls, names::keys);
}

// __contains__, else a walk over the elements.
Truth contains(Thread& t, Object* container, Object* item) {
  if (ContainsFn function = slots_of(container).contains) return function(t, container, item);
  Object* iterator = get_iterator(t, container);
  if (!iterator && pending_matches(t, exceptions::TypeError))
    return truth_error(raise_type_error(t, "argument of type '%T' is not iterable", container));
  TRY(iterator);
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::False;
    if (TRY(equal(t, next.value, item))) return Truth::True;
  }
}

}  // namespace sidewinder
