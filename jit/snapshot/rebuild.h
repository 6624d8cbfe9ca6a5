// The way back: from the registers and slots of a trace that is being left to the interpreter's frames.
#pragma once

#include <alloca.h>

#include <cstring>
#include <span>

#include "interpreter/base/check.h"
#include "jit/code/compiled_trace.h"
#include "jit/code/trace_frame.h"
#include "jit/snapshot/plan.h"

namespace sidewinder::jit {

// Carries a plan out. `built` lies on the machine stack, where the collector sees it.
class Rebuilding {
 public:
  Rebuilding(Thread& t, const Hooks& hooks, const ExitPlan& plan, const TraceFrame& frame, Object** root_registers,
             Object** built)
      : t_(t), hooks_(hooks), root_registers_(root_registers), built_(built) {
    bases_[ExitSource::Constants] = reinterpret_cast<const char*>(plan.constants.data());
    bases_[ExitSource::Machine] = reinterpret_cast<const char*>(&frame);
    bases_[ExitSource::Built] = reinterpret_cast<const char*>(built);
  }

  void build(const ExitPlan& plan);
  uint64_t bits_of(const ExitSource& source) const {
    return *reinterpret_cast<const uint64_t*>(bases_[source.base] + source.offset);
  }

 private:
  Object* built(const ExitBuild& build) const;
  Object* result_of_call(const ExitBuild& build) const;

  Thread& t_;
  const Hooks& hooks_;
  Object** root_registers_;
  Object** built_;
  const char* bases_[ExitSource::kBases];
};

// use(images): the frames as the exit's snapshot says, outermost first, with all that they name. Everything that points
// to objects meanwhile is on the machine stack.
template <class Use>
void with_images(Thread& t, Exit& exit, const TraceFrame& frame, Object** root_registers, Use use) {
  auto frames = exit.owner->trace.snapshots.frames_of(exit.snapshot);
  if (!exit.plan) exit.plan = std::make_unique<ExitPlan>(make_exit_plan(exit));
  const ExitPlan& plan = *exit.plan;
  auto** built = static_cast<Object**>(alloca((plan.builds.size() + 1) * sizeof(Object*)));
  Rebuilding rebuilding(t, *exit.owner->hooks, plan, frame, root_registers, built);
  rebuilding.build(plan);
  auto** values = static_cast<Object**>(alloca((plan.values.size() + 1) * sizeof(Object*)));
  for (size_t i = 0; i < plan.values.size(); i++)
    values[i] = reinterpret_cast<Object*>(rebuilding.bits_of(plan.values[i]));
  auto* images = static_cast<FrameImage*>(alloca(frames.size() * sizeof(FrameImage)));
  Object** next = values;
  for (size_t i = 0; i < frames.size(); next += frames[i++].count)
    images[i] = {frames[i].position, frames[i].info, next, frames[i].count};
  use(std::span<const FrameImage>(images, frames.size()));
}

// Called by the machine code behind every exit. Builds what was not built and lets the language write its frames.
// Returns `exit`.
Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers);

}  // namespace sidewinder::jit
