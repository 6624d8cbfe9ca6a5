#include "interpreter/objects/descriptor/slot_wrapper.h"

#include <set>

#include "interpreter/objects/container/dict.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

SlotWrapper* wrapper(Type& cls, const char* name) {
  Object* found = dict_get_str(cls.dict, intern(name));
  REQUIRE(found);
  REQUIRE(is_exact<SlotWrapper>(found));
  return cast<SlotWrapper>(found);
}
std::string called(Type& cls, const char* name, Object* self, std::initializer_list<Object*> arguments = {}) {
  return text(call_slot_wrapper(thread(), wrapper(cls, name), self, Args{arguments.begin(), ssize(arguments.size())}));
}

}  // namespace

TEST_SUITE("slot_wrapper") {

TEST_CASE("the table: names that Python knows, each with a place in Slots") {
  thread();
  std::set<std::string> names;
  for (int k = 0; k < slot_definition_count; k++) {
    const SlotDefinition& d = slot_definitions[k];
    std::string name = d.name;
    CHECK_MESSAGE(d.offset + sizeof(void*) <= sizeof(Slots), name);
    if (d.kind != SlotKind::None && !name.empty()) CHECK_MESSAGE(name.starts_with("__"), name);  // no in-place divmod
    names.insert(name);
  }
  for (const char* name : {"__add__", "__radd__", "__iadd__", "__len__", "__get__", "__set__", "__lt__", "__call__"})
    CHECK_MESSAGE(names.count(name), name);
}

TEST_CASE("a wrapper holds its type's slot function") {
  thread();
  SlotWrapper* add = wrapper(int_type, "__add__");
  CHECK(add->owner == &int_type);
  CHECK(add->definition->role == OperatorRole::Forward);
  CHECK(slot_at(int_type.data->slots, add->definition->offset) == add->function);
  CHECK(wrapper(int_type, "__radd__")->function == add->function);
  CHECK(wrapper(int_type, "__lt__")->definition->comparison == CompareOp::Lt);
  CHECK(wrapper(int_type, "__ge__")->definition->comparison == CompareOp::Ge);
  CHECK(wrapper(int_type, "__lt__")->function == wrapper(int_type, "__ge__")->function);
}

TEST_CASE("calls: each kind of slot, its arguments and its result") {
  CHECK(called(int_type, "__neg__", i(5)) == "-5");
  CHECK(called(int_type, "__add__", i(5), {i(2)}) == "7");
  CHECK(called(int_type, "__rsub__", i(5), {i(2)}) == "-3");
  CHECK(called(int_type, "__add__", i(5), {s("x")}) == "NotImplemented");
  CHECK(called(int_type, "__bool__", i(0)) == "False");
  CHECK(called(int_type, "__hash__", i(7)) == "7");
  CHECK(called(int_type, "__le__", i(5), {i(5)}) == "True");
  CHECK(called(list_type, "__len__", list({i(1), i(2)})) == "2");
  CHECK(called(list_type, "__mul__", list({i(1)}), {i(2)}) == "[1, 1]");
  CHECK(called(list_type, "__rmul__", list({i(1)}), {i(2)}) == "[1, 1]");
  CHECK(called(list_type, "__contains__", list({i(1)}), {i(1)}) == "True");
  CHECK(called(list_type, "__add__", list({i(1)}), {list({i(2)})}) == "[1, 2]");
  CHECK(called(object_type, "__repr__", none()).starts_with("'<NoneType object at 0x"));
}

TEST_CASE("calls: stores give None and change the object") {
  List* l = list({i(1), i(2)});
  CHECK(called(list_type, "__setitem__", l, {i(0), i(9)}) == "None");
  CHECK(called(list_type, "__delitem__", l, {i(1)}) == "None");
  CHECK(text(l) == "[9]");
  CHECK(called(list_type, "__delitem__", l, {i(5)}) == "IndexError: list assignment index out of range");
  CHECK(called(list_type, "__init__", l, {tuple({i(4)})}) == "None");
  CHECK(text(l) == "[4]");
}

TEST_CASE("calls: a wrong number of arguments") {
  CHECK(called(int_type, "__neg__", i(5), {i(1)}) == "TypeError: expected 0 arguments, got 1");
  CHECK(called(int_type, "__add__", i(5)) == "TypeError: expected 1 argument, got 0");
  CHECK(called(int_type, "__pow__", i(5)) == "TypeError:  expected at least 1 argument, got 0");
  CHECK(called(list_type, "__setitem__", list({}), {i(1)}) == "TypeError:  expected 2 arguments, got 1");
}

TEST_CASE("power: with a modulus, and reflected") {
  Interp py;
  CHECK(py.eval_repr("int.__pow__(2, 10), int.__pow__(2, 10, 1000), int.__pow__(2, 10, None)") == "(1024, 24, 1024)");
  CHECK(py.eval_repr("int.__rpow__(2, 10), (2).__rpow__(10, 7)") == "(100, 2)");
  CHECK(py.eval_repr("float.__pow__(2.0, 'x')") == "NotImplemented");
}

TEST_CASE("next: the end is StopIteration") {
  Interp py;
  REQUIRE(py.run("i = iter([1])\n"));
  CHECK(py.eval_repr("i.__next__()") == "1");
  CHECK(py.raises("i.__next__()", "StopIteration", ""));
  CHECK(py.raises("i.__next__(1)", "TypeError", "expected 0 arguments, got 1"));
}

TEST_CASE("attributes: __getattribute__, __setattr__ and __delattr__ of native types") {
  Interp py;
  REQUIRE(py.run("class C: pass\no = C()\nobject.__setattr__(o, 'x', 5)\n"));
  CHECK(py.eval_repr("object.__getattribute__(o, 'x'), o.__getattribute__('x')") == "(5, 5)");
  REQUIRE(py.run("object.__delattr__(o, 'x')"));
  CHECK(py.raises("object.__getattribute__(o, 'x')", "AttributeError", "'C' object has no attribute 'x'"));
  CHECK(py.raises("object.__delattr__(o, 'x')", "AttributeError"));
  CHECK(py.raises("object.__getattribute__(o, 5)", "TypeError", "attribute name must be string, not 'int'"));
  CHECK(py.raises("object.__setattr__(o, 5, 1)", "TypeError", "attribute name must be string, not 'int'"));
  CHECK(py.raises("object.__setattr__(C, 'x', 1)", "TypeError", "can't apply this __setattr__ to type object"));
  CHECK(py.raises("object.__setattr__(int, 'x', 1)", "TypeError", "can't apply this __setattr__ to type object"));
}

TEST_CASE("descriptors: __get__ with and without an instance, __set__ and __delete__") {
  Interp py;
  REQUIRE(py.run("class C:\n    __slots__ = ('x',)\no = C()\nC.x.__set__(o, 5)\ndef f(*a): return a\n"));
  CHECK(py.eval_repr("C.x.__get__(o), C.x.__get__(o, C), C.x.__get__(None, C) is C.x") == "(5, 5, True)");
  REQUIRE(py.run("C.x.__delete__(o)"));
  CHECK(py.raises("C.x.__get__(o)", "AttributeError"));
  CHECK(py.raises("f.__get__(None, None)", "TypeError", "__get__(None, None) is invalid"));
  CHECK(py.eval_repr("f.__get__(5)(6), f.__get__(None, int) is f") == "((5, 6), True)");
}

TEST_CASE("from Python: the receiver is checked") {
  Interp py;
  CHECK(py.raises("int.__add__()", "TypeError", "descriptor '__add__' of 'int' object needs an argument"));
  CHECK(py.raises("int.__add__('a', 1)", "TypeError",
                  "descriptor '__add__' requires a 'int' object but received a 'str'"));
  CHECK(py.raises("int.__add__(1, 2, 3)", "TypeError", "expected 1 argument, got 2"));
  CHECK(py.raises("int.__add__(1, x=2)", "TypeError", "wrapper __add__() takes no keyword arguments"));
  CHECK(py.raises("(1).__add__(x=2)", "TypeError", "wrapper __add__() takes no keyword arguments"));
  CHECK(py.raises("int.__add__.__get__('x')", "TypeError",
                  "descriptor '__add__' for 'int' objects doesn't apply to a 'str' object"));
  CHECK(py.eval_repr("int.__add__(True, 2), int.__add__.__get__(True)(1)") == "(3, 2)");
  CHECK(py.raises("[].__mul__('x')", "TypeError", "'str' object cannot be interpreted as an integer"));
  CHECK(py.raises("[].__mul__(1 << 70)", "OverflowError", "cannot fit 'int' into an index-sized integer"));
}

TEST_CASE("as objects: repr, names, owner") {
  Interp py;
  CHECK(py.eval_repr("int.__add__, type(int.__add__).__name__") ==
        "(<slot wrapper '__add__' of 'int' objects>, 'wrapper_descriptor')");
  CHECK(py.eval_repr("int.__add__.__name__, int.__add__.__qualname__, int.__add__.__objclass__") ==
        "('__add__', 'int.__add__', <class 'int'>)");
  CHECK(py.eval_repr("bool.__add__ is int.__add__, bool.__dict__.get('__add__'), int.__add__.__get__(None, int) is "
                     "int.__add__") == "(True, None, True)");
  CHECK(
      py.eval_repr("(5).__add__.__name__, (5).__add__.__qualname__, (5).__add__.__objclass__, (5).__add__.__self__") ==
      "('__add__', 'int.__add__', <class 'int'>, 5)");
  CHECK(py.eval_repr("repr((5).__add__)[:39]") == "\"<method-wrapper '__add__' of int object\"");
  CHECK(py.raises("type(int.__add__)()", "TypeError", "cannot create 'wrapper_descriptor' instances"));
}

TEST_CASE("method wrappers: equal for one object and one slot") {
  Interp py;
  REQUIRE(py.run("a, b = [1], [1]\nm = a.__len__\n"));
  CHECK(py.eval_repr("m == a.__len__, m != a.__len__, m == b.__len__, m == a.__iter__, m == 5") ==
        "(True, False, False, False, False)");
  CHECK(py.eval_repr("hash(m) == hash(a.__len__), m()") == "(True, 1)");
  CHECK(
      py.raises("m < m", "TypeError", "'<' not supported between instances of 'method-wrapper' and 'method-wrapper'"));
}
}  // TEST_SUITE("slot_wrapper")

}  // namespace sidewinder
