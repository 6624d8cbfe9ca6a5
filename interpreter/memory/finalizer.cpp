// The finaliser queue is the collector's, run on demand.

#include "interpreter/memory/finalizer.h"

#include <gc/gc.h>

#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

void call_finalizer(void* object, void* finalize) {
  reinterpret_cast<FinalizeFn>(finalize)(static_cast<Object*>(object));
}

}  // namespace

bool register_finalizer(Object* object, FinalizeFn finalize) {
  if (!is_collectable(object)) return true;
  GC_finalization_proc registered = nullptr;
  GC_register_finalizer_no_order(object, call_finalizer, reinterpret_cast<void*>(finalize), nullptr, nullptr);
  // The collector reports a full table only through its out-of-memory function: read the registration back.
  void* data = nullptr;
  GC_register_finalizer_no_order(object, call_finalizer, reinterpret_cast<void*>(finalize), &registered, &data);
  return registered == call_finalizer;
}

void unregister_finalizer(Object* object) {
  if (is_collectable(object)) GC_register_finalizer_no_order(object, nullptr, nullptr, nullptr, nullptr);
}

bool finalizers_pending() { return GC_should_invoke_finalizers(); }

size_t run_finalizers() { return size_t(GC_invoke_finalizers()); }

}  // namespace sidewinder
