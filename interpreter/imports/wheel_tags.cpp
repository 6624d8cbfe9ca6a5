#include "interpreter/imports/wheel_tags.h"

#include <string>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"

namespace sidewinder {

namespace {

bool is_wheel_tags(const Str* name) {
  constexpr std::string_view kName = "packaging.tags";
  if (name->length < ssize(kName.size())) return false;
  std::string text = str_to_utf8(name);
  return text == kName || text.ends_with("." + std::string(kName));
}

}  // namespace

Status adapt_wheel_tags(Thread& t, const Str* name, Object* module) {
  if (!is_wheel_tags(name) || !is_exact<Module>(module)) return Status::ok();
  Object* table = dict_get_str(cast<Module>(module)->dict, intern("INTERPRETER_SHORT_NAMES"));
  if (!table || !is_exact<Dict>(table)) return Status::ok();
  return dict_set_str(t, cast<Dict>(table), intern("sidewinder"), TRY(new_str("cp")));
}

}  // namespace sidewinder
