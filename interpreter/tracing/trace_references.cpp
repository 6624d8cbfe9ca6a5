// What the frames hold that traces run, where a call from a trace is under way.
#include <unwind.h>

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"
#include "interpreter/execution/trace_frames.h"
#include "jit/snapshot/force.h"

namespace sidewinder {

namespace {

// A call without a table, of the innermost traces: they may have any word of their frame, and of the registers that
// calls keep.
struct TraceSearch {
  const Object* object;
  const jit::TraceFrame* frame;
  bool found = false, seen = false;
};

_Unwind_Reason_Code look_at_trace(_Unwind_Context* context, void* arg) {
  constexpr int kKeptRegisters[] = {3, 6, 12, 13, 14, 15};  // rbx, rbp, r12 to r15, as DWARF numbers them
  auto* search = static_cast<TraceSearch*>(arg);
  if (_Unwind_FindEnclosingFunction(reinterpret_cast<void*>(_Unwind_GetIP(context) - 1))) return _URC_NO_REASON;
  auto wanted = reinterpret_cast<uintptr_t>(search->object);
  search->seen = _Unwind_GetCFA(context) == reinterpret_cast<uintptr_t>(search->frame);
  for (int r : kKeptRegisters) search->found |= _Unwind_GetGR(context, r) == wanted;
  auto* word = reinterpret_cast<const uintptr_t*>(search->frame);
  for (auto* end = reinterpret_cast<const uintptr_t*>(search->frame + 1); word < end; word++)
    search->found |= *word == wanted;
  return _URC_END_OF_STACK;
}

bool may_be_held_by(const jit::TraceOnStack& traces, const Object* o) {
  if (const jit::CallSite* site = jit::current_call(traces)) {
    bool found = false;
    jit::for_each_reference(traces, *site, [&](const Object* held) { found |= held == o; });
    return found;
  }
  if (traces.inner || traces.thread != &current_thread()) return true;
  TraceSearch search{o, traces.frame};
  _Unwind_Backtrace(look_at_trace, &search);
  return search.found || !search.seen;
}

}  // namespace

bool is_run_by_trace(const FrameHeader* h) {
  const jit::TraceOnStack* traces = jit::traces_of_root(h + 1);
  return traces && !traces->forced;
}

bool is_alone_in_trace(const FrameHeader* h) {
  if (!is_run_by_trace(h)) return false;
  const jit::CallSite* site = jit::current_call(*jit::traces_of_root(h + 1));
  return site && site->raised.owner->trace.snapshots.frames_of(site->raised.snapshot).size() == 1;
}

bool is_held_by_traces(const Object* o) {
  for (const jit::TraceOnStack* traces = jit::traces_on_stack; traces; traces = traces->outer)
    if (!traces->forced && may_be_held_by(*traces, o)) return true;
  return false;
}

}  // namespace sidewinder
