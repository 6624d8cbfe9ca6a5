// Leaves a trace: values from where the exit's table says they are, frames to the language. See rebuild.h.
#include "jit/snapshot/rebuild.h"

#include <alloca.h>

#include <cstring>

#include "jit/snapshot/plan.h"

namespace sidewinder::jit {

namespace {

// Carries a plan out. `built` lies on the machine stack, where the collector sees it.
class Leaving {
 public:
  Leaving(Thread& t, const Hooks& hooks, const ExitPlan& plan, const TraceFrame& frame, Object** built)
      : t_(t), hooks_(hooks), built_(built) {
    bases_[ExitSource::Constants] = reinterpret_cast<const char*>(plan.constants.data());
    bases_[ExitSource::Machine] = reinterpret_cast<const char*>(&frame);
    bases_[ExitSource::Built] = reinterpret_cast<const char*>(built);
  }

  uint64_t bits_of(const ExitSource& source) const {
    return *reinterpret_cast<const uint64_t*>(bases_[source.base] + source.offset);
  }
  void build(const ExitPlan& plan) {
    for (size_t i = 0; i < plan.builds.size(); i++) {
      built_[i] = built(plan.builds[i]);
      PY_CHECK(built_[i] && "out of memory while a trace is left");
    }
    for (const ExitStore& store : plan.stores) {
      uint64_t bits = bits_of(store.value);
      std::memcpy(reinterpret_cast<char*>(built_[store.built]) + store.offset, &bits, size_t(store.size));
    }
  }

 private:
  Object* built(const ExitBuild& build) {
    if (build.shape) return hooks_.allocate(t_, *build.shape);
    uint64_t bits = bits_of(build.number);
    if (!build.is_float) return hooks_.box_int(t_, int64_t(bits));
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return hooks_.box_float(t_, number);
  }

  Thread& t_;
  const Hooks& hooks_;
  Object** built_;
  const char* bases_[ExitSource::kBases];
};

}  // namespace

Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers) {
  auto frames = exit.owner->trace.snapshots.frames_of(exit.snapshot);
  if (frames.empty()) return &exit;
  if (!exit.plan) exit.plan = std::make_unique<ExitPlan>(make_exit_plan(exit));
  const ExitPlan& plan = *exit.plan;

  auto** built = static_cast<Object**>(alloca((plan.builds.size() + 1) * sizeof(Object*)));
  Leaving leaving(t, *exit.owner->hooks, plan, frame, built);
  leaving.build(plan);
  auto** values = static_cast<Object**>(alloca((plan.values.size() + 1) * sizeof(Object*)));
  for (size_t i = 0; i < plan.values.size(); i++)
    values[i] = reinterpret_cast<Object*>(leaving.bits_of(plan.values[i]));
  auto* images = static_cast<FrameImage*>(alloca(frames.size() * sizeof(FrameImage)));
  Object** next = values;
  for (size_t i = 0; i < frames.size(); next += frames[i++].count)
    images[i] = {frames[i].position, frames[i].info, next, frames[i].count};
  exit.owner->hooks->write_frames(t, root_registers, {images, frames.size()});
  return &exit;
}

}  // namespace sidewinder::jit
