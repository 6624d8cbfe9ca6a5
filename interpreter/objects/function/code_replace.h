// code.replace(), and the comparison of code objects.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/objects/function/code.h"

namespace sidewinder {

struct Bytes;

// What replace() is given; null, or -1: as it was.
struct CodeChanges {
  int argument_count, positional_only_count, keyword_only_count, local_count, stack_size, flags, first_line;
  Bytes* instructions;
  Tuple *constants, *names, *variable_names, *free_names, *cell_names;
  Str *filename, *name, *qualname;
  Bytes *line_table, *exception_table;
};
Code* replace_code(Thread& t, const Code& code, const CodeChanges& changes);
// co_exceptiontable: what the other fields do not say; empty if this is not all. And the code that was taken apart so,
// each field given; ValueError: they are of no code that this compiler made (interpreter/imports/marshal_parts.cpp).
Bytes* parts_of_code(Thread& t, const Code& code);
Code* code_of_parts(Thread& t, const CodeChanges& given);

Truth code_equal(Thread& t, const Code& a, const Code& b);
ssize code_hash(const Code& code);

constexpr uint32_t kShownCodeFlags = ~(kCodeHidden | kCodeContinuation);  // the rest is ours

}  // namespace sidewinder
