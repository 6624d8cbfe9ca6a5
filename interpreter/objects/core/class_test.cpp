// The class statement's work: bases, MRO, __slots__, layout, slots of Python classes.
#include "interpreter/objects/descriptor/super.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

Object* answer_42(Thread&, Object*, Args) { return i(42); }
Object* return_first(Thread&, Object*, Args args) { return args[0]; }
Object* return_name(Thread&, Object*, Args args) {
  return StrBuilder().add("<").add(cast<Str>(args[0])).add(">").finish();
}
Object* say_left(Thread&, Object*, Args) { return s("left"); }
Object* say_right(Thread&, Object*, Args) { return s("right"); }
Object* decline(Thread&, Object*, Args) { return not_implemented(); }

}  // namespace

TEST_SUITE("class") {

TEST_CASE("mro: C3 of a diamond") {
  Type* a = make_class("A");
  Type *b = make_class("B", {a}), *c = make_class("C", {a});
  Type* d = make_class("D", {b, c});
  CHECK(text(d->mro) == text(tuple({d, b, c, a, &object_type})));
  CHECK(is_subtype(d, a));
  CHECK_FALSE(is_subtype(a, d));
}

TEST_CASE("mro: an impossible order and a duplicate base raise TypeError") {
  Type* a = make_class("A");
  Type* b = make_class("B", {a});
  CHECK(text(try_class("X", {a, b})) ==
        "TypeError: Cannot create a consistent method resolution\norder (MRO) for bases A, B");
  CHECK(text(try_class("X", {a, a})) == "TypeError: duplicate base class A");
}

TEST_CASE("bases: bool is final, int and str do not go together") {
  CHECK(text(try_class("X", {&bool_type})) == "TypeError: type 'bool' is not an acceptable base type");
  CHECK(text(try_class("X", {&int_type, &str_type})) == "TypeError: multiple bases have instance lay-out conflict");
}

TEST_CASE("repr and names") {
  Type* c = make_class("C", {}, {{"__module__", s("m")}, {"__qualname__", s("Outer.C")}});
  CHECK(text(c) == "<class 'm.Outer.C'>");
  CHECK(text(get(c, "__name__")) == "'C'");
  CHECK(text(&int_type) == "<class 'int'>");
  CHECK(text(get(&int_type, "__mro__")) == "(<class 'int'>, <class 'object'>)");
  CHECK(text(set(&int_type, "x", i(1))) == "TypeError: cannot set 'x' attribute of immutable type 'int'");
  CHECK(text(get(c, "nothing")) == "AttributeError: type object 'C' has no attribute 'nothing'");
}

TEST_CASE("attributes: a change of a base is seen through instances of derived classes") {
  Type* a = make_class("A", {}, {{"x", i(1)}});
  Type* b = make_class("B", {a});
  Object* o = make(*b);
  CHECK(text(get(o, "x")) == "1");
  unsigned int version = b->version;
  CHECK(text(set(a, "x", i(2))) == "ok");
  CHECK(b->version != version);
  CHECK(text(get(o, "x")) == "2");
  CHECK(text(set(b, "x", i(3))) == "ok");
  CHECK(text(get(o, "x")) == "3");
  CHECK(text(del(b, "x")) == "ok");
  CHECK(text(get(o, "x")) == "2");
}

TEST_CASE("__slots__: fields without a dict; unset ones raise AttributeError") {
  Type* c = make_class("C", {}, {{"__slots__", tuple({s("x"), s("y")})}});
  CHECK(c->basic_size == 32);
  Object* o = make(*c);
  CHECK(text(set(o, "x", i(1))) == "ok");
  CHECK(text(get(o, "x")) == "1");
  CHECK(text(get(o, "y")) == "AttributeError: 'C' object has no attribute 'y'");
  CHECK(text(del(o, "y")) == "AttributeError: y");
  CHECK(text(set(o, "z", i(1))) == "AttributeError: 'C' object has no attribute 'z'");
  // A subclass without __slots__ has attributes of its own behind the fields.
  Object* d = make(*make_class("D", {c}));
  CHECK(text(set(d, "x", i(1))) == "ok");
  CHECK(text(set(d, "z", i(2))) == "ok");
  CHECK(text(get(d, "z")) == "2");
  // Fields behind the words for attributes: no inline slots then.
  Type* e = make_class("E", {make_class("Plain")}, {{"__slots__", tuple({s("w")})}});
  Object* o2 = make(*e);
  for (const char* name : {"w", "a", "b", "c", "d", "e"}) CHECK(text(set(o2, name, s(name))) == "ok");
  for (const char* name : {"w", "a", "b", "c", "d", "e"}) CHECK(text(get(o2, name)) == "'" + std::string(name) + "'");
}

TEST_CASE("__slots__: conflicts") {
  CHECK(text(try_class("C", {}, {{"__slots__", s("x")}, {"x", i(1)}})) ==
        "ValueError: 'x' in __slots__ conflicts with class variable");
  CHECK(text(try_class("C", {&int_type}, {{"__slots__", s("x")}})) ==
        "TypeError: nonempty __slots__ not supported for subtype of 'int'");
  Type* a = make_class("A", {}, {{"__slots__", s("x")}});
  Type* b = make_class("B", {}, {{"__slots__", s("y")}});
  CHECK(text(try_class("C", {a, b})) == "TypeError: multiple bases have instance lay-out conflict");
}

TEST_CASE("slots: native ones are kept until a special method is overridden, and follow later changes") {
  Type* n = make_class("N", {&int_type});
  BinaryFn native_add = int_type.data->slots.binary[int(BinaryOp::Add)];
  CHECK((n->data->slots.binary[int(BinaryOp::Add)] == native_add));
  CHECK(text(binary(thread(), BinaryOp::Add, make(*n, {i(1)}), i(2))) == "3");
  CHECK(text(set(n, "__add__", native<answer_42>("__add__"))) == "ok");
  CHECK((n->data->slots.binary[int(BinaryOp::Add)] != native_add));
  CHECK(text(binary(thread(), BinaryOp::Add, make(*n, {i(1)}), i(2))) == "42");
  CHECK(text(del(n, "__add__")) == "ok");
  CHECK((n->data->slots.binary[int(BinaryOp::Add)] == native_add));
}

TEST_CASE("slots: a sequence's + and * are apart from a number's; an override moves them there") {
  const Slots& of_list = list_type.data->slots;
  CHECK((of_list.concat && of_list.repeat && of_list.in_place_concat && of_list.in_place_repeat));
  CHECK((!of_list.binary[int(BinaryOp::Add)] && !of_list.binary[int(BinaryOp::Mul)]));
  Type* l = make_class("L", {&list_type});
  const Slots& slots = l->data->slots;
  CHECK((slots.concat == of_list.concat && slots.repeat == of_list.repeat));
  CHECK((!slots.binary[int(BinaryOp::Add)] && !slots.in_place[int(BinaryOp::Mul)]));
  CHECK(text(set(l, "__radd__", native<say_right>("__radd__"))) == "ok");
  CHECK((slots.concat == of_list.concat && slots.binary[int(BinaryOp::Add)]));
  CHECK(text(set(l, "__add__", native<say_left>("__add__"))) == "ok");
  CHECK(!slots.concat);
  CHECK(text(del(l, "__add__")) == "ok");
  CHECK(text(del(l, "__radd__")) == "ok");
  CHECK((slots.concat == of_list.concat && !slots.binary[int(BinaryOp::Add)]));
  CHECK(text(set(l, "__rmul__", native<say_right>("__rmul__"))) == "ok");
  CHECK((!slots.repeat && slots.binary[int(BinaryOp::Mul)] && slots.in_place_repeat == of_list.in_place_repeat));
}

TEST_CASE("operators: reflected method of a subclass comes first, then left, then right") {
  Type* base =
      make_class("Base", {}, {{"__add__", native<say_left>("__add__")}, {"__radd__", native<say_left>("__radd__")}});
  Type* derived = make_class("Derived", {base}, {{"__radd__", native<say_right>("__radd__")}});
  Type* silent = make_class("Silent", {}, {{"__add__", native<decline>("__add__")}});
  Object *b = make(*base), *d = make(*derived), *q = make(*silent);
  CHECK(text(binary(thread(), BinaryOp::Add, b, b)) == "'left'");
  CHECK(text(binary(thread(), BinaryOp::Add, b, d)) == "'right'");
  CHECK(text(binary(thread(), BinaryOp::Add, q, d)) == "'right'");
  CHECK(text(binary(thread(), BinaryOp::Add, i(1), d)) == "'right'");
  CHECK(text(binary(thread(), BinaryOp::Add, q, i(1))) ==
        "TypeError: unsupported operand type(s) for +: 'Silent' and 'int'");
  CHECK(text(in_place(thread(), BinaryOp::Sub, q, i(1))) ==
        "TypeError: unsupported operand type(s) for -=: 'Silent' and 'int'");
  CHECK(text(binary(thread(), BinaryOp::Add, list({}), i(1))) ==
        "TypeError: can only concatenate list (not \"int\") to list");
  CHECK(text(binary(thread(), BinaryOp::Mul, list({}), s("a"))) ==
        "TypeError: can't multiply sequence by non-int of type 'str'");
}

TEST_CASE("__eq__ without __hash__ makes instances unhashable") {
  Type* c = make_class("C", {}, {{"__eq__", native<decline>("__eq__")}});
  Result<ssize> h = hash(thread(), make(*c));
  CHECK(h.failed());
  CHECK(take_error() == "TypeError: unhashable type: 'C'");
  CHECK(text(get(c, "__hash__")) == "None");
}

TEST_CASE("__getattr__: asked for what is missing only") {
  Type* c = make_class("C", {}, {{"__getattr__", native<return_name>("__getattr__")}, {"x", i(1)}});
  Object* o = make(*c);
  CHECK(text(get(o, "x")) == "1");
  CHECK(text(get(o, "y")) == "'<y>'");
  CHECK(c->data->has_getattr_hook);
  Type* d = make_class("D", {c}, {{"__getattribute__", native<return_first>("__getattribute__")}});
  CHECK(d->data->overrides_get_attribute);
  CHECK(text(get(make(*d), "x")) == "'x'");
}

TEST_CASE("object(): arguments nobody takes") {
  Type* c = make_class("C");
  CHECK(text(make(*c, {i(1)})) == "TypeError: C() takes no arguments");
  CHECK(text(make(object_type, {i(1)})) == "TypeError: object() takes no arguments");
  CHECK(text(call_method(thread(), &object_type, intern("__new__"), Args{})) ==
        "TypeError: object.__new__(): not enough arguments");
  Object* int_class = &int_type;
  CHECK(text(call_method(thread(), &object_type, intern("__new__"), Args{&int_class, 1})) ==
        "TypeError: object.__new__(int) is not safe, use int.__new__()");
}

TEST_CASE("__class__ assignment: between classes of the same layout; attributes come along") {
  Type *a = make_class("A"), *b = make_class("B", {}, {{"y", i(2)}});
  Object* o = make(*a);
  CHECK(text(set(o, "x", i(1))) == "ok");
  CHECK(text(set(o, "__class__", b)) == "ok");
  CHECK(o->cls == b);
  CHECK(text(get(o, "x")) == "1");
  CHECK(text(get(o, "y")) == "2");
  CHECK(text(set(o, "__class__", &int_type)) ==
        "TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses");
  Type* slotted = make_class("S", {}, {{"__slots__", s("q")}});
  CHECK(text(set(o, "__class__", slotted)) == "TypeError: __class__ assignment: 'S' object layout differs from 'B'");
}

TEST_CASE("__bases__ assignment: the MROs of subclasses follow") {
  Type *a = make_class("A", {}, {{"x", i(1)}}), *b = make_class("B", {}, {{"x", i(2)}});
  Type* c = make_class("C", {a});
  Type* d = make_class("D", {c});
  Object* o = make(*d);
  CHECK(text(get(o, "x")) == "1");
  CHECK(text(set(c, "__bases__", tuple({b}))) == "ok");
  CHECK(text(get(o, "x")) == "2");
  CHECK(is_subtype(d, b));
  CHECK(text(set(b, "__bases__", tuple({d}))) == "TypeError: a __bases__ item causes an inheritance cycle");
}

TEST_CASE("super: the next class in the MRO of the object's class") {
  Type* a = make_class("A", {}, {{"f", native<say_left>("f")}});
  Type* b = make_class("B", {a}, {{"f", native<say_right>("f")}});
  Object* o = make(*b);
  CHECK(text(call_method(thread(), o, "f")) == "'right'");
  Object* above = make(super_type, {b, o});
  CHECK(text(call_method(thread(), above, "f")) == "'left'");
  CHECK(text(super_lookup(thread(), a, o, intern("f"))) == "missing");
  CHECK(text(make(super_type, {b, i(1)})) == "TypeError: super(type, obj): obj must be an instance or subtype of type");
}

TEST_CASE("__subclasses__: the direct ones, in order of creation") {
  Type* a = make_class("A");
  std::string expected = "[";
  for (int n = 0; n < 9; n++) {
    Type* each = make_class("B", {a});
    make_class("C", {each});
    expected += (n ? ", " : "") + text(each);
  }
  CHECK(text(call_method(thread(), a, "__subclasses__")) == expected + "]");
}

TEST_CASE("isinstance: tuples, wrong second arguments") {
  CHECK(is_instance_of(thread(), i(1), tuple({&str_type, tuple({&int_type})})) == Truth::True);
  CHECK(is_instance_of(thread(), py_true(), &int_type) == Truth::True);
  CHECK(is_subclass_of(thread(), &bool_type, &int_type) == Truth::True);
  CHECK(text(is_instance_of(thread(), i(1), i(2))) ==
        "TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union");
  CHECK(text(is_subclass_of(thread(), i(1), &int_type)) == "TypeError: issubclass() arg 1 must be a class");
}

TEST_CASE("list[int] and int | None") {
  Object* alias = get_item(thread(), &list_type, &int_type);
  CHECK(text(alias) == "list[int]");
  CHECK(text(get_item(thread(), &dict_type, tuple({&str_type, alias}))) == "dict[str, list[int]]");
  CHECK(text(call(thread(), alias)) == "[]");
  CHECK(text(get_item(thread(), &int_type, i(1))) == "TypeError: type 'int' is not subscriptable");
  Object* either = binary(thread(), BinaryOp::Or, &int_type, none());
  CHECK(text(either) == "int | None");
  CHECK(text(binary(thread(), BinaryOp::Or, either, &int_type)) == "int | None");
  CHECK(text(binary(thread(), BinaryOp::Or, none(), alias)) == "None | list[int]");
  CHECK(is_instance_of(thread(), none(), either) == Truth::True);
  CHECK(is_instance_of(thread(), s("x"), either) == Truth::False);
  CHECK(text(binary(thread(), BinaryOp::Or, &int_type, i(1))) ==
        "TypeError: unsupported operand type(s) for |: 'type' and 'int'");
}

}  // TEST_SUITE("class")
}  // namespace sidewinder
