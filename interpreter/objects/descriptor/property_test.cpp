#include "interpreter/objects/descriptor/property.h"

#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

Object* answer_7(Thread&, Object*, Args) { return i(7); }

Property* property_of(std::initializer_list<Object*> accessors) {
  Object* made = make(property_type, accessors);
  REQUIRE(made);
  return cast<Property>(made);
}

}  // namespace

TEST_SUITE("property") {

TEST_CASE("fields: None and absent arguments are null") {
  Object* getter = native<answer_7>("getter");
  Property* p = property_of({getter, none(), none(), s("text")});
  CHECK(p->getter == getter);
  CHECK(p->setter == nullptr);
  CHECK(p->deleter == nullptr);
  CHECK(text(p->doc) == "'text'");
  CHECK(p->name == nullptr);
  CHECK_FALSE(p->doc_is_getters);
  CHECK(property_of({})->getter == nullptr);
  CHECK(text(get(p, "fset")) == "None");
}

TEST_CASE("slots: get and set call the accessors, a null value deletes") {
  Thread& t = thread();
  Property* p = property_of({native<answer_7>("getter")});
  Object* o = make(*make_class("C"));
  const Slots& slots = property_type.data->slots;
  CHECK(text(slots.descriptor_get(t, p, o, o->cls)) == "7");
  CHECK(slots.descriptor_get(t, p, nullptr, o->cls) == p);
  CHECK(text(slots.descriptor_set(t, p, o, i(1))) == "AttributeError: property of 'C' object has no setter");
  CHECK(text(slots.descriptor_set(t, p, o, nullptr)) == "AttributeError: property of 'C' object has no deleter");
}

TEST_CASE("accessors: each is called with the instance; setters get the value") {
  Interp py;
  REQUIRE(py.run(R"py(
log = []
class C:
    def get(self): log.append("get"); return self._x
    def put(self, value): log.append(("put", value)); self._x = value
    def drop(self): log.append("drop"); del self._x
    x = property(get, put, drop, "the x")
o = C()
o.x = 5
)py"));
  CHECK(py.eval_repr("o.x, C.x is C.__dict__['x'], C.x.__doc__") == "(5, True, 'the x')");
  REQUIRE(py.run("del o.x"));
  CHECK(py.eval_repr("log") == "[('put', 5), 'get', 'drop']");
  CHECK(py.raises("o.x", "AttributeError", "'C' object has no attribute '_x'"));
  CHECK(py.eval_repr("C.x.fget is C.get, C.x.fset is C.put, C.x.fdel is C.drop") == "(True, True, True)");
  CHECK(py.raises("C.x.fget = 1", "AttributeError", "readonly attribute"));
}

TEST_CASE("accessors: missing ones are named in the error, once __set_name__ said the name") {
  Interp py;
  REQUIRE(py.run("class C:\n    x = property()\n    class D:\n        y = property()\no = C()\nC.late = property()\n"));
  CHECK(py.raises("o.x", "AttributeError", "property 'x' of 'C' object has no getter"));
  CHECK(py.raises("o.x = 1", "AttributeError", "property 'x' of 'C' object has no setter"));
  CHECK(py.raises("del o.x", "AttributeError", "property 'x' of 'C' object has no deleter"));
  CHECK(py.raises("C.D().y", "AttributeError", "property 'y' of 'C.D' object has no getter"));
  CHECK(py.raises("o.late", "AttributeError", "property of 'C' object has no getter"));
  CHECK(py.raises("C.x.__set_name__(C)", "TypeError", "__set_name__() takes 2 positional arguments but 1 were given"));
  REQUIRE(py.run("C.late.__set_name__(C, 'named')"));
  CHECK(py.raises("o.late", "AttributeError", "property 'named' of 'C' object has no getter"));
}

TEST_CASE("decorators: a copy with one accessor replaced; the property itself stays") {
  Interp py;
  REQUIRE(py.run(R"py(
class C:
    @property
    def x(self): "first"; return 1
    only_get = x
    @x.setter
    def x(self, value): self.set_to = value
    with_set = x
    @x.deleter
    def x(self): self.deleted = True
    @x.getter
    def x(self): "second"; return 2
o = C()
o.x = 3
del o.x
)py"));
  CHECK(py.eval_repr("o.x, o.only_get, o.set_to, o.deleted") == "(2, 1, 3, True)");
  CHECK(py.eval_repr("C.only_get.fset, C.with_set.fset is C.x.fset, C.with_set.fdel") == "(None, True, None)");
  CHECK(py.eval_repr("C.only_get.__doc__, C.with_set.__doc__, C.x.__doc__") == "('first', 'first', 'second')");
  CHECK(py.raises("o.only_get = 1", "AttributeError", "property 'only_get' of 'C' object has no setter"));
  CHECK(py.eval_repr("property(doc='given').getter(lambda self: 1).__doc__") == "'given'");
}

TEST_CASE("documentation: writable; of a subclass an attribute of the instance") {
  Interp py;
  REQUIRE(py.run(R"py(
def get(self): "of the getter"
p = property(get)
p.__doc__ = "new"
class P(property): pass
q = P(get)
class S(property):
    __slots__ = ()
)py"));
  CHECK(py.eval_repr("p.__doc__, q.__doc__, q.__dict__") == "('new', 'of the getter', {'__doc__': 'of the getter'})");
  CHECK(py.eval_repr("property(lambda self: 1).__doc__, property().__doc__") == "(None, None)");
  CHECK(py.eval_repr("type(q.setter(None))") == "<class '__main__.P'>");
  CHECK(py.raises("S(get)", "AttributeError"));
}

TEST_CASE("arguments: by position and by keyword") {
  Interp py;
  CHECK(py.eval_repr("property(fset=len).fset is len, property(None, None, len).fdel is len") == "(True, True)");
  CHECK(py.raises("property(1, 2, 3, 4, 5)", "TypeError", "property() takes at most 4 arguments (5 given)"));
  CHECK(py.raises("property(get=1)", "TypeError", "'get' is an invalid keyword argument for property()"));
  CHECK(py.raises("property(5).__get__(1)", "TypeError", "'int' object is not callable"));
  CHECK(py.raises("property().getter()", "TypeError"));
}

TEST_CASE("__isabstractmethod__: true if an accessor says so") {
  Interp py;
  REQUIRE(py.run("def f(self): pass\ndef g(self): pass\ng.__isabstractmethod__ = True\n"));
  CHECK(py.eval_repr("property(f).__isabstractmethod__") == "False");
  CHECK(py.eval_repr("property(f, g).__isabstractmethod__, property(f, f, g).__isabstractmethod__") == "(True, True)");
  REQUIRE(py.run("class Bad:\n    def __bool__(self): 1 / 0\ng.__isabstractmethod__ = Bad()\n"));
  CHECK(py.raises("property(g).__isabstractmethod__", "ZeroDivisionError", "division by zero"));
}

TEST_CASE("order: a property goes before the instance's own attribute") {
  Interp py;
  REQUIRE(py.run("class C:\n    x = property(lambda self: 'property')\no = C()\no.__dict__['x'] = 'own'\n"));
  CHECK(py.eval_repr("o.x, o.__dict__['x']") == "('property', 'own')");
  REQUIRE(py.run("del C.x"));
  CHECK(py.eval_repr("o.x") == "'own'");
}
}  // TEST_SUITE("property")

}  // namespace sidewinder
