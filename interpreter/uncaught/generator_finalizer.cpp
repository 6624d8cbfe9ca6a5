// Generators, coroutines and asynchronous generators that are found unreachable before their end.
#include "interpreter/imports/import.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

// The library's own function knows filters and shows the origin. What goes wrong in it is reported, and then the plain
// warning is given.
bool warn_by_library(Thread& t, Generator* g) {
  Object* warnings = nullptr;
  if (Dict* modules = system_modules(t)) warnings = dict_get_str(modules, intern("warnings"));
  Lookup function = Lookup::missing();
  if (warnings) function = find_attribute(t, warnings, intern("_warn_unawaited_coroutine"));
  bool is_done = function.found() && (call(t, function.value, g) || pending_matches(t, exceptions::RuntimeWarning));
  if (t.pending) report_unraisable(t, g);
  return is_done;
}

Status warn_never_awaited(Thread& t, Generator* g) {
  if (warn_by_library(t, g)) return Status::ok();
  return warn_format(t, exceptions::RuntimeWarning, 1, "coroutine '%U' was never awaited", g->qualname);
}

Status finalize(Thread& t, Generator* g) {
  if (is_async_generator(g) && g->origin_or_finalizer && !g->is_closed) {
    TRY(call(t, g->origin_or_finalizer, g));
    return Status::ok();
  }
  if (is_coroutine(g) && g->state == GeneratorState::Created) TRY(warn_never_awaited(t, g));
  return generator_close(t, g);
}

}  // namespace

void finalize_generator(Object* o) {
  auto* g = cast<Generator>(o);
  g->finalizer = 0;
  g->refcount |= kFlagFinalized;
  if (g->state == GeneratorState::Finished || g->state == GeneratorState::Running) return;
  Thread& t = current_thread();
  PendingSaved saved(t);
  if (finalize(t, g).failed()) report_unraisable(t, g);
}

// Once an object (PEP 442): one that ignores GeneratorExit is not closed again.
Status register_generator_finalizer(Thread& t, Generator* g) {
  if (g->refcount & kFlagFinalized) return Status::ok();
  if (register_light_finalizer(g, &g->finalizer, FinalizerRank::Generator, finalize_generator)) return Status::ok();
  return raise_memory_error(t);
}

}  // namespace sidewinder
