// The least of _io that the importer needs, in Python, until that module is there.
#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static constexpr char kSource[] = R"(
def open_code(path): return open(path, 'rb')
def FileIO(path, mode): return open(path, mode if 'b' in mode else mode + 'b')
open = open
)";

Module* create_io(Thread& t) {
  Module* module = TRY(new_module(t, "_io"));
  TRY(dict_set_str(t, module->dict, intern("__builtins__"), builtins_dict()));
  Code* code = TRY(compile_source(t, kSource, intern("<_io>"), ParseMode::Exec));
  TRY(run_code(t, code, module->dict, nullptr));
  return module;
}

}  // namespace sidewinder
