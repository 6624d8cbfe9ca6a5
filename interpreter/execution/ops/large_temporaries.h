// Large texts, bytes and ints that only an expression has: an instruction made them in a temporary, and the next one is
// the last to read it (`len(a + b)`, `a + b + c`, `s.replace(x, y).encode()`). What CPython's reference counts free
// then is given back then here, too. See ../README.md, "Large temporaries".
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

void install_large_temporaries();

// One was made lately, or is being read.
inline bool has_large_temporary = false;

// The interpreter's current instruction has called native code, whose result is not in its register yet.
void end_large_temporaries(Thread& t, Object* result);

}  // namespace sidewinder
