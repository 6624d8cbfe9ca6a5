// Lines that a person types: edited, with history and completion, once the distribution's extension module `readline`
// was imported and both ends are a terminal.
#pragma once

#include <string>

#include "interpreter/execution/thread.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

enum class TypedLine { Line, End, Raised };

// A line of the process's standard input with its newline, unless the input ends in it; the prompt is shown before.
// Raised: what a signal handler raises, KeyboardInterrupt as a rule.
TypedLine read_typed_line(Thread& t, const std::string& prompt, std::string* line);
bool edits_lines();  // read_typed_line will edit

// By the extension module, which is known to interpreter/cpyext/python/myreadline.cpp.
bool has_line_editor();
TypedLine edit_line(Thread& t, const std::string& prompt, std::string* line);

}  // namespace sidewinder
