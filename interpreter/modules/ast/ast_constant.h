// The values of Constant nodes that do not come from source text.
#pragma once

#include "interpreter/base/arena.h"
#include "interpreter/objects/core/type.h"
#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

// A Constant, or where the parser's tree has none for the value, an expression that gives it: a tuple, a number with a
// sign or a real part. TypeError if the value cannot be a constant.
ast::Expr* ast_constant(Thread& t, Arena& arena, Object* value, const ast::Location& at);

}  // namespace sidewinder
