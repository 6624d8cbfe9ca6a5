#include "interpreter/cpyext/bridge/crossing.h"

#include "interpreter/cpyext/bridge/after_c.h"
#include "interpreter/execution/crossing_meter.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/memory/collector.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

int collect_every = 0;

void count_towards_collection() {
  static int count;
  if (++count % collect_every == 0) collect_garbage();
}

void walk_for_c(Object* o) {
  if (o->cls->flags & kTypeTuple) {
    auto* tuple = cast<Tuple>(o);
    if (tuple->refcount & kFlagWalked) return;
    tuple->refcount |= kFlagWalked;
    for (ssize i = 0; i < tuple->size; i++)
      if (Object* item = tuple->items[i]) prepare_for_c(item);  // C's new tuples are filled later
    return;
  }
  auto* list = cast<List>(o);
  if (list->kind() == ListKind::Counted) return;
  // Without memory for the boxes C would read numbers as pointers: there is no way on.
  PY_CHECK(!list_make_counted(current_thread(), list).failed());
  for (ssize i = 0; i < list->size; i++)
    if (Object* item = list->items[i]) prepare_for_c(item);
}

// C is back: a slot of its types, which is counted and not timed.
static void arrive(Thread& t) {
  settle_frame_stack(t);
  after_c(t);
  if (crossing_meter.runs) crossing_meter.to_c.calls++;
}

static Raised refused(Thread& t, PyObject* result, Object* what) {
  if (!result && is_pending(t)) return {};
  if (!result) {
    if (what) return raise(t, exceptions::SystemError, "%R returned NULL without setting an exception", what);
    return raise(t, exceptions::SystemError, "error return without exception set");
  }
  taken(result);
  BaseException* cause = take_pending(t);
  if (what) raise(t, exceptions::SystemError, "%R returned a result with an exception set", what);
  else raise(t, exceptions::SystemError, "a result with an exception set was returned");
  auto* error = cast<BaseException>(t.pending);
  error->cause = error->context = cause;
  return {};
}

Object* received(Thread& t, PyObject* result, Object* what) {
  arrive(t);
  if (result && !is_pending(t)) [[likely]]
    return taken(result);
  return refused(t, result, what);
}

Status received_status(Thread& t, int result, Object* what) {
  arrive(t);
  if (result >= 0 && !is_pending(t)) [[likely]]
    return Status::ok();
  return refused(t, result >= 0 ? reinterpret_cast<PyObject*>(none()) : nullptr, what);
}

}  // namespace sidewinder
