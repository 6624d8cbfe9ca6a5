// Residual calls of subscripts and slices.
#include "interpreter/execution/ops/subscript.h"

#include "interpreter/objects/container/slice.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* get_item(Thread& t, Object* o, Object* key) { return sidewinder::get_item(t, o, key); }
Object* set_item(Thread& t, Object* o, Object* key, Object* value) {
  return none_if_ok(sidewinder::set_item(t, o, key, value));
}
Object* delete_item(Thread& t, Object* o, Object* key) { return none_if_ok(sidewinder::delete_item(t, o, key)); }
Object* dict_subscript(Thread& t, Object* d, Object* key) {
  Lookup found = dict_get(t, as_dict(d), key);
  if (found.is_missing()) return raise_key_error(t, key);
  return found.value;
}
Object* build_slice(Thread& t, Object* start, Object* stop, Object* step) {
  return reinterpret_cast<Object*>(new_slice(t, start, stop, step));
}
Object* str_char(Thread&, Object* s, int64_t i) { return reinterpret_cast<Object*>(new_str_char(as_str(s)->at(i))); }

}  // namespace sidewinder::help
