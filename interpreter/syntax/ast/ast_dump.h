// The text of a tree, as Python's ast.dump() writes it (with ascii() of strings).

#pragma once

#include <string>

#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

struct AstDumpOptions {
  bool include_locations = false;  // include_attributes of ast.dump
};

std::string dump_ast(const ast::Module& module, AstDumpOptions options = {});

// What repr() shows of a constant, other than ASCII escaped.
std::string constant_repr(const ast::Constant& constant);

}  // namespace sidewinder
