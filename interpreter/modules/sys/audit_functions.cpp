// Audit hooks (PEP 578): functions that cannot be removed again. Events are those that Python code raises by
// sys.audit; the interpreter itself raises sys.addaudithook only.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// A list, or null: there are none.
Object*& audit_hooks() {
  static Object** const place = allocate_permanent(1);
  return *place;
}

Status tell_hooks(Thread& t, Str* event, Tuple* arguments) {
  if (!audit_hooks()) return Status::ok();
  return for_each(t, audit_hooks(), [&](Object* hook) -> Status {
    TRY(call(t, hook, event, arguments));
    return Status::ok();
  });
}

// A hook that is there already may refuse by an Exception, which is not passed on.
Status sys_addaudithook(Thread& t, Object* hook) {
  if (tell_hooks(t, intern("sys.addaudithook"), empty_tuple()).failed()) {
    if (!pending_matches(t, exceptions::Exception)) return Raised{};
    clear_pending(t);
    return Status::ok();
  }
  if (!audit_hooks()) audit_hooks() = TRY(new_list(t));
  return list_append(t, cast<List>(audit_hooks()), hook);
}

Object* sys_audit(Thread& t, Object*, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "sys.audit() takes no keyword arguments");
  if (!args.count) return raise_type_error(t, "audit() missing 1 required positional argument: 'event'");
  if (!audit_hooks()) return none();
  if (!is_str(args[0])) return raise_type_error(t, "expected str for argument 'event', not %T", args[0]);
  TRY(tell_hooks(t, cast<Str>(args[0]), TRY(new_tuple(args.values + 1, args.count - 1))));
  return none();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sys/audit_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sys
#define NATIVE_NAME "sys"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const sys_audit_functions = sys_method_rows;

}  // namespace sidewinder
