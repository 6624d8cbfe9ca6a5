#include "interpreter/objects/function/generator.h"

#include "interpreter/testing/interp.h"
#include "tests/unit/objects.h"

namespace sidewinder {
using namespace testing;

TEST_SUITE("generator") {

TEST_CASE("Generator::of: from a frame to the generator around it") {
  CHECK(offsetof(Generator, header) % alignof(FrameHeader) == 0);
  alignas(Generator) char room[sizeof(Generator)];
  auto* g = reinterpret_cast<Generator*>(room);
  CHECK(Generator::of(&g->header) == g);
}

TEST_CASE("states: created, suspended, running, finished") {
  Interp py;
  REQUIRE(py.run(R"py(
def gen():
    states.append((g.gi_running, g.gi_suspended))
    yield 1
states = []
g = gen()
states.append((g.gi_running, g.gi_suspended))
next(g)
states.append((g.gi_running, g.gi_suspended))
list(g)
states.append((g.gi_running, g.gi_suspended, g.gi_frame))
)py"));
  CHECK(py.eval_repr("states") == "[(False, False), (True, False), (False, True), (False, False, None)]");
}

TEST_CASE("send: the value of yield; the first one must be None") {
  Interp py;
  REQUIRE(py.run("def gen():\n    while True:\n        x = yield (yield 1)\ng = gen()\n"));
  CHECK(py.raises("gen().send(1)", "TypeError", "can't send non-None value to a just-started generator"));
  CHECK(py.eval_repr("g.send(None), g.send('a'), next(g), g.send('b')") == "(1, 'a', 1, 'b')");
  CHECK(py.raises("g.send()", "TypeError"));
}

TEST_CASE("the end: StopIteration with the value, then without") {
  Interp py;
  REQUIRE(
      py.run("def gen():\n    yield 1\n    return 'end'\ng = gen()\nnext(g)\ntry: next(g)\nexcept StopIteration as e: "
             "value = e.value\n"));
  CHECK(py.eval_repr("value, next(g, 'default')") == "('end', 'default')");
  CHECK(py.raises("next(g)", "StopIteration", ""));
  CHECK(py.raises("g.send(None)", "StopIteration", ""));
  CHECK(py.raises("g.throw(ValueError('x'))", "ValueError", "x"));
}

TEST_CASE("throw: into a suspended one, before the start, a class, an instance, and three arguments") {
  Interp py;
  REQUIRE(py.run(R"py(
def gen():
    try: yield 1
    except ValueError as e: yield repr(e)
def started():
    g = gen()
    next(g)
    return g
)py"));
  CHECK(py.eval_repr("started().throw(ValueError), started().throw(ValueError('a'))") ==
        "('ValueError()', \"ValueError('a')\")");
  CHECK(py.eval_repr("started().throw(ValueError, 'b'), started().throw(ValueError, ValueError('c'))") ==
        "(\"ValueError('b')\", \"ValueError('c')\")");
  CHECK(py.raises("started().throw(KeyError)", "KeyError", ""));
  CHECK(py.raises("gen().throw(ValueError('early'))", "ValueError", "early"));
  CHECK(py.raises("started().throw(5)", "TypeError",
                  "exceptions must be classes or instances deriving from BaseException, not int"));
  CHECK(py.raises("started().throw(ValueError, 'x', 5)", "TypeError",
                  "throw() third argument must be a traceback object"));
  CHECK(
      py.raises("started().throw(ValueError(), 'x')", "TypeError", "instance exception may not have a separate value"));
  CHECK(py.raises("started().throw()", "TypeError"));
}

TEST_CASE("StopIteration raised inside becomes RuntimeError") {
  Interp py;
  REQUIRE(py.run("def gen():\n    yield 1\n    raise StopIteration(5)\n"));
  CHECK(py.raises("list(gen())", "RuntimeError", "generator raised StopIteration"));
  REQUIRE(py.run("try: list(gen())\nexcept RuntimeError as e: cause = e.__cause__, e.__context__\n"));
  CHECK(py.eval_repr("cause") == "(StopIteration(5), StopIteration(5))");
}

TEST_CASE("close: runs what must run; a generator that yields again is told off") {
  Interp py;
  REQUIRE(py.run(R"py(
log = []
def tidy():
    try: yield 1
    except GeneratorExit: log.append("exit"); raise
    finally: log.append("finally")
def returns():
    try: yield 1
    except GeneratorExit: return 5
def stubborn():
    try: yield 1
    except GeneratorExit: yield 2
g, r, s = tidy(), returns(), stubborn()
next(g), next(r), next(s)
)py"));
  CHECK(py.eval_repr("g.close(), log, g.close(), r.close(), tidy().close()") ==
        "(None, ['exit', 'finally'], None, None, None)");
  CHECK(py.raises("s.close()", "RuntimeError", "generator ignored GeneratorExit"));
}

TEST_CASE("one that runs cannot be resumed") {
  Interp py;
  REQUIRE(py.run("def gen():\n    yield next(g)\ng = gen()\ndef closing():\n    yield c.close()\nc = closing()\n"));
  CHECK(py.raises("next(g)", "ValueError", "generator already executing"));
  CHECK(py.raises("next(c)", "ValueError", "generator already executing"));
}

TEST_CASE("yield from: values, what is sent, what is thrown, the result") {
  Interp py;
  REQUIRE(py.run(R"py(
def inner():
    try: x = yield 1
    except ValueError: x = "thrown"
    return x
def outer():
    yield (yield from inner())
def start():
    g = outer()
    next(g)
    return g
g = start()
)py"));
  CHECK(py.eval_repr("g.gi_yieldfrom.__name__, g.send('sent'), g.gi_yieldfrom") == "('inner', 'sent', None)");
  CHECK(py.eval_repr("start().throw(ValueError)") == "'thrown'");
  CHECK(py.raises("start().throw(KeyError('k'))", "KeyError", "'k'"));
  REQUIRE(py.run("def of_list():\n    yield from [1]\ng = of_list()\nnext(g)\n"));
  CHECK(py.raises("g.send(5)", "AttributeError", "'list_iterator' object has no attribute 'send'"));
}

TEST_CASE("names and repr") {
  Interp py;
  REQUIRE(py.run("def gen(): yield\ng = gen()\ng.__name__ = 'n'\ng.__qualname__ = 'q.n'\n"));
  CHECK(py.eval_repr("g.__name__, g.__qualname__, repr(g)[:26], g.gi_code is gen.__code__, iter(g) is g") ==
        "('n', 'q.n', '<generator object q.n at 0', True, True)");
  CHECK(py.raises("g.__name__ = 5", "TypeError", "__name__ must be set to a string object"));
  CHECK(py.raises("del g.__qualname__", "TypeError", "__qualname__ must be set to a string object"));
  CHECK(py.raises("type(g)()", "TypeError", "cannot create 'generator' instances"));
}

TEST_CASE("what is being handled: the generator's own while it runs") {
  Interp py;
  REQUIRE(py.run(R"py(
import sys
def gen():
    yield sys.exc_info()[0]
    try: raise KeyError
    except KeyError: yield sys.exc_info()[0]
    yield sys.exc_info()[0]
g = gen()
try: raise ValueError
except ValueError: first = next(g)
second, outside, third = next(g), sys.exc_info()[0], next(g)
)py"));
  CHECK(py.eval_repr("first, second, outside, third") == "(<class 'ValueError'>, <class 'KeyError'>, None, None)");
}
}  // TEST_SUITE("generator")

}  // namespace sidewinder
