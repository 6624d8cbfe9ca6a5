// What the tests of this folder share: from source text to a text that can be compared.

#pragma once

#include <string>
#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast_dump.h"
#include "interpreter/syntax/parser/parser.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder::syntax_test {

inline bool lookup_test_name(std::string_view name, char32_t* c) {
  *c = 0x3B1;
  return name == "GREEK SMALL LETTER ALPHA";
}

// "SyntaxError 1:5 message", with the column from 1.
inline std::string text_of(const SyntaxProblem& problem) {
  constexpr const char* kKinds[] = {"SyntaxError", "IndentationError", "TabError", "MemoryError", "RecursionError"};
  return std::string(kKinds[static_cast<int>(problem.kind)]) + " " + std::to_string(problem.line) + ":" +
         std::to_string(problem.column) + " " + std::string(problem.message);
}

inline ParseResult parse_test(Arena& arena, std::string_view source, ParseMode mode = ParseMode::Exec) {
  ParseOptions options;
  options.unicode_name = lookup_test_name;
  return parse(arena, source, "test.py", mode, options);
}

// The dump of an expression, or what is wrong with it.
inline std::string expression(std::string_view source, bool with_locations = false) {
  Arena arena;
  ParseResult result = parse_test(arena, source, ParseMode::Eval);
  if (!result.ok()) return text_of(*result.problem);
  std::string dump = dump_ast(*result.module, {with_locations});
  constexpr std::string_view kStart = "Expression(body=";
  return dump.substr(kStart.size(), dump.size() - kStart.size() - 1);
}

// The dumps of all statements, or what is wrong with them.
inline std::string statements(std::string_view source, bool with_locations = false) {
  Arena arena;
  ParseResult result = parse_test(arena, source);
  if (!result.ok()) return text_of(*result.problem);
  std::string dump = dump_ast(*result.module, {with_locations});
  constexpr std::string_view kStart = "Module(body=[";
  constexpr std::string_view kEnd = "], type_ignores=[])";
  return dump.substr(kStart.size(), dump.size() - kStart.size() - kEnd.size());
}

// What parsing or building the symbol table finds wrong; "ok" if nothing.
inline std::string problem_in(std::string_view source) {
  Arena arena;
  ParseResult parsed = parse_test(arena, source);
  if (!parsed.ok()) return text_of(*parsed.problem);
  SymbolTableResult table = build_symbol_table(arena, *parsed.module, "test.py");
  return table.ok() ? "ok" : text_of(*table.problem);
}

}  // namespace sidewinder::syntax_test
