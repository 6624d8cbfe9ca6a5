// What the iterator types of this folder share. Internal to iterator/.
#pragma once

#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

Object* iterator_self(Thread& t, Object* o);  // `iter` of every iterator

// Memory for an instance of the built-in type `base` or a subclass of it.
template <class T> T* new_iterator_object(Thread& t, Type* cls, const Type* base) {
  return cls == base ? new_object<T>(cls) : static_cast<T*>(allocate_instance(t, cls));
}

constexpr TypeData iterator_data(NextFn next, const NativeMethod* methods = nullptr, NewFn create = nullptr,
                                 const char* doc = nullptr) {
  TypeData d{};
  d.slots.iter = iterator_self;
  d.slots.next = next;
  d.slots.create = create;
  d.spec.methods = methods;
  d.spec.doc = doc;
  return d;
}

constexpr unsigned long kIteratorFlags = kTypeHaveGC | kTypeDisallowInstantiation;
constexpr unsigned long kIteratorBaseFlags = kTypeHaveGC | kTypeBase;

}  // namespace sidewinder
