// Residual calls of locals and cells: the rare ways, and what raises.
#include "interpreter/execution/ops/move.h"

#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* raise_unbound_local(Thread& t, Object* name) {
  return raise(t, exceptions::UnboundLocalError,
               "cannot access local variable '%U' where it is not associated with a value", as_str(name));
}
Object* raise_unbound_cell(Thread& t, Object* name, int64_t is_free) {
  if (!is_free) return raise_unbound_local(t, name);
  return raise(t, exceptions::NameError,
               "cannot access free variable '%U' where it is not associated with a value in enclosing scope",
               as_str(name));
}
Object* load_class_cell(Thread& t, Object* cell, Object* name) {
  Object* locals = t.frame->locals;
  if (locals && locals->cls == Dict::type()) {
    if (Object* v = dict_get_str(as_dict(locals), as_str(name))) return v;
  } else if (locals) {
    Object* v = sidewinder::get_item(t, locals, name);
    if (v || !pending_matches(t, exceptions::KeyError)) return v;
    clear_pending(t);
  }
  Object* v = static_cast<Cell*>(cell)->value;
  return v ? v : raise_unbound_cell(t, name, 1);
}

}  // namespace sidewinder::help
