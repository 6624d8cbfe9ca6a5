// The text of an exception with its traceback, as the top level prints it.
#pragma once

#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

void write_stderr(Thread& t, const std::string& text);  // to sys.stderr if it works, else the process's
// "Traceback (most recent call last):\n ... \nValueError: ...\n", with the exceptions it was raised from. Never raises.
std::string format_exception(Thread& t, BaseException* exception);
std::string format_exception_alone(Thread& t, BaseException* exception);  // without those it was raised from
std::string source_line(const std::string& path, int line);               // empty if there is none
// An entry in front of the pending exception's traceback that names a place in C.
void add_traceback_entry_of_c(Thread& t, const char* filename, const char* function, int line);
// What sys.unraisablehook does, and the type of its argument.
Status write_unraisable(Thread& t, Object* arguments);
extern Type unraisable_arguments_type;
// exit_code_of_pending of a KeyboardInterrupt: the process is to end by SIGINT itself.
constexpr int kEndedByInterrupt = -1;

}  // namespace sidewinder
