// The whole way: random recorded traces, optimised, compiled, entered and left by force; the frames that the exit
// writes and the memory must be those of the recorded trace left at the same place. SIDEWINDER_FUZZ=N and
// SIDEWINDER_FUZZ_SEED=S as in optimizer_fuzz_test.cpp.
#include <cstdlib>

#include <doctest/doctest.h>

#include "jit/backend/compile.h"
#include "jit/testing/random_trace.h"

namespace sidewinder::jit {
namespace {

RandomWorld* compiled_world;
std::vector<InterpretedFrame> written;

Object* as_object(void* object) { return static_cast<Object*>(object); }

void write_frames(Thread&, Object**, std::span<const FrameImage> frames) {
  for (const FrameImage& f : frames) {
    InterpretedFrame frame{f.position, f.info, {}};
    for (uint32_t i = 0; i < f.count; i++) frame.values.push_back(uint64_t(f.values[i]));
    written.push_back(std::move(frame));
  }
}

Hooks make_hooks(RandomWorld& world) {
  Hooks hooks{};
  hooks.name = "random";
  hooks.boxes = &world.boxes;
  hooks.class_offset = TestWorld::kClassOffset;
  hooks.request_offset = 0;
  hooks.free_list = [](uint16_t, uint32_t) -> void** { return nullptr; };
  hooks.allocate = [](Thread&, const Shape& shape) { return as_object(compiled_world->allocate(shape)); };
  hooks.box_int = [](Thread&, int64_t value) { return as_object(compiled_world->box_int(value)); };
  hooks.box_float = [](Thread&, double value) { return as_object(compiled_world->box_float(value)); };
  hooks.write_frames = write_frames;
  hooks.allocate_roots = [](uint32_t count) { return static_cast<Object**>(std::calloc(count, sizeof(Object*))); };
  hooks.free_roots = [](Object** roots) { std::free(roots); };
  return hooks;
}

struct Totals {
  uint32_t compiled = 0, exits = 0;
};

// Leaves at the Nth guard from the entry; or wherever a guard fails before that.
std::string check_exit(RandomWorld& world, const RandomTrace& trace, CompiledTrace& compiled, uint32_t guards) {
  std::vector<Object*> registers;
  for (uint64_t input : trace.inputs) registers.push_back(reinterpret_cast<Object*>(input));
  registers.push_back(nullptr);
  uint64_t thread[16] = {};
  world.restore();
  written.clear();
  backend_settings.force_exits = 1000000000;
  set_forced_exit_countdown(guards);
  Exit* exit = enter_trace(reinterpret_cast<Thread&>(thread), compiled, registers.data());
  InterpretResult result;
  result.raised = compiled.trace.snapshots.snapshots[exit->snapshot].raised;
  result.frames = written;
  LeftState have = describe_left(world, std::move(result));
  if (written.empty() || have.result.frames.empty()) return "";
  int64_t count = read_int_box(world.boxes, reinterpret_cast<void*>(have.result.frames[0].values[0]));
  LeftState want = leave_recorded(world, trace, have.result.frames[0].position, count);
  std::string where = "after " + std::to_string(guards) + " guards, at operation " + std::to_string(exit->op_index);
  if (have.frames != want.frames) return where + " with frames\n" + have.frames + "\nshould be\n" + want.frames;
  if (have.world != want.world) return where + " with\n" + have.world + "\nshould be\n" + want.world;
  return have.result.raised == want.result.raised ? "" : where + ": raised differs";
}

std::string check_seed(uint32_t seed, Totals& totals, bool verbose) {
  RandomWorld world;
  compiled_world = &world;
  RandomTrace trace = make_random_trace(world, seed);
  bool enters = trace.kind == TraceKind::Loop ||
                (trace.kind == TraceKind::Straight && trace.recorded.ops.back().opcode == Opcode::exit);
  if (!enters) return "";
  OptimizerInput input{trace.recorded, trace.kind, world.boxes, trace.observed, {}};
  input.class_offset = TestWorld::kClassOffset;
  std::mt19937 random(seed);
  if (random() % 4 == 0) input.passes = uint32_t(random()) & kAllPasses;
  OptimizerOutput output = optimize(input);
  if (output.abort != Abort::None) return "";
  PrintNames names;
  names.table = &world.names;
  if (verbose)
    std::printf("recorded\n%soptimised\n%s", print(trace.recorded, &names).c_str(),
                print(output.trace, &names).c_str());
  Hooks hooks = make_hooks(world);
  backend_settings.force_exits = 1000000000;
  CompileResult result = compile({std::move(output.trace), hooks, std::move(output.header), nullptr, 1});
  if (!result.compiled) return "compile: " + result.error;
  totals.compiled++;
  for (int trial = 0; trial < 6; trial++) {
    totals.exits++;
    std::string problem = check_exit(world, trace, *result.compiled, 1 + uint32_t(random() % (trial < 3 ? 20 : 200)));
    if (!problem.empty()) return problem;
  }
  return "";
}

TEST_SUITE("compiled_fuzz") {
TEST_CASE("random traces: machine code leaves in the state of the recorded trace") {
  std::string why;
  if (!executable_memory_available(&why)) return;
  uint32_t force = backend_settings.force_exits;
  Totals totals;
  if (const char* seed = std::getenv("SIDEWINDER_FUZZ_SEED")) {
    CHECK(check_seed(uint32_t(std::atoi(seed)), totals, true) == "");
  } else {
    const char* text = std::getenv("SIDEWINDER_FUZZ");
    uint32_t count = text ? uint32_t(std::atoi(text)) : 300, failed = 0;
    for (uint32_t seed = 0; seed < count && failed < 5; seed++) {
      std::string problem = check_seed(seed, totals, false);
      if (problem.empty()) continue;
      failed++;
      MESSAGE("seed " << seed << ": " << problem);
    }
    CHECK(failed == 0);
    CHECK(totals.compiled > count / 3);
    if (text) MESSAGE(totals.compiled << " compiled, " << totals.exits << " exits");
  }
  backend_settings.force_exits = force;
}
}  // TEST_SUITE("compiled_fuzz")

}  // namespace
}  // namespace sidewinder::jit
