// What the iterator types of this folder share. Internal to iterator/.
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

Object* iterator_self(Thread& t, Object* o);  // `iter` of every iterator

// Memory for an instance of the built-in type `base` or a subclass of it.
template <class T> T* new_iterator_object(Thread& t, Type* cls, const Type* base) {
  return cls == base ? new_object<T>(cls) : static_cast<T*>(allocate_instance(t, cls));
}

// `declare`: of the type's table, if it has one.
constexpr TypeData iterator_data(NextFn next, void (*declare)(TypeData&) = nullptr) {
  TypeData d{};
  d.slots.iter = iterator_self;
  d.slots.next = next;
  if (declare) declare(d);
  return d;
}

// The state that __setstate__ of most iterators takes: an int, and nothing that is merely like one.
struct IteratorState {
  ssize index;
};
template <> struct Argument<IteratorState> {
  static Status convert(Thread& t, Object* value, Site, IteratorState* out) {
    if (!is_instance(value, Int::type())) return raise_type_error(t, "an integer is required");
    return argument_ssize(t, value, &out->index);
  }
};

constexpr unsigned long kIteratorFlags = kTypeHaveGC | kTypeDisallowInstantiation;
constexpr unsigned long kIteratorBaseFlags = kTypeHaveGC | kTypeBase;

}  // namespace sidewinder
