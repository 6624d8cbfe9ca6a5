// What __sidewinder__ says of functions and traces: jit/driver/report.h in Python's objects.
#pragma once

#include <initializer_list>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/function/code.h"
#include "jit/driver/hot_loop.h"
#include "jit/driver/report.h"

namespace sidewinder {

struct NamedObject {
  const char* name;
  Object* value;  // null: it could not be made, an exception is pending
};
Dict* dict_of(Thread& t, std::initializer_list<NamedObject> rows);

// The code of a function, a bound method, or itself; else TypeError, which names `caller`.
Code* code_argument(Thread& t, Object* function, const char* caller);

// Rows (state, line, reason, advice) of the places of a code object and of what is nested in it without a name of its
// own (comprehensions, generator expressions, lambdas), by line.
List* report_of_code(Thread& t, Code& code);
// The same for -X dump=why, a line each: "LINE STATE: reason  ; advice"; without what is nested in it.
std::string report_text(const Code& code);
// Machine code begins in it, or a trace runs through it.
bool is_compiled(const Code& code);
// A dict for each trace that exists, the oldest first; of those alone that run through `code`, if it is not null.
List* list_of_traces(Thread& t, const Code* code);
Dict* describe_trace(Thread& t, const jit::CompiledTrace& trace);

}  // namespace sidewinder
