// What an exception was called with. One that C++ has raised has a text, which is made when it is first asked for: most
// exceptions are caught for their class. Until then `args` is null, and `notes`, which nobody else uses, has the format
// and its operands (interpreter/protocol/message.h).
#pragma once

#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/protocol/message.h"

namespace sidewinder {

Tuple* make_arguments(const BaseException* e);  // null: raised
inline Tuple* arguments_of(const BaseException* e) { return e->args ? e->args : make_arguments(e); }
// The text of `format` will be e's only argument. False: no memory.
bool defer_arguments(BaseException* e, const char* format, const MessageOperands& operands);

}  // namespace sidewinder
