#include "interpreter/objects/core/args.h"

#include <algorithm>
#include <cstring>

#include "tests/unit/objects.h"

namespace sidewinder {
using namespace testing;

namespace {

std::string bound(const char* parameters, std::initializer_list<Object*> values,
                  std::initializer_list<Object*> names = {}) {
  Object* out[24];
  ssize keywords = ssize(names.size());
  Args args{values.begin(), ssize(values.size()) - keywords, keywords ? tuple(names) : nullptr};
  Status status = args.bind(thread(), "f", parameters, out);
  if (status.failed()) return take_error();
  std::string shown;
  for (const char* p = parameters; *p;) {
    size_t n = std::strcspn(p, ",");
    if (*p != '/' && *p != '*') {
      Object* value = out[std::count(shown.begin(), shown.end(), ';')];
      shown += (value ? text(value) : "-") + ";";
    }
    p += n + (p[n] == ',');
  }
  return shown;
}

}  // namespace

TEST_SUITE("args") {

TEST_CASE("expect: CPython's words") {
  Object* two[] = {i(1), i(2)};
  CHECK(text(Args{two, 2}.expect(thread(), "pop", 0, 1)) == "TypeError: pop expected at most 1 argument, got 2");
  CHECK(text(Args{two, 1}.expect(thread(), "f", 2, 3)) == "TypeError: f expected at least 2 arguments, got 1");
  CHECK(text(Args{two, 2}.expect(thread(), "list.append", 1, 1)) ==
        "TypeError: list.append() takes exactly one argument (2 given)");
  CHECK(text(Args{two, 2}.expect(thread(), "list.clear", 0, 0)) ==
        "TypeError: list.clear() takes no arguments (2 given)");
  CHECK(text(Args{two, 1, tuple({s("a")})}.expect(thread(), "f", 1, 1)) == "TypeError: f() takes no keyword arguments");
}

TEST_CASE("bind: positions, names, defaults") {
  CHECK(bound("a,b=,*,c=", {i(1)}) == "1;-;-;");
  CHECK(bound("a,b=,*,c=", {i(1), i(2), i(3)}, {s("c")}) == "1;2;3;");
  CHECK(bound("a,b=", {i(2), i(1)}, {s("b"), s("a")}) == "1;2;");
}

TEST_CASE("bind: what is wrong") {
  CHECK(bound("a,b=", {}) == "TypeError: f() missing required argument 'a' (pos 1)");
  CHECK(bound("a,b=", {i(1), i(2)}, {s("x")}) == "TypeError: 'x' is an invalid keyword argument for f()");
  CHECK(bound("a,b=", {i(1), i(2)}, {s("a")}) == "TypeError: argument for f() given by name ('a') and position (1)");
  CHECK(bound("a,b=", {i(1), i(2), i(3)}) == "TypeError: f() takes at most 2 arguments (3 given)");
}

}  // TEST_SUITE("args")
}  // namespace sidewinder
