// The built-in exception classes: hierarchy, layouts, what each adds.
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

TEST_SUITE("exceptions") {

TEST_CASE("table: each class with its base and its layout, at least as large as the base's") {
  thread();
#define EXCEPTION(name, parent, layout, doc)                                          \
  CHECK_MESSAGE(exceptions::name.base == &exceptions::parent, #name);                 \
  CHECK_MESSAGE(exceptions::name.basic_size == ssize(sizeof(layout)), #name);         \
  CHECK_MESSAGE(exceptions::name.basic_size >= exceptions::parent.basic_size, #name); \
  CHECK_MESSAGE((exceptions::name.flags & kTypeBaseException) != 0, #name);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
}

TEST_CASE("table: all of them are builtins, and raised by name") {
  Interp py;
#define EXCEPTION(name, parent, layout, doc) CHECK_MESSAGE(py.eval_repr(#name ".__name__") == "'" #name "'", #name);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
  CHECK(py.eval_repr("EnvironmentError is OSError, IOError is OSError") == "(True, True)");
}

TEST_CASE("StopIteration and SystemExit: value and code") {
  Interp py;
  CHECK(py.eval_repr("StopIteration().value, StopIteration(1).value, StopIteration(1, 2).value") == "(None, 1, 1)");
  CHECK(py.eval_repr("SystemExit().code, SystemExit(1).code, SystemExit(1, 2).code") == "(None, 1, (1, 2))");
  REQUIRE(py.run("e = StopIteration(1)\ne.value = 5\n"));
  CHECK(py.eval_repr("e.value, e.args") == "(5, (1,))");
}

TEST_CASE("KeyError: str is the repr of a single argument") {
  Interp py;
  CHECK(py.eval_repr("str(KeyError('a')), str(KeyError()), str(KeyError('a', 1))") == "(\"'a'\", '', \"('a', 1)\")");
}

TEST_CASE("OSError: errno, strerror, file names; the subclass by number") {
  Interp py;
  REQUIRE(py.run("e = OSError(2, 'gone', 'file')\nf = OSError(13, 'no', 'a', None, 'b')\n"));
  CHECK(py.eval_repr("type(e).__name__, e.errno, e.strerror, e.filename, e.filename2, e.args") ==
        "('FileNotFoundError', 2, 'gone', 'file', None, (2, 'gone'))");
  CHECK(py.eval_repr("str(e), str(f), type(f).__name__") ==
        "(\"[Errno 2] gone: 'file'\", \"[Errno 13] no: 'a' -> 'b'\", 'PermissionError')");
  CHECK(py.eval_repr("str(OSError(2, 'x')), repr(OSError(2, 'x')), str(OSError('only')), OSError('only').errno") ==
        "('[Errno 2] x', \"FileNotFoundError(2, 'x')\", 'only', None)");
  CHECK(
      py.eval_repr("type(OSError(99999, 'x')).__name__, type(OSError(2)).__name__, type(OSError('2', 'x')).__name__") ==
      "('OSError', 'OSError', 'OSError')");
  CHECK(py.eval_repr("[type(OSError(n, '')).__name__ for n in (11, 10, 32, 104, 17, 4, 21, 20, 1, 3, 110)]") ==
        "['BlockingIOError', 'ChildProcessError', 'BrokenPipeError', 'ConnectionResetError', 'FileExistsError', "
        "'InterruptedError', 'IsADirectoryError', 'NotADirectoryError', 'PermissionError', 'ProcessLookupError', "
        "'TimeoutError']");
  REQUIRE(py.run("class E(OSError): pass\n"));
  CHECK(py.eval_repr("type(E(2, 'x')).__name__, E(2, 'x').errno") == "('E', 2)");
}

TEST_CASE("raise_os_error: number, text and file") {
  Thread& t = thread();
  (void)raise_os_error(t, 2, s("name"));
  CHECK(take_error() == "FileNotFoundError: [Errno 2] No such file or directory: 'name'");
  (void)raise_os_error(t, 32);
  CHECK(take_error() == "BrokenPipeError: [Errno 32] Broken pipe");
}

TEST_CASE("ImportError: msg, name, path") {
  Interp py;
  CHECK(py.eval_repr("ImportError('m', name='n', path='p').msg, ImportError('m', name='n', path='p').name, "
                     "ImportError('m', path='p').path, ImportError('m').name") == "('m', 'n', 'p', None)");
  CHECK(py.eval_repr("ImportError('a', 'b').msg, str(ImportError('a', 'b')), str(ImportError())") ==
        "(None, \"('a', 'b')\", '')");
  CHECK(py.raises("ImportError(other=1)", "TypeError", "'other' is an invalid keyword argument for ImportError()"));
}

TEST_CASE("NameError and AttributeError: name and obj") {
  Interp py;
  REQUIRE(py.run(R"py(
def catch(f):
    try: f()
    except Exception as e: return e
class C: pass
o = C()
def store(): o.real = 1; (5).real = 2
def store_missing(): (5).zz = 1
def delete(): del o.zz
)py"));
  CHECK(py.eval_repr("NameError('x', name='n').name, AttributeError(name='a', obj=5).obj, AttributeError().name") ==
        "('n', 5, None)");
  CHECK(py.eval_repr("catch(lambda: missing).name, catch(lambda: o.zz).name, catch(lambda: o.zz).obj is o") ==
        "('missing', 'zz', True)");
  CHECK(py.eval_repr("catch(store).name, catch(store_missing).name, catch(delete).name, catch(delete).obj") ==
        "(None, None, None, None)");
  CHECK(py.eval_repr("catch(lambda: object.__getattribute__(o, 'zz')).name") == "'zz'");
  CHECK(py.raises("NameError(other=1)", "TypeError", "'other' is an invalid keyword argument for NameError()"));
}

TEST_CASE("AttributeError: one that a hook raises gets the name that was asked for") {
  Interp py;
  REQUIRE(py.run(R"py(
class C:
    def __getattr__(self, name): raise AttributeError("hook")
class D:
    def __getattr__(self, name): raise AttributeError("hook", name="own")
class E(AttributeError): pass
class F:
    def __getattr__(self, name): raise E
def catch(o):
    try: o.x
    except AttributeError as e: return e.name, type(e.obj).__name__
)py"));
  CHECK(py.eval_repr("catch(C()), catch(D()), catch(F())") == "(('x', 'C'), ('own', 'NoneType'), ('x', 'F'))");
}

TEST_CASE("SyntaxError: the details, and how it is shown") {
  Interp py;
  REQUIRE(py.run("e = SyntaxError('bad', ('dir/file', 3, 4, 'text', 5, 6))\n"));
  CHECK(py.eval_repr("e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset") ==
        "('bad', 'dir/file', 3, 4, 'text', 5, 6)");
  CHECK(py.eval_repr(
            "str(e), str(SyntaxError('bad')), str(SyntaxError()), SyntaxError('m', ('f', 1, 2, 't')).end_lineno") ==
        "('bad (file, line 3)', 'bad', 'None', None)");
  CHECK(py.eval_repr("str(SyntaxError('m', ('f', None, 2, 't'))), str(SyntaxError('m', (None, 7, 2, 't')))") ==
        "('m (f)', 'm (line 7)')");
  CHECK(py.eval_repr("e.args, e.print_file_and_line, issubclass(TabError, SyntaxError)") ==
        "(('bad', ('dir/file', 3, 4, 'text', 5, 6)), None, True)");
}

TEST_CASE("UnicodeErrors: their five parts and how they are shown") {
  Interp py;
  REQUIRE(
      py.run("e = UnicodeDecodeError('utf-8', b'a\\xffb', 1, 2, 'why')\nf = UnicodeEncodeError('ascii', 'a\\xffb', 1, "
             "2, 'why')\n"));
  CHECK(py.eval_repr("e.encoding, e.object, e.start, e.end, e.reason") == "('utf-8', b'a\\xffb', 1, 2, 'why')");
  CHECK(py.eval_repr("str(e)") == "\"'utf-8' codec can't decode byte 0xff in position 1: why\"");
  CHECK(py.eval_repr("str(f)") == "\"'ascii' codec can't encode character '\\\\xff' in position 1: why\"");
  CHECK(py.eval_repr("str(UnicodeDecodeError('u', b'abc', 0, 2, 'r'))") ==
        "\"'u' codec can't decode bytes in position 0-1: r\"");
  CHECK(py.eval_repr("str(UnicodeEncodeError('a', '\\u1234', 0, 1, 'r'))") ==
        "\"'a' codec can't encode character '\\\\u1234' in position 0: r\"");
  CHECK(py.eval_repr("str(UnicodeTranslateError('\\U00012345x', 0, 1, 'r'))") ==
        "\"can't translate character '\\\\U00012345' in position 0: r\"");
  CHECK(
      py.raises("UnicodeDecodeError('a', 'b', 0, 1, 'r')", "TypeError", "a bytes-like object is required, not 'str'"));
  CHECK(py.raises("UnicodeDecodeError('a')", "TypeError", "function takes exactly 5 arguments (1 given)"));
  CHECK(py.raises("UnicodeEncodeError('a', b'b', 0, 1, 'r')", "TypeError", "argument 2 must be str, not bytes"));
  CHECK(py.raises("UnicodeEncodeError(1, 'b', 0, 1, 'r')", "TypeError", "argument 1 must be str, not int"));
  CHECK(py.raises("UnicodeTranslateError('b', 0, 1, 5)", "TypeError", "argument 4 must be str, not int"));
  CHECK(py.raises("UnicodeEncodeError('a', 'b', 'x', 1, 'r')", "TypeError",
                  "'str' object cannot be interpreted as an integer"));
  CHECK(py.eval_repr("UnicodeDecodeError('a', bytearray(b'x'), 0, 1, 'r').object") == "b'x'");
}

TEST_CASE("UnicodeErrors: a start outside of the object is not looked at") {
  Interp py;
  CHECK(py.eval_repr("str(UnicodeDecodeError('u', b'ab', 1000000, 1000001, 'r'))") ==
        "\"'u' codec can't decode bytes in position 1000000-1000000: r\"");
  CHECK(py.eval_repr("str(UnicodeEncodeError('u', 'ab', 1000000, 1000001, 'r'))") ==
        "\"'u' codec can't encode characters in position 1000000-1000000: r\"");
  // CPython 3.11 reads there.
  Object* far = make(exceptions::UnicodeDecodeError, {s("u"), new_bytes("ab"), i(-9000000), i(-8999999), s("r")});
  REQUIRE(far);
  CHECK(str_to_utf8(to_str(thread(), far)) == "'u' codec can't decode bytes in position -9000000--9000000: r");
}

TEST_CASE("ExceptionGroup: message, exceptions, the class that fits") {
  Interp py;
  REQUIRE(py.run(
      "g = ExceptionGroup('m', [ValueError(1), KeyError(2)])\nb = BaseExceptionGroup('m', (KeyboardInterrupt(),))\n"));
  CHECK(py.eval_repr("g.message, g.exceptions, str(g)") ==
        "('m', (ValueError(1), KeyError(2)), 'm (2 sub-exceptions)')");
  CHECK(py.eval_repr("type(b).__name__, str(b), type(BaseExceptionGroup('m', [ValueError()])).__name__") ==
        "('BaseExceptionGroup', 'm (1 sub-exception)', 'ExceptionGroup')");
  CHECK(
      py.raises("ExceptionGroup('m', [])", "ValueError", "second argument (exceptions) must be a non-empty sequence"));
  CHECK(py.raises("ExceptionGroup('m', 5)", "TypeError", "second argument (exceptions) must be a sequence"));
  CHECK(py.raises("ExceptionGroup('m', [5])", "ValueError",
                  "Item 0 of second argument (exceptions) is not an exception"));
  CHECK(py.raises("ExceptionGroup(5, [ValueError()])", "TypeError",
                  "BaseExceptionGroup.__new__() argument 1 must be str, not int"));
  CHECK(py.raises("ExceptionGroup('m', [KeyboardInterrupt()])", "TypeError",
                  "Cannot nest BaseExceptions in an ExceptionGroup"));
}

TEST_CASE("hierarchy: matching by base and by tuple") {
  Interp py;
  REQUIRE(py.run(R"py(
def caught_by(e, classes):
    try: raise e
    except classes: return True
    except BaseException: return False
)py"));
  CHECK(py.eval_repr("caught_by(KeyError(), LookupError), caught_by(KeyError(), (ValueError, LookupError))") ==
        "(True, True)");
  CHECK(py.eval_repr("caught_by(KeyboardInterrupt(), Exception), caught_by(ModuleNotFoundError(), ImportError)") ==
        "(False, True)");
  CHECK(py.raises("caught_by(KeyError(), 5)", "TypeError",
                  "catching classes that do not inherit from BaseException is not allowed"));
  CHECK(py.raises("class X(ValueError, KeyError, OSError, SyntaxError): pass", "TypeError",
                  "multiple bases have instance lay-out conflict"));
}
}  // TEST_SUITE("exceptions")

}  // namespace sidewinder
