#include "interpreter/compiler/compiler.h"

#include <cstdio>

#include "interpreter/base/arena.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/text/unicode_names.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/syntax/ast/ast_dump.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

namespace {

// A warning that the filters make an error is a SyntaxError, which says where it is.
Status issue_notices(Thread& t, const ast::Module& module, Str* filename) {
  for (const ast::Notice& notice : module.notices) {
    Str* message = TRY(new_str(notice.message));
    if (!warn_explicit(t, &exceptions::DeprecationWarning, message, {filename, notice.line}).failed()) continue;
    if (!pending_matches(t, exceptions::DeprecationWarning)) return Raised{};
    clear_pending(t);
    SyntaxProblem problem;
    problem.message = notice.message;
    problem.line = notice.line;
    return raise_in_file(t, problem, filename);
  }
  return Status::ok();
}

}  // namespace

Code* compile_source(Thread& t, std::string_view source, Str* filename, ParseMode mode, int optimize) {
  Arena arena;
  std::string name = str_to_utf8(filename);
  ParseResult parsed = parse(arena, source, name, mode, {.unicode_name = unicode::find_name});
  if (!parsed.ok()) return raise_syntax_problem(t, *parsed.problem, filename);
  TRY(issue_notices(t, *parsed.module, filename));
  SymbolTableResult symbols = build_symbol_table(arena, *parsed.module, name);
  if (!symbols.ok()) return raise_in_file(t, *symbols.problem, filename);
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
  ParseResult parsed = parse(arena, source, filename, mode, {.unicode_name = unicode::find_name});
  return parsed.ok() ? dump_ast(*parsed.module) : "";
}

}  // namespace sidewinder
