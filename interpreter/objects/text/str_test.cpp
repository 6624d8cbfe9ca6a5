// What CPython 3.11 gives for each of these.
#include "interpreter/objects/text/str.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/text/bytes.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* op(Object* a, BinaryOp op, Object* b) { return binary(thread(), op, a, b); }
Object* b(std::string_view bytes) {
  thread();
  return new_bytes(bytes);
}
Dict* dict(std::initializer_list<Object*> pairs) {
  Dict* d = new_dict(thread());
  for (auto p = pairs.begin(); p != pairs.end(); p += 2) REQUIRE(!dict_set(thread(), d, p[0], p[1]).failed());
  return d;
}
Object* slice(Object* begin, Object* end, Object* step) { return new_slice(thread(), begin, end, step); }

}  // namespace

TEST_SUITE("str") {
TEST_CASE("find, count, index: bounds, empty needles, wider kinds") {
  CHECK(text(method(s("a"), "find", {i(1)})) == "TypeError: must be str, not int");
  CHECK(text(method(s("a"), "find")) == "TypeError: find() takes at least 1 argument (0 given)");
  CHECK(text(method(s("a"), "find", {s("a"), s("b")})) ==
        "TypeError: slice indices must be integers or None or have an __index__ method");
  CHECK(text(method(s("a"), "find", {s("a"), none(), none()})) == "0");
  CHECK(text(method(s("a"), "index", {s("b")})) == "ValueError: substring not found");
  CHECK(text(method(s("a"), "rindex", {s("b")})) == "ValueError: substring not found");
  CHECK(text(method(s("a"), "count", {i(1)})) == "TypeError: must be str, not int");
  CHECK(text(method(s("aaaa"), "count", {s("aa")})) == "2");
  CHECK(text(method(s("aaa"), "count", {s("")})) == "4");
  CHECK(text(method(s("aaa"), "count", {s(""), i(1)})) == "3");
  CHECK(text(method(s("aaa"), "count", {s(""), i(4)})) == "0");
  CHECK(text(method(s("a€a€"), "count", {s("€")})) == "2");
  CHECK(text(method(s("abc"), "find", {s(""), i(3)})) == "3");
  CHECK(text(method(s("abc"), "find", {s(""), i(4)})) == "-1");
  CHECK(text(method(s("abc"), "rfind", {s("")})) == "3");
  CHECK(text(method(s("abc"), "rfind", {s(""), i(1), i(2)})) == "2");
  CHECK(text(method(s("abcabc"), "find", {s("c"), i(3)})) == "5");
  CHECK(text(method(s("abcabc"), "rfind", {s("c"), i(0), i(-1)})) == "2");
  CHECK(text(method(s("ab€cd€"), "find", {s("€"), i(3)})) == "5");
  CHECK(text(method(s("ab€cd€"), "rfind", {s("d€")})) == "4");
  CHECK(text(method(s("乡愀"), "find", {s("慡")})) == "-1");
  CHECK(text(method(s("乡慡"), "find", {s("慡")})) == "1");
}

TEST_CASE("startswith, endswith, removeprefix, removesuffix") {
  CHECK(text(method(s("a"), "startswith", {i(1)})) ==
        "TypeError: startswith first arg must be str or a tuple of str, not int");
  CHECK(text(method(s("a"), "startswith", {tuple({i(1)})})) ==
        "TypeError: tuple for startswith must only contain str, not int");
  CHECK(text(method(s("a"), "endswith", {i(1)})) ==
        "TypeError: endswith first arg must be str or a tuple of str, not int");
  CHECK(text(method(s("abc"), "removeprefix", {s("ab")})) == "'c'");
  CHECK(text(method(s("abc"), "removesuffix", {s("bc")})) == "'a'");
  CHECK(text(method(s("abc"), "removesuffix", {s("")})) == "'abc'");
  CHECK(text(method(s("abc"), "removeprefix", {i(1)})) == "TypeError: removeprefix() argument must be str, not int");
  CHECK(text(method(s("abc"), "startswith", {s(""), i(3)})) == "True");
  CHECK(text(method(s("abc"), "startswith", {s(""), i(4)})) == "False");
  CHECK(text(method(s("abc"), "startswith", {s("b"), i(1)})) == "True");
  CHECK(text(method(s("abc"), "endswith", {s("c"), i(-1)})) == "True");
  CHECK(text(method(s("abc"), "startswith", {tuple({s("x"), s("ab")})})) == "True");
  CHECK(text(method(s("abc"), "endswith", {tuple({})})) == "False");
}

TEST_CASE("replace") {
  CHECK(text(method(s("a"), "replace", {i(1), i(2)})) == "TypeError: replace() argument 1 must be str, not int");
  CHECK(text(method(s("a"), "replace", {s("a")})) == "TypeError: replace expected at least 2 arguments, got 1");
  CHECK(text(method(s("a"), "replace", {s("a"), s("b"), s("c")})) ==
        "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(s("aaa"), "replace", {s(""), s("-")})) == "'-a-a-a-'");
  CHECK(text(method(s("aaa"), "replace", {s(""), s("-"), i(2)})) == "'-a-aa'");
  CHECK(text(method(s("aaa"), "replace", {s("a"), s("bb")})) == "'bbbbbb'");
  CHECK(text(method(s("aaa"), "replace", {s("a"), s("b"), i(2)})) == "'bba'");
  CHECK(text(method(s("a€a"), "replace", {s("€"), s("x")})) == "'axa'");
  CHECK(text(method(s("a€a"), "replace", {s("a"), s("€€")})) == "'€€€€€'");
  CHECK(text(method(s("aaa"), "replace", {s("aa"), s("😀")})) == "'😀a'");
  CHECK(text(method(s(""), "replace", {s(""), s("x")})) == "'x'");
  CHECK(text(method(s(""), "replace", {s(""), s("x"), i(0)})) == "''");
}

TEST_CASE("split and splitlines") {
  CHECK(text(method(s("a"), "split", {i(1)})) == "TypeError: must be str or None, not int");
  CHECK(text(method(s("a"), "split", {s("")})) == "ValueError: empty separator");
  CHECK(text(method(s("a"), "rsplit", {i(1)})) == "TypeError: must be str or None, not int");
  CHECK(text(method(s("a"), "splitlines", {i(1), i(2)})) ==
        "TypeError: splitlines() takes at most 1 argument (2 given)");
  CHECK(text(method(s("a b  c "), "split")) == "['a', 'b', 'c']");
  CHECK(text(method(s("a b  c "), "split", {none(), i(1)})) == "['a', 'b  c ']");
  CHECK(text(method(s(" a b c "), "rsplit", {none(), i(1)})) == "[' a b', 'c']");
  CHECK(text(method(s("a,b,,c"), "split", {s(",")})) == "['a', 'b', '', 'c']");
  CHECK(text(method(s("a,b,,c"), "rsplit", {s(","), i(1)})) == "['a,b,', 'c']");
  CHECK(text(method(s("a,b"), "split", {s(","), i(0)})) == "['a,b']");
  CHECK(text(method(s(""), "split")) == "[]");
  CHECK(text(method(s(""), "split", {s(",")})) == "['']");
  CHECK(text(method(s(" a b c "), "split", {none(), i(0)})) == "['a b c ']");
  CHECK(text(method(s(" a b c "), "rsplit", {none(), i(0)})) == "[' a b c']");
  CHECK(text(method(s("a--b--c"), "split", {s("--")})) == "['a', 'b', 'c']");
  CHECK(text(method(s("a--b--c"), "rsplit", {s("--"), i(1)})) == "['a--b', 'c']");
  CHECK(text(method(s("a\342\200\203b"), "split")) == "['a', 'b']");
  CHECK(text(method(s("a€b€c"), "split", {s("€")})) == "['a', 'b', 'c']");
  CHECK(text(method(s("abc"), "split", {s("€")})) == "['abc']");
  CHECK(text(method(s("abc"), "rsplit", {s("€")})) == "['abc']");
  CHECK(text(method(s("a\nb\r\nc\013d\302\205e\342\200\250f"), "splitlines")) == "['a', 'b', 'c', 'd', 'e', 'f']");
  CHECK(text(method(s("a\n\nb"), "splitlines", {py_true()})) == "['a\\n', '\\n', 'b']");
  CHECK(text(method(s(""), "splitlines")) == "[]");
  CHECK(text(method(s("\n"), "splitlines")) == "['']");
  CHECK(text(method(s("a\r"), "splitlines", {py_true()})) == "['a\\r']");
}

TEST_CASE("partition and join") {
  CHECK(text(method(s("a"), "partition", {i(1)})) == "TypeError: must be str, not int");
  CHECK(text(method(s("a"), "partition", {s("")})) == "ValueError: empty separator");
  CHECK(text(method(s(","), "join", {list({i(1)})})) == "TypeError: sequence item 0: expected str instance, int found");
  CHECK(text(method(s(","), "join", {i(1)})) == "TypeError: can only join an iterable");
  CHECK(text(method(s(","), "join", {list({s("a"), s("b€"), s("c")})})) == "'a,b€,c'");
  CHECK(text(method(s(","), "join", {tuple({})})) == "''");
  CHECK(text(method(s(","), "join", {list({s("a")})})) == "'a'");
  CHECK(text(method(s("€"), "join", {list({s("a"), s("b")})})) == "'a€b'");
  CHECK(text(method(s(","), "join", {s("abc")})) == "'a,b,c'");
  CHECK(text(method(s(","), "join", {dict({s("x"), i(1), s("y"), i(2)})})) == "'x,y'");
  CHECK(text(method(s("aXbX"), "partition", {s("X")})) == "('a', 'X', 'bX')");
  CHECK(text(method(s("aXbX"), "rpartition", {s("X")})) == "('aXb', 'X', '')");
  CHECK(text(method(s("a"), "rpartition", {s("X")})) == "('', '', 'a')");
  CHECK(text(method(s("a"), "partition", {s("X")})) == "('a', '', '')");
}

TEST_CASE("strip and pad") {
  CHECK(text(method(s("a"), "strip", {i(1)})) == "TypeError: strip arg must be None or str");
  CHECK(text(method(s("a"), "lstrip", {i(1)})) == "TypeError: lstrip arg must be None or str");
  CHECK(text(method(s("xxabcxx"), "strip", {s("x")})) == "'abc'");
  CHECK(text(method(s("  ab c \n"), "strip")) == "'ab c'");
  CHECK(text(method(s("xyabcyx"), "lstrip", {s("xy")})) == "'abcyx'");
  CHECK(text(method(s("xyabcyx"), "rstrip", {s("xy")})) == "'xyabc'");
  CHECK(text(method(s("€abc\342\200\203"), "strip")) == "'€abc'");
  CHECK(text(method(s("a"), "center")) == "TypeError: center expected at least 1 argument, got 0");
  CHECK(text(method(s("a"), "center", {s("b")})) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(s("a"), "center", {i(5), s("bb")})) ==
        "TypeError: The fill character must be exactly one character long");
  CHECK(text(method(s("a"), "center", {i(5), i(3)})) ==
        "TypeError: The fill character must be a unicode character, not int");
  CHECK(text(method(s("a"), "center", {i(5), s("")})) ==
        "TypeError: The fill character must be exactly one character long");
  CHECK(text(method(s("a"), "center", {i(5), s("€")})) == "'€€a€€'");
  CHECK(text(method(s("a"), "ljust", {i(5), s("😀")})) == "'a😀😀😀😀'");
  CHECK(text(method(s("a"), "rjust", {i(5)})) == "'    a'");
  CHECK(text(method(s("a"), "ljust", {f(1.5)})) == "TypeError: 'float' object cannot be interpreted as an integer");
  CHECK(text(method(s("a"), "zfill", {s("a")})) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(s("a"), "expandtabs", {s("a")})) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(s("a\tb\tcde\tf"), "expandtabs", {i(4)})) == "'a   b   cde f'");
  CHECK(text(method(s("a\nb\tc"), "expandtabs")) == "'a\\nb       c'");
  CHECK(text(method(s("a\tb"), "expandtabs", {i(0)})) == "'ab'");
  CHECK(text(method(s("-5"), "zfill", {i(5)})) == "'-0005'");
  CHECK(text(method(s("+5"), "zfill", {i(4)})) == "'+005'");
  CHECK(text(method(s("--5"), "zfill", {i(6)})) == "'-000-5'");
  CHECK(text(method(s("€"), "zfill", {i(3)})) == "'00€'");
  CHECK(text(method(s("abc"), "center", {i(6), s("*")})) == "'*abc**'");
  CHECK(text(method(s("abc"), "center", {i(7)})) == "'  abc  '");
  CHECK(text(method(s("abcd"), "center", {i(7), s("-")})) == "'--abcd-'");
  CHECK(text(method(s("ab"), "center", {i(5), s("-")})) == "'--ab-'");
}

TEST_CASE("case: full mappings, the final sigma") {
  CHECK(text(method(s("ß"), "upper")) == "'SS'");
  CHECK(text(method(s("ß"), "title")) == "'Ss'");
  CHECK(text(method(s("ǆ"), "title")) == "'ǅ'");
  CHECK(text(method(s("ﬁx"), "capitalize")) == "'Fix'");
  CHECK(text(method(s("ß"), "casefold")) == "'ss'");
  CHECK(text(method(s("ΑΣ"), "lower")) == "'ας'");
  CHECK(text(method(s("ΑΣΑ"), "lower")) == "'ασα'");
  CHECK(text(method(s("Σ"), "lower")) == "'σ'");
  CHECK(text(method(s("ǅ"), "swapcase")) == "'ǅ'");
  CHECK(text(method(s("ΑΣ ΑΣ"), "title")) == "'Ας Ας'");
  CHECK(text(method(s("ŉ"), "capitalize")) == "'ʼN'");
  CHECK(text(method(s("İ"), "lower")) == "'i̇'");
  CHECK(text(method(s("aBc"), "upper")) == "'ABC'");
  CHECK(text(method(s("aBc"), "lower")) == "'abc'");
  CHECK(text(method(s("aBc"), "swapcase")) == "'AbC'");
}

TEST_CASE("predicates") {
  CHECK(text(method(s("abc½"), "isalnum")) == "True");
  CHECK(text(method(s("a b"), "isalnum")) == "False");
  CHECK(text(method(s(""), "isalpha")) == "False");
  CHECK(text(method(s("é€"), "isalpha")) == "False");
  CHECK(text(method(s("éa"), "isalpha")) == "True");
  CHECK(text(method(s("²"), "isdigit")) == "True");
  CHECK(text(method(s("½"), "isdigit")) == "False");
  CHECK(text(method(s("½"), "isnumeric")) == "True");
  CHECK(text(method(s("½a"), "isnumeric")) == "False");
  CHECK(text(method(s("٣"), "isdecimal")) == "True");
  CHECK(text(method(s("²"), "isdecimal")) == "False");
  CHECK(text(method(s("a\nb"), "isprintable")) == "False");
  CHECK(text(method(s("a b"), "isprintable")) == "True");
  CHECK(text(method(s(""), "isprintable")) == "True");
  CHECK(text(method(s(""), "isascii")) == "True");
  CHECK(text(method(s("é"), "isascii")) == "False");
  CHECK(text(method(s("1a"), "isidentifier")) == "False");
  CHECK(text(method(s("_a1"), "isidentifier")) == "True");
  CHECK(text(method(s("é"), "isidentifier")) == "True");
  CHECK(text(method(s(""), "isidentifier")) == "False");
  CHECK(text(method(s("Ab Cd"), "istitle")) == "True");
  CHECK(text(method(s("AB"), "istitle")) == "False");
  CHECK(text(method(s("A1b"), "istitle")) == "False");
  CHECK(text(method(s(" \t"), "isspace")) == "True");
  CHECK(text(method(s(" a"), "isspace")) == "False");
  CHECK(text(method(s(""), "isspace")) == "False");
  CHECK(text(method(s("aB"), "islower")) == "False");
  CHECK(text(method(s("a1"), "islower")) == "True");
  CHECK(text(method(s("1"), "isupper")) == "False");
  CHECK(text(method(s("AB"), "isupper")) == "True");
}

TEST_CASE("translate") {
  CHECK(text(method(s("a"), "translate", {dict({i(97), s("bc"), i(98), none()})})) == "'bc'");
  CHECK(text(method(s("ab"), "translate", {dict({i(97), s("bc"), i(98), none()})})) == "'bc'");
  CHECK(text(method(s("ab"), "translate", {dict({i(97), i(8364)})})) == "'€b'");
  CHECK(text(method(s("a"), "translate", {dict({i(97), f(1.5)})})) ==
        "TypeError: character mapping must return integer, None or str");
  CHECK(text(method(s("a"), "translate", {dict({i(97), i(1114112)})})) ==
        "ValueError: character mapping must be in range(0x110000)");
  CHECK(text(method(s("a"), "translate", {i(1)})) == "TypeError: 'int' object is not subscriptable");
  CHECK(text(method(s("a"), "translate", {op(s("x"), BinaryOp::Mul, i(100))})) == "'x'");
}

TEST_CASE("operators: +, *, [], in, comparison") {
  CHECK(text(get_item(thread(), s("a"), i(5))) == "IndexError: string index out of range");
  CHECK(text(get_item(thread(), s("a"), s("x"))) == "TypeError: string indices must be integers, not 'str'");
  CHECK(text(get_item(thread(), s("a"), f(1.5))) == "TypeError: string indices must be integers, not 'float'");
  CHECK(text(get_item(thread(), s("abc"), slice(none(), none(), i(0)))) == "ValueError: slice step cannot be zero");
  CHECK(text(get_item(thread(), s("abc"), slice(none(), none(), i(-1)))) == "'cba'");
  CHECK(text(get_item(thread(), s("abc€"), slice(none(), none(), i(-2)))) == "'€b'");
  CHECK(text(get_item(thread(), s("abc€"), slice(none(), i(3), none()))) == "'abc'");
  CHECK(text(get_item(thread(), s("abcdef"), slice(i(1), i(5), i(2)))) == "'bd'");
  CHECK(text(get_item(thread(), s("abc"), i(-1))) == "'c'");
  CHECK(text(get_item(thread(), s("abc"), i(-4))) == "IndexError: string index out of range");
  CHECK(text(op(s("a"), BinaryOp::Add, i(1))) == "TypeError: can only concatenate str (not \"int\") to str");
  CHECK(text(op(i(1), BinaryOp::Add, s("a"))) == "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
  CHECK(text(op(s("a"), BinaryOp::Add, b("a"))) == "TypeError: can only concatenate str (not \"bytes\") to str");
  CHECK(text(op(s("a"), BinaryOp::Mul, f(1.5))) == "TypeError: can't multiply sequence by non-int of type 'float'");
  CHECK(text(op(s("a"), BinaryOp::Mul, s("b"))) == "TypeError: can't multiply sequence by non-int of type 'str'");
  CHECK(text(op(i(3), BinaryOp::Mul, s("ab"))) == "'ababab'");
  CHECK(text(op(s("ab"), BinaryOp::Mul, i(-1))) == "''");
  CHECK(text(op(s("€"), BinaryOp::Mul, i(3))) == "'€€€'");
  CHECK(text(contains(thread(), s("a"), i(1))) == "TypeError: 'in <string>' requires string as left operand, not int");
  CHECK(text(contains(thread(), s("abc"), s("a"))) == "True");
  CHECK(text(contains(thread(), s(""), s(""))) == "True");
  CHECK(text(contains(thread(), s("abc"), s("€"))) == "False");
  CHECK(text(contains(thread(), s("abc"), s("bc"))) == "True");
  CHECK(text(compare(thread(), s("a"), i(1), CompareOp::Lt)) ==
        "TypeError: '<' not supported between instances of 'str' and 'int'");
  CHECK(text(compare(thread(), s("a"), s("b"), CompareOp::Lt)) == "True");
  CHECK(text(compare(thread(), s("a"), s("€"), CompareOp::Lt)) == "True");
  CHECK(text(compare(thread(), s("€"), s("😀"), CompareOp::Ge)) == "False");
  CHECK(text(compare(thread(), s("abc"), s("abc"), CompareOp::Eq)) == "True");
  CHECK(text(compare(thread(), s("abc"), s("abd"), CompareOp::Ne)) == "True");
  CHECK(text(compare(thread(), s("a"), b("a"), CompareOp::Eq)) == "False");
  CHECK(text(contains(thread(), b("a"), s("a"))) == "TypeError: a bytes-like object is required, not 'str'");
}
}  // TEST_SUITE("str")
