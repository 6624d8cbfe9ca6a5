// Module _typing: what typing.NewType and the like call.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {
namespace {

Object* typing__idfunc(Object* x) { return x; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/typing/typing_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX typing
#define NATIVE_NAME "_typing"
#include "interpreter/objects/core/native_table.inc"

Module* create_typing(Thread& t) {
  Module* module = TRY(new_module(t, "_typing"));
  TRY(add_functions(t, module, typing_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("What the module typing calls often.")));
  return module;
}

}  // namespace sidewinder
