#include "interpreter/imports/frozen.h"

#include "interpreter/imports/marshal.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

const FrozenModule* find_frozen(std::string_view name) {
  for (const FrozenModule* module = frozen_modules; module->name; module++)
    if (name == module->name) return module;
  return nullptr;
}

bool is_essential(const FrozenModule& module) {
  std::string_view name = module.name;
  return name == "_frozen_importlib" || name == "_frozen_importlib_external" || name == "zipimport";
}

Code* frozen_code(Thread& t, const FrozenModule& module) {
  Object* code = TRY(marshal_load(t, {module.data, module.size}, true));
  if (is_exact<Code>(code)) return cast<Code>(code);
  return raise_type_error(t, "frozen object %s is not a code object", module.name);
}

}  // namespace sidewinder
