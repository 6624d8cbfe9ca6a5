// Module gc, over a collector that traces: no generations, nothing to tune.
#include <algorithm>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/garbage.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/gc/references.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

bool automatic_collection = true;  // what gc.isenabled() says; memory is collected either way

int thresholds[3] = {700, 10, 10};  // what gc.get_threshold() says

int debug_flags = 0;
ssize frozen = 0;
// By calls of gc.collect(), for each generation that was named.
struct Asked {
  int64_t times = 0;
  int64_t collected = 0;
} asked[3];
uint64_t collections_asked = 0;  // of the collector; one call may need several

constexpr int kDebugSaveAll = 32;

// The lists `garbage` and `callbacks` of the module.
Object* module_list(Thread& t, Module& module, const char* name) {
  Object* list = dict_get_str(module.dict, intern(name));
  return list && has_flag(list, kTypeList) ? list : raise(t, exceptions::RuntimeError, "lost gc.%s", name);
}

Object* information(Thread& t, int generation, ssize collected) {
  Dict* info = TRY(new_dict(t));
  TRY(dict_set_str(t, info, intern("generation"), int_from_int64(generation)));
  TRY(dict_set_str(t, info, intern("collected"), int_from_int64(collected)));
  TRY(dict_set_str(t, info, intern("uncollectable"), int_from_int64(0)));
  return info;
}

// What gc.callbacks have to be told. Their exceptions are reported.
Status tell_callbacks(Thread& t, Module& module, const char* phase, int generation, ssize collected) {
  Object* callbacks = TRY(module_list(t, module, "callbacks"));
  if (!cast<List>(callbacks)->size) return Status::ok();
  Object* info = TRY(information(t, generation, collected));
  return for_each(t, callbacks, [&](Object* callback) -> Status {
    if (!call(t, callback, intern(phase), info)) report_unraisable(t, callback);
    return Status::ok();
  });
}

// CPython's collector looks at it, and it lives, or did until now.
bool is_container(Object* o) { return o->cls != &map_type && is_whole(o) && is_tracked(o); }
bool dies_from_the_end(Object* o) { return has_flag(o, kTypeList) || has_flag(o, kTypeTuple); }

// Collects thoroughly; with gc.DEBUG_SAVEALL what is found goes to `garbage`.
Result<ssize> collect(Thread& t, Module& module) {
  struct Kept {
    Thread& t;
    List* list;
    bool failed = false;
  } kept{t, nullptr};
  if (debug_flags & kDebugSaveAll) kept.list = cast<List>(TRY(module_list(t, module, "garbage")));
  look_for_garbage(is_container, dies_from_the_end, kept.list);
  collect_thoroughly(t);
  auto found = ssize(take_garbage(
      [](Object* o, void* arg) {
        auto* k = static_cast<Kept*>(arg);
        if (!k->failed) k->failed = list_append(k->t, k->list, o).failed();
      },
      &kept));
  if (kept.failed) return Raised{};
  return found;
}

Result<ssize> gc_collect(Thread& t, Module& module, int generation) {
  if (generation < 0 || generation > 2) return raise_value_error(t, "invalid generation");
  static bool collecting = false;
  if (collecting) return ssize(0);
  collecting = true;
  Status told = tell_callbacks(t, module, "start", generation, 0);
  uint64_t before = collector_statistics().collections;
  auto found = collect(t, module);
  collecting = false;
  collections_asked += collector_statistics().collections - before;
  asked[generation].times++;
  TRY(told);
  ssize count = TRY(found);
  asked[generation].collected += count;
  TRY(tell_callbacks(t, module, "stop", generation, count));
  return count;
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

int gc_get_debug() { return debug_flags; }
Status gc_set_debug(Thread&, int flags) {
  debug_flags = flags;
  return Status::ok();
}
bool gc_is_tracked(Object* o) { return is_tracked(o); }
bool gc_is_finalized(Object* o) { return o->refcount & kFlagFinalized; }

// Calls body(object) for every living container; what the native function alone had is dead, but for what is needed.
template <class Body> Status for_each_container(Thread& t, const StillNeeded& needed, Body&& body) {
  sweep_heap();
  collect_directly(t, needed);
  size_t count;
  Object** all = living_objects(&count);
  if (!all) return raise_memory_error(t);
  Status status = Status::ok();
  for (size_t i = 0; i < count && !status.failed(); i++) {
    if (all[i]->cls == &generator_type) give_to_others(static_cast<Generator*>(all[i]));
    if (is_container(all[i])) status = body(all[i]);
  }
  free_permanent(all);
  return status;
}

Status gc_freeze(Thread& t) {
  frozen = 0;
  return for_each_container(t, {}, [&](Object*) {
    frozen++;
    return Status::ok();
  });
}
void gc_unfreeze() { frozen = 0; }
ssize gc_get_freeze_count() { return frozen; }

List* gc_get_objects(Thread& t, Optional<ssize> generation) {
  TRY(audit(t, "gc.get_objects", generation ? *generation : -1));
  if (generation && *generation < -1) return raise_value_error(t, "generation parameter cannot be negative");
  if (generation && *generation > 2)
    return raise_value_error(t, "generation parameter must be less than the number of available generations (3)");
  List* found = TRY(new_list(t));
  if (generation && *generation >= 0 && *generation < 2) return found;
  Object* const needed[] = {found};
  TRY(for_each_container(t, {.objects = needed},
                         [&](Object* o) { return o == found ? Status::ok() : list_append(t, found, o); }));
  return found;
}

Object* gc_get_referents(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "get_referents"));
  if (has_audit_hooks) TRY(audit(t, "gc.get_referents", TRY(new_tuple(args.values, args.count))));
  struct Found {
    Thread& t;
    List* list;
    bool failed = false;
  } found{t, TRY(new_list(t))};
  for (ssize i = 0; i < args.count; i++) {
    visit_references(
        args[i],
        [](Object* o, void* arg) {
          auto* f = static_cast<Found*>(arg);
          if (!f->failed) f->failed = list_append(f->t, f->list, o).failed();
        },
        &found);
    if (found.failed) return nullptr;
  }
  return found.list;
}

Object* gc_get_referrers(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "get_referrers"));
  if (has_audit_hooks) TRY(audit(t, "gc.get_referrers", TRY(new_tuple(args.values, args.count))));
  struct Search {
    Tuple* wanted;  // the arguments' registers will be cleared
    bool found;
  } search{TRY(new_tuple(args.values, args.count)), false};
  List* referrers = TRY(new_list(t));
  Object* const needed[] = {referrers, search.wanted};
  TRY(for_each_container(t, {.objects = needed}, [&](Object* o) -> Status {
    if (o == referrers || o == search.wanted) return Status::ok();
    search.found = false;
    visit_references(
        o,
        [](Object* reference, void* arg) {
          auto* s = static_cast<Search*>(arg);
          for (ssize i = 0; i < s->wanted->size; i++) s->found |= (*s->wanted)[i] == reference;
        },
        &search);
    return search.found ? list_append(t, referrers, o) : Status::ok();
  }));
  return referrers;
}

// What the collector does by itself is a collection of the oldest generation.
Object* gc_get_stats(Thread& t) {
  List* all = TRY(new_list(t));
  for (int generation = 0; generation < 3; generation++) {
    Dict* row = TRY(new_dict(t));
    int64_t collections = asked[generation].times;
    if (generation == 2) collections += int64_t(collector_statistics().collections - collections_asked);
    TRY(dict_set_str(t, row, intern("collections"), int_from_int64(collections)));
    TRY(dict_set_str(t, row, intern("collected"), int_from_int64(asked[generation].collected)));
    TRY(dict_set_str(t, row, intern("uncollectable"), int_from_int64(0)));
    TRY(list_append(t, all, row));
  }
  return all;
}

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
