// The TypeData of the exceptions that exceptions.def lists with EXCEPTION_WITH_DATA; each is defined in its own source.
#pragma once

#include "interpreter/protocol/error.h"

namespace sidewinder {

#define EXCEPTION(...)
#define EXCEPTION_WITH_DATA(name, base, layout) extern TypeData name##_data;
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION

}  // namespace sidewinder
