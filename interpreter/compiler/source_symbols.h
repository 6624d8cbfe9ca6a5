// The symbol table of a source text, for the module symtable.
#pragma once

#include "interpreter/compiler/compiler.h"

namespace sidewinder {

// The table lives in `arena`. Null: SyntaxError is pending.
const SymbolTable* symbols_of_source(Thread& t, Arena& arena, std::string_view source, Str* filename, ParseMode mode,
                                     const CompileOptions& options);

}  // namespace sidewinder
