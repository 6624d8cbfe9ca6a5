// What a pure operation computes, on bits: used to fold constants and to interpret traces.
#pragma once

#include <cstdint>

#include "jit/ir/trace.h"

namespace sidewinder::jit {

constexpr int64_t kSmallIntMax = (int64_t(1) << 60) - 1;  // a "small int" fits 60 bits: |a| <= kSmallIntMax
inline bool fits_small(int64_t value) { return value >= -kSmallIntMax && value <= kSmallIntMax; }

// Operands and result as 64 bits. False: not an operation on numbers alone, or not defined for these operands
// (division by zero, overflow of int_mul, a shift or a truncation out of range).
bool evaluate(Opcode opcode, uint64_t a, uint64_t b, uint64_t c, uint64_t& result);

// The value in an exact int or float box.
int64_t read_int_box(const Boxes& boxes, const void* object);  // at most 60 bits
double read_float_box(const Boxes& boxes, const void* object);

// Memory as Field and Array rows describe it.
uint64_t read_memory(const void* address, Kind kind, Width width);
void write_memory(void* address, Kind kind, Width width, uint64_t bits);

}  // namespace sidewinder::jit
