#include <doctest/doctest.h>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

TEST_SUITE("builtins") {
TEST_CASE("getattr: default, missing name, name that is no string") {
  Interp py;
  CHECK(py.eval_repr("getattr(1, 'real')") == "1");
  CHECK(py.eval_repr("getattr(1, 'nothing', 7)") == "7");
  CHECK(py.raises("getattr(1, 'nothing')", "AttributeError", "'int' object has no attribute 'nothing'"));
  CHECK(py.raises("getattr(1, 2)", "TypeError", "attribute name must be string, not 'int'"));
  CHECK(py.raises("getattr(1)", "TypeError", "getattr expected at least 2 arguments, got 1"));
}
TEST_CASE("hasattr: only AttributeError means absence") {
  Interp py;
  REQUIRE(
      py.run("class C:\n    @property\n    def bad(self): return 1 / 0\n    @property\n    def gone(self): raise "
             "AttributeError\n"));
  CHECK(py.eval_repr("hasattr(C(), 'gone'), hasattr(C(), 'bad_name')") == "(False, False)");
  CHECK(py.raises("hasattr(C(), 'bad')", "ZeroDivisionError"));
}
TEST_CASE("setattr and delattr change the object") {
  Interp py;
  CHECK(py.output("class C: pass\nc = C()\nsetattr(c, 'a', 3)\nprint(c.a)\ndelattr(c, 'a')\nprint(hasattr(c, 'a'))") ==
        "3\nFalse\n");
}
TEST_CASE("dir: of a scope, of an object, of one with __dir__") {
  Interp py;
  CHECK(py.output("def f(b, a):\n    print(dir())\nf(1, 2)") == "['a', 'b']\n");
  CHECK(py.output("class C:\n    def __dir__(self): return ['z', 'a']\nprint(dir(C()))") == "['a', 'z']\n");
  CHECK(py.eval_repr("'append' in dir([])") == "True");
}
TEST_CASE("locals: variables of a function, cells included, not those without a value") {
  Interp py;
  CHECK(py.output("def f(a):\n    b = a + 1\n    def g(): return b\n    if not a: c = 1\n    del g\n    return "
                  "locals()\nprint(f(1))") == "{'a': 1, 'b': 2}\n");
  CHECK(py.output("x = 5\nprint(locals() is globals(), vars() is globals())") == "True True\n");
  CHECK(py.output("class C:\n    y = 1\n    print(sorted(locals()))") == "['__module__', '__qualname__', 'y']\n");
}
TEST_CASE("vars: needs __dict__") {
  Interp py;
  CHECK(py.raises("vars(1)", "TypeError", "vars() argument must have __dict__ attribute"));
}
TEST_CASE("id: equal numbers of one type have the same") {
  Interp py;
  CHECK(py.eval_repr("id(1000) == id(10 * 100), id(1.5) == id(3 / 2), id(1) == id(1.0), id([]) > 0") ==
        "(True, True, False, True)");
  CHECK(py.eval_repr("id(1j * 2) == id(2j), id(10 ** 30) == id(10 ** 15 * 10 ** 15)") == "(True, True)");
}
TEST_CASE("isinstance and issubclass: tuples, errors") {
  Interp py;
  CHECK(py.eval_repr("isinstance(True, int), isinstance(1, (str, (list, int))), isinstance(1, (str, list)), "
                     "issubclass(bool, (str, (int,)))") == "(True, True, False, True)");
  CHECK(py.raises("isinstance(1, 5)", "TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  CHECK(py.raises("issubclass(1, int)", "TypeError", "issubclass() arg 1 must be a class"));
}
TEST_CASE("iter: of a callable with a sentinel") {
  Interp py;
  CHECK(py.eval_repr("list(iter([3, 2, 0, 1].pop, 0))") == "[1]");
  CHECK(py.raises("iter(5, 0)", "TypeError", "iter(v, w): v must be callable"));
  CHECK(py.raises("iter(5)", "TypeError", "'int' object is not iterable"));
}
TEST_CASE("next: default, StopIteration with a value") {
  Interp py;
  CHECK(py.eval_repr("next(iter([]), 9)") == "9");
  CHECK(py.raises("next(iter([]))", "StopIteration"));
  CHECK(py.raises("next([])", "TypeError", "'list' object is not an iterator"));
  CHECK(py.output("def g():\n    return 4\n    yield\ntry: next(g())\nexcept StopIteration as e: print(e.value)") ==
        "4\n");
}
TEST_CASE("max and min: key, default, the first of equals, errors") {
  Interp py;
  CHECK(py.eval_repr("max([3, 1, 2]), min(3, 1, 2), max('ab', 'c', key=len), min([], default=0)") == "(3, 1, 'ab', 0)");
  CHECK(py.eval_repr("max([1, 1.0]), min((2.0, 2))") == "(1, 2.0)");
  CHECK(py.raises("max([])", "ValueError", "max() arg is an empty sequence"));
  CHECK(py.raises("min()", "TypeError", "min expected at least 1 argument, got 0"));
  CHECK(py.raises("max(1, 2, default=0)", "TypeError",
                  "Cannot specify a default for max() with multiple positional arguments"));
  CHECK(py.raises("max(1, 'a')", "TypeError", "'>' not supported between instances of 'str' and 'int'"));
}
TEST_CASE("sum: ints beyond 64 bits, mixed numbers, other types, strings refused") {
  Interp py;
  CHECK(py.eval_repr("sum([1 << 59] * 32) == 1 << 64, sum([2 ** 63 - 1, 1]), sum([1, 2.5, 3]), sum([])") ==
        "(True, 9223372036854775808, 6.5, 0)");
  CHECK(py.eval_repr("sum([[1], [2]], []), sum([True, True]), sum([1j, 2])") == "([1, 2], 2, (2+1j))");
  CHECK(py.raises("sum(['a'], '')", "TypeError", "sum() can't sum strings [use ''.join(seq) instead]"));
  CHECK(py.raises("sum(['a'])", "TypeError", "unsupported operand type(s) for +: 'int' and 'str'"));
}
TEST_CASE("sorted: key and reverse; a new list") {
  Interp py;
  CHECK(py.eval_repr("sorted('bca'), sorted([1, -3, 2], key=abs, reverse=True)") == "(['a', 'b', 'c'], [-3, 2, 1])");
  CHECK(py.output("a = [2, 1]\nb = sorted(a)\nprint(a, b)") == "[2, 1] [1, 2]\n");
  CHECK(py.output("a = [1, 2]\nprint(sorted(a) is a)") == "False\n");
  CHECK(py.raises("sorted([1, 'a'])", "TypeError", "'<' not supported between instances of 'str' and 'int'"));
}
TEST_CASE("all and any stop at the element that decides") {
  Interp py;
  CHECK(py.output("i = iter([0, 1, 2])\nprint(any(i), next(i), all([]), any([]), all([1, 0]))") ==
        "True 2 True False False\n");
}
TEST_CASE("bin, oct, hex: sign before the prefix") {
  Interp py;
  CHECK(py.eval_repr("bin(-5), oct(8), hex(255), hex(-2 ** 70)") ==
        "('-0b101', '0o10', '0xff', '-0x400000000000000000')");
  CHECK(py.raises("bin(1.0)", "TypeError", "'float' object cannot be interpreted as an integer"));
}
TEST_CASE("chr and ord: ranges and types") {
  Interp py;
  CHECK(py.eval_repr("chr(97), ord('\\u20ac'), ord(b'a')") == "('a', 8364, 97)");
  CHECK(py.raises("chr(0x110000)", "ValueError", "chr() arg not in range(0x110000)"));
  CHECK(py.raises("chr(1 << 40)", "OverflowError", "Python int too large to convert to C int"));
  CHECK(py.raises("ord('ab')", "TypeError", "ord() expected a character, but string of length 2 found"));
  CHECK(py.raises("ord(1)", "TypeError", "ord() expected string of length 1, but int found"));
}
TEST_CASE("pow, divmod, round, abs, hash") {
  Interp py;
  CHECK(py.eval_repr("pow(2, 10), pow(3, -1, 7), pow(base=2, exp=3, mod=5), divmod(-7, 2), divmod(7.5, 2)") ==
        "(1024, 5, 3, (-4, 1), (3.0, 1.5))");
  CHECK(py.eval_repr("round(2.5), round(-1234, -2), round(2.675, 2), abs(-3), abs(3 + 4j), hash(1.0) == hash(1)") ==
        "(2, -1200, 2.67, 3, 5.0, True)");
  CHECK(py.raises("round('a')", "TypeError", "type str doesn't define __round__ method"));
  CHECK(py.raises("hash([])", "TypeError", "unhashable type: 'list'"));
}
TEST_CASE("print: separators, end, file with a write method, errors") {
  Interp py;
  CHECK(py.output("print(1, 'a', None, sep='-', end='!')\nprint()\nprint('x', end='')") == "1-a-None!\nx");
  CHECK(py.output("class File:\n"
                  "    def __init__(self): self.parts = []\n"
                  "    def write(self, text): self.parts.append(text)\n"
                  "    def flush(self): self.parts.append('flushed')\n"
                  "f = File()\nprint(1, 2, file=f, flush=True)\nprint(f.parts)") ==
        "['1', ' ', '2', '\\n', 'flushed']\n");
  CHECK(py.raises("print(1, sep=3)", "TypeError", "sep must be None or a string, not int"));
  CHECK(py.raises("print(1, other=3)", "TypeError", "'other' is an invalid keyword argument for print()"));
}
TEST_CASE("format and ascii") {
  Interp py;
  CHECK(py.eval_repr("format(3.14159, '.2f'), format('a', '>3'), format(5), ascii('\\u00e9')") ==
        "('3.14', '  a', '5', \"'\\\\xe9'\")");
  CHECK(py.raises("format(1, 2)", "TypeError", "format() argument 2 must be str, not int"));
}
}  // TEST_SUITE("builtins")

TEST_SUITE("code functions") {
TEST_CASE("eval: scopes, leading space, code objects") {
  Interp py;
  CHECK(py.eval_repr("eval('  1 + 1'), eval('a', {'a': 3}), eval('a + b', {'a': 1}, {'b': 2})") == "(2, 3, 3)");
  CHECK(py.output("def f():\n    x = 5\n    return eval('x + 1')\nprint(f())") == "6\n");
  CHECK(py.eval_repr("eval((lambda: 1 + 1).__code__), eval(compile('a * 2', 'f', 'eval'), {'a': 4})") == "(2, 8)");
  CHECK(py.raises("eval((lambda a: lambda: a)(1).__code__)", "TypeError",
                  "code object passed to eval() may not contain free variables"));
  CHECK(py.raises("eval('1', 5)", "TypeError", "globals must be a dict"));
  CHECK(py.raises("eval(5)", "TypeError", "eval() arg 1 must be a string, bytes or code object"));
  CHECK(py.raises("eval('1 +')", "SyntaxError"));
}
TEST_CASE("exec: stores into the given mappings") {
  Interp py;
  CHECK(py.output("d = {}\nexec('a = 1\\ndef f(): return a', d)\nprint(d['f'](), '__builtins__' in d)") == "1 True\n");
  CHECK(py.output("g, l = {}, {}\nexec('z = 3', g, l)\nprint(l, 'z' in g)") == "{'z': 3} False\n");
  CHECK(py.output("class Names:\n"
                  "    def __getitem__(self, name): raise KeyError(name)\n"
                  "    def __setitem__(self, name, value): print('set', name, value)\n"
                  "exec('z = 3', {}, Names())") == "set z 3\n");
  CHECK(py.raises("exec('1', 5)", "TypeError", "exec() globals must be a dict, not int"));
}
TEST_CASE("compile: modes") {
  Interp py;
  CHECK(py.eval_repr("eval(compile('3 * 4', 'f', 'eval'))") == "12");
  CHECK(py.eval_repr("compile('x = 1', 'name', 'exec').co_filename") == "'name'");
  CHECK(py.output("exec(compile('3 + 4', 'f', 'single'))\nexec(compile('3 + 4', 'f', 'exec'))") == "7\n");
  CHECK(py.raises("compile('1', 'f', 'other')", "ValueError", "compile() mode must be 'exec', 'eval' or 'single'"));
  CHECK(py.raises("compile('a\\0', 'f', 'exec')", "ValueError", "source code string cannot contain null bytes"));
}
}  // TEST_SUITE("code functions")

TEST_SUITE("build_class") {
TEST_CASE("metaclass: called with name, bases, namespace and keywords") {
  Interp py;
  CHECK(py.output("class M(type):\n"
                  "    def __new__(m, name, bases, ns, **kw):\n"
                  "        print(name, bases, kw)\n"
                  "        return super().__new__(m, name, bases, ns)\n"
                  "    def __init__(c, name, bases, ns, **kw): pass\n"
                  "class A(metaclass=M, flag=1): pass\n"
                  "class B(A): pass\n"
                  "print(type(B) is M)") == "A () {'flag': 1}\nB (<class '__main__.A'>,) {}\nTrue\n");
}
TEST_CASE("__prepare__ gives the namespace of the body; it must be a mapping") {
  Interp py;
  CHECK(py.output("class M(type):\n"
                  "    @classmethod\n"
                  "    def __prepare__(m, name, bases): return {'given': 7}\n"
                  "class A(metaclass=M): print(given)\n"
                  "print(A.given)") == "7\n7\n");
  REQUIRE(py.run("class N(type):\n    @classmethod\n    def __prepare__(m, name, bases): return 5"));
  CHECK(py.raises("class B(metaclass=N): pass", "TypeError", "N.__prepare__() must return a mapping, not int"));
}
TEST_CASE("__mro_entries__ replaces a base that is no class") {
  Interp py;
  CHECK(py.output("class Base: pass\n"
                  "class Stand:\n"
                  "    def __mro_entries__(self, bases): return (Base,)\n"
                  "s = Stand()\n"
                  "class A(s): pass\n"
                  "print(A.__bases__ == (Base,), A.__orig_bases__ == (s,))") == "True True\n");
}
TEST_CASE("conflicting metaclasses are refused; a callable may stand for a metaclass") {
  Interp py;
  REQUIRE(py.run("class M(type): pass\nclass N(type): pass\nclass A(metaclass=M): pass\nclass B(metaclass=N): pass"));
  CHECK(py.raises("class C(A, B): pass", "TypeError",
                  "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                  "metaclasses of all its bases"));
  CHECK(py.output("class D(metaclass=lambda name, bases, ns: name): pass\nprint(D)") == "D\n");
}
}  // TEST_SUITE("build_class")
