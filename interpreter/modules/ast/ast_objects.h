// Between the parser's tree and the objects that Python sees.
#pragma once

#include "interpreter/base/arena.h"
#include "interpreter/modules/ast/ast_classes.h"
#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

// The whole tree as new objects: a Module, Expression or Interactive.
Object* ast_objects_from_tree(Thread& t, const ast::Module& tree);

bool is_ast_object(Object* o);
// The objects (TypeError unless the root is of the kind that the mode wants) as a tree in `arena`, checked: the
// compiler may rely on it as on the parser's.
const ast::Module* ast_tree_from_objects(Thread& t, Arena& arena, Object* root, ast::ParseMode mode);

}  // namespace sidewinder
