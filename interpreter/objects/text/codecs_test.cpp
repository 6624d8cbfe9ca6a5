// What CPython 3.11 gives for each of these.
#include "interpreter/objects/text/codecs.h"

#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* b(std::string_view bytes) {
  thread();
  return new_bytes(bytes);
}

}  // namespace

TEST_SUITE("codecs") {
TEST_CASE("encode: codecs and error handlers") {
  CHECK(text(method(s("a"), "encode", {i(1)})) == "TypeError: encode() argument 'encoding' must be str, not int");
  CHECK(text(method(s("a"), "encode", {s("foo")})) == "LookupError: unknown encoding: foo");
  CHECK(text(method(s("a"), "encode", {s("ascii"), s("foo")})) == "b'a'");
  CHECK(text(method(s("é"), "encode", {s("ascii"), s("foo")})) == "LookupError: unknown error handler name 'foo'");
  CHECK(text(method(s("é"), "encode", {s("ascii")})) ==
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)");
  CHECK(text(method(s("€€"), "encode", {s("latin-1")})) ==
        "UnicodeEncodeError: 'latin-1' codec can't encode characters in position 0-1: ordinal not in range(256)");
  CHECK(text(method(s("€"), "encode", {s("ascii"), s("xmlcharrefreplace")})) == "b'&#8364;'");
  CHECK(text(method(s("€😀é"), "encode", {s("ascii"), s("backslashreplace")})) == "b'\\\\u20ac\\\\U0001f600\\\\xe9'");
  CHECK(text(method(s("a€"), "encode", {s("utf-16")})) == "b'\\xff\\xfea\\x00\\xac '");
  CHECK(text(method(s("a"), "encode", {s("utf-16-le")})) == "b'a\\x00'");
  CHECK(text(method(s("a"), "encode", {s("utf-32-be")})) == "b'\\x00\\x00\\x00a'");
  CHECK(text(method(s("a"), "encode", {s("utf-32")})) == "b'\\xff\\xfe\\x00\\x00a\\x00\\x00\\x00'");
  CHECK(text(method(s("😀"), "encode", {s("UTF_16_BE")})) == "b'\\xd8=\\xde\\x00'");
  CHECK(text(method(s("é€😀"), "encode")) == "b'\\xc3\\xa9\\xe2\\x82\\xac\\xf0\\x9f\\x98\\x80'");
  CHECK(text(method(s("é"), "encode", {s("Latin 1")})) == "b'\\xe9'");
  CHECK(text(method(s("aé"), "encode", {s("ascii"), s("ignore")})) == "b'a'");
  CHECK(text(method(s("aé"), "encode", {s("ascii"), s("replace")})) == "b'a?'");
  CHECK(text(method(s("abc"), "encode", {s("utf-8-sig")})) == "b'\\xef\\xbb\\xbfabc'");
}

TEST_CASE("decode: codecs and error handlers") {
  CHECK(text(method(b("\377"), "decode")) ==
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte");
  CHECK(text(method(b("\342\202"), "decode")) ==
        "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
  CHECK(text(method(b("\342\202a"), "decode")) ==
        "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte");
  CHECK(text(method(b("\360\220\200"), "decode", {s("utf-8"), s("replace")})) == "'�'");
  CHECK(text(method(b("a\360\220\200b\300\257\377"), "decode", {s("utf-8"), s("replace")})) == "'a�b���'");
  CHECK(text(method(b("\355\240\200"), "decode")) ==
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte");
  CHECK(text(method(b("\355\240\200"), "decode", {s("utf-8"), s("surrogatepass")})) == "'\\ud800'");
  CHECK(text(method(b("\377"), "decode", {s("utf-8"), s("surrogateescape")})) == "'\\udcff'");
  CHECK(text(method(b("\342\202a\377"), "decode", {s("utf-8"), s("surrogateescape")})) == "'\\udce2\\udc82a\\udcff'");
  CHECK(text(method(b("\377"), "decode", {s("utf-8"), s("backslashreplace")})) == "'\\\\xff'");
  CHECK(text(method(b("\377"), "decode", {s("ascii")})) ==
        "UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)");
  CHECK(text(method(b("\377"), "decode", {s("utf-8"), s("xmlcharrefreplace")})) ==
        "TypeError: don't know how to handle UnicodeDecodeError in error callback");
  CHECK(text(method(b("\377\376a"), "decode", {s("utf-16")})) ==
        "UnicodeDecodeError: 'utf-16-le' codec can't decode byte 0x61 in position 2: truncated data");
  CHECK(text(method(b({"\377\376a\000", 4}), "decode", {s("utf-16")})) == "'a'");
  CHECK(text(method(b({"\376\377\000a", 4}), "decode", {s("utf-16")})) == "'a'");
  CHECK(text(method(b({"=\330\000\336", 4}), "decode", {s("utf-16-le")})) == "'😀'");
  CHECK(text(method(b({"\000\330", 2}), "decode", {s("utf-16-le")})) ==
        "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data");
  CHECK(text(method(b({"\000\330a\000", 4}), "decode", {s("utf-16-le")})) ==
        "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate");
  CHECK(text(method(b({"\000\334", 2}), "decode", {s("utf-16-le")})) ==
        "UnicodeDecodeError: 'utf-16-le' codec can't decode bytes in position 0-1: illegal encoding");
  CHECK(text(method(b({"\000\330a\000", 4}), "decode", {s("utf-16-le"), s("replace")})) == "'�a'");
  CHECK(text(method(b({"\000\330a\000", 4}), "decode", {s("utf-16-le"), s("surrogatepass")})) == "'\\ud800a'");
  CHECK(text(method(b({"\000\000\021\000", 4}), "decode", {s("utf-32-le")})) ==
        "UnicodeDecodeError: 'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)");
  CHECK(text(method(b({"\000\330\000\000", 4}), "decode", {s("utf-32-le")})) ==
        "UnicodeDecodeError: 'utf-32-le' codec can't decode bytes in position 0-3: code point in surrogate code point "
        "range(0xd800, 0xe000)");
  CHECK(text(method(b("abc"), "decode", {s("utf-32-le")})) ==
        "UnicodeDecodeError: 'utf-32-le' codec can't decode bytes in position 0-2: truncated data");
  CHECK(text(method(b("abcd"), "decode", {s("foo")})) == "LookupError: unknown encoding: foo");
  CHECK(text(method(b("a"), "decode", {i(1)})) == "TypeError: decode() argument 'encoding' must be str, not int");
  CHECK(text(method(b("\357\273\277abc"), "decode", {s("utf-8-sig")})) == "'abc'");
  CHECK(text(method(b("\351"), "decode", {s("latin-1")})) == "'é'");
}

TEST_CASE("str() of bytes") {
  CHECK(text(make(str_type, {b("a"), s("ascii")})) == "'a'");
  CHECK(text(make(str_type, {i(1), s("ascii")})) == "TypeError: decoding to str: need a bytes-like object, int found");
  CHECK(text(make(str_type, {s("a"), s("ascii")})) == "TypeError: decoding str is not supported");
  CHECK(text(make(str_type, {b("a"), i(1)})) == "TypeError: str() argument 'encoding' must be str, not int");
  CHECK(text(make(str_type, {b("a")})) == "\"b'a'\"");
}
}  // TEST_SUITE("codecs")
