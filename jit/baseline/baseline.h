// Functions compiled straight from their handlers, by lazy versions of their blocks: README.md.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "jit/baseline/language.h"

namespace sidewinder::jit::baseline {

struct Settings {
  uint32_t versions = 5;    // of a block, before it goes on in the general one
  uint32_t variants = 24;   // of an instruction: how often it is compiled again for other answers
  uint32_t patience = 1;    // times that a side of a test is taken before it is compiled, too
  FILE* dump = nullptr;     // a line for each instruction that is compiled
  bool lists_code = false;  // and the replay of its handler, with its machine code
  std::string dump_only;    // of code whose lines begin so
};
extern Settings settings;

struct Statistics {
  uint32_t codes = 0, sessions = 0, versions = 0, lazy_exits = 0, lazy_exits_taken = 0;
  uint64_t instructions = 0, generic = 0, code_bytes = 0;  // instructions compiled; those that call their handler
  uint64_t cycles = 0;                                     // spent compiling
};
extern Statistics statistics;

// Compiled code goes on at the thread's frame, until it cannot: Go, the interpreter goes on there; Unwind, an exception
// is pending, to be unwound from there; Return and Switch as from a handler. `available`: false where there is no
// executable memory, or none left; nothing happened then.
Next enter(Thread& t, const BaselineHooks& language, bool* available);
// The function that calls handlers while code is compiled.
const void* caller_of_handlers();
// A code object's table of addresses: see CompiledCode.
class CompiledCode;
// The code object gets its table of addresses, so that compiled code goes on in it.
void prepare(Thread& t, const BaselineHooks& language, void* code);

}  // namespace sidewinder::jit::baseline
