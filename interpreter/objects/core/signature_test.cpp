#include "interpreter/objects/core/signature.h"

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "tests/unit/objects.h"

namespace sidewinder {
using namespace testing;

namespace {

struct Box : Object {
  Object* first;
  ssize number;
  static Type* type() { return &object_type; }
};

// What the functions below were called with.
std::string seen;

Object* box_one(Thread&, Box&, Object* x) { return x; }
Status box_numbers(Thread&, Box*, ssize a, ssize b, double c) {
  seen = std::to_string(a) + " " + std::to_string(b) + " " + std::to_string(c);
  return Status::ok();
}
void box_named(const Box&, Object* a, Object* b, bool c, Optional<Str*> d) {
  seen = text(a) + " " + (b ? text(b) : "-") + (c ? " true" : " false") + (d ? " " + text(*d) : " -");
}
Object* box_rest(Thread&, Box&, Object*, Args rest, Object* last) { return rest.count ? rest[rest.count - 1] : last; }
ssize box_all(Box&, Object*, Args rest, Keywords keywords) { return rest.count * 10 + keywords.count(); }
bool box_text(Box&, Str* a, Str* b) { return a == b; }
Object* box_find(Box&, Object* part, Object*) { return part; }
Object* box_pair(Box&, Object* a, Object*) { return a; }
double box_twice(double x) { return 2 * x; }
Object* box_new(Thread&, Type& cls, Object* first) { return first == none() ? &cls : first; }
Object* box_of(Thread&, Type*, Object* first) { return first; }
Object* box_raw(Thread&, Object*, Args args) { return args.or_default(0, none()); }
ssize box_size(const Box& self) { return self.number; }
Object* box_content(Thread&, Box& self) { return self.first; }
Status box_set_content(Thread& t, Box& self, Object* value) {
  if (!value) return raise_type_error(t, "never empty");
  self.first = value;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/signature_test.def"
#define NATIVE_TYPE Box
#define NATIVE_PREFIX box
#define NATIVE_NAME "box"
#include "interpreter/objects/core/native_table.inc"

namespace {

const NativeMethod& row(std::string_view name) {
  const NativeMethod* m = box_method_rows;
  while (name != m->name) m++;
  return *m;
}

// What the method gives, or the error. The last of `values` belong to the keywords.
std::string result_of(const char* name, std::initializer_list<Object*> values,
                      std::initializer_list<Object*> names = {}) {
  Args args{values.begin(), ssize(values.size() - names.size()), names.size() ? tuple(names) : nullptr};
  seen.clear();
  Object* result = row(name).function(thread(), none(), args);
  if (!result) return take_error();
  return seen.empty() ? text(result) : seen;
}

consteval Signature read(const char* text) { return parse_signature("f", "m.f", text).signature; }

}  // namespace

TEST_SUITE("signature") {

TEST_CASE("parser: counts and the shape of the call") {
  static_assert(read("($self, /)").shape == CallShape::NoArguments);
  static_assert(read("()").count == 0);
  static_assert(read("($self, x, /)").shape == CallShape::One);
  static_assert(read("($module, x, y=1, /)").shape == CallShape::Positional);
  static_assert(read("($module, x, y=1, /)").required_positional == 1);
  static_assert(read("($module, *numbers)").shape == CallShape::Positional && read("($module, *numbers)").rest);
  static_assert(read("($self, /, a, b=(1, ')'), *, c, d=',')").shape == CallShape::Keywords);
  constexpr Signature s = read("($self, a, /, b=(1, ')'), *, c, d=',')");
  static_assert(s.count == 4 && s.positional == 2 && s.positional_only == 1 && s.required_positional == 1 &&
                s.required_keywords == 1);
  static constexpr ParsedSignature parsed = parse_signature("f", "f", "(a, b=(1, ')'), *, c=-1)");
  Signature whole = parsed.signature;
  whole.parameters = parsed.parameters;
  CHECK(whole.name(1) == "b");
  CHECK(whole.default_text(1) == "(1, ')')");
  CHECK(whole.default_text(2) == "-1");
  CHECK(!whole.is_optional(0));
}

TEST_CASE("literals of defaults are exact") {
  static_assert(Argument<double>::literal("1e-09") == 1e-09 && Argument<double>::literal("-0.25") == -0.25);
  static_assert(Argument<double>::literal("0.0") == 0 && Argument<double>::literal("12e3") == 12e3);
  static_assert(Argument<ssize>::literal("sys.maxsize") == PTRDIFF_MAX && Argument<int>::literal("-12") == -12);
  static_assert(Argument<bool>::literal("True") && !Argument<bool>::literal("False"));
  CHECK(Argument<Object*>::literal("None") == none());
  CHECK(text(Argument<Object*>::literal("-3")) == "-3");
  CHECK(Argument<Object*>::literal("<unrepresentable>") == nullptr);
}

TEST_CASE("rows: kind, shape and documentation") {
  CHECK(row("one").shape == CallShape::One);
  CHECK(row("one").doc == std::string_view("one($self, x, /)\n--\n\nGives x."));
  CHECK(row("twice").kind == MethodKind::Static);
  CHECK(row("one").intrinsic == Intrinsic::None);
  CHECK(row("numbers").intrinsic == Intrinsic::Len);
}

TEST_CASE("rows of the other kinds, and what the type declares") {
  constexpr TypeData d = [] {
    TypeData data{};
    box_declare(data);
    return data;
  }();
  CHECK(std::string_view(d.spec.doc) == "box(first=None, /)\n--\n\nA box.");
  CHECK(text(d.slots.create(thread(), &object_type, Args{})) == "<class 'object'>");
  Object* two[] = {i(1), i(2)};
  CHECK(text(d.slots.create(thread(), &object_type, Args{two, 2})) ==
        "TypeError: box expected at most 1 argument, got 2");
  CHECK(text(d.slots.create(thread(), &object_type, Args{two, 0, tuple({s("x")})})) ==
        "TypeError: box() takes no keyword arguments");
  CHECK(row("of").kind == MethodKind::Class);
  CHECK(text(row("of").function(thread(), &object_type, Args{two, 1})) == "1");
  CHECK(row("raw").shape == CallShape::Raw);
  CHECK(row("raw").doc == std::string_view("raw([x])"));
  Box box{{}, i(7), 3};
  CHECK(text(d.spec.getsets[0].get(thread(), &box)) == "3");
  CHECK(!d.spec.getsets[0].set);
  CHECK(d.spec.getsets[1].name == std::string_view("what"));
  CHECK(text(d.spec.getsets[1].set(thread(), &box, i(8))) == "ok");
  CHECK(text(d.spec.getsets[1].get(thread(), &box)) == "8");
  CHECK(text(d.spec.getsets[1].set(thread(), &box, nullptr)) == "TypeError: never empty");
  CHECK((d.spec.members[0].read_only && !d.spec.members[1].read_only && d.spec.members[2].name == nullptr));
  CHECK(d.spec.members[1].offset == int(offsetof(Box, number)));
}

TEST_CASE("by position: conversions and defaults") {
  CHECK(result_of("one", {i(5)}) == "5");
  CHECK(result_of("numbers", {i(5)}) == "5 -1 0.500000");
  CHECK(result_of("numbers", {i(5), i(6), i(7)}) == "5 6 7.000000");
  CHECK(result_of("named", {i(1)}) == "1 - false -");
  CHECK(result_of("named", {i(1), i(2), i(3), none()}) == "1 2 true -");
  CHECK(result_of("twice", {i(4)}) == "8.0");
}

TEST_CASE("counts: CPython's words for each shape") {
  CHECK(result_of("one", {}) == "TypeError: box.one() takes exactly one argument (0 given)");
  CHECK(result_of("numbers", {}) == "TypeError: numbers expected at least 1 argument, got 0");
  CHECK(result_of("numbers", {i(1), i(2), i(3), i(4)}) == "TypeError: numbers expected at most 3 arguments, got 4");
  CHECK(result_of("numbers", {i(1), i(2)}, {s("b")}) == "TypeError: box.numbers() takes no keyword arguments");
  CHECK(result_of("text", {s("a")}) == "TypeError: text expected 2 arguments, got 1");
}

TEST_CASE("counts: the words of PyArg_ParseTuple behind !!") {
  CHECK(row("find").doc == std::string_view("Finds."));
  CHECK(result_of("find", {i(1)}) == "1");
  CHECK(result_of("find", {}) == "TypeError: find() takes at least 1 argument (0 given)");
  CHECK(result_of("find", {i(1), i(2), i(3)}) == "TypeError: find() takes at most 2 arguments (3 given)");
  CHECK(result_of("find", {i(1)}, {s("part")}) == "TypeError: box.find() takes no keyword arguments");
  CHECK(result_of("pair", {i(1)}) == "TypeError: pair() takes exactly 2 arguments (1 given)");
}

TEST_CASE("keywords: found, unknown, twice, missing") {
  CHECK(result_of("named", {i(1), i(2)}, {s("b")}) == "1 2 false -");
  CHECK(result_of("named", {s("x"), i(2), i(1)}, {s("d"), s("b"), s("a")}) == "1 2 false 'x'");
  CHECK(result_of("named", {i(1), i(2)}, {s("z")}) == "TypeError: 'z' is an invalid keyword argument for named()");
  CHECK(result_of("named", {i(1), i(2)}, {s("a")}) ==
        "TypeError: argument for named() given by name ('a') and position (1)");
  CHECK(result_of("named", {i(2)}, {s("b")}) == "TypeError: named() missing required argument 'a' (pos 1)");
  CHECK(result_of("named", {i(1), i(2), i(3), i(4), i(5)}) == "TypeError: named() takes at most 4 arguments (5 given)");
}

TEST_CASE("conversions that fail name the argument") {
  CHECK(result_of("text", {s("a"), i(1)}) == "TypeError: text() argument 2 must be str, not int");
  CHECK(result_of("named", {i(1), i(2), i(3), i(4)}) == "TypeError: named() argument 'd' must be str or None, not int");
  CHECK(result_of("text", {none(), i(1)}) == "TypeError: text() argument 1 must be str, not None");
  CHECK(result_of("numbers", {s("a")}) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(result_of("numbers", {i(1), i(1), s("a")}) == "TypeError: must be real number, not str");
}

TEST_CASE("*args and **kwargs") {
  CHECK(result_of("rest", {i(1), i(2), i(3)}) == "3");
  CHECK(result_of("rest", {i(1)}) == "None");
  CHECK(result_of("rest", {i(1), i(9)}, {s("last")}) == "9");
  CHECK(result_of("rest", {i(1), i(9)}, {s("end")}) == "TypeError: 'end' is an invalid keyword argument for rest()");
  CHECK(result_of("all", {i(1), i(2), i(3), i(4)}, {s("x")}) == "21");
  CHECK(result_of("all", {i(4)}, {s("x")}) == "TypeError: all expected at least 1 argument, got 0");
}
}  // TEST_SUITE("signature")

}  // namespace sidewinder
