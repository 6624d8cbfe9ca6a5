// The library libedit (BSD licence), which edits lines on a terminal; loaded when it is needed first, so that other
// programs do not pay for it. Its interface is that of GNU readline.
#pragma once

#include <editline/readline.h>

namespace sidewinder {

struct Libedit {
#define LIBEDIT_SYMBOL(name) decltype(&::name) name;
#include "interpreter/modules/readline/libedit_symbols.def"
#undef LIBEDIT_SYMBOL
};

// Null: it is not installed, or lacks something; libedit_problem() says what. Initialised at the first call.
const Libedit* libedit();
const char* libedit_problem();

}  // namespace sidewinder
