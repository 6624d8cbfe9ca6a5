// What CPython 3.11 gives for each of these.
#include "interpreter/objects/number/int.h"

#include "interpreter/objects/text/bytes.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Object* n(const char* digits) {
  bool negative = *digits == '-';
  Object* magnitude = (thread(), int_parse_digits(digits + negative, 10));
  return negative ? int_negative(thread(), magnitude) : magnitude;
}
Object* b(std::string_view bytes) { return thread(), new_bytes(bytes); }

}  // namespace

TEST_SUITE("int") {
TEST_CASE("arithmetic: at the borders of one digit, 60 bits, 64 bits and beyond") {
  CHECK(text(op(i(1073741823), BinaryOp::Add, i(1))) == "1073741824");
  CHECK(text(op(i(1152921504606846975), BinaryOp::Add, i(1))) == "1152921504606846976");
  CHECK(text(op(i(-1152921504606846975), BinaryOp::Sub, i(1))) == "-1152921504606846976");
  CHECK(text(op(n("1152921504606846976"), BinaryOp::Sub, n("1152921504606846976"))) == "0");
  CHECK(text(op(n("9223372036854775807"), BinaryOp::Add, i(1))) == "9223372036854775808");
  CHECK(text(op(n("4611686018427387904"), BinaryOp::Add, n("4611686018427387904"))) == "9223372036854775808");
  CHECK(text(op(n("9223372036854775807"), BinaryOp::Mul, n("9223372036854775807"))) ==
        "85070591730234615847396907784232501249");
  CHECK(text(op(i(1152921504606846975), BinaryOp::Mul, i(1152921504606846975))) ==
        "1329227995784915870597964051066650625");
  CHECK(text(op(i(-1152921504606846975), BinaryOp::Mul, i(3))) == "-3458764513820540925");
  CHECK(text(op(n("123456789012345678901234567890"), BinaryOp::Add, n("987654321098765432109876543210"))) ==
        "1111111110111111111011111111100");
  CHECK(text(op(n("123456789012345678901234567890"), BinaryOp::Sub, n("987654321098765432109876543210"))) ==
        "-864197532086419753208641975320");
  CHECK(text(op(n("123456789012345678901234567890"), BinaryOp::Mul, n("-987654321098765432109876543210"))) ==
        "-121932631137021795226185032733622923332237463801111263526900");
  CHECK(text(op(n("1000000000000000000000000000000"), BinaryOp::Sub, n("999999999999999999999999999999"))) == "1");
  CHECK(text(op(n("18446744073709551616"), BinaryOp::Sub, i(1))) == "18446744073709551615");
}

TEST_CASE("division: rounds down, the remainder has the divisor's sign") {
  CHECK(text(op(i(7), BinaryOp::DivMod, i(2))) == "(3, 1)");
  CHECK(text(op(i(-7), BinaryOp::DivMod, i(2))) == "(-4, 1)");
  CHECK(text(op(i(7), BinaryOp::DivMod, i(-2))) == "(-4, -1)");
  CHECK(text(op(i(-7), BinaryOp::DivMod, i(-2))) == "(3, -1)");
  CHECK(text(op(i(-6), BinaryOp::DivMod, i(2))) == "(-3, 0)");
  CHECK(text(op(n("1000000000000000000000000000000"), BinaryOp::DivMod, n("7000000000000000000000"))) ==
        "(142857142, 6000000000000000000000)");
  CHECK(text(op(n("-1000000000000000000000000000000"), BinaryOp::DivMod, n("7000000000000000000000"))) ==
        "(-142857143, 1000000000000000000000)");
  CHECK(text(op(n("1000000000000000000000000000000"), BinaryOp::DivMod, n("-7000000000000000000000"))) ==
        "(-142857143, -1000000000000000000000)");
  CHECK(text(op(n("-1000000000000000000000000000000"), BinaryOp::DivMod, i(1000000000000000))) ==
        "(-1000000000000000, 0)");
  CHECK(text(op(i(5), BinaryOp::DivMod, n("1000000000000000000000000000000"))) == "(0, 5)");
  CHECK(text(op(i(-5), BinaryOp::DivMod, n("1000000000000000000000000000000"))) ==
        "(-1, 999999999999999999999999999995)");
  CHECK(text(op(n("-1152921504606846976"), BinaryOp::FloorDiv, i(1))) == "-1152921504606846976");
  CHECK(text(op(i(1), BinaryOp::FloorDiv, i(0))) == "ZeroDivisionError: integer division or modulo by zero");
  CHECK(text(op(i(1), BinaryOp::Mod, i(0))) == "ZeroDivisionError: integer modulo by zero");
  CHECK(text(op(i(1), BinaryOp::DivMod, i(0))) == "ZeroDivisionError: integer division or modulo by zero");
  CHECK(text(op(n("123456789012345678901234567890"), BinaryOp::FloorDiv, i(0))) ==
        "ZeroDivisionError: integer division or modulo by zero");
}

TEST_CASE("true division: rounded once, half to even") {
  CHECK(text(op(i(1), BinaryOp::TrueDiv, i(3))) == "0.3333333333333333");
  CHECK(text(op(i(-7), BinaryOp::TrueDiv, i(2))) == "-3.5");
  CHECK(text(op(i(9007199254740993), BinaryOp::TrueDiv, i(1))) == "9007199254740992.0");
  CHECK(text(op(i(18014398509481985), BinaryOp::TrueDiv, i(1))) == "1.8014398509481984e+16");
  CHECK(text(op(i(9007199254740993), BinaryOp::TrueDiv, i(9007199254740992))) == "1.0");
  CHECK(text(op(n("12345678901234567890"), BinaryOp::TrueDiv, n("98765432109876543210"))) == "0.1249999988609375");
  CHECK(text(op(i(1), BinaryOp::TrueDiv,
                n("2024022533073106183524953467189173070495566497641421183569013580274303395679953468919603837014371244"
                  "9518707786431681191138980873738579347686701339994073850992151742427656636136446690774209321634123976"
                  "7678472745068562007483424692698618103355649159556340810056512358769552333414615230502532186327508646"
                  "006263307707741093494784"))) == "5e-324");
  CHECK(text(op(i(1), BinaryOp::TrueDiv, i(0))) == "ZeroDivisionError: division by zero");
}

TEST_CASE("power: modulus, negative exponents, large results") {
  CHECK(text(op(i(2), BinaryOp::Pow, i(100))) == "1267650600228229401496703205376");
  CHECK(text(op(i(-3), BinaryOp::Pow, i(41))) == "-36472996377170786403");
  CHECK(text(op(i(0), BinaryOp::Pow, i(0))) == "1");
  CHECK(text(op(i(2), BinaryOp::Pow, i(-3))) == "0.125");
  CHECK(text(op(i(-2), BinaryOp::Pow, i(-3))) == "-0.125");
  CHECK(text(op(i(0), BinaryOp::Pow, i(-1))) == "ZeroDivisionError: 0.0 cannot be raised to a negative power");
  CHECK(text(power(thread(), i(3), i(1000), i(1000007))) == "297623");
  CHECK(text(power(thread(), i(3), i(-1), i(7))) == "5");
  CHECK(text(power(thread(), i(2), i(-1), i(4))) == "ValueError: base is not invertible for the given modulus");
  CHECK(text(power(thread(), i(-3), i(5), i(-7))) == "-5");
  CHECK(text(power(thread(), i(5), i(3), i(1))) == "0");
  CHECK(text(power(thread(), i(2), i(2), i(0))) == "ValueError: pow() 3rd argument cannot be 0");
  CHECK(text(power(thread(), n("123456789012345678901234567890"), n("987654321098765432109876543210"),
                   n("1000000000000000000000000000057"))) == "450389888914122588406716261093");
  CHECK(text(power(thread(), i(7), n("1000000000000000000000000"), n("-1000000000000000000000000000057"))) ==
        "-905139408116723907794171042052");
}

TEST_CASE("bits: as in two's complement without end") {
  CHECK(text(op(i(-1), BinaryOp::And, n("1152921504606846976"))) == "1152921504606846976");
  CHECK(text(op(n("-1152921504606846976"), BinaryOp::And, i(1152921504606846975))) == "0");
  CHECK(text(op(n("-123456789012345678901234567890"), BinaryOp::And, n("987654321098765432109876543210"))) ==
        "985710360914275162674813760554");
  CHECK(text(op(n("-123456789012345678901234567890"), BinaryOp::Or, n("987654321098765432109876543210"))) ==
        "-121512828827855409466171785234");
  CHECK(text(op(n("-123456789012345678901234567890"), BinaryOp::Xor, n("-987654321098765432109876543210"))) ==
        "1107223189742130572140985545784");
  CHECK(text(op(n("1000000000000000000000000000000"), BinaryOp::Xor, n("1000000000000000000000000000000"))) == "0");
  CHECK(text(invert(thread(), n("1000000000000000000000000000000"))) == "-1000000000000000000000000000001");
  CHECK(text(invert(thread(), i(-1))) == "0");
  CHECK(text(op(i(1), BinaryOp::LShift, i(60))) == "1152921504606846976");
  CHECK(text(op(i(-5), BinaryOp::LShift, i(70))) == "-5902958103587056517120");
  CHECK(text(op(i(-1), BinaryOp::RShift, i(100))) == "-1");
  CHECK(text(op(n("-1000000000000000000000000000000"), BinaryOp::RShift, i(5))) == "-31250000000000000000000000000");
  CHECK(text(op(n("-1000000000000000000000000000000"), BinaryOp::RShift, i(200))) == "-1");
  CHECK(text(op(n("1000000000000000000000000000000"), BinaryOp::RShift, i(60))) == "867361737988");
  CHECK(text(op(n("-1152921504606846976"), BinaryOp::RShift, i(30))) == "-1073741824");
  CHECK(text(op(i(1), BinaryOp::LShift, i(-1))) == "ValueError: negative shift count");
  CHECK(text(op(i(1), BinaryOp::RShift, i(-1))) == "ValueError: negative shift count");
  CHECK(text(op(i(1), BinaryOp::LShift, n("1180591620717411303424"))) == "OverflowError: too many digits in integer");
}

TEST_CASE("comparison and conversion to float: exact") {
  CHECK(text(compare(thread(), i(9007199254740993), f(9007199254740992.0), CompareOp::Eq)) == "False");
  CHECK(text(compare(thread(), i(9007199254740993), f(9007199254740992.0), CompareOp::Gt)) == "True");
  CHECK(text(compare(thread(), n("1000000000000000000000000000000"), f(1e+30), CompareOp::Lt)) == "True");
  CHECK(text(make(float_type, {i(9007199254740993)})) == "9007199254740992.0");
  CHECK(text(make(float_type, {i(9007199254740995)})) == "9007199254740996.0");
  CHECK(text(make(float_type, {n("123456789012345678901234567890")})) == "1.2345678901234568e+29");
}

TEST_CASE("methods: bits, bytes, ratio, rounding") {
  CHECK(text(method(n("1000000000000000000000000000000"), "bit_length")) == "100");
  CHECK(text(method(n("-1152921504606846976"), "bit_length")) == "61");
  CHECK(text(method(i(0), "bit_length")) == "0");
  CHECK(text(method(n("-1000000000000000000000000000000"), "bit_count")) == "37");
  CHECK(text(method(i(3), "as_integer_ratio")) == "(3, 1)");
  CHECK(text(method(i(15), "__round__", {i(-1)})) == "20");
  CHECK(text(method(i(25), "__round__", {i(-1)})) == "20");
  CHECK(text(method(i(-15), "__round__", {i(-1)})) == "-20");
  CHECK(text(method(i(51), "__round__", {i(-2)})) == "100");
  CHECK(text(method(i(50), "__round__", {i(-2)})) == "0");
  CHECK(text(method(i(12345), "__round__", {i(-10)})) == "0");
  CHECK(text(method(n("1267650600228229401496703205376"), "to_bytes", {i(13), s("little")})) ==
        "b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x10'");
  CHECK(text(method(i(256), "to_bytes", {i(1), s("big")})) == "OverflowError: int too big to convert");
  CHECK(text(method(i(-1), "to_bytes", {i(1), s("big")})) == "OverflowError: can't convert negative int to unsigned");
  CHECK(text(method(i(1), "to_bytes", {i(-1), s("big")})) == "ValueError: length argument must be non-negative");
  CHECK(text(method(&int_type, "from_bytes", {b("abcdefghijklm"), s("little")})) == "8669423952693495236650363740769");
  CHECK(text(method(&int_type, "from_bytes", {b("abcdefghijklm"), s("big")})) == "7715581452609422831322709847149");
  CHECK(text(method(&int_type, "from_bytes", {b("a"), s("x")})) ==
        "ValueError: byteorder must be either 'little' or 'big'");
  CHECK(text(method(&int_type, "from_bytes", {s("abc"), s("big")})) ==
        "TypeError: cannot convert 'str' object to bytes");
}

TEST_CASE("text: every base, prefixes, underscores, what is no number") {
  CHECK(text(make(int_type, {s("12345678901234567890123456789012345678901234567890")})) ==
        "12345678901234567890123456789012345678901234567890");
  CHECK(text(make(int_type, {s("-12345678901234567890123456789012345678901234567890"), i(16)})) ==
        "-114271149798383291018106828118132761521418810838475232147600");
  CHECK(text(make(int_type, {s("0x_ff"), i(16)})) == "255");
  CHECK(text(make(int_type, {s("0b101"), i(0)})) == "5");
  CHECK(text(make(int_type, {s("-0o17"), i(0)})) == "-15");
  CHECK(text(make(int_type, {s(" +12\n")})) == "12");
  CHECK(text(make(int_type, {s("٣٤")})) == "34");
  CHECK(text(make(int_type, {s("Zz_z"), i(36)})) == "46655");
  CHECK(text(make(int_type, {s("1_")})) == "ValueError: invalid literal for int() with base 10: '1_'");
  CHECK(text(make(int_type, {s("1__0")})) == "ValueError: invalid literal for int() with base 10: '1__0'");
  CHECK(text(make(int_type, {s("012"), i(0)})) == "ValueError: invalid literal for int() with base 0: '012'");
  CHECK(text(make(int_type, {s(""), i(10)})) == "ValueError: invalid literal for int() with base 10: ''");
  CHECK(text(make(int_type, {s("1 2")})) == "ValueError: invalid literal for int() with base 10: '1 2'");
  CHECK(text(make(int_type, {s("12"), i(37)})) == "ValueError: int() base must be >= 2 and <= 36, or 0");
  CHECK(text(make(int_type, {b("12"), i(8)})) == "10");
  CHECK(text(make(int_type, {b("zz")})) == "ValueError: invalid literal for int() with base 10: b'zz'");
  CHECK(text(make(int_type, {f(1.9)})) == "1");
  CHECK(text(make(int_type, {f(-1e+20)})) == "-100000000000000000000");
  CHECK(text(make(int_type, {list({})})) ==
        "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'");
}
}  // TEST_SUITE("int")
