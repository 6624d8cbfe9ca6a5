// count, cycle, repeat.
#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {
namespace {

// --- count ---

// Small ints are counted in C++; anything else, and ints that grow too large, with Python's +.
struct Count : Object {
  Object* value;  // the next one; null: `number` is it
  Object* step;
  int64_t number, number_step;
  static Type* type() { return &count_type; }
};

Object* count_new(Thread& t, Type& cls, Object* start, Object* step) {
  if (!is_number(start) || !is_number(step)) return raise_type_error(t, "a number is required");
  auto* self = TRY(new_iterator_object<Count>(t, &cls, &count_type));
  self->step = step;
  int64_t from = 0, by = 0;
  bool whole = is_int(start) && is_int(step) && int_fits_int64(start, &from) && int_fits_int64(step, &by);
  self->number = from;
  self->number_step = by;
  // A start that is no exact int is given as it is, unless the step is 1.
  if (!whole || (by != 1 && !is_exact<Int>(start)) || (by != 1 && !is_exact<Int>(step))) self->value = start;
  return self;
}

Lookup count_next(Thread& t, Object* o) {
  auto* self = cast<Count>(o);
  if (!self->value) [[likely]] {
    int64_t number = self->number;
    if (!__builtin_add_overflow(number, self->number_step, &self->number)) [[likely]]
      return int_from_int64(number);
    self->value = TRY(int_from_int64(number));
  }
  Object* value = self->value;
  self->value = TRY(binary(t, BinaryOp::Add, value, self->step));
  return value;
}

Object* next_of_count(const Count* self) { return self->value ? self->value : int_from_int64(self->number); }
bool is_one(const Object* o) { return is_int(o) && cast<Int>(o)->is_small() && cast<Int>(o)->small_value() == 1; }

Object* count_repr(Thread& t, Object* o) {
  auto* self = cast<Count>(o);
  StrBuilder text;
  text.add(type_name(o->cls)).add("(").add(TRY(repr(t, TRY(next_of_count(self)))));
  if (!is_one(self->step)) text.add(", ").add(TRY(repr(t, self->step)));
  return text.add(")").finish();
}

Object* count_reduce(Count& self) {
  Object* next = TRY(next_of_count(&self));
  if (!self.value && self.number_step == 1) return reduced(self.cls, next);
  return reduced(self.cls, next, self.step);
}

// --- cycle ---

struct Cycle : Object {
  Object* iterator;  // null: `saved` is gone through again
  List* saved;
  ssize index;
  bool saved_before;  // the items of `iterator` are in `saved` already: a state said so
  static Type* type() { return &cycle_type; }
};

Object* cycle_new(Thread& t, Type& cls, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  List* saved = TRY(new_list(t));
  auto* self = TRY(new_iterator_object<Cycle>(t, &cls, &cycle_type));
  self->iterator = iterator;
  self->saved = saved;
  return self;
}

Lookup cycle_next(Thread& t, Object* o) {
  auto* self = cast<Cycle>(o);
  if (self->iterator) {
    Lookup item = TRY(next_item(t, self->iterator));
    if (item.found()) {
      if (!self->saved_before) TRY(list_append(t, self->saved, item.value));
      return item;
    }
    self->iterator = nullptr;
  }
  if (self->index >= self->saved->size) self->index = 0;
  if (!self->saved->size) return Lookup::missing();
  ssize index = self->index++;
  if (self->index >= self->saved->size) self->index = 0;
  return list_get(t, self->saved, index);
}

Object* cycle_reduce(Cycle& self) {
  Object* iterator = self.iterator;
  if (!iterator) iterator = TRY(new_sequence_iterator(&list_iterator_type, self.saved, self.index));
  Object* state[] = {self.saved, bool_object(!self.iterator || self.saved_before)};
  return with_state(reduced(self.cls, iterator), new_tuple(state, 2));
}

Status cycle_setstate(Thread& t, Cycle& self, Object* state) {
  Object* parts[2];
  TRY(unpack_state(t, state, "state is not a tuple", 2, 2, parts));
  if (!is_list(parts[0])) return raise_type_error(t, "argument 1 must be list, not %A", parts[0]);
  int saved_before;
  TRY(argument_int(t, parts[1], &saved_before));
  self.saved = cast<List>(parts[0]);
  self.saved_before = saved_before != 0;
  self.index = 0;
  return Status::ok();
}

// --- repeat ---

struct Repeat : Object {
  Object* element;
  ssize left;  // -1: without end
  static Type* type() { return &repeat_type; }
};

Object* repeat_new(Thread& t, Type& cls, Object* element, Object* times) {
  ssize left = -1;
  if (times) {
    TRY(argument_ssize(t, times, &left));
    if (left < 0) left = 0;
  }
  auto* self = TRY(new_iterator_object<Repeat>(t, &cls, &repeat_type));
  self->element = element;
  self->left = left;
  return self;
}

Lookup repeat_next(Thread&, Object* o) {
  auto* self = cast<Repeat>(o);
  if (self->left == 0) return Lookup::missing();
  if (self->left > 0) self->left--;
  return self->element;
}

Object* repeat_repr(Thread& t, Object* o) {
  auto* self = cast<Repeat>(o);
  StrBuilder text;
  text.add(type_name(o->cls)).add("(").add(TRY(repr(t, self->element)));
  if (self->left >= 0) text.add(", ").add(std::to_string(self->left));
  return text.add(")").finish();
}

Result<ssize> repeat_length_hint(Thread& t, Repeat& self) {
  if (self.left < 0) return raise_type_error(t, "len() of unsized object");
  return self.left;
}

Object* repeat_reduce(Repeat& self) {
  if (self.left < 0) return reduced(self.cls, self.element);
  return reduced(self.cls, self.element, TRY(int_from_int64(self.left)));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/count.def"
#define NATIVE_TYPE Count
#define NATIVE_PREFIX count
#define NATIVE_NAME "count"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/cycle.def"
#define NATIVE_TYPE Cycle
#define NATIVE_PREFIX cycle
#define NATIVE_NAME "cycle"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/repeat.def"
#define NATIVE_TYPE Repeat
#define NATIVE_PREFIX repeat
#define NATIVE_NAME "repeat"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData with_repr(TypeData d, UnaryFn repr) {
  d.slots.repr = repr;
  return d;
}
constinit TypeData count_data = with_repr(iterator_data(count_next, count_declare), count_repr);
constinit TypeData cycle_data = iterator_data(cycle_next, cycle_declare);
constinit TypeData repeat_data = with_repr(iterator_data(repeat_next, repeat_declare), repeat_repr);

}  // namespace

constinit Type count_type = iterator_type("itertools.count", sizeof(Count), &count_data);
constinit Type cycle_type = iterator_type("itertools.cycle", sizeof(Cycle), &cycle_data);
constinit Type repeat_type = iterator_type("itertools.repeat", sizeof(Repeat), &repeat_data);

}  // namespace sidewinder
