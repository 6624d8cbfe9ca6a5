// Audit events (PEP 578): what the interpreter does that sys.addaudithook's functions are told of. One load while there
// are none. Names and arguments are those of CPython's table of events.
#pragma once

#include <initializer_list>
#include <string_view>

#include "interpreter/base/result.h"
#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Thread;
struct Tuple;

extern bool has_audit_hooks;
Status add_audit_hook(Thread& t, Object* hook);
// One of C++ (the sandbox's), asked before all others; for good.
void set_native_audit_hook(Status (*hook)(Thread& t, std::string_view event, Tuple* arguments));
// Failed: a hook raised, what the event tells of may not be done.
Status tell_audit_hooks(Thread& t, Object* event, Tuple* arguments);
// Null among the arguments: MemoryError is pending.
Status raise_audit_event(Thread& t, const char* event, std::initializer_list<Object*> arguments);

// What the hooks are given for an argument: an object (null: None), a number or text.
Object* audit_argument(Object* object);
Object* audit_argument(int64_t number);
Object* audit_argument(const char* text);

template <class... A> PY_ALWAYS_INLINE Status audit(Thread& t, const char* event, A... arguments) {
  if (!has_audit_hooks) [[likely]]
    return Status::ok();
  return raise_audit_event(t, event, {audit_argument(arguments)...});
}

}  // namespace sidewinder
