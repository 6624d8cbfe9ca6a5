#include "jit/snapshot/force.h"

#include <algorithm>
#include <iterator>

#include "jit/snapshot/rebuild.h"

namespace sidewinder::jit {

CallSite* current_call(const TraceOnStack& traces) { return call_site_at(return_address_of(*traces.frame)); }

bool force_frames(TraceOnStack& traces) {
  if (traces.forced) return false;
  CallSite* site = current_call(traces);
  if (!site) return false;
  Exit& exit = site->raised;
  with_images(*traces.thread, exit, *traces.frame, traces.root_registers, [&](std::span<const FrameImage> images) {
    traces.forced = exit.owner->hooks->make_frames(*traces.thread, traces.root_registers, images);
  });
  traces.call_site = site;
  return_address_of(*traces.frame) = forced_return;
  return true;
}

void forget_values(TraceFrame& frame) {
  std::fill(std::begin(frame.slots), std::end(frame.slots), 0);
  std::fill(std::begin(frame.gp), std::end(frame.gp), 0);
  std::fill(std::begin(frame.xmm), std::end(frame.xmm), 0);
  std::fill(std::begin(frame.request), std::end(frame.request), 0);
}

Exit* leave_forced_trace(Thread& t, TraceOnStack& traces, Object* result) {
  auto* site = static_cast<const CallSite*>(traces.call_site);
  const Exit& exit = result ? site->returned : site->raised;
  const Trace& trace = exit.owner->trace;
  uint64_t position = trace.snapshots.frames_of(exit.snapshot).back().position;
  exit.owner->hooks->finish_frames(t, traces.forced, position, site->result_register, result);
  return const_cast<Exit*>(&exit);
}

}  // namespace sidewinder::jit
