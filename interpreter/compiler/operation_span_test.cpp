#include "interpreter/compiler/operation_span.h"

#include <string>

#include <doctest/doctest.h>

using sidewinder::operation_span;

namespace {
std::string operation_in(const std::string& text) {
  auto span = operation_span(text);
  return span ? text.substr(span->begin, span->end - span->begin) : "none";
}
}  // namespace

TEST_CASE("the operation in an expression's text") {
  CHECK(operation_in("a + b") == "+");
  CHECK(operation_in("a**b*c // d") == "//");
  CHECK(operation_in("x[0][i + 1]") == "[i + 1]");
  CHECK(operation_in("f(a + b)") == "none");
  CHECK(operation_in("a.b") == "none");
  CHECK(operation_in("a + b and c") == "none");
  CHECK(operation_in("x = 3") == "none");
  CHECK(operation_in("") == "none");
}
