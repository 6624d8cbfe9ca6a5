// The abstract syntax tree: plain structs in an Arena, tagged by a kind.
//
// Shapes and field meanings follow Python's own grammar of the `ast` module
// (https://docs.python.org/3.11/library/ast.html#abstract-grammar), with these differences:
// async variants and `except*` are a flag of the plain statement, and numbers and strings are
// held as C++ values, since nothing here knows of Python objects.
// A pointer field is null where the grammar says "optional", and only there.

#pragma once

#include "interpreter/syntax/ast/ast_base.h"
#include "interpreter/syntax/ast/ast_expressions.h"
#include "interpreter/syntax/ast/ast_patterns.h"
#include "interpreter/syntax/ast/ast_statements.h"

namespace sidewinder::ast {

enum class ParseMode : uint8_t { Exec, Eval, Single, FunctionType };

// A DeprecationWarning, or a SyntaxWarning, that the program's compilation has to issue (or raise) in time.
struct Notice {
  int32_t line;
  std::string_view message;
  bool is_syntax_warning = false;
  int32_t column = 0;                    // from 1; 0: unknown
  int32_t end_line = 0, end_column = 0;  // 0: the same
};

// A comment `# type: ignore` (PEP 484). The others are part of the statements and parameters that they belong to.
struct TypeIgnore {
  int32_t line;
  std::string_view tag;  // what follows the word
};

struct Module {
  ParseMode mode = ParseMode::Exec;
  Body body = {};              // Exec and Single
  Expr* expression = nullptr;  // Eval; of FunctionType what is returned
  Exprs argument_types = {};   // FunctionType
  NameTable* names = nullptr;  // owns every Identifier of the tree
  ArenaSpan<Notice> notices = {};
  ArenaSpan<TypeIgnore> type_ignores = {};  // where they are asked for
  std::string_view source = {};             // the decoded text, for the lines shown with errors
};

}  // namespace sidewinder::ast
