// Leaves a trace: values from where the exit's table says they are, frames to the language. See rebuild.h.
#include "jit/snapshot/rebuild.h"

namespace sidewinder::jit {

// All registers that arguments may be in are set; the callee looks at those that it has.
Object* Rebuilding::result_of_call(const ExitBuild& build) const {
  using Function = Object* (*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
  auto function = reinterpret_cast<Function>(const_cast<void*>(build.helper->address));
  const ExitSource* a = build.arguments;
  return function(bits_of(a[0]), bits_of(a[1]), bits_of(a[2]), bits_of(a[3]), bits_of(a[4]), bits_of(a[5]));
}

Object* Rebuilding::built(const ExitBuild& build) const {
  if (build.shape) return hooks_.allocate(t_, *build.shape);
  if (build.is_root_object) return hooks_.root_object(t_, root_registers_);
  if (build.helper) return result_of_call(build);
  uint64_t bits = bits_of(build.number);
  if (!build.is_float) return hooks_.box_int(t_, int64_t(bits));
  double number;
  std::memcpy(&number, &bits, sizeof number);
  return hooks_.box_float(t_, number);
}

void Rebuilding::build(const ExitPlan& plan) {
  for (size_t i = 0; i < plan.builds.size(); i++) {
    built_[i] = built(plan.builds[i]);
    PY_CHECK(built_[i] && "out of memory while a trace is left");
  }
  for (const ExitStore& store : plan.stores) {
    uint64_t bits = bits_of(store.value);
    std::memcpy(reinterpret_cast<char*>(bits_of(store.object)) + store.offset, &bits, size_t(store.size));
  }
}

Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers) {
  if (exit.owner->trace.snapshots.frames_of(exit.snapshot).empty()) return &exit;
  with_images(t, exit, frame, root_registers,
              [&](std::span<const FrameImage> images) { exit.owner->hooks->write_frames(t, root_registers, images); });
  return &exit;
}

}  // namespace sidewinder::jit
