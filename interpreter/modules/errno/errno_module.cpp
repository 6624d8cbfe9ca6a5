// Module errno: names of error numbers.
#include <cerrno>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct ErrorName {
  const char* name;
  int number;
  bool is_alias;  // errorcode has the other name
};
constexpr ErrorName error_names[] = {
#define ERROR(name) {#name, name, false},
#define ALIAS(name) {#name, name, true},
#include "interpreter/modules/errno/errno_names.def"
#undef ERROR
#undef ALIAS
};

}  // namespace

Module* create_errno(Thread& t) {
  Module* module = TRY(new_module(t, "errno"));
  Dict* names = TRY(new_dict(t));
  for (const ErrorName& row : error_names) {
    Object* number = TRY(int_from_int64(row.number));
    TRY(add_object(t, module, row.name, number));
    if (!row.is_alias) TRY(dict_set(t, names, number, TRY(intern(row.name))));
  }
  TRY(add_object(t, module, "errorcode", names));
  TRY(add_object(t, module, "__doc__",
                 new_str("The system's error numbers by their names; `errorcode` has the names by their numbers.")));
  return module;
}

}  // namespace sidewinder
