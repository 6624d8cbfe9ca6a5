#include "interpreter/objects/container/list_traced.h"

#include "interpreter/protocol/error.h"

namespace sidewinder::help {

Object* new_list(Thread& t) { return sidewinder::new_list(t); }

Object* list_append(Thread& t, Object* list, Object* value) {
  return none_if_ok(sidewinder::list_append(t, cast<List>(list), value));
}

Object* list_set(Thread& t, Object* list, int64_t index, Object* value) {
  return none_if_ok(sidewinder::list_set(t, cast<List>(list), index, value));
}

Object* list_extend(Thread& t, Object* list, Object* iterable) {
  if (!slots_of(iterable).iter && !slots_of(iterable).get_item)
    return raise_type_error(t, "Value after * must be an iterable, not %T", iterable);
  return none_if_ok(sidewinder::list_extend(t, cast<List>(list), iterable));
}

}  // namespace sidewinder::help
