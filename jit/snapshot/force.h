// Frames that somebody looks at while a call from a trace is under way: sys._getframe, tracebacks, locals(), a trace
// function. They are built once (Hooks::make_frames), from where the call's table says the values are; the call's
// return address is replaced, so that it returns to code that leaves the trace, with those same frames and objects.
// Calls of which nobody looks pay nothing but the stores that the table relies on.
#pragma once

#include "jit/code/compiled_trace.h"
#include "jit/code/trace_frame.h"

namespace sidewinder::jit {

// The call that is under way in these traces; null: none that anybody may look at the frames of.
CallSite* current_call(const TraceOnStack& traces);
// False: nobody may look now, or it is done already.
bool force_frames(TraceOnStack& traces);
// All that the traces' stack frame had for them, once they were forced: stale words there would keep objects alive.
void forget_values(TraceFrame& frame);
// Called by the machine code to which the call returns then: result null if it raised.
Exit* leave_forced_trace(Thread& t, TraceOnStack& traces, Object* result);

// The objects that the frames of the traces name while the call is under way; one inside those that were not built too.
template <class Visit> void for_each_reference(const TraceOnStack& traces, const CallSite& site, Visit visit) {
  for (const ExitValue& value : site.raised.values) {
    if (value.kind != Kind::Ref) continue;
    bool in_slot = value.location.where == Location::Where::Slot;
    uint64_t word = in_slot ? traces.frame->slots[value.location.slot] : traces.frame->gp[value.location.number];
    visit(reinterpret_cast<const Object*>(word));
  }
}

}  // namespace sidewinder::jit
