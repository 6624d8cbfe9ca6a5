// What other modules, and C, ask of contexts. TypeError where an object is not of the kind that its name says.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

Object* new_empty_context(Thread& t);
Object* copy_current_context(Thread& t);  // contextvars.copy_context()
Object* copy_of_context(Thread& t, Object* context);
Status enter_context(Thread& t, Object* context);  // RuntimeError: it is entered
Status leave_context(Thread& t, Object* context);  // RuntimeError: it is not the thread's current one

Object* new_context_variable(Thread& t, Str* name, Object* otherwise /* or null */);
// In the current context; else `otherwise` or the variable's own default; else missing.
Lookup context_variable_value(Thread& t, Object* variable, Object* otherwise /* or null */);
Object* set_context_variable(Thread& t, Object* variable, Object* value);  // a token
Status reset_context_variable(Thread& t, Object* variable, Object* token);

}  // namespace sidewinder
