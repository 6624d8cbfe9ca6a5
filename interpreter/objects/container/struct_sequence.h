// Tuples with named items: sys.version_info, time.struct_time, os.stat_result. A type is a static subclass of tuple
// whose fields, in order, name the items; items past the visible length are reached by name only.
#pragma once

#include <initializer_list>

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct NamedField {
  const char* name = nullptr;
  const char* doc = nullptr;
};

// The last `unnamed` of the visible items have no names of their own (stat_result's times in whole seconds): the names
// that follow are those of the items behind them.
struct StructSequenceData : TypeData {
  const NamedField* fields = nullptr;  // one without a name ends them
  int visible = 0, total = 0, unnamed = 0;
  bool refuses_calls = false;
};

Object* struct_sequence_repr(Thread& t, Object* o);
// What calling the type does: a sequence of `visible` to `total` items; fields that it lacks come from a dict, or are
// None.
Object* struct_sequence_create(Thread& t, Type* cls, Args args);

// visible -1: all fields are items.
constexpr StructSequenceData struct_sequence_data(const NamedField* fields, int visible = -1, int unnamed = 0) {
  StructSequenceData d{};
  d.slots.repr = struct_sequence_repr;
  d.slots.create = struct_sequence_create;
  d.fields = fields;
  while (fields[d.total].name) d.total++;
  d.total += unnamed;
  d.unnamed = unnamed;
  d.visible = visible < 0 ? d.total : visible;
  return d;
}
constexpr StructSequenceData documented(StructSequenceData d, const char* text) {
  d.spec.doc = text;
  return d;
}
// Of a type whose instances nobody can make: a call is a TypeError.
constexpr StructSequenceData without_calls(StructSequenceData d) {
  d.refuses_calls = true;
  return d;
}
constexpr Type struct_sequence_type(const char* name, StructSequenceData* data) {
  return static_type(name, sizeof(Tuple), sizeof(Object*), 0, data, &tuple_type);
}
// Instead of ready_type: n_fields, n_sequence_fields, n_unnamed_fields and __match_args__ too.
Status ready_struct_sequence(Thread& t, Type* cls);

// Values of all fields, or only of the items: the other fields are None then. Null among the values: the failure is
// passed on.
Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values);

}  // namespace sidewinder
