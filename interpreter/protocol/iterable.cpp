#include "interpreter/protocol/iterable.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

Object* iterable_or_raise(Thread& t, Object* o, const char* message) {
  if (is_exact<List>(o) || is_exact<Tuple>(o)) return o;
  Object* iterator = get_iterator(t, o);
  if (iterator || !pending_matches(t, exceptions::TypeError)) return iterator;
  clear_pending(t);
  return raise_type_error(t, message, o);
}

}  // namespace sidewinder
