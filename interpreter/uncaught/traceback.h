// The text of an exception with its traceback, as the top level prints it.
#pragma once

#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

// "Traceback (most recent call last):\n ... \nValueError: ...\n", with the exceptions it was raised from. Never raises.
void write_stderr(Thread& t, const std::string& text);  // to sys.stderr if it works, else the process's
std::string format_exception(Thread& t, BaseException* exception);

}  // namespace sidewinder
