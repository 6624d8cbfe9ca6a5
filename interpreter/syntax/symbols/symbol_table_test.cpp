#include "interpreter/syntax/symbols/symbol_table.h"

#include <doctest/doctest.h>

#include "tests/unit/syntax.h"

using namespace sidewinder;
using namespace sidewinder::syntax_test;

namespace {

void append(std::string& out, ArenaSpan<Identifier> names) {
  for (Identifier name : names) out.append(" ").append(name.text());
}

// A line a scope, children indented: "f(parameters) local: ... cell: ... free: ... global: ...".
void describe(const Scope& scope, int depth, std::string& out) {
  out += std::string(static_cast<size_t>(depth), ' ') + std::string(scope.name.text());
  append(out, scope.parameters);
  auto list = [&](const char* what, Resolution resolution) {
    bool first = true;
    for (const Symbol* symbol : scope.symbols) {
      if (symbol->resolution != resolution || symbol->is_parameter) continue;
      out += first ? what : "";
      first = false;
      out.append(" ").append(symbol->name.text());
    }
  };
  list(" local:", Resolution::Local);
  if (!scope.cells.empty()) append(out += " cells:", scope.cells);
  if (!scope.frees.empty()) append(out += " frees:", scope.frees);
  list(" explicit:", Resolution::GlobalExplicit);
  list(" implicit:", Resolution::GlobalImplicit);
  if (scope.is_generator) out += " generator";
  if (scope.is_coroutine) out += " coroutine";
  out += "\n";
  for (const Scope* child : scope.children) describe(*child, depth + 1, out);
}

std::string scopes(std::string_view source) {
  Arena arena;
  ParseResult parsed = parse_test(arena, source);
  if (!parsed.ok()) return text_of(*parsed.problem);
  SymbolTableResult result = build_symbol_table(arena, *parsed.module, "test.py");
  if (!result.ok()) return text_of(*result.problem);
  std::string out;
  describe(result.table->module(), 0, out);
  return out;
}

}  // namespace

TEST_SUITE("symbol_table") {

TEST_CASE("module: what it binds is local, the rest implicitly global") {
  CHECK(scopes("import a.b, c as d\nx: int\ny = z\nfor w in v: pass") ==
        "<module> local: a d x y w implicit: int z v\n");
}

TEST_CASE("function: parameters come in calling order") {
  CHECK(scopes("def f(a, /, b, *c, d, **e): g = h") ==
        "<module> local: f\n"
        " f a b d c e local: g implicit: h\n");
}

TEST_CASE("closure: cells in the owner, free in every scope between") {
  CHECK(scopes("def f(p):\n x = 1\n def g():\n  def h(): return x, p") ==
        "<module> local: f\n"
        " f p local: g cells: p x\n"
        "  g local: h frees: p x\n"
        "   h frees: p x\n");
}

TEST_CASE("nonlocal: rebinds the owner's") {
  CHECK(scopes("def f():\n x = 1\n def g():\n  nonlocal x\n  x = 2") ==
        "<module> local: f\n"
        " f local: g cells: x\n"
        "  g frees: x\n");
}

TEST_CASE("global: hides an outer function's variable, in inner scopes too") {
  CHECK(scopes("def f():\n x = 1\n def g():\n  global x\n  def h(): x") ==
        "<module> local: f explicit: x\n"
        " f local: x g\n"
        "  g local: h explicit: x\n"
        "   h implicit: x\n");
}

TEST_CASE("class: its names are not seen by its methods") {
  CHECK(scopes("def f():\n x = 1\n class A:\n  x = 2\n  y = x\n  def m(self): return x, y") ==
        "<module> local: f\n"
        " f local: A cells: x\n"
        "  A local: x y m frees: x\n"
        "   m self frees: x implicit: y\n");
}

TEST_CASE("class: super() and __class__ need its cell") {
  CHECK(scopes("class A:\n def m(self): super().m()\n def n(self): return lambda: __class__") ==
        "<module> local: A\n"
        " A local: m n cells: __class__\n"
        "  m self frees: __class__ implicit: super\n"
        "  n self frees: __class__\n"
        "   <lambda> frees: __class__\n");
}

TEST_CASE("class: private names are mangled") {
  CHECK(scopes("class _A:\n __x = 1\n def __f(self, __y): return __x, self.__z, __w__") ==
        "<module> local: _A\n"
        " _A local: _A__x _A__f\n"
        "  __f self _A__y implicit: _A__x __w__\n");
}

TEST_CASE("comprehension: a scope with one parameter; the first iterable stays outside") {
  CHECK(scopes("def f(a, b):\n return [x + b for x in a for y in c]") ==
        "<module> local: f\n"
        " f a b cells: b\n"
        "  <listcomp> .0 local: x y frees: b implicit: c\n");
}

TEST_CASE("walrus: in a comprehension it binds outside") {
  CHECK(scopes("def f():\n [y := x for x in z]\n return y") ==
        "<module> local: f\n"
        " f cells: y implicit: z\n"
        "  <listcomp> .0 local: x frees: y\n");
  CHECK(scopes("[y := x for x in z]") ==
        "<module> explicit: y implicit: z\n"
        " <listcomp> .0 local: x explicit: y\n");
}

TEST_CASE("generators and coroutines") {
  CHECK(scopes("def f(): yield\nasync def g(): await h\nasync def i(): yield\nlambda: (yield)") ==
        "<module> local: f g i\n"
        " f generator\n"
        " g implicit: h coroutine\n"
        " i generator coroutine\n"
        " <lambda> generator\n");
  CHECK(scopes("async def f(): return [x async for x in y]") ==
        "<module> local: f\n"
        " f implicit: y coroutine\n"
        "  <listcomp> .0 local: x coroutine\n");
}

TEST_CASE("patterns: captures are bound") {
  CHECK(scopes("def f(a):\n match a:\n  case [b, *c, {'d': e, **g}]: pass\n  case A(h) as i: pass") ==
        "<module> local: f\n"
        " f a local: b c e g h i implicit: A\n");
}

TEST_CASE("annotations: part of the enclosing scope, and of none with the future import") {
  CHECK(scopes("def f(a: b) -> c: d: e") ==
        "<module> local: f implicit: b c\n"
        " f a local: d implicit: e\n");
  CHECK(scopes("from __future__ import annotations\ndef f(a: b) -> [x for x in y]: d: e") ==
        "<module> local: annotations f\n"
        " f a local: d\n");
}

TEST_CASE("scope_of and mangle: by node and by the name as written") {
  Arena arena;
  ParseResult parsed = parse_test(arena, "class A:\n def f(self, __x): return __x");
  SymbolTableResult result = build_symbol_table(arena, *parsed.module, "test.py");
  const auto& class_def = parsed.module->body[0]->as<ast::ClassDef>();
  const auto& function = class_def.body[0]->as<ast::FunctionDef>();
  const Scope& scope = result.table->scope_of(&function);
  Identifier x = function.arguments->positional[1]->name;
  CHECK(scope.parent == &result.table->scope_of(&class_def));
  CHECK(result.table->mangle(scope, x).text() == "_A__x");
  CHECK(scope.find(result.table->mangle(scope, x))->is_parameter);
  CHECK(result.table->mangle(result.table->module(), x) == x);
}

TEST_CASE("locals: parameters first, then in order of appearance, without cells") {
  Arena arena;
  ParseResult parsed = parse_test(arena, "def f(a, b):\n c = d = 1\n lambda: (a, d)");
  SymbolTableResult result = build_symbol_table(arena, *parsed.module, "test.py");
  std::string names;
  append(names, result.table->scope_of(parsed.module->body[0]).locals);
  CHECK(names == " a b c");
}

TEST_CASE("problems: global and nonlocal") {
  CHECK(problem_in("def f(a):\n global a") == "SyntaxError 2:2 name 'a' is parameter and global");
  CHECK(problem_in("def f():\n a\n global a") == "SyntaxError 3:2 name 'a' is used prior to global declaration");
  CHECK(problem_in("def f():\n a = 1\n global a") ==
        "SyntaxError 3:2 name 'a' is assigned to before global declaration");
  CHECK(problem_in("def f():\n a: int\n global a") == "SyntaxError 3:2 annotated name 'a' can't be global");
  CHECK(problem_in("nonlocal a") == "SyntaxError 1:1 nonlocal declaration not allowed at module level");
  CHECK(problem_in("def f():\n nonlocal a") == "SyntaxError 2:2 no binding for nonlocal 'a' found");
  CHECK(problem_in("def f():\n global a\n nonlocal a") == "SyntaxError 2:2 name 'a' is nonlocal and global");
}

TEST_CASE("problems: statements out of place") {
  CHECK(problem_in("return") == "SyntaxError 1:1 'return' outside function");
  CHECK(problem_in("yield") == "SyntaxError 1:1 'yield' outside function");
  CHECK(problem_in("await a") == "SyntaxError 1:1 'await' outside function");
  CHECK(problem_in("def f(): await a") == "SyntaxError 1:10 'await' outside async function");
  CHECK(problem_in("def f():\n async for a in b: c") == "SyntaxError 2:2 'async for' outside async function");
  CHECK(problem_in("break") == "SyntaxError 1:1 'break' outside loop");
  CHECK(problem_in("for a in b:\n def f(): continue") == "SyntaxError 2:11 'continue' not properly in loop");
  CHECK(problem_in("for a in b: pass\nelse: break") == "SyntaxError 2:7 'break' outside loop");
  CHECK(problem_in("for a in b:\n try: c\n except* d: break") ==
        "SyntaxError 3:13 'break', 'continue' and 'return' cannot appear in an except* block");
  CHECK(problem_in("try: a\nexcept* b:\n for c in d: break") == "ok");
  CHECK(problem_in("[(yield) for a in b]") == "SyntaxError 1:3 'yield' inside list comprehension");
  CHECK(problem_in("async def f():\n yield\n return 1") == "SyntaxError 3:2 'return' with value in async generator");
  CHECK(problem_in("def f(): from a import *") == "SyntaxError 1:24 import * only allowed at module level");
}

TEST_CASE("problems: those of names are told before those that a compiler finds") {
  CHECK(problem_in("def f():\n __debug__ = 1\n from a import *") ==
        "SyntaxError 3:16 import * only allowed at module level");
  CHECK(problem_in("return\nnonlocal a") == "SyntaxError 2:1 nonlocal declaration not allowed at module level");
  CHECK(problem_in("break\ndef f(): nonlocal a") == "SyntaxError 2:10 no binding for nonlocal 'a' found");
  CHECK(problem_in("f(a=1, a=2)\nreturn") == "SyntaxError 1:8 keyword argument repeated: a");
  CHECK(problem_in("a.__debug__: int = 3") == "SyntaxError 1:1 cannot assign to __debug__");
}

TEST_CASE("problems: walrus and comprehensions") {
  CHECK(problem_in("[a := 1 for a in b]") ==
        "SyntaxError 1:2 assignment expression cannot rebind comprehension iteration variable 'a'");
  CHECK(problem_in("[a for b in (c := d)]") ==
        "SyntaxError 1:14 assignment expression cannot be used in a comprehension iterable expression");
  CHECK(problem_in("class A:\n [b := c for c in d]") ==
        "SyntaxError 2:3 assignment expression within a comprehension cannot be used in a class body");
  CHECK(problem_in("[a async for a in b]") ==
        "SyntaxError 1:1 asynchronous comprehension outside of an asynchronous function");
}

TEST_CASE("problems: future imports") {
  CHECK(problem_in("'doc'\nfrom __future__ import division; from __future__ import annotations") == "ok");
  CHECK(problem_in("a\nfrom __future__ import division") ==
        "SyntaxError 2:1 from __future__ imports must occur at the beginning of the file");
  CHECK(problem_in("from __future__ import braces") == "SyntaxError 1:1 not a chance");
  CHECK(problem_in("from __future__ import nothing") == "SyntaxError 1:1 future feature nothing is not defined");
}

TEST_CASE("problems: __debug__ cannot be bound") {
  CHECK(problem_in("__debug__ = 1") == "SyntaxError 1:1 cannot assign to __debug__");
  CHECK(problem_in("f(__debug__=1)") == "SyntaxError 1:1 cannot assign to __debug__");
  CHECK(problem_in("del __debug__") == "SyntaxError 1:5 cannot delete __debug__");
}

TEST_CASE("deep nesting: is a problem, not a crash") {
  auto repeat = [](std::string_view text) {
    std::string result;
    for (int i = 0; i < 20000; i++) result += text;
    return result;
  };
  CHECK(problem_in(repeat("-") + "1").starts_with("MemoryError"));
  CHECK(problem_in(repeat("lambda: ") + "1").starts_with("MemoryError"));
  CHECK(problem_in(repeat("1 if 1 else ") + "1").starts_with("MemoryError"));
  CHECK(problem_in(repeat("1+") + "1").starts_with("RecursionError"));
  CHECK(problem_in("if 1: a\n" + repeat("elif 1: a\n")).starts_with("RecursionError"));
  CHECK(problem_in(repeat("(")) == "SyntaxError 1:201 too many nested parentheses");
  CHECK(problem_in(repeat("a or ") + "1") == "ok");
}

}  // TEST_SUITE("symbol_table")
