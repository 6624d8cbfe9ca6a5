// What a pattern's code is translated to before it runs: jumps resolved, runs of literals joined, sets with tables,
// alternatives and loops with the characters they may begin with. Nothing in it refers to Python objects.
#pragma once

#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/modules/sre/char_set.h"

namespace sidewinder::sre {

enum class Op : uint16_t {
  Match,
  Fail,
  // One character: `a` is the character or the set.
  Any,
  AnyButNewline,
  Char,
  NotChar,
  Set,
  LocaleSet,
  Text,         // literals [a, a + b) of texts
  At,           // a: position
  Mark,         // a: register
  GroupRef,     // a: group; b: CaseMode
  GroupExists,  // a: group; b: where to go if it has not matched
  Jump,         // a: where
  Branch,       // alternatives [a, a + b)
  RepeatOne,    // the next instruction, one character, b to c times, as often as possible; what follows is behind it.
                // a: a filter that what follows begins with, or kNoFilter
  RepeatOneLazy,
  RepeatOnePossessive,
  // A loop over anything. Split: no counter needed, the body takes characters. a: exit; b, c: filters of body and exit
  Split,
  SplitLazy,
  LoopEnter,  // a: the loop's registers (count, where the last iteration began)
  Loop,       // a: registers; b, c: least and most; the next instruction's a: exit. The body is behind that one
  LoopLazy,
  LoopNext,  // a: the loop's registers; b: where its Loop is
  Operand,
  PossessiveEnter,  // a: slot; b, c: least and most; the next instruction's a: exit
  PossessiveNext,   // a: slot; b: where its PossessiveEnter is
  AtomicEnter,      // a: slot
  AtomicEnd,
  AssertEnter,  // a: slot; b: characters to go back; c: where to go on
  AssertEnd,
  AssertNotEnter,
  AssertNotEnd,
};

struct Inst {
  Op op;
  uint16_t flags;
  uint32_t a, b, c;
};
constexpr uint16_t kDisjoint = 1;  // what follows a repetition cannot begin with what is repeated
constexpr uint32_t kNoFilter = UINT32_MAX;
constexpr uint32_t kUnlimited = UINT32_MAX;

struct Alternative {
  uint32_t at;
  uint32_t filter;
};

// What something may begin with. Not `empty`: it begins with a character, one of these.
struct Filter {
  uint8_t low[256];
  bool high;   // any from 256 on
  bool empty;  // it may match no character at all, or nothing is known
};
template <class T> PY_ALWAYS_INLINE bool passes(const Filter& f, T c) { return c < 256 ? f.low[c] : f.high; }

// Arrays in raw storage, which the pattern keeps.
template <class T> struct Array {
  T* items = nullptr;
  uint32_t size = 0;
  const T& operator[](size_t i) const { return items[i]; }
};

struct Program {
  Array<uint32_t> code;  // as compiled, for comparison and for the sets
  Array<Inst> insts;
  Array<CharSet> sets;
  Array<uint32_t> texts;
  Array<Alternative> alternatives;
  Array<Filter> filters;
  uint32_t groups = 0;
  uint32_t registers = 0;                  // marks of groups, the last group, loops
  uint32_t slots = 0;                      // of atomic parts and assertions
  uint32_t least = 0;                      // characters that a match has at least
  uint32_t start = kNoFilter;              // a filter for the first character
  uint32_t prefix = 0, prefix_length = 0;  // every match begins with these of `texts`

  uint32_t last_group_register() const { return 2 * groups; }
};

// RuntimeError if the code is none that the library's compiler would make.
Status translate(Thread& t, const uint32_t* code, size_t n, uint32_t groups, Program* out);

// --- between the sources of the translation ---

struct Draft {
  std::vector<Inst> insts;
  std::vector<CharSet> sets;
  std::vector<uint32_t> texts;
  std::vector<Alternative> alternatives;
  std::vector<Filter> filters;
};
// Gives branches and loops their filters, and finds how a match begins.
void optimize(Draft& draft, Program* out);

}  // namespace sidewinder::sre
