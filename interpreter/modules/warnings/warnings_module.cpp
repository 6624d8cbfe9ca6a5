// Module _warnings: the functions, and the default filters.
#include "interpreter/execution/frame.h"
#include "interpreter/execution/let_go.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/warnings/warning_state.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

// The category that the arguments of warn() mean.
Type* category_of(Thread& t, Object* message, Object* category) {
  if (is_instance(message, &exceptions::Warning)) return message->cls;
  if (category == none()) return &exceptions::UserWarning;
  if (has_flag(category, kTypeType) && is_subtype(cast<Type>(category), &exceptions::Warning))
    return cast<Type>(category);
  return raise_type_error(t, "category must be a Warning subclass, not '%T'", category);
}

Status warnings_warn(Thread& t, Object* message, Object* category, ssize stacklevel, Object* source) {
  Type* cls = TRY(category_of(t, message, category));
  return warn(t, cls, message, stacklevel, source);
}

// The module's loader may know the source better than the file system: linecache is told.
Status prime_line_cache(Thread& t, Object* filename, Object* globals) {
  Object* modules = TRY(system_modules(t));
  Object* linecache = dict_get_str(cast<Dict>(modules), intern("linecache"));
  if (!linecache) return Status::ok();
  Object* arguments[] = {filename, globals};
  if (call_method(t, linecache, intern("getlines"), Args{arguments, 2})) return Status::ok();
  if (!pending_matches(t, exceptions::TypeError)) return Raised{};
  clear_pending(t);  // a source whose lines are none: the warning is shown without
  return Status::ok();
}

Status warnings_warn_explicit(Thread& t, Object* message, Object* category, Str* filename, int lineno, Object* module,
                              Object* registry, Object* module_globals, Object* source) {
  if (module_globals != none()) {
    if (!is_dict(module_globals)) return raise_type_error(t, "module_globals must be a dict, not '%T'", module_globals);
    TRY(prime_line_cache(t, filename, module_globals));
  }
  if (registry != none() && !is_dict(registry)) return raise_type_error(t, "'registry' must be a dict or None");
  if (!is_instance(message, &exceptions::Warning) && !has_flag(category, kTypeType))
    return raise_type_error(t, "category must be a Warning subclass, not '%T'", category);
  WarningSite site{filename, lineno, module, registry == none() ? nullptr : registry};
  return warn_explicit(t, cast<Type>(category), message, site, source == none() ? nullptr : source);
}

// The frame that uses catch_warnings(), perhaps through a method of unittest.
const void* place_of_user(const Thread& t) {
  constexpr int kMostBetween = 3;
  const FrameHeader* frame = t.frame;
  for (int i = 0; i < kMostBetween && frame && frame->caller; i++) frame = frame->caller;
  return frame ? frame->pc : nullptr;
}

// Whether there is a weakref.finalize, as temporary folders have them, which warn.
bool has_weak_finalizers(Thread& t) {
  Dict* modules = system_modules(t);
  Object* weakref = modules ? dict_get_str(modules, intern("weakref")) : nullptr;
  Object* finalize = weakref ? get_attribute(t, weakref, "finalize") : nullptr;
  Object* registry = finalize ? get_attribute(t, finalize, "_registry") : nullptr;
  bool has_some = registry && is_dict(registry) && cast<Dict>(registry)->used > 0;
  clear_pending(t);
  return has_some;
}

// Coroutines that nobody awaited, and what has a __del__: few of these are kept for long. Most files are.
bool is_likely_to_warn(const Object* o) {
  if (is_coroutine(o)) return static_cast<const Generator*>(o)->state == GeneratorState::Created;
  const Type* base = o->cls;
  while (base->flags & kTypeHeap) base = base->base;
  return base == &object_type;
}

void end_what_may_warn(Thread& t) {
  static uint64_t looked_for = 0;
  bool is_likely = has_finalizer_since(looked_for, is_likely_to_warn);
  if (!is_likely && !program_has_finalizers() && !has_weak_finalizers(t)) return;
  constexpr int kMostBetween = 5;  // besides those that StillNeeded counts: this function
  uint64_t so_far = finalizers_so_far();
  if (end_what_was_dropped(t, place_of_user(t), {.most_between = kMostBetween, .only_young = true}, is_likely))
    looked_for = so_far;
}

// What was dropped under these filters warns under them.
void warnings_filters_mutated(Thread& t) {
  end_what_may_warn(t);
  warning_state().filters_version++;
}

// (action, message, category, module, line)
Status add_filter(Thread& t, List* filters, const char* action, Type& category, const char* module = nullptr) {
  Object* items[] = {intern(action), none(), &category, none(), int_from_int64(0)};
  if (module) items[3] = intern(module);
  return list_append(t, filters, TRY(new_tuple(items, 5)));
}

}  // namespace

WarningState& warning_state() {
  static WarningState* const state = [] {
    auto* memory = allocate_permanent(sizeof(WarningState) / sizeof(Object*));
    if (!memory) end_without_memory();
    return new (memory) WarningState{};
  }();
  return *state;
}

Status ready_warning_state(Thread& t) {
  WarningState& state = warning_state();
  if (state.filters) return Status::ok();
  List* filters = TRY(new_list(t));
  TRY(add_filter(t, filters, "default", exceptions::DeprecationWarning, "__main__"));
  TRY(add_filter(t, filters, "ignore", exceptions::DeprecationWarning));
  TRY(add_filter(t, filters, "ignore", exceptions::PendingDeprecationWarning));
  TRY(add_filter(t, filters, "ignore", exceptions::ImportWarning));
  TRY(add_filter(t, filters, "ignore", exceptions::ResourceWarning));
  state.once_registry = TRY(new_dict(t));
  state.default_action = intern("default");
  state.filters = filters;
  return Status::ok();
}

#define NATIVE_TABLE "interpreter/modules/warnings/warnings_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX warnings
#define NATIVE_NAME "_warnings"
#include "interpreter/objects/core/native_table.inc"

Module* create_warnings(Thread& t) {
  TRY(ready_warning_state(t));
  Module* module = TRY(new_module(t, "_warnings"));
  TRY(add_functions(t, module, warnings_method_rows));
  TRY(add_object(t, module, "filters", warning_state().filters));
  TRY(add_object(t, module, "_onceregistry", warning_state().once_registry));
  TRY(add_object(t, module, "_defaultaction", warning_state().default_action));
  return module;
}

}  // namespace sidewinder
