// Module gc, over a collector that traces: no generations, nothing to tune.
#include <algorithm>

#include "interpreter/execution/collection.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool automatic_collection = true;  // what gc.isenabled() says; memory is collected either way

int thresholds[3] = {700, 10, 10};  // what gc.get_threshold() says

// The number of unreachable objects is not known: how many finalizers ran is what is reported.
Result<ssize> gc_collect(Thread& t, int generation) {
  if (generation < 0 || generation > 2) return raise_value_error(t, "invalid generation");
  return ssize(collect_thoroughly(t));
}

void gc_enable() { automatic_collection = true; }
void gc_disable() { automatic_collection = false; }
bool gc_isenabled() { return automatic_collection; }

Object* three_numbers(int64_t a, int64_t b, int64_t c) {
  Object* items[] = {int_from_int64(a), int_from_int64(b), int_from_int64(c)};
  return new_tuple(items, 3);
}
Object* gc_get_count() { return three_numbers(0, 0, 0); }
Object* gc_get_threshold() { return three_numbers(thresholds[0], thresholds[1], thresholds[2]); }

// Those that are not given stay.
Status gc_set_threshold(Thread& t, Object* first, Object* second, Object* third) {
  int given[3];
  int count = 0;
  for (Object* o : {first, second, third})
    if (o) TRY(argument_int(t, o, &given[count++]));
  std::copy(given, given + count, thresholds);
  return Status::ok();
}

int gc_get_debug() { return 0; }
void gc_set_debug(int /*flags*/) {}
void gc_freeze() {}
void gc_unfreeze() {}
bool gc_is_tracked(Object* o) { return has_flag(o, kTypeHaveGC); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/gc/gc_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX gc
#define NATIVE_NAME "gc"
#include "interpreter/objects/core/native_table.inc"

Module* create_gc(Thread& t) {
  Module* module = TRY(new_module(t, "gc"));
  TRY(add_functions(t, module, gc_method_rows));
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
