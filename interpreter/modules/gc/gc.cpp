// Module gc, over a collector that traces: no generations, nothing to tune.
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool automatic_collection = true;  // what gc.isenabled() says; memory is collected either way

// The number of unreachable objects is not known: collections are reported as having found none.
Object* gc_collect(Thread& t, Object*, Args args) {
  Object* generation;
  TRY(args.bind(t, "collect", "generation=", &generation));
  if (generation) {
    ssize n = TRY(index_as_ssize(t, generation, &exceptions::OverflowError));
    if (n < 0 || n > 2) return raise_value_error(t, "invalid generation");
  }
  collect_garbage();
  return int_from_int64(ssize(run_finalizers()));
}
Object* gc_enable(Thread&, Object*, Args) { return automatic_collection = true, none(); }
Object* gc_disable(Thread&, Object*, Args) { return automatic_collection = false, none(); }
Object* gc_isenabled(Thread&, Object*, Args) { return bool_object(automatic_collection); }

Object* three_numbers(int64_t a, int64_t b, int64_t c) {
  Object* items[] = {int_from_int64(a), int_from_int64(b), int_from_int64(c)};
  return new_tuple(items, 3);
}
Object* gc_get_count(Thread&, Object*, Args) { return three_numbers(0, 0, 0); }
Object* gc_get_threshold(Thread&, Object*, Args) { return three_numbers(700, 10, 10); }
Object* gc_nothing(Thread&, Object*, Args) { return none(); }
Object* gc_get_debug(Thread&, Object*, Args) { return int_from_int64(0); }
Object* gc_is_tracked(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "is_tracked", 1, 1));
  return bool_object(has_flag(args[0], kTypeHaveGC));
}

const NativeMethod functions[] = {
    {"collect", gc_collect, MethodKind::Instance,
     "collect($module, /, generation=2)\n--\n\nRun the garbage collector."},
    {"disable", gc_disable, MethodKind::Instance, "disable($module, /)\n--\n\nDisable automatic garbage collection."},
    {"enable", gc_enable, MethodKind::Instance, "enable($module, /)\n--\n\nEnable automatic garbage collection."},
    {"freeze", gc_nothing},
    {"get_count", gc_get_count},
    {"get_debug", gc_get_debug},
    {"get_threshold", gc_get_threshold},
    {"is_tracked", gc_is_tracked},
    {"isenabled", gc_isenabled, MethodKind::Instance,
     "isenabled($module, /)\n--\n\nReturns true if automatic garbage collection is enabled."},
    {"set_debug", gc_nothing},
    {"set_threshold", gc_nothing},
    {"unfreeze", gc_nothing},
    {}};

}  // namespace

Module* create_gc(Thread& t) {
  Module* module = TRY(new_module(t, "gc"));
  TRY(add_functions(t, module, functions));
  TRY(add_object(t, module, "garbage", new_list(t)));
  TRY(add_object(t, module, "callbacks", new_list(t)));
  static const struct {
    const char* name;
    int value;
  } flags[] = {{"DEBUG_STATS", 1},
               {"DEBUG_COLLECTABLE", 2},
               {"DEBUG_UNCOLLECTABLE", 4},
               {"DEBUG_SAVEALL", 32},
               {"DEBUG_LEAK", 38}};
  for (auto& flag : flags) TRY(add_object(t, module, flag.name, int_from_int64(flag.value)));
  return module;
}

}  // namespace sidewinder
