#include <doctest/doctest.h>

#include "interpreter/modules/sre/char_set.h"
#include "interpreter/modules/sre/program.h"
#include "interpreter/protocol/error.h"
#include "interpreter/testing/interp.h"

using namespace sidewinder;
using namespace sidewinder::sre;

TEST_SUITE("sre") {

TEST_CASE("sets: code, literals in other case, categories") {
  const uint32_t vowels[] = {kLiteral, 'a', kLiteral, 'e', kFailure};
  CHECK(code_contains(vowels, 'e'));
  CHECK(!code_contains(vowels, 'b'));
  const uint32_t others[] = {kNegate, kRange, 'a', 'z', kFailure};
  CHECK(!code_contains(others, 'q'));
  CHECK(code_contains(others, 0x1234));
  CHECK(category_contains(kUniDigit, 0x664));
  CHECK(category_contains(kNotDigit, 0x664));
  CHECK(lower(0x130, CaseMode::Unicode) == 'i');
  CHECK(lower(0xC9, CaseMode::Ascii) == 0xC9);
}

TEST_CASE("translation: literals are joined, disjoint loops are known, bad code is refused") {
  Interp py;
  Thread& t = py.thread();
  // a b [^c]* c
  const uint32_t code[] = {kLiteral,   'a',         kLiteral, 'b',      kRepeatOne, 6,   0,
                           kMaxRepeat, kNotLiteral, 'c',      kSuccess, kLiteral,   'c', kSuccess};
  Program program;
  REQUIRE(!translate(t, code, std::size(code), 0, &program).failed());
  CHECK(program.insts[0].op == Op::Text);
  CHECK(program.insts[1].op == Op::RepeatOne);
  CHECK((program.insts[1].flags & kDisjoint));
  CHECK(program.least == 3);
  CHECK(program.prefix_length == 2);
  const uint32_t cut[] = {kRepeatOne, 6, 0, kMaxRepeat, kNotLiteral, 'c'};
  CHECK(translate(t, cut, std::size(cut), 0, &program).failed());
  clear_pending(t);
}

TEST_CASE("atomic parts: what follows them does not steer them") {
  Interp py;
  // (?>a+)ab
  REQUIRE(
      py.run("import _sre\n"
             "p = _sre.compile('', 0, [27, 9, 24, 6, 1, 0xffffffff, 16, 97, 1, 1, 16, 97, 16, 98, 1], 0, {}, ())"));
  CHECK(py.eval_repr("p.match('aaab')") == "None");
  CHECK(py.eval_repr("p.search('aaab')") == "None");
}
}  // TEST_SUITE("sre")
