// What CPython 3.11 gives for each of these.
#include "interpreter/objects/number/float.h"

#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Object* c(double real, double imag) { return thread(), new_complex(real, imag); }

}  // namespace

TEST_SUITE("complex") {
TEST_CASE("operators") {
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Mul, op(i(3), BinaryOp::Sub, c(0.0, 1.0)))) ==
        "(5+5j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::TrueDiv, op(i(3), BinaryOp::Sub, c(0.0, 1.0)))) ==
        "(0.1+0.7000000000000001j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::TrueDiv, op(i(1), BinaryOp::Sub, c(0.0, 3.0)))) ==
        "(-0.5+0.49999999999999994j)");
  CHECK(text(op(i(1), BinaryOp::TrueDiv, op(f(1e-300), BinaryOp::Add, c(0.0, 1e-300)))) ==
        "(4.9999999999999995e+299-4.9999999999999995e+299j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Sub, i(1))) == "2j");
  CHECK(text(op(i(1), BinaryOp::Sub, op(i(1), BinaryOp::Add, c(0.0, 2.0)))) == "-2j");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Pow, i(2))) == "(-3+4j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Pow, i(-3))) == "(-0.08800000000000001+0.016j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Pow, f(0.5))) ==
        "(1.272019649514069+0.7861513777574233j)");
  CHECK(text(op(op(i(1), BinaryOp::Add, c(0.0, 2.0)), BinaryOp::Pow, op(i(2), BinaryOp::Sub, c(0.0, 1.0)))) ==
        "(2.428447747683073+14.93241486964456j)");
  CHECK(text(absolute(thread(), op(i(3), BinaryOp::Add, c(0.0, 4.0)))) == "5.0");
  CHECK(text(absolute(thread(), op(f(1.5e+308), BinaryOp::Add, c(0.0, 1.5e+308)))) ==
        "OverflowError: absolute value too large");
  CHECK(text(op(c(0.0, 1.0), BinaryOp::TrueDiv, i(0))) == "ZeroDivisionError: complex division by zero");
  CHECK(text(op(c(0.0, 0.0), BinaryOp::Pow, i(-1))) == "ZeroDivisionError: 0.0 to a negative or complex power");
  CHECK(text(op(c(0.0, 1.0), BinaryOp::FloorDiv, i(2))) ==
        "TypeError: unsupported operand type(s) for //: 'complex' and 'int'");
  CHECK(text(compare(thread(), c(0.0, 1.0), i(2), CompareOp::Lt)) ==
        "TypeError: '<' not supported between instances of 'complex' and 'int'");
  CHECK(text(compare(thread(), op(i(1), BinaryOp::Add, c(0.0, 0.0)), i(1), CompareOp::Eq)) == "True");
  CHECK(text(compare(thread(), op(i(9007199254740992), BinaryOp::Add, c(0.0, 0.0)), i(9007199254740993),
                     CompareOp::Eq)) == "False");
}

TEST_CASE("text") {
  CHECK(text(make(complex_type, {s("1-2j")})) == "(1-2j)");
  CHECK(text(make(complex_type, {s("  ( -j ) ")})) == "-1j");
  CHECK(text(make(complex_type, {s("1_0+1_0j")})) == "(10+10j)");
  CHECK(text(make(complex_type, {s("nan+infj")})) == "(nan+infj)");
  CHECK(text(make(complex_type, {s("1 + 2j")})) == "ValueError: complex() arg is a malformed string");
  CHECK(text(make(complex_type, {s("1+")})) == "ValueError: complex() arg is a malformed string");
  CHECK(text(make(complex_type, {s("++1j")})) == "ValueError: complex() arg is a malformed string");
  CHECK(text(make(complex_type, {s("a")})) == "ValueError: complex() arg is a malformed string");
  CHECK(text(make(complex_type, {s("1"), s("2")})) ==
        "TypeError: complex() can't take second arg if first is a string");
  CHECK(text(make(complex_type, {i(1), s("2")})) == "TypeError: complex() second arg can't be a string");
  CHECK(text(make(complex_type, {list({})})) ==
        "TypeError: complex() first argument must be a string or a number, not 'list'");
  CHECK(text(make(complex_type, {c(0.0, 1.0), c(0.0, 1.0)})) == "(-1+1j)");
  CHECK(text(make(complex_type, {f(1.5), i(2)})) == "(1.5+2j)");
}
}  // TEST_SUITE("complex")
