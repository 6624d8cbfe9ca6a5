#include "interpreter/objects/descriptor/super.h"

#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

TEST_SUITE("super") {

TEST_CASE("super_find: behind the start in the MRO, unbound, nothing raised") {
  Type* a = make_class("A", {}, {{"x", i(1)}, {"y", i(10)}});
  Type* b = make_class("B", {a}, {{"x", i(2)}});
  Type* c = make_class("C", {a}, {{"x", i(3)}});
  Type* d = make_class("D", {b, c}, {{"x", i(4)}});
  CHECK(text(super_find(d, d, intern("x"))) == "2");
  CHECK(text(super_find(b, d, intern("x"))) == "3");
  CHECK(text(super_find(c, d, intern("x"))) == "1");
  CHECK(text(super_find(b, d, intern("y"))) == "10");
  CHECK(super_find(a, d, intern("x")) == nullptr);
  CHECK(super_find(make_class("Other"), d, intern("x")) == nullptr);
  CHECK_FALSE(is_pending(thread()));
}

TEST_CASE("super_check: the object's class, or the object if it is a subclass") {
  Thread& t = thread();
  Type* a = make_class("A");
  Type* b = make_class("B", {a});
  Object* o = make(*b);
  CHECK(super_check(t, a, o) == b);
  CHECK(super_check(t, a, b) == b);
  CHECK(super_check(t, &type_type, a) == &type_type);
  CHECK(super_check(t, b, make(*a)) == nullptr);
  CHECK(take_error() == "TypeError: super(type, obj): obj must be an instance or subtype of type");
}

TEST_CASE("super_lookup and super_get: bound values; absence is missing, or AttributeError") {
  Thread& t = thread();
  Type* a = make_class("A", {}, {{"x", i(1)}});
  Type* b = make_class("B", {a});
  Object* o = make(*b);
  CHECK(text(super_lookup(t, b, o, intern("x"))) == "1");
  CHECK(text(super_lookup(t, b, o, intern("z"))) == "missing");
  CHECK(text(super_lookup(t, b, i(1), intern("x"))) ==
        "TypeError: super(type, obj): obj must be an instance or subtype of type");
  CHECK(text(super_get(t, b, o, intern("x"))) == "1");
  CHECK(super_get(t, b, o, intern("__thisclass__")) == b);
  CHECK(text(super_get(t, b, none(), intern("__self__"))) == "None");
  CHECK(text(super_get(t, b, o, intern("z"))) == "AttributeError: 'super' object has no attribute 'z'");
}

TEST_CASE("fields: start, self and the class whose MRO counts") {
  Type* a = make_class("A");
  Object* o = make(*make_class("B", {a}));
  auto* s = cast<Super>(make(super_type, {a, o}));
  CHECK(s->start == a);
  CHECK(s->self == o);
  CHECK(s->self_class == o->cls);
  auto* unbound = cast<Super>(make(super_type, {a}));
  CHECK(unbound->self == nullptr);
  CHECK(unbound->self_class == nullptr);
}

TEST_CASE("methods: the next in the MRO is called with the object, also by a class method") {
  Interp py;
  REQUIRE(py.run(R"py(
class A:
    def f(self): return ["A", self.n]
    @classmethod
    def make(cls): return ["A", cls.__name__]
    @property
    def p(self): return "A.p", self.n
    @staticmethod
    def s(x): return "A.s", x
class B(A):
    def f(self): return ["B"] + super().f()
    @classmethod
    def make(cls): return ["B"] + super().make()
    @property
    def p(self): return ("B.p",) + super().p
    def s(self, x): return super().s(x)
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    n = 5
    def f(self): return ["D"] + super(D, self).f()
)py"));
  CHECK(py.eval_repr("D().f(), D.make()") == "(['D', 'B', 'C', 'A', 5], ['B', 'A', 'D'])");
  CHECK(py.eval_repr("D().p, D().s(1)") == "(('B.p', 'A.p', 5), ('A.s', 1))");
  CHECK(py.eval_repr("super(B, D).f is C.f, super(D, D()).f.__self__.n") == "(True, 5)");
}

TEST_CASE("repr, own attributes, and the class of the super object itself") {
  Interp py;
  REQUIRE(py.run("class A: pass\nclass B(A): pass\nb = B()\n"));
  CHECK(py.eval_repr("super(A, b), super(A), super(B, B)") ==
        "(<super: <class 'A'>, <B object>>, <super: <class 'A'>, NULL>, <super: <class 'B'>, <B object>>)");
  CHECK(py.eval_repr("super(B, b).__thisclass__, super(B, b).__self__ is b, super(A, b).__self_class__") ==
        "(<class '__main__.B'>, True, <class '__main__.B'>)");
  CHECK(py.eval_repr("super(B, b).__class__, super(A).__self__, super(A).__self_class__") ==
        "(<class 'super'>, None, None)");
  CHECK(py.raises("super(B, b).z", "AttributeError", "'super' object has no attribute 'z'"));
  CHECK(py.raises("super(B, b).z = 1", "AttributeError", "'super' object has no attribute 'z'"));
}

TEST_CASE("unbound: binds as a descriptor does") {
  Interp py;
  REQUIRE(py.run(R"py(
class A:
    def f(self): return "A"
class B(A):
    def f(self): return "B" + self.up.f()
B.up = super(B)
class S(super): pass
)py"));
  CHECK(py.eval_repr("B().f(), B.up is super(B).__get__(None, B)") == "('BA', False)");
  CHECK(py.eval_repr("type(S(B).__get__(B())).__name__") == "'S'");
  CHECK(py.raises("super(B).__get__(5)", "TypeError", "super(type, obj): obj must be an instance or subtype of type"));
  CHECK(py.raises("super(B).f", "AttributeError", "'super' object has no attribute 'f'"));
}

TEST_CASE("without arguments: what is wrong with the place") {
  Interp py;
  REQUIRE(py.run(R"py(
class A:
    def none(): super()
    def deleted(self):
        del self
        super()
    def captured(self):
        def inner(): return self
        return super().__self__ is self
    def rebound(self):
        self = B()
        return super().__self__ is self
class B(A): pass
def outside(x): super()
)py"));
  CHECK(py.raises("A.none()", "RuntimeError", "super(): no arguments"));
  CHECK(py.raises("A().deleted()", "RuntimeError", "super(): arg[0] deleted"));
  CHECK(py.raises("outside(1)", "RuntimeError", "super(): __class__ cell not found"));
  CHECK(py.eval_repr("B().captured(), A().rebound()") == "(True, True)");
}

TEST_CASE("arguments: their number and classes") {
  Interp py;
  CHECK(py.raises("super(1)", "TypeError", "super() argument 1 must be a type, not int"));
  CHECK(py.raises("super(int, 'x')", "TypeError", "super(type, obj): obj must be an instance or subtype of type"));
  CHECK(py.raises("super(int, 1, 2)", "TypeError", "super() expected at most 2 arguments, got 3"));
  CHECK(py.raises("super(int, x=1)", "TypeError", "super() takes no keyword arguments"));
}

TEST_CASE("a proxy's __class__ is believed; an error in it is not hidden") {
  Interp py;
  REQUIRE(py.run(R"py(
class A:
    def f(self): return "A.f"
class B(A): pass
class Proxy:
    __class__ = B
class Failing:
    @property
    def __class__(self): 1 / 0
)py"));
  CHECK(py.eval_repr("super(B, Proxy()).f()") == "'A.f'");
  CHECK(py.raises("super(B, Failing())", "ZeroDivisionError", "division by zero"));
}

TEST_CASE("__getattr__ of the classes is not asked") {
  Interp py;
  REQUIRE(py.run(
      "class A:\n    def __getattr__(self, name): return name\nclass B(A):\n    def f(self): return super().zz\n"));
  CHECK(py.eval_repr("B().zz") == "'zz'");
  CHECK(py.raises("B().f()", "AttributeError", "'super' object has no attribute 'zz'"));
}
}  // TEST_SUITE("super")

}  // namespace sidewinder
