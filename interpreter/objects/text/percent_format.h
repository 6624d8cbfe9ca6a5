// The % operator of str, bytes and bytearray (library reference, printf-style String Formatting).
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

// Bytes are handled as the latin-1 string of the same numbers, in and out.
enum class PercentTarget : uint8_t { Str, Bytes };
Str* percent_format(Thread& t, const Str* format, Object* arguments, PercentTarget target);

}  // namespace sidewinder
