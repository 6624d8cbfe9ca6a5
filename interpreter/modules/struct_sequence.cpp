#include "interpreter/modules/struct_sequence.h"

#include <algorithm>

#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/runtime/protocol.h"

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

Object* new_struct_sequence(Thread& t, Type* cls, std::initializer_list<Object*> values, ssize visible) {
  for (Object* value : values) TRY(value);
  auto* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, values.size() * sizeof(Object*))));
  self->size = visible < 0 ? ssize(values.size()) : visible;
  std::copy(values.begin(), values.end(), self->items);
  return self;
}

}  // namespace sidewinder
