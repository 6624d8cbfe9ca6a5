// The source text of an expression, in the one form that annotations have under PEP 563.
#pragma once

#include <string>

#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

std::string unparse(const ast::Expr& e);

}  // namespace sidewinder
