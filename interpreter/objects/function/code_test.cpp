#include "interpreter/objects/function/code.h"

#include "interpreter/compiler/compiler.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/objects.h"

namespace sidewinder {
using namespace testing;

namespace {

Code* compiled(const char* source) {
  Code* code = compile_source(thread(), source, intern("<test>"), ParseMode::Exec);
  REQUIRE(code);
  return code;
}

}  // namespace

TEST_SUITE("code") {

TEST_CASE("positions: each instruction's line and columns, none outside") {
  Code* code = compiled("x = 1\ny = (x +\n     2)\n");
  CHECK(code->line_of(code->instructions) == 1);
  CHECK(code->line_of(code->instructions - 1) == -1);
  CHECK(code->line_of(code->instructions + code->instruction_count) == -1);
  CHECK(code->position_of(code->instructions + code->instruction_count) == nullptr);
  CHECK(code->position_at(-1) == nullptr);
  CHECK(code->position_at(0) == code->position_of(code->instructions));
  const LineEntry* sum = nullptr;
  for (uint32_t k = 0; k < code->line_count; k++)
    if (code->lines[k].end_line == 3) sum = &code->lines[k];
  REQUIRE(sum);
  CHECK(sum->line == 2);
  CHECK(sum->column == 5);
  CHECK(sum->end_column == 6);
  CHECK(code->offset_of(code->instructions + 2) == 2 * int(sizeof(Instr)));
  CHECK(code->position_at(int(sum->begin * sizeof(Instr))) == sum);
}

TEST_CASE("positions: the table's entries are in order and begin with the first instruction") {
  Code* code = compiled("def f():\n  pass\nfor i in f():\n  try:\n    i()\n  finally:\n    i.x\n");
  CHECK(code->lines[0].begin == 0);
  for (uint32_t k = 1; k < code->line_count; k++) CHECK(code->lines[k - 1].begin < code->lines[k].begin);
  CHECK(code->lines[code->line_count - 1].begin < code->instruction_count);
}

TEST_CASE("simple_call: plain positional parameters only") {
  Code* module = compiled("def f(a, b): pass\n");
  auto* f = cast<Code>((*module->constants)[0]);
  CHECK(f->simple_call(2));
  CHECK_FALSE(f->simple_call(1));
  for (const char* source : {"def f(a, *b): pass\n", "def f(a, **b): pass\n", "def f(a, *, b): pass\n"}) {
    Code* other = cast<Code>((*compiled(source)->constants)[0]);
    CHECK_FALSE(other->simple_call(1));
    CHECK_FALSE(other->simple_call(2));
  }
}

TEST_CASE("co_ attributes: parameters and variables") {
  Interp py;
  REQUIRE(py.run("def f(a, /, b, *c, d, **e):\n    x = 1\n    def g(): return a, x\n    return g\nc = f.__code__\n"));
  CHECK(py.eval_repr("c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals") == "(2, 1, 1, 6)");
  CHECK(py.eval_repr("sorted(c.co_varnames[:5]), sorted(c.co_cellvars), c.co_freevars") ==
        "(['a', 'b', 'c', 'd', 'e'], ['a', 'x'], ())");
  CHECK(py.eval_repr("sorted(f(1, 2, d=3).__code__.co_freevars), f(1, 2, d=3).__code__.co_cellvars") ==
        "(['a', 'x'], ())");
  CHECK(py.eval_repr("c.co_name, c.co_qualname, c.co_filename, c.co_firstlineno") == "('f', 'f', '<test>', 1)");
  CHECK(py.eval_repr("f(1, 2, d=3).__code__.co_qualname, f(1, 2, d=3).__code__.co_firstlineno") ==
        "('f.<locals>.g', 3)");
}

TEST_CASE("co_flags: CPython's bits") {
  Interp py;
  REQUIRE(py.run("def f(*a, **k): pass\ndef g(): yield\ndef h():\n    def i(): pass\n    return i\n"));
  CHECK(py.eval_repr("f.__code__.co_flags, g.__code__.co_flags, h().__code__.co_flags") == "(15, 35, 19)");
  CHECK(py.eval_repr("compile('x', '', 'eval').co_flags & 3, compile('x', '', 'exec').co_name") == "(0, '<module>')");
}

TEST_CASE("names and constants") {
  Interp py;
  REQUIRE(py.run("def f(x): return g(x).attr + h.attr, 'text', (1, 2.5)\n"));
  CHECK(py.eval_repr("f.__code__.co_names") == "('g', 'attr', 'h')");
  CHECK(py.eval_repr("'text' in f.__code__.co_consts, (1, 2.5) in f.__code__.co_consts") == "(True, True)");
}

TEST_CASE("repr; no instances are made from Python") {
  Interp py;
  REQUIRE(py.run("\ndef f(): pass\n"));
  CHECK(py.eval_repr("repr(f.__code__)[:18], repr(f.__code__)[-23:]") ==
        "('<code object f at ', ' file \"<test>\", line 2>')");
  CHECK(py.raises("type(f.__code__)()", "TypeError"));
  CHECK(py.raises("f.__code__.co_name = 'x'", "AttributeError", "readonly attribute"));
}

TEST_CASE("replace: a copy; what is not named stays; what does not fit raises") {
  Interp py;
  REQUIRE(py.run(
      "def f(x): return x + 1\nc = f.__code__\nd = c.replace(co_name='g', co_filename='other', co_firstlineno=50)\n"));
  CHECK(py.eval_repr("d.co_name, d.co_filename, d.co_firstlineno, d.co_qualname, c.co_name, d is c") ==
        "('g', 'other', 50, 'f', 'f', False)");
  CHECK(py.eval_repr("type(f)(d, {})(4), c.replace().co_consts == c.co_consts") == "(5, True)");
  CHECK(py.raises("c.replace(co_name=5)", "TypeError", "replace() argument 'co_name' must be str, not int"));
  CHECK(py.raises("c.replace(co_consts=[])", "TypeError", "replace() argument 'co_consts' must be tuple, not list"));
  CHECK(py.raises("c.replace(co_firstlineno='x')", "TypeError", "'str' object cannot be interpreted as an integer"));
  CHECK(py.raises("c.replace(unknown=1)", "TypeError"));
}

TEST_CASE("constants that instructions take for code, names or tuples of names: none of another kind") {
  Interp py;
  REQUIRE(py.run(R"(
def f(a):
    def inner(): return a
    del a.name
    from os import path
    return inner(key=1, other=path)
def free(): return 5
c = f.__code__
def with_other(old, new): return tuple(new if type(k) is type(old) and k == old else k for k in c.co_consts)
inner = next(k for k in c.co_consts if type(k) is type(c))
def made_anew(constants):
    return type(c)(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, c.co_flags, c.co_code, constants,
                   c.co_names, c.co_varnames, c.co_filename, c.co_name, c.co_qualname, c.co_firstlineno, c.co_linetable,
                   c.co_exceptiontable, c.co_freevars, c.co_cellvars)
)"));
  CHECK(py.eval_repr("made_anew(c.co_consts) == c, made_anew(c.co_consts) is c") == "(True, False)");
  CHECK(py.eval_repr("c.replace(co_consts=with_other(inner, inner.replace(co_name='x'))) == c") == "False");
  const char* replaced = "replace(): co_consts has something else for a name or a function's code";
  for (const char* other : {"inner, 5", "inner, free.__code__", "'name', 5", "('key', 'other'), ('key',)",
                            "('key', 'other'), ('key', 5)"}) {
    std::string text = std::string("c.replace(co_consts=with_other(") + other + "))";
    CHECK(py.raises(text.c_str(), "ValueError", replaced));
  }
  CHECK(py.raises("made_anew(with_other(inner, 5))", "ValueError",
                  "code: co_consts has something else for a name or a function's code"));
  CHECK(py.raises("made_anew(with_other('path', b'path'))", "ValueError"));
}

TEST_CASE("co_lines and co_positions: cover all of co_code") {
  Interp py;
  REQUIRE(py.run("def f(a):\n    b = a\n    return [b,\n            a]\nc = f.__code__\nlines = list(c.co_lines())\n"));
  CHECK(py.eval_repr("lines[0][0], lines[-1][1] == len(c.co_code)") == "(0, True)");
  CHECK(py.eval_repr("all(x[1] == y[0] for x, y in zip(lines, lines[1:]))") == "True");
  CHECK(py.eval_repr("sorted({line for _, _, line in lines if line} - {1})") == "[2, 3, 4]");
  CHECK(py.eval_repr("len(list(c.co_positions())) * 2 == len(c.co_code)") == "True");
  CHECK(py.eval_repr("(3, 4, 11, 14) in set(c.co_positions())") == "True");
}

TEST_CASE("co_code: dis finds names and imports there") {
  Interp py;
  REQUIRE(py.run(
      "import dis\n"
      "def f(a):\n    global b\n    import m.n as o\n    b = len(a)\n    del b\n    return a.c\nc = f.__code__\n"
      "uses = [(i.opname, i.argval) for i in dis.get_instructions(f) if i.opname not in ('NOP', 'EXTENDED_ARG')]\n"));
  CHECK(py.eval_repr("[u for u in uses if u[0] in ('LOAD_GLOBAL', 'STORE_GLOBAL', 'DELETE_GLOBAL', 'LOAD_ATTR')]") ==
        "[('LOAD_GLOBAL', 'len'), ('STORE_GLOBAL', 'b'), ('DELETE_GLOBAL', 'b'), ('LOAD_ATTR', 'c')]");
  CHECK(py.eval_repr("uses[:3]") == "[('LOAD_CONST', 0), ('LOAD_CONST', None), ('IMPORT_NAME', 'm.n')]");
  CHECK(py.eval_repr("set(c.co_names) == {'len', 'b', 'c', 'm.n', 'n'}") == "True");
  CHECK(py.eval_repr("c.replace(co_code=c.co_code, co_names=c.co_names) == c") == "True");
  CHECK(py.raises("c.replace(co_names=('x',) * len(c.co_names))", "ValueError"));
  CHECK(py.raises("c.replace(co_code=c.co_code[:-2])", "ValueError", "code: co_code is malformed"));
}
}  // TEST_SUITE("code")

}  // namespace sidewinder
