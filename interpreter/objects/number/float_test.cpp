// What CPython 3.11 gives for each of these.
#include "interpreter/objects/number/float.h"

#include "interpreter/objects/text/bytes.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Object* b(std::string_view bytes) { return thread(), new_bytes(bytes); }

}  // namespace

TEST_SUITE("float") {
TEST_CASE("repr: the shortest text that reads back") {
  CHECK(text(f(0.1)) == "0.1");
  CHECK(text(f(1e+16)) == "1e+16");
  CHECK(text(f(9999999999999998.0)) == "9999999999999998.0");
  CHECK(text(f(1.2345678901234568e+17)) == "1.2345678901234568e+17");
  CHECK(text(f(1e-05)) == "1e-05");
  CHECK(text(f(0.0001)) == "0.0001");
  CHECK(text(f(1e+22)) == "1e+22");
  CHECK(text(f(1.7976931348623157e+308)) == "1.7976931348623157e+308");
  CHECK(text(f(5e-324)) == "5e-324");
  CHECK(text(f(2.5)) == "2.5");
  CHECK(text(f(1e+100)) == "1e+100");
  CHECK(text(make(float_type, {s("-0")})) == "-0.0");
  CHECK(text(make(float_type, {s("nan")})) == "nan");
  CHECK(text(make(float_type, {s("-inf")})) == "-inf");
}

TEST_CASE("text: what float() reads") {
  CHECK(text(make(float_type, {s("  -12.5e-3\n")})) == "-0.0125");
  CHECK(text(make(float_type, {s("1_000.5")})) == "1000.5");
  CHECK(text(make(float_type, {s("1__0")})) == "ValueError: could not convert string to float: '1__0'");
  CHECK(text(make(float_type, {s(".5")})) == "0.5");
  CHECK(text(make(float_type, {s("5.")})) == "5.0");
  CHECK(text(make(float_type, {s(".")})) == "ValueError: could not convert string to float: '.'");
  CHECK(text(make(float_type, {s("1e")})) == "ValueError: could not convert string to float: '1e'");
  CHECK(text(make(float_type, {s("Infinity")})) == "inf");
  CHECK(text(make(float_type, {s("infinit")})) == "ValueError: could not convert string to float: 'infinit'");
  CHECK(text(make(float_type, {s("1e400")})) == "inf");
  CHECK(text(make(float_type, {s("-1e-400")})) == "-0.0");
  CHECK(text(make(float_type, {s("1e99999999999999999999")})) == "inf");
  CHECK(text(make(float_type, {s("0e99999999999999999999")})) == "0.0");
  CHECK(text(make(float_type, {s("٣.٥")})) == "3.5");
  CHECK(text(make(float_type, {s("0x1")})) == "ValueError: could not convert string to float: '0x1'");
  CHECK(text(make(float_type, {b("1.5")})) == "1.5");
  CHECK(text(make(float_type, {list({})})) ==
        "TypeError: float() argument must be a string or a real number, not 'list'");
}

TEST_CASE("operators: floor division, remainder, power") {
  CHECK(text(op(f(7.5), BinaryOp::FloorDiv, i(2))) == "3.0");
  CHECK(text(op(f(-7.5), BinaryOp::FloorDiv, i(2))) == "-4.0");
  CHECK(text(op(f(-7.5), BinaryOp::Mod, i(2))) == "0.5");
  CHECK(text(op(f(7.5), BinaryOp::Mod, i(-2))) == "-0.5");
  CHECK(text(op(f(-7.5), BinaryOp::DivMod, i(2))) == "(-4.0, 0.5)");
  CHECK(text(op(f(5.0), BinaryOp::FloorDiv, f(-1e-07))) == "-50000001.0");
  CHECK(text(op(f(-1.0), BinaryOp::FloorDiv, make(float_type, {s("inf")}))) == "-1.0");
  CHECK(text(op(i(-1), BinaryOp::Mod, make(float_type, {s("inf")}))) == "inf");
  CHECK(text(op(make(float_type, {s("inf")}), BinaryOp::Mod, i(1))) == "nan");
  CHECK(text(op(i(2), BinaryOp::Pow, f(0.5))) == "1.4142135623730951");
  CHECK(text(op(f(-8.0), BinaryOp::Pow, op(i(1), BinaryOp::TrueDiv, i(3)))) ==
        "(1.0000000000000002+1.7320508075688772j)");
  CHECK(text(op(f(0.0), BinaryOp::Pow, i(-1))) == "ZeroDivisionError: 0.0 cannot be raised to a negative power");
  CHECK(text(op(f(2.0), BinaryOp::Pow, i(1000000))) == "OverflowError: (34, 'Numerical result out of range')");
  CHECK(text(op(f(1.0), BinaryOp::TrueDiv, i(0))) == "ZeroDivisionError: float division by zero");
  CHECK(text(op(f(1.0), BinaryOp::FloorDiv, i(0))) == "ZeroDivisionError: float floor division by zero");
  CHECK(text(op(f(1.0), BinaryOp::Mod, i(0))) == "ZeroDivisionError: float modulo");
  CHECK(text(op(f(1.0), BinaryOp::DivMod, f(0.0))) == "ZeroDivisionError: float divmod()");
}

TEST_CASE("round: correctly at any place, halves to even") {
  CHECK(text(method(f(2.5), "__round__", {})) == "2");
  CHECK(text(method(f(-0.5), "__round__", {})) == "0");
  CHECK(text(method(f(1e+22), "__round__", {})) == "10000000000000000000000");
  CHECK(text(method(f(2.675), "__round__", {i(2)})) == "2.67");
  CHECK(text(method(f(0.05), "__round__", {i(1)})) == "0.1");
  CHECK(text(method(f(1234.5678), "__round__", {i(-2)})) == "1200.0");
  CHECK(text(method(f(25.0), "__round__", {i(-1)})) == "20.0");
  CHECK(text(method(f(5.5), "__round__", {i(-1)})) == "10.0");
  CHECK(text(method(f(1e+300), "__round__", {i(-301)})) == "0.0");
  CHECK(text(method(f(5e-324), "__round__", {i(400)})) == "5e-324");
  CHECK(text(method(f(1.7e+308), "__round__", {i(-308)})) == "OverflowError: rounded value too large to represent");
  CHECK(text(method(make(float_type, {s("inf")}), "__round__", {})) ==
        "OverflowError: cannot convert float infinity to integer");
  CHECK(text(method(make(float_type, {s("nan")}), "__round__", {})) ==
        "ValueError: cannot convert float NaN to integer");
  CHECK(text(method(f(1.5), "__round__", {s("a")})) == "TypeError: 'str' object cannot be interpreted as an integer");
}

TEST_CASE("hex: both ways, rounding what is too long") {
  CHECK(text(method(f(1.0), "hex")) == "'0x1.0000000000000p+0'");
  CHECK(text(method(f(-0.1), "hex")) == "'-0x1.999999999999ap-4'");
  CHECK(text(method(f(5e-324), "hex")) == "'0x0.0000000000001p-1022'");
  CHECK(text(method(&float_type, "fromhex", {s("  -0x1.8p3 ")})) == "-12.0");
  CHECK(text(method(&float_type, "fromhex", {s("0x1.00000000000008p0")})) == "1.0");
  CHECK(text(method(&float_type, "fromhex", {s("0x1.00000000000018p0")})) == "1.0000000000000004");
  CHECK(text(method(&float_type, "fromhex", {s("0x1p-1075")})) == "0.0");
  CHECK(text(method(&float_type, "fromhex", {s("0x1.8p-1075")})) == "5e-324");
  CHECK(text(method(&float_type, "fromhex", {s("0x1.fffffffffffff8p1023")})) ==
        "OverflowError: hexadecimal value too large to represent as a float");
  CHECK(text(method(&float_type, "fromhex", {s("0x")})) == "ValueError: invalid hexadecimal floating-point string");
}

TEST_CASE("methods") {
  CHECK(text(method(f(0.75), "as_integer_ratio")) == "(3, 4)");
  CHECK(text(method(f(-1e+20), "as_integer_ratio")) == "(-100000000000000000000, 1)");
  CHECK(text(method(f(5e-324), "is_integer")) == "False");
  CHECK(text(method(f(2.0), "is_integer")) == "True");
  CHECK(text(method(f(-1.5), "__floor__")) == "-2");
  CHECK(text(method(f(-1.5), "__ceil__")) == "-1");
  CHECK(text(method(f(1e+20), "__trunc__")) == "100000000000000000000");
}
}  // TEST_SUITE("float")
