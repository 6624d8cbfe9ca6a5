#include "interpreter/protocol/iterable.h"

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

Object* iterable_or_raise(Thread& t, Object* o, const char* message) {
  if (is_exact<List>(o) || is_exact<Tuple>(o)) return o;
  Object* iterator = get_iterator(t, o);
  if (iterator || !pending_matches(t, exceptions::TypeError)) return iterator;
  clear_pending(t);
  return raise_type_error(t, message, o);
}

List* list_of_keys(Thread& t, Object* mapping) {
  Object* keys = TRY(call_method(t, mapping, "keys"));
  Object* iterator = get_iterator(t, keys);
  if (iterator) return list_from_iterable(t, iterator);
  if (!pending_matches(t, exceptions::TypeError)) return nullptr;
  clear_pending(t);
  return raise_type_error(t, "%T.keys() returned a non-iterable (type %T)", mapping, keys);
}

}  // namespace sidewinder
