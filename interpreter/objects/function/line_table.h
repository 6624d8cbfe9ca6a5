// The line table of a code object in CPython 3.11's encoding (co_linetable).
#pragma once

#include "interpreter/base/result.h"

namespace sidewinder {

struct Bytes;
struct Code;
struct LineEntry;

Bytes* line_table_of(const Code& code);
// False: code has lines only (-X no_debug_ranges, PYTHONNODEBUGRANGES), whether it is compiled or read.
extern bool code_has_columns;
// The place of the first unit of co_code.
LineEntry start_of_code(const Code& code);
void drop_columns(Code* c);
// The lines of c are those that the table says.
Status replace_lines(Code* c, const Bytes* table);

}  // namespace sidewinder
