// The text of a message whose format is that of raise(): for what is not raised at once.
#pragma once

#include <cstdarg>
#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

bool format_message(Thread& t, const char* format, va_list arguments, std::string* out);  // false: raised

}  // namespace sidewinder
