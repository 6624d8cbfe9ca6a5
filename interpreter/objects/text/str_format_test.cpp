// What CPython 3.11 gives for each of these.
#include "interpreter/objects/text/percent_format.h"

#include "interpreter/objects/container/dict.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Dict* dict(std::initializer_list<Object*> pairs) {
  Dict* d = new_dict(thread());
  for (auto p = pairs.begin(); p != pairs.end(); p += 2) REQUIRE(!dict_set(thread(), d, p[0], p[1]).failed());
  return d;
}

}  // namespace

TEST_SUITE("str_format") {
TEST_CASE("%: conversions, flags, errors") {
  CHECK(text(op(s("%d"), BinaryOp::Mod, s("a"))) == "TypeError: %d format: a real number is required, not str");
  CHECK(text(op(s("%d"), BinaryOp::Mod, f(1.5))) == "'1'");
  CHECK(text(op(s("%x"), BinaryOp::Mod, f(1.5))) == "TypeError: %x format: an integer is required, not float");
  CHECK(text(op(s("%c"), BinaryOp::Mod, s("ab"))) == "TypeError: %c requires int or char");
  CHECK(text(op(s("%c"), BinaryOp::Mod, f(1.5))) == "TypeError: %c requires int or char");
  CHECK(text(op(s("%c"), BinaryOp::Mod, i(-1))) == "OverflowError: %c arg not in range(0x110000)");
  CHECK(text(op(s("%c"), BinaryOp::Mod, i(8364))) == "'€'");
  CHECK(text(op(s("%z"), BinaryOp::Mod, i(1))) == "ValueError: unsupported format character 'z' (0x7a) at index 1");
  CHECK(text(op(s("%"), BinaryOp::Mod, i(1))) == "ValueError: incomplete format");
  CHECK(text(op(s("%s"), BinaryOp::Mod, tuple({i(1), i(2)}))) ==
        "TypeError: not all arguments converted during string formatting");
  CHECK(text(op(s("%s %s"), BinaryOp::Mod, i(1))) == "TypeError: not enough arguments for format string");
  CHECK(text(op(s("%(a)s"), BinaryOp::Mod, i(1))) == "TypeError: format requires a mapping");
  CHECK(text(op(s("%(a)s"), BinaryOp::Mod, dict({s("b"), i(1)}))) == "KeyError: 'a'");
  CHECK(text(op(s("%(a"), BinaryOp::Mod, dict({}))) == "ValueError: incomplete format key");
  CHECK(text(op(s("%*d"), BinaryOp::Mod, tuple({i(5), i(3)}))) == "'    3'");
  CHECK(text(op(s("%*d"), BinaryOp::Mod, tuple({s("a"), i(3)}))) == "TypeError: * wants int");
  CHECK(text(op(s("%.*f"), BinaryOp::Mod, tuple({i(2), f(3.14159)}))) == "'3.14'");
  CHECK(text(op(s("%-5d|%+d|% d|%05d|%#x|%#o|%#X"), BinaryOp::Mod,
                tuple({i(1), i(2), i(3), i(4), i(255), i(8), i(255)}))) == "'1    |+2| 3|00004|0xff|0o10|0XFF'");
  CHECK(text(op(s("%5.3d"), BinaryOp::Mod, i(7))) == "'  007'");
  CHECK(text(op(s("%.3x"), BinaryOp::Mod, i(7))) == "'007'");
  CHECK(text(op(s("%#.3x"), BinaryOp::Mod, i(7))) == "'0x007'");
  CHECK(text(op(s("%010.3d"), BinaryOp::Mod, i(-7))) == "'-000000007'");
  CHECK(text(op(s("%i %u"), BinaryOp::Mod, tuple({i(1), i(2)}))) == "'1 2'");
  CHECK(text(op(s("%a"), BinaryOp::Mod, s("é"))) == "\"'\\\\xe9'\"");
  CHECK(text(op(s("%5s|%-5s|%.2s"), BinaryOp::Mod, tuple({s("a"), s("b"), s("cde")}))) == "'    a|b    |cd'");
  CHECK(text(op(s("%g %G %e %E %f %F"), BinaryOp::Mod,
                tuple({f(10000000000.0), f(1e-10), i(1), i(1), i(1), make(float_type, {s("inf")})}))) ==
        "'1e+10 1E-10 1.000000e+00 1.000000E+00 1.000000 INF'");
  CHECK(text(op(s("%05f"), BinaryOp::Mod, make(float_type, {s("nan")}))) == "'00nan'");
  CHECK(text(op(s("%f"), BinaryOp::Mod, s("a"))) == "TypeError: must be real number, not str");
  CHECK(text(op(s("%d"), BinaryOp::Mod, py_true())) == "'1'");
  CHECK(text(op(s("%d"), BinaryOp::Mod, make(float_type, {s("inf")}))) ==
        "OverflowError: cannot convert float infinity to integer");
  CHECK(text(op(s("%r"), BinaryOp::Mod, tuple({tuple({i(1)})}))) == "'(1,)'");
  CHECK(text(op(s("abc"), BinaryOp::Mod, tuple({}))) == "'abc'");
  CHECK(text(op(s("abc"), BinaryOp::Mod, i(1))) == "TypeError: not all arguments converted during string formatting");
  CHECK(text(op(s("abc"), BinaryOp::Mod, dict({}))) == "'abc'");
  CHECK(text(op(s("abc"), BinaryOp::Mod, list({i(1)}))) == "'abc'");
  CHECK(text(op(s("abc"), BinaryOp::Mod, s("x"))) == "TypeError: not all arguments converted during string formatting");
  CHECK(text(op(s("%%"), BinaryOp::Mod, tuple({}))) == "'%'");
  CHECK(text(op(s("%5%"), BinaryOp::Mod, tuple({}))) == "TypeError: not enough arguments for format string");
  CHECK(text(op(s("%5%"), BinaryOp::Mod, i(1))) == "ValueError: unsupported format character '%' (0x25) at index 2");
  CHECK(text(op(s("%ld %hd"), BinaryOp::Mod, tuple({i(1), i(2)}))) == "'1 2'");
  CHECK(text(op(s("%99999999999999999999d"), BinaryOp::Mod, i(1))) == "ValueError: width too big");
  CHECK(text(op(s("%.99999999999d"), BinaryOp::Mod, i(1))) == "ValueError: precision too big");
  CHECK(text(op(s("%(a)s %s"), BinaryOp::Mod, dict({s("a"), i(1)}))) ==
        "TypeError: not enough arguments for format string");
  CHECK(text(op(s("%s %(a)s"), BinaryOp::Mod, tuple({dict({s("a"), i(1)})}))) ==
        "TypeError: format requires a mapping");
  CHECK(text(op(s("%c"), BinaryOp::Mod, i(1114112))) == "OverflowError: %c arg not in range(0x110000)");
  CHECK(text(op(s("%c"), BinaryOp::Mod, py_true())) == "'\\x01'");
  CHECK(text(op(s("%5c|%-3c|"), BinaryOp::Mod, tuple({s("a"), s("b")}))) == "'    a|b  |'");
  CHECK(text(op(s("%05s"), BinaryOp::Mod, s("a"))) == "'    a'");
  CHECK(text(op(s("%+s"), BinaryOp::Mod, s("a"))) == "'a'");
  CHECK(text(op(s("%x"), BinaryOp::Mod, i(-255))) == "'-ff'");
  CHECK(text(op(s("%#x"), BinaryOp::Mod, i(-255))) == "'-0xff'");
  CHECK(text(op(s("%#010x"), BinaryOp::Mod, i(-255))) == "'-0x00000ff'");
  CHECK(text(op(s("%-#10x|"), BinaryOp::Mod, i(255))) == "'0xff      |'");
  CHECK(text(op(s("%+.3e"), BinaryOp::Mod, f(1234.5))) == "'+1.234e+03'");
  CHECK(text(op(s("%#.0f"), BinaryOp::Mod, i(3))) == "'3.'");
  CHECK(text(op(s("%#g"), BinaryOp::Mod, i(3))) == "'3.00000'");
  CHECK(text(op(s("% 5d"), BinaryOp::Mod, i(3))) == "'    3'");
  CHECK(text(op(s("%.0f"), BinaryOp::Mod, f(0.5))) == "'0'");
  CHECK(text(op(s("%s"), BinaryOp::Mod, s(""))) == "''");
  CHECK(text(op(s("%.2r"), BinaryOp::Mod, s("abc"))) == "\"'a\"");
  CHECK(text(op(s("%(a)s %(b)d"), BinaryOp::Mod, dict({s("a"), i(1), s("b"), i(2)}))) == "'1 2'");
  CHECK(text(op(s("%(a(b))s"), BinaryOp::Mod, dict({s("a(b)"), i(1)}))) == "'1'");
  CHECK(text(op(s("%*d"), BinaryOp::Mod, tuple({i(-5), i(3)}))) == "'3    '");
  CHECK(text(op(s("%.*f|"), BinaryOp::Mod, tuple({i(-2), f(3.0)}))) == "'3|'");
  CHECK(text(op(s("%d"), BinaryOp::Mod, f(1e+30))) == "'1000000000000000019884624838656'");
  CHECK(text(op(s("%i"), BinaryOp::Mod, s("5"))) == "TypeError: %i format: a real number is required, not str");
  CHECK(text(op(s("%x"), BinaryOp::Mod, s("a"))) == "TypeError: %x format: an integer is required, not str");
  CHECK(text(op(s("%o"), BinaryOp::Mod, list({i(1)}))) == "TypeError: %o format: an integer is required, not list");
  CHECK(text(op(s("%d%%"), BinaryOp::Mod, i(5))) == "'5%'");
  CHECK(text(op(s("%€"), BinaryOp::Mod, i(1))) == "ValueError: unsupported format character '?' (0x20ac) at index 1");
  CHECK(text(op(s("%d"), BinaryOp::Mod, f(3.99))) == "'3'");
  CHECK(text(op(s("%s"), BinaryOp::Mod, none())) == "'None'");
  CHECK(text(op(s("%s%s"), BinaryOp::Mod, tuple({s("€"), s("a")}))) == "'€a'");
  CHECK(text(op(s("%.5d"), BinaryOp::Mod, i(123))) == "'00123'");
  CHECK(text(op(s("%5.1f|"), BinaryOp::Mod, f(2.25))) == "'  2.2|'");
  CHECK(text(op(s("%05d"), BinaryOp::Mod, i(-3))) == "'-0003'");
  CHECK(text(op(s("%+05d"), BinaryOp::Mod, i(3))) == "'+0003'");
  CHECK(text(op(s("%.10s|"), BinaryOp::Mod, s("abc"))) == "'abc|'");
  CHECK(text(op(s("%s"), BinaryOp::Mod, list({i(1), s("a"), tuple({i(2)})}))) == "\"[1, 'a', (2,)]\"");
  CHECK(text(op(s("%r %s"), BinaryOp::Mod, tuple({dict({s("a"), i(1)}), f(1.5)}))) == "\"{'a': 1} 1.5\"");
}

TEST_CASE("format: fields, conversions, nested specifications, errors") {
  CHECK(text(method(s("{}"), "format")) == "IndexError: Replacement index 0 out of range for positional args tuple");
  CHECK(text(method(s("{} {1}"), "format", {i(1), i(2)})) ==
        "ValueError: cannot switch from automatic field numbering to manual field specification");
  CHECK(text(method(s("{0} {}"), "format", {i(1), i(2)})) ==
        "ValueError: cannot switch from manual field specification to automatic field numbering");
  CHECK(text(method(s("{"), "format")) == "ValueError: Single '{' encountered in format string");
  CHECK(text(method(s("}"), "format")) == "ValueError: Single '}' encountered in format string");
  CHECK(text(method(s("{}}"), "format", {i(1)})) == "ValueError: Single '}' encountered in format string");
  CHECK(text(method(s("{{}}"), "format")) == "'{}'");
  CHECK(text(method(s("{0"), "format", {i(1)})) == "ValueError: expected '}' before end of string");
  CHECK(text(method(s("{0!}"), "format", {i(1)})) == "ValueError: unmatched '{' in format spec");
  CHECK(text(method(s("{0!x}"), "format", {i(1)})) == "ValueError: Unknown conversion specifier x");
  CHECK(text(method(s("{0!rx}"), "format", {i(1)})) == "ValueError: expected ':' after conversion specifier");
  CHECK(text(method(s("{0!r:5}"), "format", {i(1)})) == "'1    '");
  CHECK(text(method(s("{0.a}"), "format", {i(1)})) == "AttributeError: 'int' object has no attribute 'a'");
  CHECK(text(method(s("{0[a]}"), "format", {dict({s("a"), i(1)})})) == "'1'");
  CHECK(text(method(s("{0[1]}"), "format", {list({i(1), i(2)})})) == "'2'");
  CHECK(text(method(s("{0[}"), "format", {list({i(1)})})) == "ValueError: expected '}' before end of string");
  CHECK(text(method(s("{0[]}"), "format", {list({i(1)})})) == "ValueError: Empty attribute in format string");
  CHECK(text(method(s("{0.}"), "format", {i(1)})) == "ValueError: Empty attribute in format string");
  CHECK(text(method(s("{0[0]x}"), "format", {list({i(1)})})) ==
        "ValueError: Only '.' or '[' may follow ']' in format field specifier");
  CHECK(text(method(s("{0[0].real}"), "format", {list({i(1)})})) == "'1'");
  CHECK(text(method(s("{:{}}"), "format", {s("a"), i(5)})) == "'a    '");
  CHECK(text(method(s("{:{}{}}"), "format", {s("a"), s(">"), i(5)})) == "'    a'");
  CHECK(text(method(s("{:{:{}}}"), "format", {s("a"), i(5), i(6)})) == "ValueError: Max string recursion exceeded");
  CHECK(text(method(s("{!r}"), "format", {s("a")})) == "\"'a'\"");
  CHECK(text(method(s("{:}"), "format", {i(1)})) == "'1'");
  CHECK(text(method(s("{-1}"), "format", {i(1)})) == "KeyError: '-1'");
  CHECK(text(method(s("{ 0}"), "format", {i(1)})) == "KeyError: ' 0'");
  CHECK(text(method(s("{99999999999999999999999}"), "format", {i(1)})) ==
        "ValueError: Too many decimal digits in format string");
  CHECK(text(method(s("{5}"), "format", {i(1)})) ==
        "IndexError: Replacement index 5 out of range for positional args tuple");
  CHECK(text(method(s("{0[-1]}"), "format", {list({i(1)})})) ==
        "TypeError: list indices must be integers or slices, not str");
  CHECK(text(method(s("{0:}}"), "format", {i(1)})) == "ValueError: Single '}' encountered in format string");
  CHECK(text(method(s("{:{}"), "format", {i(1), i(2)})) == "ValueError: unmatched '{' in format spec");
  CHECK(text(method(s("{0!r"), "format", {i(1)})) == "ValueError: unmatched '{' in format spec");
  CHECK(text(method(s("{0!"), "format", {i(1)})) == "ValueError: end of string while looking for conversion specifier");
  CHECK(text(method(s("{0:"), "format", {i(1)})) == "ValueError: unmatched '{' in format spec");
  CHECK(text(method(s("{!r:>5}|{!s}|{!a}"), "format", {s("a"), s("b"), s("é")})) == "\"  'a'|b|'\\\\xe9'\"");
  CHECK(text(method(s("x{"), "format")) == "ValueError: Single '{' encountered in format string");
  CHECK(text(method(s("{:d}"), "format", {s("a")})) == "ValueError: Unknown format code 'd' for object of type 'str'");
  CHECK(text(method(s("{:5}"), "format", {list({})})) ==
        "TypeError: unsupported format string passed to list.__format__");
  CHECK(text(method(s("{:}"), "format", {list({})})) == "'[]'");
  CHECK(text(method(s("{:>10.3f}|{:<5}|{:^7}|{:05d}"), "format", {f(3.14159), s("ab"), s("x"), i(42)})) ==
        "'     3.142|ab   |   x   |00042'");
  CHECK(text(method(s("{0}{1}{0}"), "format", {s("€"), i(2)})) == "'€2€'");
  CHECK(text(method(s("{{{}}}"), "format", {i(1)})) == "'{1}'");
}

TEST_CASE("format_map and __format__") {
  CHECK(text(method(s("{a[b]}"), "format_map", {dict({s("a"), dict({s("b"), i(3)})})})) == "'3'");
  CHECK(text(method(s("{a}"), "format_map", {i(3)})) == "TypeError: 'int' object is not subscriptable");
  CHECK(text(method(s("{}"), "format_map", {dict({})})) == "ValueError: Format string contains positional fields");
  CHECK(text(method(s("{a}"), "format_map")) == "TypeError: str.format_map() takes exactly one argument (0 given)");
  CHECK(text(method(s("abc"), "__format__", {i(1)})) == "TypeError: __format__() argument must be str, not int");
  CHECK(text(format(thread(), s("a"), s("d"))) == "ValueError: Unknown format code 'd' for object of type 'str'");
  CHECK(text(format(thread(), s("a"), s("=5"))) == "ValueError: '=' alignment not allowed in string format specifier");
  CHECK(text(format(thread(), s("a"), s("+5"))) == "ValueError: Sign not allowed in string format specifier");
  CHECK(text(format(thread(), s("a"), s(" "))) == "ValueError: Space not allowed in string format specifier");
  CHECK(text(format(thread(), s("a"), s(","))) == "ValueError: Cannot specify ',' with 's'.");
  CHECK(text(format(thread(), s("a"), s("#"))) ==
        "ValueError: Alternate form (#) not allowed in string format specifier");
  CHECK(text(format(thread(), s("a"), s("_"))) == "ValueError: Cannot specify '_' with 's'.");
  CHECK(text(format(thread(), s("a"), s("z"))) ==
        "ValueError: Negative zero coercion (z) not allowed in string format specifier");
  CHECK(text(format(thread(), s("a"), s("é"))) == "ValueError: Unknown format code '\\xe9' for object of type 'str'");
  CHECK(text(format(thread(), s("abc"), s(".2"))) == "'ab'");
  CHECK(text(format(thread(), s("abc"), s("0<5"))) == "'abc00'");
  CHECK(text(format(thread(), s("abc"), s("05"))) == "'abc00'");
  CHECK(text(format(thread(), s("abc"), s("^7"))) == "'  abc  '");
  CHECK(text(format(thread(), s("abc"), s("*>7.2s"))) == "'*****ab'");
  CHECK(text(format(thread(), s("abc"), s("€^9"))) == "'€€€abc€€€'");
}
}  // TEST_SUITE("str_format")
