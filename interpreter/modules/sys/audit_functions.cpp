// Audit hooks (PEP 578): functions that cannot be removed again. Events come from
// sys.audit and from C++ (protocol/audit.h).
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// A hook that is there already may refuse by an Exception, which is not passed on.
Status sys_addaudithook(Thread& t, Object* hook) {
  if (audit(t, "sys.addaudithook").failed()) {
    if (!pending_matches(t, exceptions::Exception)) return Raised{};
    clear_pending(t);
    return Status::ok();
  }
  return add_audit_hook(t, hook);
}

Object* sys_audit(Thread& t, Object*, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "sys.audit() takes no keyword arguments");
  if (!args.count) return raise_type_error(t, "audit() missing 1 required positional argument: 'event'");
  if (!has_audit_hooks) return none();
  if (!is_str(args[0])) return raise_type_error(t, "expected str for argument 'event', not %T", args[0]);
  TRY(tell_audit_hooks(t, args[0], TRY(new_tuple(args.values + 1, args.count - 1))));
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
