// Functions, bound methods and cells.
#include "interpreter/objects/function/function.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

Object* see(Thread&, Object* self, Args args) { return tuple({self, args.count ? args[0] : none()}); }

}  // namespace

TEST_SUITE("function") {

TEST_CASE("methods: function and self; slots call with self in front") {
  Thread& t = thread();
  Object* function = native<see>("see");
  Object* o = make(*make_class("C"));
  Method* m = new_method(t, function, o);
  CHECK(m->function == function);
  CHECK(m->self == o);
  CHECK(text(call(t, m, i(1))) == text(tuple({o, i(1)})));
  CHECK(get(m, "__func__") == function);
  CHECK(get(m, "__self__") == o);
  CHECK(text(equal(t, m, new_method(t, function, o))) == "True");
  CHECK(text(equal(t, m, new_method(t, function, i(1)))) == "False");
  CHECK(hash(t, m).value == hash(t, new_method(t, function, o)).value);
}

TEST_CASE("cells: empty and full") {
  Thread& t = thread();
  Cell *empty = new_cell(t, nullptr), *five = new_cell(t, i(5));
  CHECK(empty->value == nullptr);
  CHECK(text(get(empty, "cell_contents")) == "ValueError: Cell is empty");
  CHECK(text(get(five, "cell_contents")) == "5");
  CHECK(text(empty).ends_with(": empty>"));
  CHECK(text(five).find(": int object at 0x") != std::string::npos);
  CHECK(text(compare(t, empty, five, CompareOp::Lt)) == "True");
  CHECK(text(compare(t, empty, new_cell(t, nullptr), CompareOp::Eq)) == "True");
  CHECK(text(compare(t, five, new_cell(t, f(5)), CompareOp::Eq)) == "True");
  CHECK(text(set(five, "cell_contents", s("x"))) == "ok");
  CHECK(text(five->value) == "'x'");
  CHECK(text(del(five, "cell_contents")) == "ok");
  CHECK(five->value == nullptr);
}

TEST_CASE("cells: from Python") {
  Interp py;
  REQUIRE(
      py.run("def outer(x):\n    def inner(): return x\n    return inner\ncell = outer(1).__closure__[0]\nCell = "
             "type(cell)\n"));
  CHECK(py.eval_repr("cell.cell_contents, Cell(2).cell_contents, Cell() < Cell(1), Cell(1) == Cell(1)") ==
        "(1, 2, True, True)");
  CHECK(py.raises("Cell(1) < Cell('a')", "TypeError", "'<' not supported between instances of 'int' and 'str'"));
  CHECK(py.raises("Cell(1) < 5", "TypeError", "'<' not supported between instances of 'cell' and 'int'"));
  CHECK(py.raises("Cell(1, 2)", "TypeError", "cell expected at most 1 argument, got 2"));
  CHECK(py.raises("hash(cell)", "TypeError", "unhashable type: 'cell'"));
  REQUIRE(py.run("f = outer(1)\nf.__closure__[0].cell_contents = 'changed'\n"));
  CHECK(py.eval_repr("f()") == "'changed'");
}

TEST_CASE("a function's version changes with what compiled code relies on, and only with that") {
  Interp py;
  REQUIRE(py.run("def f(a=1, *, b=2): return a, b\ndef g(a=1, *, b=2): return b, a\n"));
  Thread& t = py.thread();
  auto* f = cast<Function>(call(t, cast<Object>(&function_type), Args{}));  // wrong arguments
  CHECK(f == nullptr);
  CHECK(take_error() == "TypeError: function() missing required argument 'code' (pos 1)");
}

TEST_CASE("attributes: written ones take effect on the next call") {
  Interp py;
  REQUIRE(py.run("def f(a=1, *, b=2): return a, b\ndef g(a=7, *, b=8): return 'g', a, b\n"));
  REQUIRE(py.run("f.__defaults__ = (5,)\nf.__kwdefaults__ = {'b': 6}\n"));
  CHECK(py.eval_repr("f(), f(3), f(b=4)") == "((5, 6), (3, 6), (5, 4))");
  REQUIRE(py.run("f.__code__ = g.__code__\n"));
  CHECK(py.eval_repr("f(), f.__name__, f.__code__.co_name") == "(('g', 5, 6), 'f', 'g')");
  REQUIRE(py.run("f.__defaults__ = None\nf.__kwdefaults__ = None\n"));
  CHECK(py.raises("f()", "TypeError", "f() missing 1 required positional argument: 'a'"));
  CHECK(py.raises("f(1)", "TypeError", "f() missing 1 required keyword-only argument: 'b'"));
  REQUIRE(py.run("f.__defaults__ = (1,)\ndel f.__defaults__\n"));
  CHECK(py.eval_repr("f.__defaults__, f.__kwdefaults__") == "(None, None)");
}

TEST_CASE("attributes: names, documentation, dict, annotations") {
  Interp py;
  REQUIRE(py.run("def f(x: int): 'doc'\nf.extra = 1\nf.__name__ = 'named'\n"));
  CHECK(py.eval_repr("f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__dict__, f.__annotations__") ==
        "('named', 'f', 'doc', '__main__', {'extra': 1}, {'x': <class 'int'>})");
  CHECK(py.eval_repr("f.__closure__, f.__globals__ is globals(), f.__builtins__ is not None") == "(None, True, True)");
  REQUIRE(py.run(
      "f.__qualname__ = 'A.f'\nf.__doc__ = 5\nf.__module__ = 6\nf.__annotations__ = None\nf.__dict__ = {'y': 2}\n"));
  CHECK(py.eval_repr("repr(f)[:14], f.__doc__, f.__module__, f.__annotations__, f.y") ==
        "('<function A.f ', 5, 6, {}, 2)");
  REQUIRE(py.run("del f.__doc__\n"));
  CHECK(py.eval_repr("f.__doc__") == "None");
}

TEST_CASE("attributes: what cannot be written") {
  Interp py;
  REQUIRE(py.run("def f(): pass\ndef outer(x):\n    def inner(): return x\n    return inner\n"));
  CHECK(py.raises("f.__name__ = 5", "TypeError", "__name__ must be set to a string object"));
  CHECK(py.raises("del f.__qualname__", "TypeError", "__qualname__ must be set to a string object"));
  CHECK(py.raises("f.__code__ = 5", "TypeError", "__code__ must be set to a code object"));
  CHECK(py.raises("del f.__code__", "TypeError", "__code__ must be set to a code object"));
  CHECK(
      py.raises("f.__code__ = outer(1).__code__", "ValueError", "f() requires a code object with 0 free vars, not 1"));
  CHECK(py.raises("f.__defaults__ = [1]", "TypeError", "__defaults__ must be set to a tuple object"));
  CHECK(py.raises("f.__kwdefaults__ = (1,)", "TypeError", "__kwdefaults__ must be set to a dict object"));
  CHECK(py.raises("f.__annotations__ = 5", "TypeError", "__annotations__ must be set to a dict object"));
  CHECK(py.raises("f.__closure__ = ()", "AttributeError", "readonly attribute"));
  CHECK(py.raises("f.__globals__ = {}", "AttributeError", "readonly attribute"));
  CHECK(py.raises("f.__dict__ = 5", "TypeError", "__dict__ must be set to a dictionary, not a 'int'"));
}

TEST_CASE("FunctionType: from code, globals, name, defaults and closure") {
  Interp py;
  REQUIRE(py.run(R"py(
def f(a, b): return a, b, z
def outer(x):
    def inner(): return x
    return inner
inner = outer(1)
F, Cell = type(f), type(inner.__closure__[0])
g = F(f.__code__, {'z': 9}, 'g', (1, 2))
h = F(inner.__code__, {}, closure=(Cell(7),))
)py"));
  CHECK(py.eval_repr("g(), g(5), g.__name__, g.__qualname__, h()") == "((1, 2, 9), (5, 2, 9), 'g', 'f', 7)");
  CHECK(py.eval_repr("g.__module__, h.__name__, sorted(g.__globals__)[-1]") == "(None, 'inner', 'z')");
  CHECK(py.raises("F(1, {})", "TypeError", "function() argument 'code' must be code, not int"));
  CHECK(py.raises("F(f.__code__, 1)", "TypeError", "function() argument 'globals' must be dict, not int"));
  CHECK(py.raises("F(f.__code__, {}, 5)", "TypeError", "arg 3 (name) must be None or string"));
  CHECK(py.raises("F(f.__code__, {}, None, 5)", "TypeError", "arg 4 (defaults) must be None or tuple"));
  CHECK(py.raises("F(inner.__code__, {})", "TypeError", "arg 5 (closure) must be tuple"));
  CHECK(py.raises("F(inner.__code__, {}, closure=())", "ValueError", "inner requires closure of length 1, not 0"));
  CHECK(py.raises("F(inner.__code__, {}, closure=(5,))", "TypeError", "arg 5 (closure) expected cell, found int"));
  CHECK(py.raises("F(f.__code__, {}, closure=(Cell(1),))", "ValueError", "f requires closure of length 0, not 1"));
}

TEST_CASE("binding: a function in a class is a method of its instances") {
  Interp py;
  REQUIRE(py.run(
      "class C:\n    def f(self, x=0): return type(self).__name__, x\n    def __repr__(self): return 'C!'\no = C()\n"));
  CHECK(py.eval_repr("o.f(1), C.f(o, 2), o.f.__func__ is C.f, o.f.__self__ is o, C.f.__get__(None, C) is C.f") ==
        "(('C', 1), ('C', 2), True, True, True)");
  CHECK(py.eval_repr("o.f") == "<bound method C.f of C!>");
  CHECK(py.eval_repr("o.f == o.f, o.f is o.f, o.f != C().f, hash(o.f) == hash(o.f), {o.f: 1}[o.f]") ==
        "(True, False, True, True, 1)");
  CHECK(py.eval_repr("o.f.__name__, o.f.__qualname__, o.f.__doc__, o.f.__defaults__") == "('f', 'C.f', None, (0,))");
  CHECK(py.raises("o.f.x = 1", "AttributeError", "'method' object has no attribute 'x'"));
  CHECK(py.raises("o.f.zz", "AttributeError", "'function' object has no attribute 'zz'"));
  CHECK(py.raises("o.f(1, 2)", "TypeError", "C.f() takes from 1 to 2 positional arguments but 3 were given"));
}

TEST_CASE("MethodType: any callable and any self but None") {
  Interp py;
  REQUIRE(py.run("def f(*a, **k): return a, k\nM = type((lambda: 0).__get__(1))\nm = M(M(f, 1), 2)\n"));
  CHECK(py.eval_repr("m(3, x=4), M(len, [1])(), M(f, 5)(**{'a': 6})") ==
        "(((1, 2, 3), {'x': 4}), 1, ((5,), {'a': 6}))");
  CHECK(py.eval_repr("M(len, 'abc'), M(f, 1).__reduce__()") ==
        "(<bound method len of 'abc'>, (<built-in function getattr>, (1, 'f')))");
  CHECK(py.raises("M(5, 1)", "TypeError", "first argument must be callable"));
  CHECK(py.raises("M(f, None)", "TypeError", "instance must not be None"));
  CHECK(py.raises("M(f)", "TypeError", "method expected 2 arguments, got 1"));
}

TEST_CASE("builtins: those of the globals; the running code's if they name none") {
  Interp py;
  REQUIRE(py.run(R"py(
F = type(lambda: 0)
def f(): return name
own = F(f.__code__, {'__builtins__': {'name': 'own builtin'}})
none = F(f.__code__, {})
)py"));
  CHECK(py.eval_repr("own(), own.__builtins__") == "('own builtin', {'name': 'own builtin'})");
  CHECK(py.raises("none()", "NameError", "name 'name' is not defined"));
  CHECK(py.eval_repr("none.__builtins__['len'] is len") == "True");
}
}  // TEST_SUITE("function")

}  // namespace sidewinder
