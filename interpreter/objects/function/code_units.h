// co_code: what Python sees of the instructions, in units of two bytes, an opcode of CPython 3.11 and its argument.
//
// Four NOPs stand for each instruction, so that offsets (f_lasti, co_lines) lead there. The first of all stands for the
// start of the code, where CPython has an instruction of its own; f_lasti and tb_lasti are those of an instruction's
// second NOP. Behind them stand, in order,
// CPython's instructions for the uses of names, for imports, operators, comparisons and subscripts alone: `dis` finds
// them there, and with it cloudpickle and modulefinder. At the end our own instructions, a byte in the argument of a
// NOP.
#pragma once

#include "interpreter/base/result.h"
#include "interpreter/compiler/instruction.h"

namespace sidewinder {

struct Bytes;
struct Code;
struct Thread;
struct Tuple;

constexpr uint32_t kUnitsOfInstruction = sizeof(Instr) / 2;  // the NOPs for one
constexpr int kStartOfCode = 2;                              // bytes

// co_names: of caches, each once, in the order of their first use, and behind them those that instructions have as
// constants. `of_caches`: how many of the former.
Tuple* names_of_code(Thread& t, const Code& code, ssize* of_caches = nullptr);
Bytes* units_of_code(Thread& t, const Code& code);
size_t unit_count_of(const Code& code);
// How many of the units behind the NOPs are of the instruction at this index.
size_t units_behind(const Code& code, uint32_t index);
// The bytes of `count` instructions; false: there are not that many.
bool instructions_of_units(const Bytes& units, size_t count, char* to);

}  // namespace sidewinder
