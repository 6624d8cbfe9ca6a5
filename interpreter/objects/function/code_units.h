// co_code: what Python sees of the instructions, in units of two bytes, an opcode of CPython 3.11 and its argument.
//
// Four NOPs stand for each instruction, so that offsets (f_lasti, co_lines) lead there. Behind them stand, in order,
// CPython's instructions for the uses of names and for imports alone: `dis` finds them there, and with it cloudpickle
// and modulefinder. At the end our own instructions, a byte in the argument of a NOP.
#pragma once

#include "interpreter/base/result.h"
#include "interpreter/compiler/instruction.h"

namespace sidewinder {

struct Bytes;
struct Code;
struct Thread;
struct Tuple;

constexpr uint32_t kUnitsOfInstruction = sizeof(Instr) / 2;  // the NOPs for one

// co_names: of caches, each once, in the order of their first use, and behind them those that instructions have as
// constants. `of_caches`: how many of the former.
Tuple* names_of_code(Thread& t, const Code& code, ssize* of_caches = nullptr);
Bytes* units_of_code(Thread& t, const Code& code);
size_t unit_count_of(const Code& code);
// The bytes of `count` instructions; false: there are not that many.
bool instructions_of_units(const Bytes& units, size_t count, char* to);

}  // namespace sidewinder
