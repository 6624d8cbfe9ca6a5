// Leaves a trace: values from where the exit's table says they are, frames to the language. See rebuild.h.
#include "jit/snapshot/rebuild.h"

#include <alloca.h>

#include "jit/snapshot/map.h"
#include "jit/snapshot/rebuilder.h"

namespace sidewinder::jit {

namespace {

// The registers and slots of machine code that is being left.
class MachineState {
 public:
  MachineState(const Exit& exit, const TraceFrame& frame) : exit_(exit), frame_(frame) {}

  uint64_t bits_of(Value v) {
    const Location& location = location_of(v);
    switch (location.where) {
      case Location::Where::Register: return frame_.gp[location.number];
      case Location::Where::Xmm: return frame_.xmm[location.number];
      case Location::Where::Slot: return frame_.slots[location.slot];
      default: break;
    }
    PY_CHECK(!"a live value without a location");
    __builtin_unreachable();
  }

 private:
  // The table is in the order of the walk that made it, which is nearly the order of asking.
  const Location& location_of(Value v) {
    size_t count = exit_.values.size();
    for (size_t tried = 0; tried < count; tried++, next_++) {
      if (next_ >= count) next_ = 0;
      if (exit_.values[next_].value == v) return exit_.values[next_].location;
    }
    PY_CHECK(!"a value that the exit does not know");
    __builtin_unreachable();
  }

  const Exit& exit_;
  const TraceFrame& frame_;
  size_t next_ = 0;
};

using Leaving = Rebuilder<MachineState>;

}  // namespace

Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers) {
  const Trace& trace = exit.owner->trace;
  const SnapshotPool& pool = trace.snapshots;
  auto frames = pool.frames_of(exit.snapshot);
  if (frames.empty()) return &exit;

  size_t count = value_count(pool, exit.snapshot), buildable = most_built(pool, exit.snapshot, count);
  auto* built = static_cast<Leaving::Built*>(alloca((buildable + 1) * sizeof(Leaving::Built)));
  MachineState state(exit, frame);
  Leaving rebuilder(t, *exit.owner->hooks, trace, exit.snapshot, state, built);
  rebuilder.build_virtuals();
  auto** values = static_cast<Object**>(alloca((count + 1) * sizeof(Object*)));
  auto* images = static_cast<FrameImage*>(alloca(frames.size() * sizeof(FrameImage)));
  Object** next = values;
  for (size_t i = 0; i < frames.size(); i++) {
    images[i] = {frames[i].position, frames[i].info, next, frames[i].count};
    pool.values_of(frames[i]).for_each([&](Value v) { *next++ = rebuilder.object_of(v); });
  }
  exit.owner->hooks->write_frames(t, root_registers, {images, frames.size()});
  return &exit;
}

}  // namespace sidewinder::jit
