#include <doctest/doctest.h>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

TEST_SUITE("sys") {
TEST_CASE("version_info: a tuple with names") {
  Interp py;
  REQUIRE(py.run("import sys"));
  CHECK(py.eval_repr("sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 8), "
                     "isinstance(sys.version_info, tuple)") == "((3, 11), 3, True, True)");
  CHECK(py.eval_str("sys.version_info") ==
        "sys.version_info(major=3, minor=11, micro=2, releaselevel='final', serial=0)");
  CHECK(py.raises("type(sys.version_info)(())", "TypeError", "cannot create 'sys.version_info' instances"));
  CHECK(py.raises("type(sys.float_info)(())", "TypeError", "sys.float_info() takes a 11-sequence (0-sequence given)"));
  CHECK(py.raises("sys.version_info.major = 4", "AttributeError"));
}
TEST_CASE("implementation: a SimpleNamespace") {
  Interp py;
  REQUIRE(py.run("import sys\nSimpleNamespace = type(sys.implementation)"));
  CHECK(py.eval_repr("sys.implementation.name, SimpleNamespace.__name__, SimpleNamespace.__module__") ==
        "('sidewinder', 'SimpleNamespace', 'types')");
  CHECK(py.eval_repr("SimpleNamespace(a=1, b='x'), SimpleNamespace(a=1) == SimpleNamespace(a=1)") ==
        "(namespace(a=1, b='x'), True)");
  CHECK(py.output("n = SimpleNamespace()\nn.self = n\nprint(n, n.__dict__ is vars(n))") ==
        "namespace(self=namespace(...)) True\n");
  CHECK(py.raises("SimpleNamespace(1)", "TypeError", "no positional arguments expected"));
}
TEST_CASE("exit raises SystemExit with its argument") {
  Interp py;
  CHECK(py.output("import sys\ntry: sys.exit(3)\nexcept SystemExit as e: print(e.code)") == "3\n");
  CHECK(py.output("try: sys.exit()\nexcept SystemExit as e: print(e.code)") == "None\n");
  CHECK(py.output("try: sys.exit((1, 2))\nexcept SystemExit as e: print(e.args)") == "(1, 2)\n");
  CHECK(py.output("own = SystemExit(7)\ntry: sys.exit(own)\nexcept SystemExit as e: print(e is own)") == "True\n");
}
TEST_CASE("exc_info: what is being handled, nothing outside") {
  Interp py;
  CHECK(py.output("import sys\nprint(sys.exc_info())\ntry: 1 / 0\nexcept Exception as e: print(sys.exc_info()[1] is e, "
                  "sys.exc_info()[0])\n"
                  "print(sys.exc_info()[0])") == "(None, None, None)\nTrue <class 'ZeroDivisionError'>\nNone\n");
}
TEST_CASE("setrecursionlimit: bounds") {
  Interp py;
  CHECK(py.output(
            "import sys\nold = sys.getrecursionlimit()\nsys.setrecursionlimit(5000)\nprint(sys.getrecursionlimit())\n"
            "sys.setrecursionlimit(old)") == "5000\n");
  CHECK(py.raises("sys.setrecursionlimit(0)", "ValueError", "recursion limit must be greater or equal than 1"));
  CHECK(py.raises("sys.setrecursionlimit(1 << 31)", "OverflowError", "Python int too large to convert to C int"));
  CHECK(py.raises("def f(n): return f(n - 1) if n else sys.setrecursionlimit(5)\nf(20)", "RecursionError"));
}
TEST_CASE("_getframe: code, line, callers") {
  Interp py;
  CHECK(py.output("import sys\ndef f():\n    return sys._getframe(), sys._getframe(1)\na, b = f()\n"
                  "print(a.f_code.co_name, a.f_lineno, b.f_code.co_name, a.f_back.f_code is b.f_code)") ==
        "f 3 <module> True\n");
  CHECK(py.raises("sys._getframe(1000)", "ValueError", "call stack is not deep enough"));
}
TEST_CASE("intern gives one string for equal ones") {
  Interp py;
  CHECK(py.output("import sys\na = ''.join(['x', 'yz'])\nprint(sys.intern(a) is sys.intern('xyz'))") == "True\n");
  CHECK(py.raises("sys.intern(1)", "TypeError", "intern() argument must be str, not int"));
}
}  // TEST_SUITE("sys")
