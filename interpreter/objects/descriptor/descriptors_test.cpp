// Methods, class methods, getsets and members in the dicts of native types.
#include "interpreter/objects/descriptor/descriptors.h"

#include "interpreter/objects/core/object.h"
#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

// A native layout with a field of each kind behind the head.
struct Fields : Object {
  Object *object, *or_none;
  ssize size;
  int number;
};
const NativeMember kObject{"object", MemberKind::Object, offsetof(Fields, object), false, "about it"};
const NativeMember kOrNone{"or_none", MemberKind::ObjectOrNone, offsetof(Fields, or_none), false, nullptr};
const NativeMember kSize{"size", MemberKind::Ssize, offsetof(Fields, size), false, nullptr};
const NativeMember kNumber{"number", MemberKind::Int, offsetof(Fields, number), false, nullptr};
const NativeMember kReadOnly{"locked", MemberKind::Object, offsetof(Fields, object), true, nullptr};

Object* say_class(Thread&, Object* self, Args args) { return tuple({self, args.count ? args[0] : none()}); }
Object* get_five(Thread&, Object*) { return i(5); }
Status set_nothing(Thread&, Object*, Object*) { return Status::ok(); }

struct Holder {
  Type* cls = make_class("Holder", {}, {{"__slots__", tuple({s("a"), s("b"), s("c"), s("d")})}});
  Object* o = make(*cls);

  std::string read(const NativeMember& member) {
    Object* d = new_member_descriptor(thread(), cls, &member);
    return text(slots_of(d).descriptor_get(thread(), d, o, cls));
  }
  std::string write(const NativeMember& member, Object* value) {
    Object* d = new_member_descriptor(thread(), cls, &member);
    return text(slots_of(d).descriptor_set(thread(), d, o, value));
  }
};

}  // namespace

TEST_SUITE("descriptors") {

TEST_CASE("members: an object field; empty is AttributeError, deleting empties it") {
  Holder h;
  CHECK(h.read(kObject) == "AttributeError: 'Holder' object has no attribute 'object'");
  CHECK(h.write(kObject, nullptr) == "AttributeError: object");
  CHECK(h.write(kObject, i(3)) == "ok");
  CHECK(h.read(kObject) == "3");
  CHECK(h.write(kObject, nullptr) == "ok");
  CHECK(static_cast<Fields*>(h.o)->object == nullptr);
}

TEST_CASE("members: object-or-None reads empty as None") {
  Holder h;
  CHECK(h.read(kOrNone) == "None");
  CHECK(h.write(kOrNone, s("x")) == "ok");
  CHECK(h.read(kOrNone) == "'x'");
  CHECK(h.write(kOrNone, nullptr) == "ok");
  CHECK(h.read(kOrNone) == "None");
}

TEST_CASE("members: numbers; only numbers go in, nothing is deleted") {
  Holder h;
  CHECK(h.read(kSize) == "0");
  CHECK(h.write(kSize, i(-7)) == "ok");
  CHECK(h.read(kSize) == "-7");
  CHECK(h.write(kNumber, i(9)) == "ok");
  CHECK(h.read(kNumber) == "9");
  CHECK(static_cast<Fields*>(h.o)->size == -7);
  CHECK(h.write(kSize, s("x")) == "TypeError: an integer is required");
  CHECK(h.write(kNumber, nullptr) == "TypeError: can't delete numeric/char attribute");
}

TEST_CASE("members: read-only ones, and objects of another class") {
  Holder h;
  CHECK(h.write(kReadOnly, i(1)) == "AttributeError: readonly attribute");
  CHECK(h.write(kReadOnly, nullptr) == "AttributeError: readonly attribute");
  Object* d = new_member_descriptor(thread(), h.cls, &kObject);
  CHECK(text(slots_of(d).descriptor_get(thread(), d, i(1), &int_type)) ==
        "TypeError: descriptor 'object' for 'Holder' objects doesn't apply to a 'int' object");
  CHECK(slots_of(d).descriptor_get(thread(), d, nullptr, h.cls) == d);
  CHECK(text(d) == "<member 'object' of 'Holder' objects>");
  CHECK(text(get(d, "__doc__")) == "'about it'");
  CHECK(text(get(d, "__qualname__")) == "'Holder.object'");
}

TEST_CASE("member_get: missing, not an error, for an empty field") {
  Holder h;
  auto* d = cast<MemberDescriptor>(new_member_descriptor(thread(), h.cls, &kObject));
  CHECK(text(member_get(thread(), d, h.o)) == "missing");
  CHECK_FALSE(is_pending(thread()));
}

TEST_CASE("slots: new_slot_member is an object field at its offset") {
  Holder h;
  auto* d = cast<MemberDescriptor>(new_slot_member(thread(), h.cls, intern("q"), offsetof(Fields, or_none)));
  CHECK(text(slots_of(d).descriptor_set(thread(), d, h.o, i(1))) == "ok");
  CHECK(text(static_cast<Fields*>(h.o)->or_none) == "1");
  CHECK(text(d) == "<member 'q' of 'Holder' objects>");
}

TEST_CASE("getsets: a half that is missing raises") {
  static const NativeGetSet kWriteOnly{"w", nullptr, set_nothing, nullptr}, kReadable{"r", get_five, nullptr, "five"};
  Holder h;
  Thread& t = thread();
  Object* w = new_getset_descriptor(t, h.cls, &kWriteOnly);
  Object* r = new_getset_descriptor(t, h.cls, &kReadable);
  CHECK(text(slots_of(r).descriptor_get(t, r, h.o, h.cls)) == "5");
  CHECK(text(slots_of(r).descriptor_set(t, r, h.o, i(1))) ==
        "AttributeError: attribute 'r' of 'Holder' objects is not writable");
  CHECK(text(slots_of(w).descriptor_get(t, w, h.o, h.cls)) ==
        "AttributeError: attribute 'w' of 'Holder' objects is not readable");
  CHECK(text(slots_of(w).descriptor_set(t, w, h.o, i(1))) == "ok");
  CHECK(text(r) == "<attribute 'r' of 'Holder' objects>");
  CHECK(text(get(r, "__doc__")) == "'five'");
  CHECK(slots_of(r).descriptor_get(t, r, nullptr, h.cls) == r);
}

TEST_CASE("methods: by kind an instance's, a class's or nobody's") {
  static const NativeMethod kInstance{"f", say_class}, kClass{"g", say_class, MethodKind::Class},
      kStatic{"h", say_class, MethodKind::Static};
  Thread& t = thread();
  Type* c = make_class("C");
  Object* o = make(*c);
  Object* f = new_method_descriptor(t, c, &kInstance);
  Object* g = new_method_descriptor(t, c, &kClass);
  Object* h = new_method_descriptor(t, c, &kStatic);
  CHECK(is_exact<MethodDescriptor>(f));
  CHECK(is_exact<ClassMethodDescriptor>(g));
  CHECK(text(h->cls) == "<class 'staticmethod'>");
  CHECK(text(call(t, slots_of(f).descriptor_get(t, f, o, c), i(1))) == text(tuple({o, i(1)})));
  CHECK(text(call(t, slots_of(g).descriptor_get(t, g, o, c), i(1))) == text(tuple({c, i(1)})));
  CHECK(text(call(t, g, c, i(2))) == text(tuple({c, i(2)})));
  CHECK(text(call(t, f, o, i(2))) == text(tuple({o, i(2)})));
}

TEST_CASE("methods: calls of the unbound ones are checked") {
  Interp py;
  CHECK(py.raises("list.append()", "TypeError", "unbound method list.append() needs an argument"));
  CHECK(py.raises("list.append(1, 2)", "TypeError",
                  "descriptor 'append' for 'list' objects doesn't apply to a 'int' object"));
  CHECK(py.raises("str.join.__get__(1)", "TypeError",
                  "descriptor 'join' for 'str' objects doesn't apply to a 'int' object"));
  REQUIRE(py.run("d = dict.__dict__['fromkeys']\nclass D(dict): pass\n"));
  CHECK(py.raises("d()", "TypeError", "descriptor 'fromkeys' of 'dict' object needs an argument"));
  CHECK(py.raises("d(1)", "TypeError", "descriptor 'fromkeys' for type 'dict' needs a type, not a 'int' as arg 2"));
  CHECK(py.raises("d(int)", "TypeError", "descriptor 'fromkeys' requires a subtype of 'dict' but received 'int'"));
  CHECK(py.eval_repr("d(dict, 'a'), type(d(D, 'a')).__name__, D().fromkeys('b')") == "({'a': None}, 'D', {'b': None})");
  CHECK(py.eval_repr("list.append.__get__(None, list) is list.append") == "True");
}

TEST_CASE("as objects: repr, names, owner, signature") {
  Interp py;
  CHECK(py.eval_repr("list.append, dict.__dict__['fromkeys']") ==
        "(<method 'append' of 'list' objects>, <method 'fromkeys' of 'dict' objects>)");
  CHECK(py.eval_repr("list.append.__name__, list.append.__qualname__, list.append.__objclass__") ==
        "('append', 'list.append', <class 'list'>)");
  CHECK(
      py.eval_repr("list.pop.__text_signature__, type(list.pop).__name__, type(dict.__dict__['fromkeys']).__name__") ==
      "('($self, index=-1, /)', 'method_descriptor', 'classmethod_descriptor')");
  CHECK(py.eval_repr("int.real, int.real.__name__, int.real.__objclass__, int.real.__qualname__") ==
        "(<attribute 'real' of 'int' objects>, 'real', <class 'int'>, 'int.real')");
  CHECK(py.eval_repr("type(int.real).__name__, slice.start, type(slice.start).__name__") ==
        "('getset_descriptor', <member 'start' of 'slice' objects>, 'member_descriptor')");
  CHECK(py.raises("list.append.__name__ = 'x'", "AttributeError", "readonly attribute"));
  CHECK(py.raises("type(list.append)()", "TypeError", "cannot create 'method_descriptor' instances"));
  CHECK(py.raises("(1).real = 2", "AttributeError", "attribute 'real' of 'int' objects is not writable"));
}
}  // TEST_SUITE("descriptors")

}  // namespace sidewinder
