#include "interpreter/compiler/compiler.h"

#include <cstdio>

#include "interpreter/base/arena.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/syntax/ast/ast_dump.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

namespace {

Raised raise_in_file(Thread& t, SyntaxProblem problem, std::string_view source, Str* filename) {
  // The symbol table does not hold the text.
  if (problem.source_line.empty() && problem.line > 0) problem.source_line = line_of_source(source, problem.line);
  return raise_syntax_problem(t, problem, filename);
}

}  // namespace

Code* compile_source(Thread& t, std::string_view source, Str* filename, ParseMode mode, int optimize) {
  Arena arena;
  std::string name = str_to_utf8(filename);
  ParseResult parsed = parse(arena, source, name, mode);
  if (!parsed.ok()) return raise_syntax_problem(t, *parsed.problem, filename);
  SymbolTableResult symbols = build_symbol_table(arena, *parsed.module, name);
  if (!symbols.ok()) return raise_in_file(t, *symbols.problem, source, filename);
  Compilation compilation{
      .thread = t,
      .symbols = *symbols.table,
      .names = *parsed.module->names,
      .source = source,
      .filename = filename,
      .optimize = optimize,
      .interactive = mode == ParseMode::Single,
      .has_walrus = source.find(":=") != source.npos,
  };
  Unit unit(compilation, symbols.table->module(), nullptr);
  Code* code = unit.compile_module(*parsed.module);
#ifndef NDEBUG
  std::string why;
  bool is_sound = !code || verify(code, &why);
  if (!is_sound) std::fprintf(stderr, "%s: %s\n", name.c_str(), why.c_str());
  PY_CHECK(is_sound);
#endif
  return code;
}

std::string dump_tree(std::string_view source, const std::string& filename, ParseMode mode) {
  Arena arena;
  ParseResult parsed = parse(arena, source, filename, mode);
  return parsed.ok() ? dump_ast(*parsed.module) : "";
}

}  // namespace sidewinder
