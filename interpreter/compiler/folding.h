// Constant folding: the value of an expression that is the same each time, computed now. What would raise, or give a
// large object, is left for run time.
#pragma once

#include <optional>

#include "interpreter/compiler/compilation.h"

namespace sidewinder {

Object* constant_object(const ast::Constant& e);  // the value; null: MemoryError is pending
// Null: not constant.
Object* fold(Compilation& compilation, const ast::Expr& e);
// The truth of a constant expression.
std::optional<bool> fold_truth(Compilation& compilation, const ast::Expr& e);
// A tuple of the elements if all are constant, else null.
Object* fold_elements(Compilation& compilation, ast::Exprs elements);

}  // namespace sidewinder
