#include "interpreter/objects/iterator/reversed.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Raised raise_not_reversible(Thread& t, Object* o) { return raise_type_error(t, "'%T' object is not reversible", o); }

Object* reversed_create(Thread& t, Type* cls, Args args) {
  static Str* reversed_name = intern("__reversed__");
  if (cls == &reversed_type) TRY(args.no_keywords(t, "reversed"));
  args.names = nullptr;
  TRY(args.expect(t, "reversed", 1, 1));
  Object* sequence = args[0];
  if (Object* method = type_lookup(sequence->cls, reversed_name)) {
    if (method == none()) return raise_not_reversible(t, sequence);
    if (DescriptorGetFn bind = slots_of(method).descriptor_get) method = TRY(bind(t, method, sequence, sequence->cls));
    return call(t, method);
  }
  if (!slots_of(sequence).get_item || is_dict(sequence)) return raise_not_reversible(t, sequence);
  ssize n = TRY(length(t, sequence));
  Reversed* self = TRY(new_iterator_object<Reversed>(t, cls, &reversed_type));
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

Object* reversed_method_length_hint(Thread& t, Object* o, Args) {
  Reversed* self = cast<Reversed>(o);
  if (!self->sequence) return int_from_int64(0);
  ssize n = TRY(length(t, self->sequence));
  return int_from_int64(n < self->index + 1 ? 0 : self->index + 1);
}

Object* reversed_method_reduce(Thread&, Object* o, Args) {
  Reversed* self = cast<Reversed>(o);
  Object* argument[] = {self->sequence ? self->sequence : empty_tuple()};
  Object* items[] = {o->cls, TRY(new_tuple(argument, 1)), TRY(int_from_int64(self->index))};
  return new_tuple(items, self->sequence ? 3 : 2);
}

Object* reversed_method_setstate(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "__setstate__", 1, 1));
  Reversed* self = cast<Reversed>(o);
  ssize index = TRY(args.index_or(t, 0, 0));
  if (!self->sequence) return none();
  ssize last = TRY(length(t, self->sequence)) - 1;
  self->index = index < -1 ? -1 : index > last ? last : index;
  return none();
}

constexpr NativeMethod methods[] = {
    {"__length_hint__", reversed_method_length_hint},
    {"__reduce__", reversed_method_reduce},
    {"__setstate__", reversed_method_setstate},
    {nullptr, nullptr},
};
constinit TypeData reversed_data = iterator_data(reversed_next, methods, reversed_create,
                                                 "reversed(sequence, /)\n--\n\nThe items of a sequence from its end.");

}  // namespace

constinit Type reversed_type = static_type("reversed", sizeof(Reversed), 0, kIteratorBaseFlags, &reversed_data);

}  // namespace sidewinder
