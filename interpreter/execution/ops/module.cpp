// Residual calls of imports, class bodies and interactive output.
#include "interpreter/execution/ops/module.h"

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/imports/import.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* import_name(Thread& t, Object* name, Object* globals, Object* locals, Object* level, Object* from_list) {
  return import_from_statement(t, as_str(name), as_dict(globals), locals, level, from_list);
}
Object* import_from(Thread& t, Object* module, Object* name) { return import_attribute(t, module, as_str(name)); }
Object* import_star(Thread& t, Object* module, Object* names) { return none_if_ok(import_all(t, module, names)); }
Object* load_build_class(Thread& t, Object* builtins) {
  Lookup found = TRY(in_mapping(t, builtins, intern("__build_class__")));
  if (found.found()) return found.value;
  return sidewinder::raise(t, exceptions::NameError, "__build_class__ not found");
}
Object* setup_annotations(Thread& t, Object* names) {
  static Str* const name = intern("__annotations__");
  if (names->cls == Dict::type()) {
    if (dict_get_str(as_dict(names), name)) return none();
    return none_if_ok(dict_set_str(t, as_dict(names), name, TRY(sidewinder::new_dict(t))));
  }
  Object* there = sidewinder::get_item(t, names, as_object(name));
  if (there) return none();
  if (!pending_matches(t, exceptions::KeyError)) return nullptr;
  clear_pending(t);
  return none_if_ok(sidewinder::set_item(t, names, as_object(name), TRY(sidewinder::new_dict(t))));
}
Object* print_expression(Thread& t, Object* value) {
  Object* hook = TRY(system_attribute(t, "displayhook"));
  return call(t, hook, value);
}

}  // namespace sidewinder::help
