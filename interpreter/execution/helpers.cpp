// Residual calls that several families share.
#include "interpreter/execution/helpers.h"

#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* iterator_next(Thread& t, Object* iterator) {
  Lookup next = sidewinder::iterator_next(t, iterator);
  return next.is_missing() ? exhausted() : next.value;
}
Object* dict_store(Thread& t, Object* d, Object* key, Object* value) {
  return none_if_ok(dict_set(t, as_dict(d), key, value));
}

}  // namespace sidewinder::help
