// What the units (code objects under construction) of one compile_source call share, and its failure.
//
// A failure is sticky: the exception is pending on the thread, `failed` is set, and the rest of the compilation
// goes through the motions without effect. So the functions that walk the tree return nothing to check.
#pragma once

#include <string_view>

#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

struct Compilation {
  Thread& thread;
  const SymbolTable& symbols;
  NameTable& names;
  std::string_view source;
  Str* filename;
  int optimize;
  bool interactive;
  bool has_walrus;  // ":=" occurs in the source: an expression may rebind a local variable
  bool failed = false;

  void fail_syntax(const ast::Location& where, std::string_view message);
  // SyntaxWarning; where the filters make it an error, a SyntaxError at the place.
  void warn(const ast::Location& where, std::string_view message);
  void fail_too_many(const char* what);  // of a code object's tables
  void fail_memory();                    // MemoryError is pending
  bool has_stack();                      // else RecursionError is pending, failed set

  // For results of functions that fail only when memory is exhausted.
  template <class T> T* checked(T* object) {
    if (!object) fail_memory();
    return object;
  }
};

// Line `number` of a source, counted from 1, with its newline; empty past the end.
std::string_view line_of_source(std::string_view source, int32_t number);
// Raises what the front end found.
Raised raise_syntax_problem(Thread& t, const SyntaxProblem& problem, Str* filename);
// The same for what is found after parsing: the text is read from the file, if there is one, as CPython does.
// `has_text`: the problem's own text stands where there is none.
Raised raise_in_file(Thread& t, SyntaxProblem problem, Str* filename, bool has_text = false);

}  // namespace sidewinder
