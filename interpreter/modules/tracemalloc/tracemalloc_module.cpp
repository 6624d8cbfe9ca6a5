// Module _tracemalloc: what Python sees of traces.h. CPython frees an object with its last reference; here questions
// about the memory collect first, so that they are about what lives.
#include "interpreter/execution/collection.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/tracemalloc/traces.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool tracemalloc_is_tracing() { return traces_allocations(); }
Status tracemalloc_start(Thread& t, int nframe) {
  if (nframe < 1 || nframe > kMostTracedFrames)
    return raise_value_error(t, "the number of frames must be in range [1; %d]", kMostTracedFrames);
  start_tracing_allocations(nframe);
  return Status::ok();
}
void tracemalloc_stop() { stop_tracing_allocations(); }
void tracemalloc_clear_traces() {
  if (traces_allocations()) clear_traces();
}
void tracemalloc_reset_peak() { reset_traced_peak(); }
int tracemalloc_get_traceback_limit() { return traced_frames(); }
Object* tracemalloc_get_traced_memory(Thread& t) {
  if (traces_allocations()) collect_thoroughly(t);
  TracedMemory memory = traced_memory();
  Object* both[] = {int_from_int64(int64_t(memory.now)), int_from_int64(int64_t(memory.peak))};
  return new_tuple(both, 2);
}
Object* tracemalloc_get_tracemalloc_memory() { return int_from_int64(int64_t(memory_of_traces())); }
Object* tracemalloc_get_traces(Thread& t) {
  if (!traces_allocations()) return new_list(t);
  collect_thoroughly(t);
  return all_traces(t);
}
Object* tracemalloc_get_object_traceback(Thread& t, Object* o) {
  return traceback_of_block(t, kHeapDomain, uintptr_t(o));
}

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
