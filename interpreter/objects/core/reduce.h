// What copy and pickle ask objects for: __reduce__, __reduce_ex__, __getstate__ (PEP 307, protocol 2 and up; the older
// protocols are the module copyreg's).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// A function of builtins by its name, as the running code sees it: iter, getattr ... RuntimeError if it is gone.
Object* builtin_named(Thread& t, const char* name);
// (callable, (argument,)), and with `index` (callable, (argument,), index): how most iterators reduce.
Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument);
Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument, ssize index);
Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument, Object* state);
// (getattr, (owner, name))
Tuple* reduce_to_attribute(Thread& t, Object* owner, Object* name);

Object* object_reduce(Thread& t, Object& self);
Object* object_reduce_ex(Thread& t, Object& self, int protocol);
Object* object_getstate(Thread& t, Object& self);
Object* reduce_by_protocol(Thread& t, Object* self, int protocol);  // whatever __reduce__ says

}  // namespace sidewinder
