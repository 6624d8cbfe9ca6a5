#include "interpreter/objects/container/struct_sequence.h"

#include <algorithm>

#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* struct_sequence_repr(Thread& t, Object* o) {
  auto* self = cast<Tuple>(o);
  StrBuilder text;
  text.add(o->cls->name).add("(");
  const NativeGetSet* field = o->cls->data->spec.getsets;
  for (ssize i = 0; i < self->size; ++i) {
    text.add(i ? ", " : "").add(field[i].name).add("=").add(TRY(repr(t, self->items[i])));
  }
  return text.add(")").finish();
}

Object* struct_sequence_from_arguments(Thread& t, Type* cls, Args args, ssize visible, ssize total) {
  Object* sequence;
  TRY(args.bind(t, cls->name, "sequence", &sequence));
  Tuple* values = TRY(tuple_from_iterable(t, sequence));
  if (visible == total && values->size != total)
    return raise_type_error(t, "%s() takes a %zd-sequence (%zd-sequence given)", cls->name, total, values->size);
  if (values->size < visible)
    return raise_type_error(t, "%s() takes an at least %zd-sequence (%zd-sequence given)", cls->name, visible,
                            values->size);
  if (values->size > total)
    return raise_type_error(t, "%s() takes an at most %zd-sequence (%zd-sequence given)", cls->name, total,
                            values->size);
  auto* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, size_t(total) * sizeof(Object*))));
  self->size = visible;
  std::copy(values->items, values->items + values->size, self->items);
  return self;
}

Object* struct_sequence_refuse(Thread& t, Type* cls, Args) {
  return raise_type_error(t, "cannot create '%s' instances", cls->name);
}

Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values, ssize visible) {
  for (Object* value : values) TRY(value);
  auto* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, values.size() * sizeof(Object*))));
  self->size = visible < 0 ? ssize(values.size()) : visible;
  std::copy(values.begin(), values.end(), self->items);
  return self;
}

}  // namespace sidewinder
