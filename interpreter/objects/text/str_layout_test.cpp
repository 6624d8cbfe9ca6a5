// What C sees of strings, and what is true of strings by their identity.
#include "interpreter/objects/core/type.h"
#include "interpreter/objects/text/str.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

TEST_SUITE("str_layout") {
TEST_CASE("kind: the narrowest that holds all characters") {
  CHECK(s("abc")->kind() == 1);
  CHECK(s("abc")->is_ascii());
  CHECK(s("abé")->kind() == 1);
  CHECK(!s("abé")->is_ascii());
  CHECK(s("ab€")->kind() == 2);
  CHECK(s("ab😀")->kind() == 4);
  Str* wide = s("a😀€é");
  CHECK(str_substring(wide, 2, 4)->kind() == 2);
  CHECK(str_substring(wide, 3, 4)->kind() == 1);
  CHECK(cast<Str>(method(s("€x€"), "replace", {s("€"), s("ab")}))->is_ascii());
}

TEST_CASE("data: begins behind the head and ends with NUL") {
  Str* ascii = s("abc");
  Str* latin1 = s("abé");
  Str* wide = s("a€c");
  CHECK(ascii->data() == ascii + 1);
  CHECK(latin1->data() == static_cast<NonAsciiStr*>(latin1) + 1);
  CHECK(std::string(static_cast<char*>(ascii->data())) == "abc");
  CHECK(static_cast<uint16_t*>(wide->data())[1] == 0x20ac);
  CHECK(static_cast<uint16_t*>(wide->data())[3] == 0);
}

TEST_CASE("identity: the empty string and latin-1 characters exist once") {
  CHECK(new_str("") == empty_str());
  CHECK(new_str("a") == new_str_char('a'));
  CHECK(new_str("é") == new_str_char(0xe9));
  CHECK(str_substring(s("xay"), 1, 2) == new_str_char('a'));
  CHECK(str_substring(s("€é"), 1, 2) == new_str_char(0xe9));
  CHECK(StrBuilder().finish() == empty_str());
  CHECK(intern("a") == new_str_char('a'));
}

TEST_CASE("intern: one string for equal texts, whatever came first") {
  Str* first = intern("a_name_of_some_length");
  CHECK(intern(s("a_name_of_some_length")) == first);
  CHECK(first->is_interned());
  CHECK(intern("ein_€_name") == intern(s("ein_€_name")));
  for (int k = 0; k < 10000; k++) (void)intern("name_" + std::to_string(k));
  CHECK(intern("a_name_of_some_length") == first);
}

TEST_CASE("hash: equal for equal strings however they were made, cached, never -1") {
  Str* whole = s("concatenated");
  Str* sum = str_concat(thread(), s("concat"), s("enated"));
  CHECK(whole != sum);
  CHECK(whole->hash == -1);
  CHECK(str_hash(whole) == str_hash(sum));
  CHECK(whole->hash == str_hash(whole));
  CHECK(str_hash(str_substring(s("€abc"), 1, 4)) == str_hash(s("abc")));
  CHECK(str_hash(empty_str()) != -1);
  CHECK(str_hash(s("ab")) != str_hash(s("ba")));
}

TEST_CASE("equality and order: by code points across kinds") {
  CHECK(str_equal(s("a€"), str_concat(thread(), s("a"), s("€"))));
  CHECK(!str_equal(s("ab"), s("a€")));
  CHECK(str_compare(s("\xc3\xbf"), s("€")) < 0);
  CHECK(str_compare(s("€"), s("😀")) < 0);
  CHECK(str_compare(s("ab"), s("abc")) < 0);
  CHECK(str_compare(s("b"), s("abc")) > 0);
}

TEST_CASE("builder: widens as characters come, narrows at the end") {
  StrBuilder b;
  b.add("abc").add_char(0xe9).add(s("€uro")).add_char(0x1f600).add_repeated('-', 2);
  CHECK(text(b.finish()) == "'abcé€uro😀--'");
  Str* mixed = s("€abc");
  CHECK(StrBuilder().add(mixed, 1, 4).finish()->is_ascii());
}

TEST_CASE("surrogates: kept one by one, as WTF-8 outside") {
  uint32_t pair[] = {0xd83d, 0xde00};
  Str* two = new_str_of(pair, 2);
  CHECK(two->length == 2);
  CHECK(str_to_utf8(two) == "\xed\xa0\xbd\xed\xb8\x80");
  CHECK(str_equal(new_str(str_to_utf8(two)), two));
}

TEST_CASE("memory: what cannot be had raises MemoryError") {
  CHECK(text(str_repeat(thread(), s("ab"), ssize(1) << 61)) == "MemoryError: ");
  CHECK(text(allocate_str(ssize(1) << 60, 'a')) == "MemoryError: ");
}
}  // TEST_SUITE("str_layout")
