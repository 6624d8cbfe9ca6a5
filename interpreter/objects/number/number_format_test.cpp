// What CPython 3.11 gives for each of these.
#include "interpreter/objects/number/number_format.h"

#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Object* c(double real, double imag) { return thread(), new_complex(real, imag); }

}  // namespace

TEST_SUITE("number_format") {
TEST_CASE("int: fill, align, sign, grouping, bases") {
  CHECK(text(format(thread(), i(1234567), s(","))) == "'1,234,567'");
  CHECK(text(format(thread(), i(1234), s("010,"))) == "'00,001,234'");
  CHECK(text(format(thread(), i(123), s("06,"))) == "'00,123'");
  CHECK(text(format(thread(), i(-1234), s("+#012_x"))) == "'-0x0000_04d2'");
  CHECK(text(format(thread(), i(1234567), s("_b"))) == "'1_0010_1101_0110_1000_0111'");
  CHECK(text(format(thread(), i(255), s("#06X"))) == "'0X00FF'");
  CHECK(text(format(thread(), i(12), s("^+9"))) == "'   +12   '");
  CHECK(text(format(thread(), i(1234), s("=+#12_x"))) == "'+0x      4d2'");
  CHECK(text(format(thread(), i(2), s("€^5c"))) == "'€€\\x02€€'");
  CHECK(text(format(thread(), i(8364), s("5c"))) == "'    €'");
  CHECK(text(format(thread(), py_true(), s("5"))) == "'    1'");
  CHECK(text(format(thread(), i(10), s(".1f"))) == "'10.0'");
  CHECK(text(format(thread(), i(10), s("%"))) == "'1000.000000%'");
  CHECK(text(format(thread(), i(3), s(".x"))) == "ValueError: Format specifier missing precision");
  CHECK(text(format(thread(), i(3), s(".3d"))) == "ValueError: Precision not allowed in integer format specifier");
  CHECK(text(format(thread(), i(3), s("s"))) == "ValueError: Unknown format code 's' for object of type 'int'");
  CHECK(text(format(thread(), i(3), s(",x"))) == "ValueError: Cannot specify ',' with 'x'.");
  CHECK(text(format(thread(), i(3), s(",_"))) == "ValueError: Cannot specify both ',' and '_'.");
  CHECK(text(format(thread(), i(3), s("+c"))) == "ValueError: Sign not allowed with integer format specifier 'c'");
  CHECK(text(format(thread(), i(3), s("zzz"))) ==
        "ValueError: Invalid format specifier 'zzz' for object of type 'int'");
  CHECK(text(format(thread(), i(-3), s("c"))) == "OverflowError: %c arg not in range(0x110000)");
  CHECK(text(format(thread(), i(3), s("99999999999999999999"))) ==
        "ValueError: Too many decimal digits in format string");
}

TEST_CASE("float: types and precision") {
  CHECK(text(format(thread(), f(1.0), s(".3"))) == "'1.0'");
  CHECK(text(format(thread(), f(1.0), s(".1"))) == "'1e+00'");
  CHECK(text(format(thread(), f(123456.0), s(".3"))) == "'1.23e+05'");
  CHECK(text(format(thread(), f(1e+16), s(".17"))) == "'1e+16'");
  CHECK(text(format(thread(), f(1.0), s("#g"))) == "'1.00000'");
  CHECK(text(format(thread(), f(999999.5), s("g"))) == "'1e+06'");
  CHECK(text(format(thread(), f(0.0001234), s(".2g"))) == "'0.00012'");
  CHECK(text(format(thread(), f(2.5), s(".0f"))) == "'2'");
  CHECK(text(format(thread(), i(1), s("#.0f"))) == "'1.'");
  CHECK(text(format(thread(), f(1.5), s("%"))) == "'150.000000%'");
  CHECK(text(format(thread(), f(1234567.891), s("020,.2f"))) == "'0,000,001,234,567.89'");
  CHECK(text(format(thread(), f(1e+22), s("015,"))) == "'000,000,001e+22'");
  CHECK(text(format(thread(), make(float_type, {s("nan")}), s("010"))) == "'0000000nan'");
  CHECK(text(format(thread(), make(float_type, {s("inf")}), s("+010F"))) == "'+000000INF'");
  CHECK(text(format(thread(), f(-0.0001), s("z.2f"))) == "'0.00'");
  CHECK(text(format(thread(), f(1e+100), s(".3e"))) == "'1.000e+100'");
  CHECK(text(format(thread(), f(1.5), s("d"))) == "ValueError: Unknown format code 'd' for object of type 'float'");
  CHECK(text(format(thread(), f(1.5), s(",n"))) == "ValueError: Cannot specify ',' with 'n'.");
  CHECK(text(format(thread(), f(3.0), s(".9999999999f"))) == "ValueError: precision too big");
}

TEST_CASE("complex") {
  CHECK(text(format(thread(), op(i(1), BinaryOp::Add, c(0.0, 2.0)), s(""))) == "'(1+2j)'");
  CHECK(text(format(thread(), op(i(1), BinaryOp::Sub, c(0.0, 2.0)), s("^20.2f"))) == "'     1.00-2.00j     '");
  CHECK(text(format(thread(), op(i(0), BinaryOp::Add, c(0.0, 2.0)), s("g"))) == "'0+2j'");
  CHECK(text(format(thread(), op(i(1), BinaryOp::Add, c(0.0, 2.0)), s("+.1e"))) == "'+1.0e+00+2.0e+00j'");
  CHECK(text(format(thread(), c(0.0, 1.0), s("010"))) ==
        "ValueError: Zero padding is not allowed in complex format specifier");
  CHECK(text(format(thread(), c(0.0, 1.0), s("=5"))) ==
        "ValueError: '=' alignment flag is not allowed in complex format specifier");
  CHECK(text(format(thread(), op(i(1), BinaryOp::Add, c(0.0, 2.0)), s("x"))) ==
        "ValueError: Unknown format code 'x' for object of type 'complex'");
}
}  // TEST_SUITE("number_format")
