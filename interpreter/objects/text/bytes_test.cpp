// What CPython 3.11 gives for each of these: bytes, and bytearray where it differs.
#include "interpreter/objects/text/bytearray.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/slice.h"
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

TEST_SUITE("bytes") {
TEST_CASE("construction") {
  CHECK(text(make(bytes_type, {i(-1)})) == "ValueError: negative count");
  CHECK(text(make(bytes_type, {s("a")})) == "TypeError: string argument without an encoding");
  CHECK(text(make(bytes_type, {s("a"), s("ascii")})) == "b'a'");
  CHECK(text(make(bytes_type, {list({i(256)})})) == "ValueError: bytes must be in range(0, 256)");
  CHECK(text(make(bytes_type, {list({s("a")})})) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(make(bytes_type, {f(1.5)})) == "TypeError: cannot convert 'float' object to bytes");
  CHECK(text(make(bytes_type, {i(3)})) == "b'\\x00\\x00\\x00'");
  CHECK(text(make(bytes_type, {b("a"), s("ascii")})) == "TypeError: encoding without a string argument");
  CHECK(text(make(bytes_type, {i(1), s("ascii")})) == "TypeError: encoding without a string argument");
  CHECK(text(make(bytes_type, {s("€"), s("utf-8")})) == "b'\\xe2\\x82\\xac'");
  CHECK(text(make(bytes_type, {list({i(1), i(2), i(3)})})) == "b'\\x01\\x02\\x03'");
  CHECK(text(make(bytes_type, {tuple({i(1), i(2)})})) == "b'\\x01\\x02'");
  CHECK(text(make(bytes_type, {make(bytearray_type, {b("x")})})) == "b'x'");
  CHECK(text(make(bytes_type, {py_true()})) == "b'\\x00'");
  CHECK(text(make(bytes_type)) == "b''");
  CHECK(text(make(bytearray_type)) == "bytearray(b'')");
  CHECK(text(make(bytearray_type, {s("a")})) == "TypeError: string argument without an encoding");
  CHECK(text(make(bytearray_type, {s("a"), s("utf-8")})) == "bytearray(b'a')");
  CHECK(text(make(bytearray_type, {i(-1)})) == "ValueError: negative count");
  CHECK(text(make(bytearray_type, {list({i(256)})})) == "ValueError: byte must be in range(0, 256)");
  CHECK(text(make(bytearray_type, {i(5)})) == "bytearray(b'\\x00\\x00\\x00\\x00\\x00')");
}

TEST_CASE("operators") {
  CHECK(text(op(i(3), BinaryOp::Mul, s("ab"))) == "'ababab'");
  CHECK(text(get_item(thread(), b("abc"), i(0))) == "97");
  CHECK(text(get_item(thread(), b("abc"), slice(i(0), i(2), none()))) == "b'ab'");
  CHECK(text(get_item(thread(), b("abc"), slice(i(5), none(), none()))) == "b''");
  CHECK(text(get_item(thread(), b("abc"), slice(none(), none(), i(-1)))) == "b'cba'");
  CHECK(text(get_item(thread(), b("abc"), i(5))) == "IndexError: index out of range");
  CHECK(text(get_item(thread(), b("abc"), s("a"))) == "TypeError: byte indices must be integers or slices, not str");
  CHECK(text(get_item(thread(), make(bytearray_type, {b("abc")}), i(5))) == "IndexError: bytearray index out of range");
  CHECK(text(get_item(thread(), make(bytearray_type, {b("abc")}), i(1))) == "98");
  CHECK(text(get_item(thread(), make(bytearray_type, {b("abc")}), slice(none(), none(), i(2)))) == "bytearray(b'ac')");
  CHECK(text(op(b("a"), BinaryOp::Add, s("b"))) == "TypeError: can't concat str to bytes");
  CHECK(text(op(b("a"), BinaryOp::Add, i(1))) == "TypeError: can't concat int to bytes");
  CHECK(text(op(b("a"), BinaryOp::Add, make(bytearray_type, {b("b")}))) == "b'ab'");
  CHECK(text(op(make(bytearray_type, {b("a")}), BinaryOp::Add, b("b"))) == "bytearray(b'ab')");
  CHECK(text(op(make(bytearray_type, {b("a")}), BinaryOp::Add, s("b"))) == "TypeError: can't concat str to bytearray");
  CHECK(text(op(b("a"), BinaryOp::Mul, f(1.5))) == "TypeError: can't multiply sequence by non-int of type 'float'");
  CHECK(text(op(b("ab"), BinaryOp::Mul, i(3))) == "b'ababab'");
  CHECK(text(op(i(3), BinaryOp::Mul, make(bytearray_type, {b("ab")}))) == "bytearray(b'ababab')");
  CHECK(text(contains(thread(), b("a"), s("a"))) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(contains(thread(), b("a"), i(300))) == "ValueError: byte must be in range(0, 256)");
  CHECK(text(contains(thread(), b("a"), i(97))) == "True");
  CHECK(text(contains(thread(), b("ab"), b("a"))) == "True");
  CHECK(text(contains(thread(), b(""), b(""))) == "True");
  CHECK(text(compare(thread(), b("abc"), s("a"), CompareOp::Lt)) ==
        "TypeError: '<' not supported between instances of 'bytes' and 'str'");
  CHECK(text(compare(thread(), b("abc"), make(bytearray_type, {b("abc")}), CompareOp::Eq)) == "True");
  CHECK(text(compare(thread(), make(bytearray_type, {b("abc")}), b("abd"), CompareOp::Lt)) == "True");
  CHECK(text(compare(thread(), b("a"), s("a"), CompareOp::Eq)) == "False");
}

TEST_CASE("find, count, replace, startswith") {
  CHECK(text(method(b("a"), "find", {s("a")})) ==
        "TypeError: argument should be integer or bytes-like object, not 'str'");
  CHECK(text(method(b("a"), "find", {i(300)})) == "ValueError: byte must be in range(0, 256)");
  CHECK(text(method(b("a"), "find", {i(97)})) == "0");
  CHECK(text(method(b("abcabc"), "find", {b("c"), i(3)})) == "5");
  CHECK(text(method(b("abcabc"), "rfind", {b("c")})) == "5");
  CHECK(text(method(b("a"), "index", {b("x")})) == "ValueError: subsection not found");
  CHECK(text(method(b("abc"), "rindex", {b("x")})) == "ValueError: subsection not found");
  CHECK(text(method(b("a"), "count", {s("a")})) ==
        "TypeError: argument should be integer or bytes-like object, not 'str'");
  CHECK(text(method(b("aaaa"), "count", {b("aa")})) == "2");
  CHECK(text(method(b("aaa"), "count", {i(97)})) == "3");
  CHECK(text(method(b("a"), "replace", {s("a"), b("b")})) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b("aaa"), "replace", {b("a"), b("bb"), i(2)})) == "b'bbbba'");
  CHECK(text(method(b("aaa"), "replace", {b(""), b("-")})) == "b'-a-a-a-'");
  CHECK(text(method(make(bytearray_type, {b("aaa")}), "replace", {b("a"), b("c")})) == "bytearray(b'ccc')");
  CHECK(text(method(b("a"), "startswith", {s("a")})) ==
        "TypeError: startswith first arg must be bytes or a tuple of bytes, not str");
  CHECK(text(method(b("a"), "startswith", {tuple({s("a")})})) ==
        "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b("abc"), "startswith", {tuple({b("x"), b("ab")})})) == "True");
  CHECK(text(method(b("abc"), "endswith", {b("c")})) == "True");
  CHECK(text(method(b("abc"), "removeprefix", {s("a")})) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b("abc"), "removeprefix", {b("a")})) == "b'bc'");
  CHECK(text(method(b("abc"), "removesuffix", {b("c")})) == "b'ab'");
}

TEST_CASE("split, partition, join") {
  CHECK(text(method(b("a"), "split", {s("a")})) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b("a"), "split", {b("")})) == "ValueError: empty separator");
  CHECK(text(method(b("a,b,,c"), "split", {b(",")})) == "[b'a', b'b', b'', b'c']");
  CHECK(text(method(b("a,b,,c"), "rsplit", {b(","), i(1)})) == "[b'a,b,', b'c']");
  CHECK(text(method(b("a"), "join", {list({i(1)})})) ==
        "TypeError: sequence item 0: expected a bytes-like object, int found");
  CHECK(text(method(b(","), "join", {list({b("a"), make(bytearray_type, {b("b")})})})) == "b'a,b'");
  CHECK(text(method(make(bytearray_type, {b(",")}), "join", {list({b("a"), b("b")})})) == "bytearray(b'a,b')");
  CHECK(text(method(b(","), "join", {i(1)})) == "TypeError: can only join an iterable");
  CHECK(text(method(b("a"), "partition", {s("a")})) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b("a"), "partition", {b("")})) == "ValueError: empty separator");
  CHECK(text(method(b("aXb"), "partition", {b("X")})) == "(b'a', b'X', b'b')");
  CHECK(text(method(b("aXbXc"), "rpartition", {b("X")})) == "(b'aXb', b'X', b'c')");
  CHECK(text(method(b("abc"), "rpartition", {b("X")})) == "(b'', b'', b'abc')");
  CHECK(text(method(make(bytearray_type, {b("aXb")}), "partition", {b("X")})) ==
        "(bytearray(b'a'), bytearray(b'X'), bytearray(b'b'))");
  CHECK(text(method(b(" a\tb "), "split")) == "[b'a', b'b']");
  CHECK(text(method(b("a\nb\r\nc\013d"), "splitlines")) == "[b'a', b'b', b'c\\x0bd']");
}

TEST_CASE("text: case, padding, translation, hex") {
  CHECK(text(method(b("a"), "strip", {s("a")})) == "TypeError: a bytes-like object is required, not 'str'");
  CHECK(text(method(b(" a "), "strip")) == "b'a'");
  CHECK(text(method(b("xax"), "strip", {b("x")})) == "b'a'");
  CHECK(text(method(b("a"), "translate", {b("a")})) == "ValueError: translation table must be 256 characters long");
  CHECK(text(method(b("a"), "translate", {i(1)})) == "TypeError: a bytes-like object is required, not 'int'");
  CHECK(text(method(b("abc"), "translate", {none(), b("b")})) == "b'ac'");
  CHECK(text(method(b("abc"), "translate", {method(&bytes_type, "maketrans", {b("a"), b("z")})})) == "b'zbc'");
  CHECK(text(method(b("a"), "center", {i(5), b("ab")})) ==
        "TypeError: center() argument 2 must be a byte string of length 1, not bytes");
  CHECK(text(method(b("a"), "center", {i(5), s("a")})) ==
        "TypeError: center() argument 2 must be a byte string of length 1, not str");
  CHECK(text(method(b("a"), "center", {i(5), b("*")})) == "b'**a**'");
  CHECK(text(method(b("a"), "hex")) == "'61'");
  CHECK(text(method(b("abcd"), "hex", {s(":")})) == "'61:62:63:64'");
  CHECK(text(method(b("abcde"), "hex", {s("-"), i(2)})) == "'61-6263-6465'");
  CHECK(text(method(b("abcde"), "hex", {s("-"), i(-2)})) == "'6162-6364-65'");
  CHECK(text(method(b("abcde"), "hex", {b("-"), i(0)})) == "'6162636465'");
  CHECK(text(method(b("a"), "hex", {s("ab")})) == "ValueError: sep must be length 1.");
  CHECK(text(method(b("a"), "hex", {i(1)})) == "TypeError: object of type 'int' has no len()");
  CHECK(text(method(b("ab"), "hex", {s("é")})) == "ValueError: sep must be ASCII.");
  CHECK(text(method(b("ab cD1e"), "title")) == "b'Ab Cd1E'");
  CHECK(text(method(b("Ab"), "swapcase")) == "b'aB'");
  CHECK(text(method(b("aBC"), "capitalize")) == "b'Abc'");
  CHECK(text(method(b("aB"), "upper")) == "b'AB'");
  CHECK(text(method(b("aB"), "lower")) == "b'ab'");
  CHECK(text(method(b("-5"), "zfill", {i(4)})) == "b'-005'");
  CHECK(text(method(b("a\tb"), "expandtabs", {i(4)})) == "b'a   b'");
  CHECK(text(method(b("a"), "zfill", {s("a")})) == "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(b("a"), "ljust")) == "TypeError: ljust expected at least 1 argument, got 0");
  CHECK(text(method(&bytes_type, "fromhex", {s("6 1")})) ==
        "ValueError: non-hexadecimal number found in fromhex() arg at position 1");
  CHECK(text(method(&bytes_type, "fromhex", {s("61 62")})) == "b'ab'");
  CHECK(text(method(&bytes_type, "fromhex", {s("6x")})) ==
        "ValueError: non-hexadecimal number found in fromhex() arg at position 1");
  CHECK(text(method(&bytes_type, "fromhex", {s("6")})) ==
        "ValueError: non-hexadecimal number found in fromhex() arg at position 1");
  CHECK(text(method(&bytes_type, "fromhex", {i(1)})) == "TypeError: fromhex() argument must be str, not int");
  CHECK(text(method(&bytearray_type, "fromhex", {s("6162")})) == "bytearray(b'ab')");
}

TEST_CASE("predicates: of ASCII only, of nothing false") {
  struct Row {
    const char* name;
    std::string_view yes, no;
  };
  for (const Row& row : {Row{"isalnum", "ab12", "a b"}, Row{"isalpha", "aZ", "a1"}, Row{"isdigit", "09", "0a"},
                         Row{"isspace", " \t\n\v\f\r", " a"}, Row{"islower", "a1", "aB"}, Row{"isupper", "A1", "Ab"},
                         Row{"istitle", "Ab Cd", "AB"}}) {
    CAPTURE(std::string(row.name));
    CHECK(text(method(b(row.yes), row.name)) == "True");
    CHECK(text(method(b(row.no), row.name)) == "False");
    CHECK(text(method(b("\xe9"), row.name)) == "False");
    CHECK(text(method(b(""), row.name)) == "False");
  }
  CHECK(text(method(b(""), "isascii")) == "True");
  CHECK(text(method(b("a"), "isascii")) == "True");
  CHECK(text(method(b("a\xe9"), "isascii")) == "False");
  CHECK(text(method(b("1"), "islower")) == "False");
  CHECK(text(method(b("1"), "isupper")) == "False");
  CHECK(text(method(b("A1b"), "istitle")) == "False");
}

TEST_CASE("%") {
  CHECK(text(op(b("%(a)d"), BinaryOp::Mod, dict({b("a"), i(3)}))) == "b'3'");
  CHECK(text(op(b("%(a)d"), BinaryOp::Mod, dict({s("a"), i(3)}))) == "KeyError: b'a'");
  CHECK(text(op(b("%s"), BinaryOp::Mod, tuple({i(1), i(2)}))) ==
        "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'");
  CHECK(text(op(b("%d %d"), BinaryOp::Mod, i(1))) == "TypeError: not enough arguments for format string");
  CHECK(text(op(b("%z"), BinaryOp::Mod, i(1))) == "ValueError: unsupported format character 'z' (0x7a) at index 1");
  CHECK(text(op(b("%"), BinaryOp::Mod, i(1))) == "ValueError: incomplete format");
  CHECK(text(op(b("abc"), BinaryOp::Mod, i(1))) == "TypeError: not all arguments converted during bytes formatting");
  CHECK(text(op(b("abc"), BinaryOp::Mod, b("x"))) == "TypeError: not all arguments converted during bytes formatting");
  CHECK(text(op(b("%c"), BinaryOp::Mod, s("a"))) == "TypeError: %c requires an integer in range(256) or a single byte");
  CHECK(text(op(b("%c"), BinaryOp::Mod, b(""))) == "TypeError: %c requires an integer in range(256) or a single byte");
  CHECK(text(op(b("%5s|%-5s|%.1s"), BinaryOp::Mod, tuple({b("ab"), b("c"), b("def")}))) == "b'   ab|c    |d'");
  CHECK(text(op(b("%s"), BinaryOp::Mod, make(bytearray_type, {b("q")}))) == "b'q'");
  CHECK(text(op(b("%(a"), BinaryOp::Mod, dict({}))) == "ValueError: incomplete format key");
  CHECK(text(op(b("%s"), BinaryOp::Mod, s("a"))) ==
        "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'");
  CHECK(text(op(b("%s"), BinaryOp::Mod, b("a"))) == "b'a'");
  CHECK(text(op(b("%a %r"), BinaryOp::Mod, tuple({s("é"), i(1)}))) == "b\"'\\\\xe9' 1\"");
  CHECK(text(op(b("%d %x %c %c %5.2f"), BinaryOp::Mod, tuple({i(1), i(255), i(97), b("b"), f(1.5)}))) ==
        "b'1 ff a b  1.50'");
  CHECK(text(op(b("%c"), BinaryOp::Mod, i(300))) == "OverflowError: %c arg not in range(256)");
  CHECK(text(op(b("%c"), BinaryOp::Mod, b("ab"))) ==
        "TypeError: %c requires an integer in range(256) or a single byte");
  CHECK(text(op(b("%b"), BinaryOp::Mod, i(1))) ==
        "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'");
  CHECK(text(op(b("%d"), BinaryOp::Mod, s("a"))) == "TypeError: %d format: a real number is required, not str");
  CHECK(text(op(b("%s"), BinaryOp::Mod, tuple({i(1)}))) ==
        "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'");
}

TEST_CASE("bytearray: changes in place") {
  CHECK(text(method(make(bytearray_type, {b("a")}), "append", {i(256)})) ==
        "ValueError: byte must be in range(0, 256)");
  CHECK(text(method(make(bytearray_type, {b("a")}), "append", {s("a")})) ==
        "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(make(bytearray_type, {b("")}), "pop")) == "IndexError: pop from empty bytearray");
  CHECK(text(method(make(bytearray_type, {b("a")}), "pop", {i(5)})) == "IndexError: pop index out of range");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "pop", {i(0)})) == "97");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "pop")) == "99");
  CHECK(text(method(make(bytearray_type, {b("a")}), "remove", {i(98)})) == "ValueError: value not found in bytearray");
  CHECK(text(method(make(bytearray_type, {b("a")}), "insert", {i(0), i(256)})) ==
        "ValueError: byte must be in range(0, 256)");
  CHECK(text(method(make(bytearray_type, {b("a")}), "extend", {s("a")})) ==
        "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(make(bytearray_type, {b("a")}), "extend", {i(1)})) == "TypeError: can't extend bytearray with int");
  CHECK(text(method(make(bytearray_type, {b("a")}), "extend", {list({i(256)})})) ==
        "ValueError: byte must be in range(0, 256)");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "__setitem__", {i(5), i(1)})) ==
        "IndexError: bytearray index out of range");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "__setitem__", {i(0), s("a")})) ==
        "TypeError: 'str' object cannot be interpreted as an integer");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "__setitem__", {s("a"), i(1)})) ==
        "TypeError: bytearray indices must be integers or slices, not str");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "__delitem__", {i(7)})) ==
        "IndexError: bytearray index out of range");
  CHECK(text(method(make(bytearray_type, {b("a")}), "__iadd__", {s("a")})) ==
        "TypeError: can't concat str to bytearray");
  CHECK(text(method(make(bytearray_type, {b("a")}), "__iadd__", {b("bcd")})) == "bytearray(b'abcd')");
  CHECK(text(method(make(bytearray_type, {b("ab")}), "__imul__", {i(3)})) == "bytearray(b'ababab')");
  CHECK(text(method(make(bytearray_type, {b("abc")}), "copy")) == "bytearray(b'abc')");
}
}  // TEST_SUITE("bytes")
