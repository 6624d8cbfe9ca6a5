// What sys knows of coroutines and asynchronous generators: state of the thread.
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

const NamedField hooks_fields[] = {{"firstiter", "called with each that begins, or None"},
                                   {"finalizer", "called with each that is unreachable before its end, or None"},
                                   {}};
StructSequenceData hooks_data =
    documented(struct_sequence_data(hooks_fields), "What is called for asynchronous generators.");
Type hooks_type = struct_sequence_type("asyncgen_hooks", &hooks_data);

Object* sys_get_asyncgen_hooks(Thread& t) {
  return new_struct_sequence(
      t, &hooks_type,
      {t.async_gen_firstiter ? t.async_gen_firstiter : none(), t.async_gen_finalizer ? t.async_gen_finalizer : none()});
}

Status check_hook(Thread& t, const char* name, Object* hook) {
  if (!hook || hook == none() || slots_of(hook).call) return Status::ok();
  return raise_type_error(t, "callable %s expected, got %T", name, hook);
}

Status sys_set_asyncgen_hooks(Thread& t, Object* firstiter, Object* finalizer) {
  TRY(check_hook(t, "finalizer", finalizer));
  TRY(check_hook(t, "firstiter", firstiter));
  if (finalizer) TRY(audit(t, "sys.set_asyncgen_hook_finalizer"));
  if (firstiter) TRY(audit(t, "sys.set_asyncgen_hook_firstiter"));
  if (finalizer) t.async_gen_finalizer = finalizer == none() ? nullptr : finalizer;
  if (firstiter) t.async_gen_firstiter = firstiter == none() ? nullptr : firstiter;
  return Status::ok();
}

int sys_get_coroutine_origin_tracking_depth(Thread& t) { return t.coroutine_origin_depth; }
Status sys_set_coroutine_origin_tracking_depth(Thread& t, int depth) {
  if (depth < 0) return raise_value_error(t, "depth must be >= 0");
  t.coroutine_origin_depth = depth;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sys/async_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sys
#define NATIVE_NAME "sys"
#include "interpreter/objects/core/native_table.inc"

Status add_async_functions(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &hooks_type));
  return add_functions(t, module, sys_method_rows);
}

}  // namespace sidewinder
