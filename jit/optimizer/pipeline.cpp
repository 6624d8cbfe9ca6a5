// The order of the passes: a chain forward, section by section, then the walk backward. Both are verified in debug
// builds.
#include <cstdio>

#include "jit/optimizer/backward.h"
#include "jit/optimizer/fold.h"
#include "jit/optimizer/guards.h"
#include "jit/optimizer/heap.h"
#include "jit/optimizer/optimizer.h"
#include "jit/optimizer/ranges.h"
#include "jit/optimizer/sections.h"
#include "jit/optimizer/share.h"
#include "jit/optimizer/virtuals.h"

namespace sidewinder::jit {

uint32_t pass_named(std::string_view name) {
#define PASS(text, Name) \
  if (name == #text) return kPass##Name;
#include "jit/optimizer/passes.def"
#undef PASS
  return 0;
}

namespace {

class Pipeline {
 public:
  Pipeline(const OptimizerInput& input, const LoopEffects& effects, Choices& choices)
      : input_(input), choices_(choices), walk_(input, effects) {
    add_passes();
  }

  // False: what was found out is in the choices; try again.
  bool run(OptimizerOutput& output) {
    Sections sections(walk_, virtuals_, heap_, choices_);
    bool done = sections.run();
    if (!done && !walk_.failed()) return false;
    if (walk_.failed()) {
      output.abort = walk_.abort();
      output.abort_detail = walk_.abort_detail();
      return true;
    }
    check(walk_.out, "the forward walk");
    output.trace = Backward(walk_).run();
    check(output.trace, "the backward walk");
    output.header = sections.take_header();
    return true;
  }

 private:
  void add_passes() {
    auto on = [this](PassBit bit) { return (input_.passes & bit) != 0; };
    auto heap = on(kPassHeap) ? std::make_unique<Heap>(walk_) : nullptr;
    if (on(kPassFold)) walk_.passes.push_back(std::make_unique<Fold>(walk_));
    if (on(kPassRanges)) walk_.passes.push_back(std::make_unique<Ranges>(walk_));
    if (on(kPassShare)) walk_.passes.push_back(std::make_unique<Share>(walk_));
    if (on(kPassGuards)) walk_.passes.push_back(std::make_unique<Guards>(walk_));
    if (on(kPassVirtuals)) {
      walk_.passes.push_back(std::make_unique<Virtuals>(walk_, heap.get()));
      virtuals_ = static_cast<Virtuals*>(walk_.passes.back().get());
    }
    heap_ = heap.get();
    if (heap) walk_.passes.push_back(std::move(heap));
  }

  static void check([[maybe_unused]] const Trace& trace, [[maybe_unused]] const char* after) {
#ifndef NDEBUG
    std::string problem = verify(trace, Stage::Optimised);
    if (problem.empty()) return;
    std::fprintf(stderr, "optimiser: after %s, %s\n%s", after, problem.c_str(), print(trace).c_str());
    PY_CHECK(problem.empty());
#endif
  }

  const OptimizerInput& input_;
  Choices& choices_;
  Walk walk_;
  Virtuals* virtuals_ = nullptr;
  Heap* heap_ = nullptr;
};

}  // namespace

OptimizerOutput optimize(const OptimizerInput& input) {
  size_t registers = input.observed.reps.size();
  Choices choices{{std::vector<bool>(registers), std::vector<bool>(registers), {}, {}}, std::vector<bool>(registers)};
  LoopEffects effects(input.recorded);
  OptimizerOutput output;
  // Every attempt but the last makes one more choice, for a register or a row of memory.
  for (size_t attempt = 0; attempt <= 3 * registers + 16; attempt++)
    if (Pipeline(input, effects, choices).run(output)) return output;
  output.abort = Abort::TypeUnstable;
  output.abort_detail = "the loop's header does not settle";
  return output;
}

}  // namespace sidewinder::jit
