// For tests: random recorded traces over a small world of objects, and what the world looks like when one is left. The
// generator plays the recorder: it executes each operation as it appends it, so every guard held when it was recorded.
#pragma once

#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "jit/optimizer/optimizer.h"
#include "jit/testing/test_world.h"

namespace sidewinder::jit {

// Objects that exist before the trace, helpers that change them, and a log of what helpers saw.
class RandomWorld : public TestWorld {
 public:
  RandomWorld();

  // The state before the trace; every run starts from it.
  void save();
  void restore();

  // An object and all that it refers to, in words; numbers by value, objects by identity.
  std::string dump(uint64_t object);
  std::string dump_frames(const std::vector<InterpretedFrame>& frames);
  std::string dump_world();  // roots and the log
  void forget_dumped() { seen_.clear(); }

  Field x{"object.x", 16, Kind::Ref, Width::Word64, 1, false}, y{"object.y", 24, Kind::Ref, Width::Word64, 2, false};
  Field re{"complex.re", 16, Kind::Float, Width::Word64, 4, true},
      im{"complex.im", 24, Kind::Float, Width::Word64, 5, true};
  Field value{"counter.value", 16, Kind::Int, Width::Word64, 3, false};
  Array items{"tuple.items", 16, Kind::Ref, Width::Word64, 1, false};
  Shape point, complex, counter, pair, finalized;
  Helper note, change, look, hypot;
  const void* truth[2];
  std::vector<uint64_t> roots;  // points, counters, pairs
  std::vector<std::string> log;

 private:
  Shape make_shape(const char* name, bool may_be_virtual = true);
  std::vector<std::vector<uint64_t>> saved_;
  std::vector<uint64_t> seen_;
  std::deque<std::vector<uint64_t>> classes_;
};

struct RandomTrace {
  Trace recorded;
  TraceKind kind;
  Signature observed;
  std::vector<uint64_t> inputs;
  Target target;  // of a jump
};

// How a run of a trace ended, in words.
struct LeftState {
  InterpretResult result;
  std::string frames, world;
};
LeftState describe_left(RandomWorld& world, InterpretResult result);

// Leaves the recorded trace by force at the guard whose snapshot has this position, in the iteration in which the
// frame's register 0, the counter, is `count`; or runs it without force.
LeftState leave_recorded(RandomWorld& world, const RandomTrace& trace, uint64_t position, int64_t count);
LeftState run_recorded(RandomWorld& world, const RandomTrace& trace);

RandomTrace make_random_trace(RandomWorld& world, uint32_t seed);

}  // namespace sidewinder::jit
