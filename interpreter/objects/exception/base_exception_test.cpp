// BaseException's attributes and methods; tracebacks.
#include "interpreter/objects/exception/base_exception.h"

#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

BaseException* exception(Type& cls, std::initializer_list<Object*> arguments = {}) {
  Object* e = make(cls, arguments);
  REQUIRE(e);
  return static_cast<BaseException*>(e);
}

}  // namespace

TEST_SUITE("base_exception") {

TEST_CASE("fields: args from the call; the rest is empty") {
  BaseException* e = exception(exceptions::BaseException, {i(1), s("x")});
  CHECK(text(e->args) == "(1, 'x')");
  CHECK(e->dict == nullptr);
  CHECK(e->traceback == nullptr);
  CHECK(e->context == nullptr);
  CHECK(e->cause == nullptr);
  CHECK_FALSE(e->suppress_context);
}

TEST_CASE("slots: repr and str by the number of args") {
  Thread& t = thread();
  CHECK(text(exception(exceptions::ValueError)) == "ValueError()");
  CHECK(text(exception(exceptions::ValueError, {s("x")})) == "ValueError('x')");
  CHECK(text(exception(exceptions::ValueError, {i(1), i(2)})) == "ValueError(1, 2)");
  CHECK(str_to_utf8(to_str(t, exception(exceptions::ValueError))) == "");
  CHECK(str_to_utf8(to_str(t, exception(exceptions::ValueError, {s("x")}))) == "x");
  CHECK(str_to_utf8(to_str(t, exception(exceptions::ValueError, {i(1), i(2)}))) == "(1, 2)");
  CHECK(str_to_utf8(to_str(t, exception(exceptions::KeyError, {s("x")}))) == "'x'");
}

TEST_CASE("raise_object: the exception being handled becomes the context") {
  Thread& t = thread();
  BaseException *first = exception(exceptions::KeyError), *second = exception(exceptions::ValueError);
  HandledStack* stack = t.handled;
  HandledStack handling{};
  handling.exception = first;
  handling.previous = stack;
  t.handled = &handling;
  raise_object(t, second);
  t.handled = stack;
  CHECK(take_pending(t) == second);
  CHECK(second->context == first);
}

TEST_CASE("pending: taken, matched, kept aside") {
  Thread& t = thread();
  (void)raise_value_error(t, "number %d", 5);
  CHECK(pending_matches(t, exceptions::ValueError));
  CHECK(pending_matches(t, exceptions::Exception));
  CHECK_FALSE(pending_matches(t, exceptions::KeyError));
  {
    PendingSaved saved(t);
    CHECK_FALSE(is_pending(t));
    (void)raise_key_error(t, i(1));
    CHECK(take_error() == "KeyError: 1");
  }
  CHECK(take_error() == "ValueError: number 5");
  CHECK_FALSE(is_pending(t));
}

TEST_CASE("args: any iterable; cannot be deleted") {
  Interp py;
  REQUIRE(py.run("e = Exception(1)\ne.args = [2, 3]\n"));
  CHECK(py.eval_repr("e.args, e, str(e)") == "((2, 3), Exception(2, 3), '(2, 3)')");
  CHECK(py.raises("e.args = 5", "TypeError", "'int' object is not iterable"));
  CHECK(py.raises("del e.args", "TypeError", "args may not be deleted"));
  CHECK(py.raises("Exception(x=1)", "TypeError", "Exception() takes no keyword arguments"));
  CHECK(py.eval_repr("Exception.__new__(Exception, 1, 2).args") == "(1, 2)");
}

TEST_CASE("context and cause: exceptions or None; setting the cause hides the context") {
  Interp py;
  REQUIRE(py.run("e, c = Exception(1), Exception(2)\ne.__context__ = c\n"));
  CHECK(py.eval_repr("e.__context__ is c, e.__cause__, e.__suppress_context__") == "(True, None, False)");
  REQUIRE(py.run("e.__cause__ = None\n"));
  CHECK(py.eval_repr("e.__cause__, e.__suppress_context__") == "(None, True)");
  REQUIRE(py.run("e.__suppress_context__ = False\n"));
  CHECK(py.raises("e.__suppress_context__ = []", "TypeError", "attribute value type must be bool"));
  CHECK(py.raises("del e.__suppress_context__", "TypeError", "can't delete numeric/char attribute"));
  CHECK(py.raises("e.__cause__ = 5", "TypeError", "exception cause must be None or derive from BaseException"));
  CHECK(py.raises("e.__context__ = 5", "TypeError", "exception context must be None or derive from BaseException"));
  CHECK(py.raises("del e.__cause__", "TypeError", "__cause__ may not be deleted"));
  CHECK(py.raises("del e.__context__", "TypeError", "__context__ may not be deleted"));
}

TEST_CASE("chaining: raise, raise from, and no circles") {
  Interp py;
  REQUIRE(py.run(R"py(
def catch(f):
    try: f()
    except BaseException as e: return e
def implicit():
    try: raise KeyError(1)
    except KeyError: raise ValueError(2)
def explicit():
    try: raise KeyError(1)
    except KeyError as e: raise ValueError(2) from e
def hidden():
    try: raise KeyError(1)
    except KeyError: raise ValueError(2) from None
def by_class():
    raise ValueError from KeyError
def same():
    try: raise KeyError(1)
    except KeyError as e: raise e
def circle():
    a, b = KeyError("a"), KeyError("b")
    try:
        try: raise a
        except KeyError: raise b
    except KeyError: raise a
)py"));
  CHECK(py.eval_repr("catch(implicit).__context__, catch(implicit).__cause__") == "(KeyError(1), None)");
  CHECK(py.eval_repr("catch(explicit).__cause__, catch(explicit).__suppress_context__") == "(KeyError(1), True)");
  CHECK(py.eval_repr("catch(hidden).__context__, catch(hidden).__cause__, catch(hidden).__suppress_context__") ==
        "(KeyError(1), None, True)");
  CHECK(py.eval_repr("catch(by_class).__cause__, catch(same).__context__") == "(KeyError(), None)");
  CHECK(py.eval_repr("catch(circle), catch(circle).__context__, catch(circle).__context__.__context__") ==
        "(KeyError('a'), KeyError('b'), None)");
}

TEST_CASE("raise: what can be raised") {
  Interp py;
  CHECK(py.raises("raise 5", "TypeError", "exceptions must derive from BaseException"));
  CHECK(py.raises("raise int", "TypeError", "exceptions must derive from BaseException"));
  CHECK(py.raises("raise ValueError from 5", "TypeError", "exception causes must derive from BaseException"));
  CHECK(py.raises("raise", "RuntimeError", "No active exception to reraise"));
  REQUIRE(py.run(
      "class E(Exception):\n    def __new__(cls): return 5\nclass F(Exception):\n    def __init__(self): 1 / 0\n"));
  CHECK(py.raises("raise E", "TypeError",
                  "calling <class '__main__.E'> should have returned an instance of BaseException, not <class 'int'>"));
  CHECK(py.raises("raise F", "ZeroDivisionError", "division by zero"));
}

TEST_CASE("notes: a list made by the first one") {
  Interp py;
  REQUIRE(py.run("e = Exception()\n"));
  CHECK(py.raises("e.__notes__", "AttributeError", "'Exception' object has no attribute '__notes__'"));
  REQUIRE(py.run("e.add_note('a')\ne.add_note('b')\n"));
  CHECK(py.eval_repr("e.__notes__") == "['a', 'b']");
  CHECK(py.raises("e.add_note(5)", "TypeError", "note must be a str, not 'int'"));
  REQUIRE(py.run("e.__notes__ = ['own']\ne.add_note('c')\n"));
  CHECK(py.eval_repr("e.__notes__") == "['own', 'c']");
  REQUIRE(py.run("del e.__notes__\n"));
  CHECK(py.raises("e.__notes__", "AttributeError"));
  REQUIRE(py.run("e.__notes__ = 5\n"));
  CHECK(py.raises("e.add_note('d')", "TypeError", "Cannot add note: __notes__ is not a list"));
}

TEST_CASE("attributes: instances have a dict; subclasses may have slots") {
  Interp py;
  REQUIRE(py.run("e = Exception()\ne.x = 1\nclass E(Exception):\n    __slots__ = ('y',)\nf = E()\nf.y = 2\n"));
  CHECK(py.eval_repr("e.x, e.__dict__, f.y") == "(1, {'x': 1}, 2)");
  CHECK(py.raises("e.zz", "AttributeError", "'Exception' object has no attribute 'zz'"));
}

TEST_CASE("__traceback__: set, with_traceback, what is no traceback") {
  Interp py;
  REQUIRE(py.run("try: 1 / 0\nexcept ZeroDivisionError as e: tb, err = e.__traceback__, e\n"));
  CHECK(py.eval_repr("Exception(1).with_traceback(tb).__traceback__ is tb, err.__traceback__ is tb") == "(True, True)");
  CHECK(py.raises("err.__traceback__ = 5", "TypeError", "__traceback__ must be a traceback or None"));
  CHECK(py.raises("del err.__traceback__", "TypeError", "__traceback__ may not be deleted"));
  REQUIRE(py.run("err.__traceback__ = None\n"));
  CHECK(py.eval_repr("err.__traceback__") == "None");
}

TEST_CASE("tracebacks: fields, a chain without circles, made from Python") {
  Interp py;
  REQUIRE(py.run(R"py(
def f():
    1 / 0
try: f()
except ZeroDivisionError as e: tb = e.__traceback__
T = type(tb)
own = T(None, tb.tb_frame, tb.tb_lasti, 77)
)py"));
  CHECK(py.eval_repr("tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_next.tb_next") == "(4, 3, None)");
  CHECK(py.eval_repr("tb.tb_next.tb_frame.f_code.co_name, tb.tb_frame.f_code.co_name") == "('f', '<module>')");
  CHECK(py.eval_repr("own.tb_lineno, own.tb_next, own.tb_frame is tb.tb_frame, own.tb_lasti == tb.tb_lasti") ==
        "(77, None, True, True)");
  REQUIRE(py.run("own.tb_next = tb\n"));
  CHECK(py.raises("tb.tb_next.tb_next = own", "ValueError", "traceback loop detected"));
  CHECK(py.raises("own.tb_next = 5", "TypeError", "expected traceback object, got 'int'"));
  CHECK(py.raises("del own.tb_next", "TypeError", "can't delete tb_next attribute"));
  CHECK(py.raises("T(5, tb.tb_frame, 1, 1)", "TypeError", "expected traceback object or None, got 'int'"));
  CHECK(py.raises("T(None, 5, 1, 1)", "TypeError"));
  CHECK(py.raises("T(None, tb.tb_frame, 'x', 1)", "TypeError", "'str' object cannot be interpreted as an integer"));
}
}  // TEST_SUITE("base_exception")

}  // namespace sidewinder
