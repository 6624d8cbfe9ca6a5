// Module _tracemalloc: it is there to say that nothing is traced, which tracemalloc, warnings and unittest ask.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool tracemalloc_is_tracing() { return false; }
Status tracemalloc_start(Thread& t, int nframe) {
  if (nframe < 1 || nframe > 65535) return raise_value_error(t, "the number of frames must be in range [1; 65535]");
  return raise(t, exceptions::RuntimeError,
               "tracemalloc is not supported: this interpreter does not trace allocations");
}
void tracemalloc_stop() {}
void tracemalloc_clear_traces() {}
void tracemalloc_reset_peak() {}
int tracemalloc_get_traceback_limit() { return 1; }
Object* tracemalloc_get_traced_memory() {
  Object* zero = int_from_int64(0);
  Object* both[] = {zero, zero};
  return new_tuple(both, 2);
}
int tracemalloc_get_tracemalloc_memory() { return 0; }
Object* tracemalloc_get_traces(Thread& t) { return new_list(t); }
Object* tracemalloc_get_object_traceback(Object*) { return none(); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/tracemalloc/tracemalloc_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX tracemalloc
#define NATIVE_NAME "_tracemalloc"
#include "interpreter/objects/core/native_table.inc"

Module* create_tracemalloc(Thread& t) {
  Module* module = TRY(new_module(t, "_tracemalloc"));
  TRY(add_functions(t, module, tracemalloc_method_rows));
  return module;
}

}  // namespace sidewinder
