// Residual calls of generators; sending to any iterator.
#include "interpreter/execution/ops/generator.h"

#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace help {

Object* yield_from_iter(Thread& t, Object* o) { return get_iterator(t, o); }
Object* generator_next(Thread& t, Object* generator, Object* sent) {
  Object* result;
  Lookup next = generator_send(t, static_cast<Generator*>(generator), sent, &result);
  return next.is_missing() ? exhausted() : next.value;
}

}  // namespace help

Lookup send_to(Thread& t, Object* iterator, Object* value, Object** finished) {
  *finished = nullptr;
  if (iterator->cls == Generator::type()) return generator_send(t, static_cast<Generator*>(iterator), value, finished);
  Lookup next = Raised{};
  if (value == none()) {
    NextFn slot = slots_of(iterator).next;
    if (!slot) return raise_type_error(t, "'%T' object is not an iterator", iterator);
    next = slot(t, iterator);
  } else {
    Object* result = call_method(t, iterator, intern("send"), Args{&value, 1});
    next = Lookup(result);
  }
  if (next.failed() && pending_matches(t, exceptions::StopIteration)) {
    *finished = static_cast<StopIterationObject*>(take_pending(t))->value;
    return Lookup::missing();
  }
  return next;
}

}  // namespace sidewinder
