// Tuples with named items: sys.version_info, time.struct_time. A type is a static subclass of tuple whose getsets, in
// order, are the names of the items; those past the visible length are reached by name only.
#pragma once

#include <initializer_list>

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

template <int kIndex> Object* struct_sequence_field(Thread&, Object* o) {
  Object* value = cast<Tuple>(o)->items[kIndex];
  return value ? value : none();
}

Object* struct_sequence_repr(Thread& t, Object* o);

// What calling the type does: a sequence of `visible` to `total` items; fields that it lacks come from a dict, or are
// None.
Object* struct_sequence_from_arguments(Thread& t, Type* cls, Args args, ssize visible, ssize total);
template <int kVisible, int kTotal> Object* struct_sequence_create(Thread& t, Type* cls, Args args) {
  return struct_sequence_from_arguments(t, cls, args, kVisible, kTotal);
}
Object* struct_sequence_refuse(Thread& t, Type* cls, Args args);  // TypeError: a type whose instances nobody can make

constexpr TypeData struct_sequence_data(const NativeGetSet* fields, NewFn create = struct_sequence_refuse) {
  TypeData d{};
  d.slots.repr = struct_sequence_repr;
  d.slots.create = create;
  d.spec.getsets = fields;
  return d;
}
constexpr Type struct_sequence_type(const char* name, TypeData* data) {
  return static_type(name, sizeof(Tuple), sizeof(Object*), 0, data, &tuple_type);
}

// `visible` of the values are items; the others only fields. -1: all are. Null among the values: the failure is passed
// on.
Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values, ssize visible = -1);

}  // namespace sidewinder
