#include "interpreter/objects/descriptor/method_decorators.h"

#include "interpreter/objects/function/function.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

Object* first_of(Thread&, Object* self, Args args) { return tuple({self, args.count ? args[0] : none()}); }

}  // namespace

TEST_SUITE("method_decorators") {

TEST_CASE("slots: a classmethod binds the class, a staticmethod nothing") {
  Thread& t = thread();
  Object* function = native<first_of>("f");
  Type* c = make_class("C");
  Object* o = make(*c);
  Object* of_class = new_class_method(t, function);
  Object* bound = slots_of(of_class).descriptor_get(t, of_class, o, c);
  CHECK(text(call(t, bound, i(1))) == text(tuple({c, i(1)})));
  Object* by_instance = slots_of(of_class).descriptor_get(t, of_class, o, nullptr);
  CHECK(text(call(t, by_instance, i(2))) == text(tuple({c, i(2)})));
  Object* of_none = new_static_method(t, function);
  CHECK(slots_of(of_none).descriptor_get(t, of_none, o, c) == function);
  CHECK(slots_of(of_none).descriptor_get(t, of_none, nullptr, c) == function);
  CHECK(text(call(t, of_none, o)) == text(call(t, function, o)));
}

TEST_CASE("layout: function, then the dict") {
  Object* f = new_static_method(thread(), native<first_of>("f"));
  CHECK(cast<StaticMethod>(f)->dict == nullptr);
  CHECK(text(set(f, "x", i(5))) == "ok");
  CHECK(text(cast<StaticMethod>(f)->dict) == "{'x': 5}");
  CHECK(sizeof(ClassMethod) == 32);
  CHECK(classmethod_type.c_dict_offset == 24);
}

TEST_CASE("binding: of functions, of subclasses, from instances") {
  Interp py;
  REQUIRE(py.run(R"py(
class C:
    @classmethod
    def which(cls, *rest): return cls.__name__, rest
    @staticmethod
    def plain(*rest): return rest
class D(C): pass
)py"));
  CHECK(py.eval_repr("C.which(1), D.which(), D().which(2)") == "(('C', (1,)), ('D', ()), ('D', (2,)))");
  CHECK(py.eval_repr("C.plain(1), D().plain()") == "((1,), ())");
  CHECK(py.eval_repr("C.which.__self__ is C, D().which.__self__ is D, C.which.__func__ is D.which.__func__") ==
        "(True, True, True)");
  CHECK(py.eval_repr("C.plain is C.__dict__['plain'].__func__, C.__dict__['plain'](3)") == "(True, (3,))");
  CHECK(py.raises("C.__dict__['which'](3)", "TypeError", "'classmethod' object is not callable"));
}

TEST_CASE("classmethod: binds what it holds: property, native method, callable") {
  Interp py;
  REQUIRE(py.run(R"py(
class Call:
    def __call__(self, *args): return args
class C:
    name = classmethod(property(lambda cls: cls.__name__))
    call = classmethod(Call())
    count = classmethod(len)
)py"));
  CHECK(py.eval_repr("C.name, C().name") == "('C', 'C')");
  CHECK(py.eval_repr("C.call(1) == (C, 1), C().call() == (C,)") == "(True, True)");
  CHECK(py.raises("C.count()", "TypeError", "object of type 'type' has no len()"));
}

TEST_CASE("wrapping: name, documentation and annotations are the function's") {
  Interp py;
  REQUIRE(py.run("def f(x: int) -> str:\n    'text'\nf.extra = 5\nc, s = classmethod(f), staticmethod(f)\n"));
  CHECK(py.eval_repr("c.__name__, c.__qualname__, c.__doc__, c.__module__") == "('f', 'f', 'text', '__main__')");
  CHECK(py.eval_repr("s.__annotations__, s.__wrapped__ is f, c.__func__ is f") ==
        "({'x': <class 'int'>, 'return': <class 'str'>}, True, True)");
  CHECK(py.raises("c.extra", "AttributeError", "'classmethod' object has no attribute 'extra'"));
  CHECK(py.eval_repr("sorted(s.__dict__)") ==
        "['__annotations__', '__doc__', '__module__', '__name__', '__qualname__']");
  CHECK(py.eval_repr("sorted(staticmethod(5).__dict__)") == "['__doc__']");
}

TEST_CASE("repr") {
  Interp py;
  CHECK(py.eval_repr("classmethod(len), staticmethod(5)") ==
        "(<classmethod(<built-in function len>)>, <staticmethod(5)>)");
}

TEST_CASE("arguments: exactly one; not initialised ones raise when used") {
  Interp py;
  CHECK(py.raises("classmethod()", "TypeError", "classmethod expected 1 argument, got 0"));
  CHECK(py.raises("staticmethod(1, 2)", "TypeError", "staticmethod expected 1 argument, got 2"));
  CHECK(py.raises("classmethod.__new__(classmethod).__get__(1)", "RuntimeError", "uninitialized classmethod object"));
  CHECK(
      py.raises("staticmethod.__new__(staticmethod).__get__(1)", "RuntimeError", "uninitialized staticmethod object"));
  CHECK(py.eval_repr("classmethod.__new__(classmethod).__func__") == "None");
  CHECK(py.eval_repr("classmethod.__new__(classmethod).__isabstractmethod__") == "False");
}

TEST_CASE("__isabstractmethod__: the function's; attributes can be set; subclasses") {
  Interp py;
  REQUIRE(py.run(R"py(
def f(): pass
f.__isabstractmethod__ = 1
class S(staticmethod): pass
s = S(f)
s.note = "x"
)py"));
  CHECK(py.eval_repr("classmethod(f).__isabstractmethod__, staticmethod(len).__isabstractmethod__") == "(True, False)");
  CHECK(py.eval_repr("s.note, s() is None, type(s).__name__, isinstance(s, staticmethod)") == "('x', True, 'S', True)");
}
}  // TEST_SUITE("method_decorators")

}  // namespace sidewinder
