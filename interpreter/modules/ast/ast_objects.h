// Between the parser's tree and the objects that Python sees.
#pragma once

#include "interpreter/base/arena.h"
#include "interpreter/modules/ast/ast_classes.h"
#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

// The whole tree as new objects: a Module, Expression or Interactive.
Object* ast_objects_from_tree(Thread& t, const ast::Module& tree);

}  // namespace sidewinder
