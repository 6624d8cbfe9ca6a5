// Modes and options of parse(). The rules of the grammar are tested in parser_*_test.cpp.

#include "interpreter/syntax/parser/parser.h"

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

namespace {

std::string dump_in(ParseMode mode, std::string_view source) {
  Arena arena;
  ParseResult result = parse_test(arena, source, mode);
  return result.ok() ? dump_ast(*result.module) : text_of(*result.problem);
}

// As a REPL asks: would another line help?
bool is_incomplete(std::string_view source) {
  Arena arena;
  ParseOptions options;
  options.dont_imply_dedent = true;
  ParseResult result = parse(arena, source, "<stdin>", ParseMode::Single, options);
  return !result.ok() && result.problem->incomplete_input;
}

}  // namespace

TEST_SUITE("parser") {

TEST_CASE("modes: module, expression, one interactive statement") {
  CHECK(dump_in(ParseMode::Exec, "\n\npass\n") == "Module(body=[Pass()], type_ignores=[])");
  CHECK(dump_in(ParseMode::Eval, "a\n\n") == "Expression(body=Name(id='a', ctx=Load()))");
  CHECK(dump_in(ParseMode::Single, "pass; pass") == "Interactive(body=[Pass(), Pass()])");
  CHECK(dump_in(ParseMode::Single, "while 1: pass\n\n") ==
        "Interactive(body=[While(test=Constant(value=1), body=[Pass()], orelse=[])])");
}

TEST_CASE("modes: what does not belong") {
  CHECK(dump_in(ParseMode::Eval, "pass") == "SyntaxError 1:1 invalid syntax");
  CHECK(dump_in(ParseMode::Eval, "a b") == "SyntaxError 1:3 invalid syntax");
  CHECK(dump_in(ParseMode::Single, "a\nb").starts_with("SyntaxError 1:2 multiple statements found"));
}

TEST_CASE("incomplete input: another line may complete it") {
  for (std::string_view source : {"(a,", "'''a", "if a:", "if a:\n  b", "def f():\n", "a = \\"}) {
    CAPTURE(source);
    CHECK(is_incomplete(source));
  }
  for (std::string_view source : {"a", "a b", "a)", "'a", "if a:\n  b\n"}) {
    CAPTURE(source);
    CHECK_FALSE(is_incomplete(source));
  }
}

TEST_CASE("problems: the line and the characters they point at") {
  Arena arena;
  ParseOptions options;
  options.ignore_cookie = true;  // the source of a str
  ParseResult result = parse(arena, "x = 1\n\303\251 = (\303\251 b)\n", "<test>", ParseMode::Exec, options);
  REQUIRE(!result.ok());
  CHECK(result.problem->line == 2);
  CHECK(result.problem->column == 6);
  CHECK(result.problem->end_column == 9);
  CHECK(result.problem->source_line == "\303\251 = (\303\251 b)\n");
}

TEST_CASE("problems: bytes that name no encoding are counted as bytes") {
  Arena arena;
  ParseResult result = parse_test(arena, "x = 1\n\303\251 = (\303\251 b)\n");
  REQUIRE(!result.ok());
  CHECK(result.problem->column == 7);
  CHECK(result.problem->end_column == 11);
}

TEST_CASE("notices: unknown escapes are kept and noted") {
  Arena arena;
  ParseResult result = parse_test(arena, "a = 1\nb = '\\d'");
  REQUIRE(result.ok());
  REQUIRE(result.module->notices.size() == 1);
  CHECK(result.module->notices[0].line == 2);
  CHECK(result.module->notices[0].message == "invalid escape sequence '\\d'");
}

TEST_CASE("options: names are normalised by the caller's function") {
  Arena arena;
  ParseOptions options;
  options.normalize_name = [](std::string_view) { return std::string("fi"); };
  ParseResult result = parse(arena, "\357\254\201 = fi", "test.py", ParseMode::Exec, options);
  REQUIRE(result.ok());
  const auto& assign = result.module->body[0]->as<ast::Assign>();
  CHECK(assign.targets[0]->as<ast::Name>().id == assign.value->as<ast::Name>().id);
}

}  // TEST_SUITE("parser")
