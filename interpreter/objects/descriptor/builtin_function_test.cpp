#include "interpreter/objects/descriptor/builtin_function.h"

#include "interpreter/testing/interp.h"
#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

namespace {

Object* self_and_first(Thread&, Object* self, Args args) {
  return tuple({self ? self : none(), args.count ? args[0] : none()});
}
const NativeMethod kRow{"look", self_and_first, MethodKind::Instance, "look($self, x)\n--\n\nLooks at x."};
const NativeMethod kBare{"bare", self_and_first};

}  // namespace

TEST_SUITE("builtin_function") {

TEST_CASE("a call passes self and the arguments on") {
  Thread& t = thread();
  BuiltinFunction* bound = new_builtin_function(t, &kRow, i(5));
  CHECK(bound->self != nullptr);
  CHECK(bound->module == nullptr);
  CHECK(text(call(t, bound, s("x"))) == "(5, 'x')");
  CHECK(text(call(t, new_builtin_function(t, &kRow, nullptr), s("x"))) == "(None, 'x')");
}

TEST_CASE("repr and names: bound or not") {
  Thread& t = thread();
  CHECK(text(new_builtin_function(t, &kRow, nullptr)) == "<built-in function look>");
  CHECK(text(new_builtin_function(t, &kRow, i(5))).starts_with("<built-in method look of int object at 0x"));
  CHECK(text(get(new_builtin_function(t, &kRow, i(5)), "__qualname__")) == "'int.look'");
  CHECK(text(get(new_builtin_function(t, &kRow, &int_type), "__qualname__")) == "'int.look'");
  CHECK(text(get(new_builtin_function(t, &kRow, nullptr), "__qualname__")) == "'look'");
  CHECK(text(get(new_builtin_function(t, &kRow, nullptr), "__self__")) == "None");
  CHECK(text(get(new_builtin_function(t, &kRow, nullptr, s("mod")), "__module__")) == "'mod'");
}

TEST_CASE("documentation: the signature is apart from the text") {
  CHECK(text(doc_without_signature("look", kRow.doc)) == "'Looks at x.'");
  CHECK(text(text_signature("look", kRow.doc)) == "'($self, x)'");
  CHECK(text(doc_without_signature("mod.look", kRow.doc)) == "'Looks at x.'");
  CHECK(text(text_signature("other", kRow.doc)) == "None");
  CHECK(text(doc_without_signature("other", "plain")) == "'plain'");
  CHECK(text(doc_without_signature("look", "look(x) -> y\n\nno signature")) == "'look(x) -> y\\n\\nno signature'");
  CHECK(text(text_signature("look", "look(x) -> y")) == "None");
  CHECK(text(doc_without_signature("look", nullptr)) == "None");
  CHECK(text(get(new_builtin_function(thread(), &kBare, nullptr), "__doc__")) == "None");
}

TEST_CASE("equality: one function of one object") {
  Thread& t = thread();
  Object *a = list({}), *b = list({});
  Object *x = new_builtin_function(t, &kRow, a), *y = new_builtin_function(t, &kRow, a);
  CHECK(x != y);
  CHECK(text(equal(t, x, y)) == "True");
  CHECK(hash(t, x).value == hash(t, y).value);
  CHECK(text(equal(t, x, new_builtin_function(t, &kRow, b))) == "False");
  CHECK(text(equal(t, x, i(1))) == "False");
  CHECK(text(compare(t, x, y, CompareOp::Ne)) == "False");
}

TEST_CASE("from Python: attributes") {
  Interp py;
  CHECK(py.eval_repr("len.__name__, len.__qualname__, len.__module__, [].append.__module__") ==
        "('len', 'len', 'builtins', None)");
  CHECK(py.eval_repr("[].append.__qualname__, dict.fromkeys.__qualname__, [].append.__self__") ==
        "('list.append', 'dict.fromkeys', [])");
  CHECK(py.eval_repr("dict.fromkeys.__self__, len.__self__.__name__, type(len).__name__") ==
        "(<class 'dict'>, 'builtins', 'builtin_function_or_method')");
  CHECK(py.raises("len.x = 1", "AttributeError", "'builtin_function_or_method' object has no attribute 'x'"));
  CHECK(py.raises("len.__name__ = 'x'", "AttributeError",
                  "attribute '__name__' of 'builtin_function_or_method' objects is not writable"));
  CHECK(py.raises("type(len)()", "TypeError", "cannot create 'builtin_function_or_method' instances"));
  CHECK(py.raises("len < len", "TypeError"));
}

TEST_CASE("pickling: by name, a bound one through getattr") {
  Interp py;
  REQUIRE(py.run("l = []\n"));
  CHECK(py.eval_repr("len.__reduce__(), l.append.__reduce__()") ==
        "('len', (<built-in function getattr>, ([], 'append')))");
}

TEST_CASE("binding: a native method of an instance is a new object each time") {
  Interp py;
  REQUIRE(py.run("l = []\na = l.append\na(1)\n"));
  CHECK(py.eval_repr("l, a is l.append, a == l.append, a == [].append") == "([1], False, True, False)");
  CHECK(py.eval_repr("{a: 1}[l.append]") == "1");
}
}  // TEST_SUITE("builtin_function")

}  // namespace sidewinder
