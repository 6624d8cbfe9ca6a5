// Questions about a part of the tree that the compiler asks before it emits code for it.
#pragma once

#include <vector>

#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

// An assignment expression in `e`, lambdas and comprehensions (other scopes) not counted.
bool contains_walrus(const ast::Expr& e);

// The names that `del` or the end of an except clause may unbind, in this scope.
std::vector<Identifier> deleted_names(ast::Body body);

// The docstring's constant if the body begins with one, else null.
const ast::Constant* docstring_of(ast::Body body);

// Where an attribute is loaded, stored or called: the node itself, but where that begins on an earlier line than the
// attribute's name stands on, it begins at the name.
ast::Location from_name(const ast::Location& node, const ast::Attribute& attribute);

}  // namespace sidewinder
