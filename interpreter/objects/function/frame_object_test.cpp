#include "interpreter/objects/function/frame_object.h"

#include "interpreter/imports/import.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/objects.h"

namespace sidewinder {
using namespace testing;

TEST_SUITE("frame_object") {

TEST_CASE("one object a frame, made when it is asked for") {
  Interp py;
  REQUIRE(py.run("import sys\ndef f():\n    a = sys._getframe()\n    return a, a is sys._getframe()\n"));
  CHECK(py.eval_repr("f()[1], f()[0] is f()[0], type(f()[0]).__name__") == "(True, False, 'frame')");
  CHECK(
      py.eval_repr("f()[0].f_code is f.__code__, f()[0].f_globals is globals(), f()[0].f_builtins is f.__builtins__") ==
      "(True, True, True)");
}

TEST_CASE("visible_frame: continuations and hidden code are left out") {
  CHECK(visible_frame(nullptr) == nullptr);
  FrameHeader* h = visible_frame(thread().frame);
  CHECK((!h || (h->function && !(h->code->flags & (kCodeContinuation | kCodeHidden)))));
}

TEST_CASE("holds_cell: free variables, cells and captured parameters") {
  Interp py;
  REQUIRE(py.run("def f(a, b):\n    c = 1\n    def g(): return b, c\n    return g\n"));
  Thread& t = py.thread();
  REQUIRE(py.run("import sys\nsys._test_function = f\nsys._test_inner = f(1, 2)\n"));
  Object* sys = import_module(t, "sys");
  REQUIRE(sys);
  Code* outer = cast<Function>(get_attribute(t, sys, "_test_function"))->code;
  Code* inner = cast<Function>(get_attribute(t, sys, "_test_inner"))->code;
  CHECK_FALSE(holds_cell(outer, 0));
  CHECK(holds_cell(outer, 1));
  CHECK(holds_cell(inner, inner->first_free));
}

TEST_CASE("locals: brought up to date; unbound ones are left out; cells show their values") {
  Interp py;
  REQUIRE(py.run(R"py(
import sys
def f(a):
    frame = sys._getframe()
    before = dict(frame.f_locals)
    b = 1
    def g(): return b
    after = dict(frame.f_locals)
    del a
    return sorted(before), after['b'], 'a' in frame.f_locals, frame.f_locals is frame.f_locals
)py"));
  CHECK(py.eval_repr("f(1)") == "(['a', 'frame'], 1, False, True)");
  CHECK(py.output(
            "class C:\n    x = 1\n    print(sorted(sys._getframe().f_locals)[-1], sys._getframe().f_code.co_name)\n") ==
        "x C\n");
  CHECK(py.eval_repr("sys._getframe().f_locals is globals()") == "True");
}

TEST_CASE("a frame that has ended keeps its locals and its line") {
  Interp py;
  REQUIRE(py.run(R"py(
import sys
def f(x):
    y = x + 1
    frame = sys._getframe()
    return frame
def g(x):
    frames.append(sys._getframe())
    [][x]
frames = []
frame = f(1)
try: g(3)
except IndexError: pass
)py"));
  CHECK(py.eval_repr("frame.f_lineno, frame.f_locals['y'], frames[0].f_lineno, frames[0].f_locals") ==
        "(6, 2, 9, {'x': 3})");
  CHECK(py.eval_repr("frame.f_back.f_code.co_name") == "'<module>'");
}

TEST_CASE("lines: of the instruction that ended the frame") {
  Interp py;
  REQUIRE(py.run(R"py(
import sys
def raised(frames):
    frames.append(sys._getframe())
    try:
        1 / 0
    finally:
        a = 1
        b = 2
def left(frames):
    frames.append(sys._getframe())
    try:
        return 1
    finally:
        a = 1
def in_with(frames, manager):
    frames.append(sys._getframe())
    with manager:
        1 / 0
class Manager:
    def __enter__(self): pass
    def __exit__(self, *what): pass
def line(f, *rest):
    frames = []
    try: f(frames, *rest)
    except ZeroDivisionError: pass
    return frames[0].f_lineno - f.__code__.co_firstlineno
)py"));
  CHECK(py.eval_repr("line(raised), line(left), line(in_with, Manager())") == "(6, 5, 3)");
}

TEST_CASE("attributes: what can be written and what cannot") {
  Interp py;
  REQUIRE(py.run("import sys\nframe = sys._getframe()\nf = (lambda: sys._getframe())()\n"));
  CHECK(py.raises("f.f_code = 1", "AttributeError"));
  CHECK(py.raises("f.f_lineno = 'x'", "ValueError", "lineno must be an integer"));
  CHECK(py.raises("del f.f_lineno", "AttributeError", "cannot delete attribute"));
  CHECK(py.raises("f.f_trace_lines = 1", "TypeError", "attribute value type must be bool"));
  CHECK(py.raises("del f.f_trace_lines", "TypeError", "can't delete numeric/char attribute"));
  REQUIRE(py.run("f.f_trace = len\nf.f_trace_lines = False\nf.f_trace_opcodes = True\n"));
  CHECK(py.eval_repr("f.f_trace is len, f.f_trace_lines, f.f_trace_opcodes") == "(True, False, True)");
  REQUIRE(py.run("del f.f_trace\n"));
  CHECK(py.eval_repr("f.f_trace") == "None");
  CHECK(py.raises("type(f)()", "TypeError", "cannot create 'frame' instances"));
}

TEST_CASE("clear: the variables of an ended frame; a suspended generator is closed; a running one is kept") {
  Interp py;
  REQUIRE(py.run(R"py(
import sys
def f(x): return sys._getframe()
frame = f([1])
frame.clear()
log = []
def gen():
    try: yield 1
    finally: log.append("closed")
g = gen()
next(g)
g.gi_frame.clear()
)py"));
  CHECK(py.eval_repr("frame.f_locals, log, g.gi_frame, list(g)") == "({}, ['closed'], None, [])");
  CHECK(py.raises("sys._getframe().clear()", "RuntimeError", "cannot clear an executing frame"));
}

TEST_CASE("repr: place and name") {
  Interp py;
  REQUIRE(py.run("import sys\ndef f():\n    return sys._getframe()\n"));
  CHECK(py.eval_repr("repr(f())[:12], repr(f()).split(', ', 1)[1]") ==
        "('<frame at 0x', \"file '<test>', line 3, code f>\")");
}
}  // TEST_SUITE("frame_object")

}  // namespace sidewinder
