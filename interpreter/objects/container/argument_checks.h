// Argument counts of native methods, with CPython's wording for methods that take one argument or none. `name` is
// qualified: "list.append".
#pragma once

#include "interpreter/objects/core/args.h"

namespace sidewinder {

Status expect_one(Thread& t, const char* name, Args args);
Status expect_none(Thread& t, const char* name, Args args);

}  // namespace sidewinder
