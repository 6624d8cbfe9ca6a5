// Random recorded traces, optimised, left at random guards: the frames and the memory must be those of the recorded
// trace left at the same place in the same iteration. SIDEWINDER_FUZZ=N runs N seeds (default 400),
// SIDEWINDER_FUZZ_SEED=S only that one, printed.
#include <bit>
#include <cstdio>
#include <cstdlib>

#include <doctest/doctest.h>
#include "jit/testing/random_trace.h"

namespace sidewinder::jit {
namespace {

int64_t countdown = -1;  // the optimised trace leaves at this guard from now; negative: never

bool force(void*, uint32_t) { return countdown >= 0 && countdown-- == 0; }

LeftState run_optimised(RandomWorld& world, const Trace& trace, const std::vector<uint64_t>& inputs, int64_t guards) {
  countdown = guards;
  world.restore();
  InterpretWorld w = world.interpret_world();
  w.force = force;
  w.operation_limit = 10000;
  return describe_left(world, interpret(trace, inputs, w));
}

// A jump's arguments as objects, in words.
std::string jumped(RandomWorld& world, const LeftState& state, const Signature* signature) {
  std::string text;
  world.forget_dumped();
  for (size_t i = 0; i < state.result.arguments.size(); i++) {
    uint64_t bits = state.result.arguments[i];
    Rep rep = signature ? signature->reps[i] : Rep::Ref;
    if (rep == Rep::Int) bits = uint64_t(world.box_int(int64_t(bits)));
    if (rep == Rep::Float) bits = uint64_t(world.box_float(std::bit_cast<double>(bits)));
    text += world.dump(bits) + " ";
  }
  return text + world.dump_world();
}

class Seed {
 public:
  explicit Seed(uint32_t seed) : seed_(seed), random_(seed * 77 + 5), trace_(make_random_trace(world_, seed)) {
    if (trace_.kind != TraceKind::Loop && trace_.recorded.ops.back().opcode == Opcode::jump)
      trace_.recorded.ops.back().target = &trace_.target;
    names_.table = &world_.names;
    world_.names.add_target("target", &trace_.target);
  }

  // False: something is wrong, and was reported.
  bool check(bool verbose) {
    std::string problem = verify(trace_.recorded, Stage::Recorded);
    if (!problem.empty()) return report("recorded: " + problem);
    OptimizerInput input{trace_.recorded, trace_.kind, world_.boxes, trace_.observed, {}};
    if (random_() % 4 == 0) input.passes = uint32_t(random_()) & kAllPasses;
    if (random_() % 4 == 0) input.generic.assign(trace_.observed.reps.size(), random_() % 2);
    if (random_() % 2) input.class_offset = TestWorld::kClassOffset;
    passes_ = input.passes;
    output_ = optimize(input);
    if (verbose) std::printf("%s", describe().c_str());
    aborted = output_.abort != Abort::None;
    if (aborted) return true;
    problem = verify(output_.trace, Stage::Optimised);
    if (!problem.empty()) return report("optimised: " + problem);
    for (int64_t trial = 0; trial < 12; trial++)
      if (!compare(trial == 0 ? -1 : int64_t(random_() % (trial < 6 ? 20 : 200)))) return false;
    return true;
  }

  bool aborted = false;
  uint32_t exits = 0, body_exits = 0;  // body: of a peeled loop

 private:
  bool compare(int64_t guards) {
    LeftState optimised = run_optimised(world_, output_.trace, trace_.inputs, guards);
    if (optimised.result.end == InterpretResult::End::Limit) return true;
    if (optimised.result.end == InterpretResult::End::Jumped) return compare_jump();
    exits++;
    for (uint32_t i = 0; i < optimised.result.op_index; i++) {
      const Op& op = output_.trace.ops[i];
      body_exits += op.opcode == Opcode::label && op.imm == 1;
    }
    if (optimised.result.frames.empty()) return true;  // the entry section
    int64_t count = read_int_box(world_.boxes, reinterpret_cast<void*>(optimised.result.frames[0].values[0]));
    LeftState recorded = leave_recorded(world_, trace_, optimised.result.frames[0].position, count);
    std::string where = "forced after " + std::to_string(guards) + ", left at operation " +
                        std::to_string(optimised.result.op_index);
    if (recorded.frames != optimised.frames)
      return report(where + " with frames\n" + optimised.frames + "\nshould be\n" + recorded.frames);
    if (recorded.world != optimised.world)
      return report(where + " with\n" + optimised.world + "\nshould be\n" + recorded.world);
    if (recorded.result.raised != optimised.result.raised) return report(where + ": raised differs");
    return true;
  }

  bool compare_jump() {
    LeftState recorded = run_recorded(world_, trace_);
    if (recorded.result.end != InterpretResult::End::Jumped) return report("jumped, the recorded trace did not");
    std::string want = jumped(world_, recorded, nullptr);
    std::string have =
        jumped(world_, run_optimised(world_, output_.trace, trace_.inputs, -1), &trace_.target.signature);
    return have == want || report("jumps with\n" + have + "\nshould be\n" + want);
  }

  std::string describe() {
    return "recorded\n" + print(trace_.recorded, &names_) + "optimised" +
           (output_.abort != Abort::None ? " abort " + output_.abort_detail : "") + "\n" +
           print(output_.trace, &names_);
  }
  bool report(const std::string& what) {
    MESSAGE("seed " << seed_ << " passes " << passes_ << ": " << what);
    return false;
  }

  uint32_t seed_, passes_ = 0;
  std::mt19937 random_;
  RandomWorld world_;
  RandomTrace trace_;
  PrintNames names_;
  OptimizerOutput output_;
};

TEST_SUITE("optimizer_fuzz") {
TEST_CASE("random traces: optimised and recorded leave in the same state") {
  if (const char* seed = std::getenv("SIDEWINDER_FUZZ_SEED")) {
    CHECK(Seed(uint32_t(std::atoi(seed))).check(true));
    return;
  }
  const char* text = std::getenv("SIDEWINDER_FUZZ");
  uint32_t count = text ? uint32_t(std::atoi(text)) : 400, aborted = 0, exits = 0, body_exits = 0, failed = 0;
  for (uint32_t seed = 0; seed < count && failed < 5; seed++) {
    Seed s(seed);
    failed += !s.check(false);
    aborted += s.aborted;
    exits += s.exits;
    body_exits += s.body_exits;
  }
  CHECK(failed == 0);
  CHECK(aborted < count / 2);
  CHECK(exits > count);
  CHECK(body_exits > count);
  if (text)
    MESSAGE(count << " traces, " << aborted << " aborted, " << exits << " exits, " << body_exits << " from bodies");
}
}  // TEST_SUITE("optimizer_fuzz")

}  // namespace
}  // namespace sidewinder::jit
