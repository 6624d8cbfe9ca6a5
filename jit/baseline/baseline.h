// Functions compiled straight from their handlers, by lazy versions of their blocks: README.md.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "jit/baseline/language.h"

namespace sidewinder::jit::baseline {

struct Settings {
  uint32_t versions = 5;        // of a block, before it goes on in the general one
  uint32_t variants = 24;       // of an instruction: how often it is compiled again for other answers
  uint32_t patience = 1;        // times that a side of a test is taken before it is compiled, too
  uint32_t recompilations = 3;  // of a code object whose instructions ran out of variants
  uint32_t evict_every = 0;     // sessions after which the oldest code is given up, for tests; 0: when memory is full
  uint32_t force_exits = 0;     // every Nth test leaves for the interpreter, whatever it finds
  FILE* dump = nullptr;         // a line for each instruction that is compiled
  bool lists_code = false;      // and the replay of its handler, with its machine code
  std::string dump_only;        // of code whose lines begin so
};
extern Settings settings;

struct Statistics {
  uint32_t codes = 0, sessions = 0, versions = 0, lazy_exits = 0, lazy_exits_taken = 0;
  uint32_t forced_exits = 0;
  uint32_t recompiled = 0, evicted = 0, freed = 0;         // code objects
  uint64_t instructions = 0, generic = 0, code_bytes = 0;  // instructions compiled; those that call their handler
  uint64_t cycles = 0;                                     // spent compiling
};
extern Statistics statistics;

// Compiled code goes on at the thread's frame, until it cannot: Go, the interpreter goes on there; Unwind, an exception
// is pending, to be unwound from there; Return and Switch as from a handler. `available`: false where there is no
// executable memory, or none left; nothing happened then.
// `stack`: where compiled code has its stack pointer; below it, at the pointer, lies the frame of what it calls.
Next enter(Thread& t, const BaselineHooks& language, bool* available, void** stack);
// The function that calls handlers while code is compiled.
const void* caller_of_handlers();
// A code object's table of addresses: see CompiledCode.
class CompiledCode;
// The code object gets its table of addresses, so that compiled code goes on in it.
void prepare(Thread& t, const BaselineHooks& language, void* code);
// The code object is dead, or as good as that: it has no machine code any more.
void forget(const BaselineHooks& language, void* code);
// "ADDRESS SIZE NAME" of each block, as perf reads it.
void write_perf_map(FILE* file);
// Of a code object that is compiled.
struct Report {
  uint32_t instructions, compiled, versions, bytes;  // in all; those that have machine code
};
Report report_of(const CompiledCode& code);

}  // namespace sidewinder::jit::baseline
