#include "interpreter/objects/iterator/reversed.h"

#include <algorithm>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Raised raise_not_reversible(Thread& t, Object* o) { return raise_type_error(t, "'%T' object is not reversible", o); }

Object* reversed_new(Thread& t, Type& cls, Object* sequence) {
  static Str* reversed_name = intern("__reversed__");
  if (Object* method = type_lookup(sequence->cls, reversed_name)) {
    if (method == none()) return raise_not_reversible(t, sequence);
    if (DescriptorGetFn bind = slots_of(method).descriptor_get) method = TRY(bind(t, method, sequence, sequence->cls));
    return call(t, method);
  }
  if (!is_sequence(sequence)) return raise_not_reversible(t, sequence);
  ssize n = TRY(length(t, sequence));
  Reversed* self = TRY(new_iterator_object<Reversed>(t, &cls, &reversed_type));
  self->index = n - 1;
  self->sequence = sequence;
  return self;
}

Lookup reversed_next(Thread& t, Object* o) {
  Reversed* self = cast<Reversed>(o);
  if (self->sequence && self->index >= 0) {
    Object* item = get_item(t, self->sequence, TRY(int_from_int64(self->index)));
    if (item) {
      self->index--;
      return item;
    }
    if (!pending_matches(t, exceptions::IndexError) && !pending_matches(t, exceptions::StopIteration)) return Raised{};
    clear_pending(t);
  }
  self->index = -1;
  self->sequence = nullptr;
  return Lookup::missing();
}

Result<ssize> reversed_length_hint(Thread& t, Reversed& self) {
  if (!self.sequence) return ssize(0);
  ssize n = TRY(length(t, self.sequence));
  return n < self.index + 1 ? ssize(0) : self.index + 1;
}

Tuple* reversed_reduce(Reversed& self) {
  Object* argument[] = {self.sequence ? self.sequence : empty_tuple()};
  Object* items[] = {self.cls, TRY(new_tuple(argument, 1)), TRY(int_from_int64(self.index))};
  return new_tuple(items, self.sequence ? 3 : 2);
}

Status reversed_setstate(Thread& t, Reversed& self, IteratorState state) {
  if (!self.sequence) return Status::ok();
  ssize last = TRY(length(t, self.sequence)) - 1;
  self.index = std::max<ssize>(std::min(state.index, last), -1);
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/reversed_methods.def"
#define NATIVE_TYPE Reversed
#define NATIVE_PREFIX reversed
#define NATIVE_NAME "reversed"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData reversed_data = iterator_data(reversed_next, reversed_declare);
constinit Type reversed_type = static_type("reversed", sizeof(Reversed), 0, kIteratorBaseFlags, &reversed_data);

}  // namespace sidewinder
