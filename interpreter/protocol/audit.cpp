#include "interpreter/protocol/audit.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool has_audit_hooks = false;

namespace {

// A list, or null: there are none.
Object*& audit_hooks() {
  static Object** const place = allocate_permanent(1);
  return *place;
}

}  // namespace

Status tell_audit_hooks(Thread& t, Object* event, Tuple* arguments) {
  if (!has_audit_hooks) return Status::ok();
  return for_each(t, audit_hooks(), [&](Object* hook) -> Status {
    TRY(call(t, hook, event, arguments));
    return Status::ok();
  });
}

Status raise_audit_event(Thread& t, const char* event, std::initializer_list<Object*> arguments) {
  Tuple* tuple = TRY(new_tuple(ssize(arguments.size())));
  ssize i = 0;
  for (Object* argument : arguments) tuple->items[i++] = argument ? argument : none();
  return tell_audit_hooks(t, TRY(intern(event)), tuple);
}

Status add_audit_hook(Thread& t, Object* hook) {
  if (!audit_hooks()) audit_hooks() = TRY(new_list(t));
  TRY(list_append(t, static_cast<List*>(audit_hooks()), hook));
  has_audit_hooks = true;
  return Status::ok();
}

}  // namespace sidewinder
