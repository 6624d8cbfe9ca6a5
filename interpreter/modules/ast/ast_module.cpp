// Module _ast: the classes of the abstract syntax tree, and the flags of compile() that have to do with it.
#include "interpreter/modules/ast/ast_classes.h"
#include "interpreter/modules/ast/ast_flags.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder {

Module* create_ast(Thread& t) {
  TRY(ast_ready(t));
  Module* module = TRY(new_module(t, "_ast"));
  for (int i = 0; i < int(AstClass::kCount); i++)
    TRY(add_object(t, module, ast_info(AstClass(i)).name, ast_type(AstClass(i))));
  TRY(add_object(t, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", int_from_int64(kAllowTopLevelAwait)));
  TRY(add_object(t, module, "PyCF_ONLY_AST", int_from_int64(kOnlyAst)));
  TRY(add_object(t, module, "PyCF_TYPE_COMMENTS", int_from_int64(kTypeComments)));
  return module;
}

}  // namespace sidewinder
