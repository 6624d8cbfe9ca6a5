// Exception groups as `except*` takes them apart (PEP 654).
#pragma once

#include "interpreter/objects/exception/base_exception.h"

namespace sidewinder {

PY_ALWAYS_INLINE bool is_exception_group(const Object* o) { return is_instance(o, &exceptions::BaseExceptionGroup); }

// A new group of exceptions: an ExceptionGroup if all of them are Exceptions.
Object* new_exception_group(Thread& t, const char* message, Object* exceptions);
// What `except* classes` takes of an exception, and what is left: a tuple of two, each a group or None.
Object* match_exception_group(Thread& t, Object* exception, Object* classes);
// What goes on of `exception` after all except* clauses, or None; `outcomes`: a list of what they raised, and at the
// end what no clause took. Parts of the exception itself are put together again as they were nested.
Object* exception_after_clauses(Thread& t, Object* exception, Object* outcomes);

}  // namespace sidewinder
