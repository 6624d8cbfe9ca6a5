// A loop that counts its first register up, recorded by hand, compiled, entered, left, and recorded from again.
#include "jit/driver/session.h"

#include <doctest/doctest.h>
#include <utility>

#include "jit/driver/hot_loop.h"
#include "jit/testing/test_language.h"

namespace sidewinder::jit {

namespace {

using test::TestLanguage;
using test::TestObject;

constexpr uint64_t kHeader = 1000, kBackEdge = 1050, kReturn = 1060;

// The instructions are what a test does; registers of `dead` are never read.
class TestSession final : public Session {
 public:
  TestSession(Thread& t, const Hooks& hooks, const std::vector<uint32_t>& dead) : Session(t, hooks) {
    for (uint32_t r : dead) live_ &= ~(uint64_t(1) << r);
  }

 private:
  void load_frame() override {}
  void sync_frame() override {}
  uint64_t position() const override { return current(); }
  Next step() override { return Next::Unwind; }
  bool unwind() override { return false; }
  LiveRegisters live_registers(const ShadowFrame&, uint64_t) override { return {0, &live_}; }

  uint64_t live_ = ~uint64_t(0);
};

// The parameters and settings that a test changes are as before after it.
struct Kept {
  Parameters parameters_before = parameters;
  ~Kept() { parameters = parameters_before; }
};

struct World {
  TestLanguage language{IntFormat::Plain};
  StartPoint start;
  std::vector<TestObject*> registers{language.make_int(1000), language.make_float(2.5)};
  std::vector<uint32_t> dead;

  Thread& thread() { return reinterpret_cast<Thread&>(language.thread); }
  Object** objects() { return reinterpret_cast<Object**>(registers.data()); }
  TestSession session() { return TestSession(thread(), language.hooks(), dead); }
  FrameView frame(uint64_t position = kHeader) { return {objects(), 2, position}; }
  void begin(Session& s) { s.begin(start, TraceKind::Loop, frame()); }
  // register 0 += 1
  void count(Session& s) {
    CHECK(s.next_instruction(kHeader));
    Value& name = s.recorder.top().names[0];
    s.recorder.guard(Opcode::guard_small_int, name);
    Value number = s.recorder.emit(Opcode::unbox_int, Kind::Int, name);
    Value sum = s.recorder.emit(Opcode::int_add, Kind::Int, number, s.recorder.trace.constant_int(1));
    name = s.recorder.emit(Opcode::box_int, Kind::Ref, sum);
  }
  // A frame with the same registers, inlined.
  void inline_frame(Session& s) { s.recorder.push_frame(objects(), 2).names = s.recorder.frames.front()->names; }
  CompiledTrace& compile_loop() {
    TestSession s = session();
    begin(s);
    count(s);
    CHECK(s.next_instruction(kBackEdge));
    CHECK(s.back_edge(start, kHeader));
    CompiledTrace* compiled = s.close();
    PY_CHECK(compiled);
    return *compiled;
  }
  Exit& enter(CompiledTrace& trace) { return *enter_trace(thread(), trace, objects()); }
};

}  // namespace

TEST_SUITE("session") {
TEST_CASE("begin: what is dead has no name, is not looked at, and the signature takes it as an object") {
  World w;
  w.dead = {1};
  TestSession s = w.session();
  w.registers[1] = reinterpret_cast<TestObject*>(3);
  w.begin(s);
  CHECK(s.recorder.top().names[0].is_op());
  CHECK(s.recorder.top().names[1].is_none());
  CHECK(s.end.observed.reps == std::vector<Rep>{Rep::Int, Rep::Ref});
  CHECK(w.start.position == kHeader);
}

TEST_CASE("back edge of the recorded loop: the trace is done, compiled and installed") {
  World w;
  CompiledTrace& trace = w.compile_loop();
  CHECK(w.start.versions.size() == 1);
  CHECK(trace.target->signature.reps == std::vector<Rep>{Rep::Int, Rep::Ref});
  w.language.thread.request = 1;  // ends the loop after one round
  Exit& exit = w.enter(trace);
  CHECK(w.language.written.size() == 1);
  if (w.language.written.empty()) return;
  CHECK(w.language.written[0].position == kHeader);
  CHECK(w.language.int_of(w.language.written[0].values[0]) == 1001);
  CHECK_FALSE(is_raised_exit(exit));
  CHECK_FALSE(is_entry_exit(exit));
}

TEST_CASE("back edge of another loop: goes round it, up to the limit") {
  World w;
  Kept kept;
  parameters.unroll_limit = 3;
  StartPoint inner;
  TestSession s = w.session();
  w.begin(s);
  for (int i = 0; i < 3; ++i) CHECK(s.back_edge(inner, 2));
  CHECK_FALSE(s.recorder.aborted());
  CHECK(s.back_edge(inner, 2));
  CHECK(s.recorder.abort_reason == Abort::InnerLoop);
  CHECK_FALSE(s.next_instruction(2));
  CHECK(s.close() == nullptr);
  CHECK(w.start.failures == 1);
}

TEST_CASE("back edge of a compiled loop: joins it from its own frame, wants one of its own from an inlined one") {
  World w;
  CompiledTrace& compiled = w.compile_loop();
  StartPoint outer;
  {
    TestSession s = w.session();
    s.begin(outer, TraceKind::Loop, w.frame(1));
    CHECK(s.next_instruction(kBackEdge));
    CHECK(s.back_edge(w.start, kHeader));
    CHECK(s.done);
    CHECK(s.recorder.last().target == compiled.target.get());
    CHECK(s.close() != nullptr);
    CHECK(s.end.kind == TraceKind::Straight);
  }
  TestSession s = w.session();
  s.begin(outer, TraceKind::Loop, w.frame(1));
  w.inline_frame(s);
  CHECK(s.next_instruction(kBackEdge));
  CHECK(s.back_edge(w.start, kHeader));
  CHECK(s.wants_tail());
  CHECK(s.recorder.last().opcode == Opcode::jump);
  CHECK(s.recorder.last().argument_count == 2 + w.language.hooks().header_references + 2);

  TestSession tail = w.session();
  tail.begin_inlined(s);
  CHECK(tail.recorder.frames.size() == 2);
  w.count(tail);
  CHECK(tail.next_instruction(kBackEdge));
  CHECK(tail.back_edge(w.start, kHeader));
  CHECK(tail.done);
  CompiledTrace* made = tail.close();
  REQUIRE(made);
  CHECK(tail.end.kind == TraceKind::Loop);
  CHECK(made->target->signature.reps.back() == Rep::Ref);  // a float that is only carried along
  s.end_with(made);
  CHECK(s.recorder.last().target == made->target.get());
  CHECK(s.close() != nullptr);
  CHECK(s.end.kind == TraceKind::Straight);

  // The next one arrives at what is there; with other frames below it is another place.
  TestSession again = w.session();
  again.begin(outer, TraceKind::Loop, w.frame(1));
  w.inline_frame(again);
  CHECK(again.next_instruction(kBackEdge));
  CHECK(again.back_edge(w.start, kHeader));
  CHECK_FALSE(again.wants_tail());
  CHECK(again.recorder.last().target == made->target.get());
  TestSession deeper = w.session();
  deeper.begin(outer, TraceKind::Loop, w.frame(1));
  w.inline_frame(deeper);
  w.inline_frame(deeper);
  CHECK(deeper.next_instruction(kBackEdge));
  CHECK(deeper.back_edge(w.start, kHeader));
  CHECK(deeper.wants_tail());
  deeper.end_with(nullptr);
  CHECK(deeper.recorder.last().opcode == Opcode::exit);
}

TEST_CASE("a loop in an inlined frame whose frame is left before it comes round: decided against") {
  World w;
  w.compile_loop();
  StartPoint outer;
  TestSession s = w.session();
  s.begin(outer, TraceKind::Loop, w.frame(1));
  w.inline_frame(s);
  CHECK(s.next_instruction(kBackEdge));
  CHECK(s.back_edge(w.start, kHeader));
  TestSession tail = w.session();
  tail.begin_inlined(s);
  CHECK(tail.next_instruction(kHeader));
  tail.recorder.pop_frame();
  CHECK_FALSE(tail.next_instruction(kReturn));
  CHECK(tail.recorder.abort_reason == Abort::LeftLoop);
  CHECK(tail.close() == nullptr);
}

TEST_CASE("places in inlined frames come to an end: the interpreter enters the loop") {
  World w;
  Kept kept;
  parameters.inlined_limit = 1;
  parameters.unroll_limit = 1;
  w.compile_loop();
  StartPoint outer;
  auto arrive = [&](TestSession& s, int frames) {
    s.begin(outer, TraceKind::Loop, w.frame(1));
    for (int i = 0; i < frames; ++i) w.inline_frame(s);
    CHECK(s.next_instruction(kBackEdge));
  };
  TestSession first = w.session(), second = w.session();
  arrive(first, 1);
  CHECK(first.back_edge(w.start, kHeader));
  CHECK(first.wants_tail());
  arrive(second, 2);
  CHECK(second.back_edge(w.start, kHeader));  // gone round
  CHECK_FALSE(second.done);
  CHECK(second.next_instruction(kBackEdge));
  size_t before = second.recorder.trace.ops.size();
  CHECK_FALSE(second.back_edge(w.start, kHeader));
  CHECK(second.recorder.last().opcode == Opcode::exit);
  // No test for requests: the interpreter takes the back edge, and makes it.
  CHECK(second.recorder.trace.ops.size() == before + 1);
  CHECK(second.recorder.trace.snapshots.frames.back().position == kBackEdge);
}

TEST_CASE("back edge of the recorded loop in an inlined frame: is another loop's, with a trace of its own") {
  World w;
  TestSession first = w.session();
  w.begin(first);
  w.inline_frame(first);
  CHECK(first.next_instruction(kBackEdge));
  CHECK(first.back_edge(w.start, kHeader));
  CHECK_FALSE(first.done);
  w.compile_loop();
  TestSession second = w.session();
  w.begin(second);
  w.inline_frame(second);
  CHECK(second.next_instruction(kBackEdge));
  CHECK(second.back_edge(w.start, kHeader));
  CHECK(second.done);
  CHECK(second.wants_tail());
}

TEST_CASE("an exception that no frame of the trace handles: run says so, and the loop is recorded another time") {
  World w;
  TestSession s = w.session();
  w.begin(s);
  CHECK_FALSE(s.run());
  CHECK(s.recorder.abort_reason == Abort::LeftLoop);
  CHECK(s.close() == nullptr);
}

TEST_CASE("a function of few bytecodes: decided against once and for all, and no failure") {
  World w;
  uint32_t aborts = statistics.aborts, decisions = statistics.decisions;
  TestSession s = w.session();
  s.begin(w.start, TraceKind::Straight, w.frame());
  CHECK(s.next_instruction(kReturn));
  s.finish_with_return();
  CHECK(s.close() == nullptr);
  CHECK(w.start.blacklisted);
  CHECK(statistics.aborts == aborts);
  CHECK(statistics.decisions == decisions + 1);
}

TEST_CASE("an interrupt while a recording goes on: given up, no failure, and the place gets another attempt") {
  World w;
  uint32_t aborts = statistics.aborts;
  TestSession s = w.session();
  w.begin(s);
  CHECK(s.next_instruction(kHeader));
  s.recorder.abort(Abort::Request);
  CHECK_FALSE(s.next_instruction(kBackEdge));
  CHECK(s.close() == nullptr);
  CHECK(statistics.aborts == aborts);
  CHECK_FALSE(w.start.blacklisted);
}

TEST_CASE("a short loop that returns is not taken as it is: it is waited for, ever longer") {
  World w;
  Kept kept;
  parameters.retry_limit = 2, parameters.patience = 0, parameters.loop_threshold = 100;
  uint32_t countdowns[4];
  for (uint32_t& countdown : countdowns) {
    TestSession s = w.session();
    w.begin(s);
    w.count(s);
    CHECK(s.next_instruction(kReturn));
    s.finish_with_return();
    CHECK(s.close() == nullptr);
    countdown = next_countdown(w.start);
  }
  CHECK_FALSE(w.start.blacklisted);
  CHECK(countdowns[0] == 107);
  CHECK(countdowns[1] == 2 * 114);
  CHECK(countdowns[3] == 8 * 128);
}

TEST_CASE("a loop that returns is recorded again, and taken as it is in the end") {
  World w;
  Kept kept;
  parameters.retry_limit = 2, parameters.shortest_function = 0;
  for (bool is_last : {false, true}) {
    TestSession s = w.session();
    w.begin(s);
    w.count(s);
    CHECK(s.next_instruction(kReturn));
    s.finish_with_return();
    CHECK((s.close() != nullptr) == is_last);
  }
  CHECK_FALSE(w.start.blacklisted);
}

TEST_CASE("a loop that returns is recorded again also where it has a version for other types") {
  World w;
  w.compile_loop();
  w.registers[0] = w.language.make_float(1.5);
  TestSession s = w.session();
  w.begin(s);
  CHECK(s.next_instruction(kReturn));
  s.finish_with_return();
  CHECK(s.recorder.abort_reason == Abort::LeftLoop);
  CHECK(s.close() == nullptr);
  CHECK(w.start.versions.size() == 1);
  CHECK_FALSE(w.start.blacklisted);
}

TEST_CASE("bridge: starts with the exit's values; one that goes nowhere is refused and not tried again") {
  World w;
  CompiledTrace& trace = w.compile_loop();
  w.language.thread.request = 1;
  Exit& exit = w.enter(trace);
  Object** frames[] = {w.objects()};
  {
    TestSession s = w.session();
    s.begin_bridge(exit, frames);
    Value counter = s.recorder.top().names[0];
    CHECK(s.recorder.trace.kind_of(counter) == Kind::Ref);
    CHECK(s.recorder.fact(counter).cls == &test::int_class);
    w.count(s);
    CHECK(s.next_instruction(kReturn));
    s.finish_with_return();
    CHECK(s.close() != nullptr);
    CHECK(exit.bridge);
  }
  Exit& second = w.enter(trace);
  CHECK(second.owner->id == exit.bridge->id);
  TestSession s = w.session();
  s.begin_bridge(second, frames);
  CHECK(s.next_instruction(kReturn));
  s.finish_with_return();
  CHECK(s.close() == nullptr);
  CHECK(second.blacklisted);
  CHECK_FALSE(wants_bridge(second));
}

TEST_CASE("final call: the register is named by the call, and by what it was if the call raised") {
  World w;
  const Helper helper{"helper", nullptr, Kind::Ref, kEffectMayRaise};
  for (bool raises : {false, true}) {
    TestSession s = w.session();
    w.begin(s);
    CHECK(s.next_instruction(kHeader));
    Value& name = s.recorder.top().names[1];
    Value before = name;
    uint32_t raised = s.recorder.take_snapshot(kHeader + 1, true);
    s.recorder.final_call(&helper, &name, 1, raises ? nullptr : w.objects()[1], &name, kHeader + 1, raised);
    CHECK(s.recorder.last().opcode == (raises ? Opcode::guard_raised : Opcode::guard_returned));
    CHECK(s.recorder.last().snapshot != s.recorder.last().other);
    CHECK((name == before) == raises);
  }
}
}  // TEST_SUITE("session")

TEST_SUITE("hot_loop") {
TEST_CASE("decide_at_loop: records, enters what fits, makes versions up to the limit") {
  World w;
  Kept kept;
  parameters.bridge_threshold = 2, parameters.version_limit = 2, parameters.patience = 0;
  auto decide = [&] { return decide_at_loop(w.start, w.language.hooks(), w.frame()).action; };
  CHECK(decide() == LoopAction::Record);
  CHECK(next_countdown(w.start) == parameters.loop_threshold);
  w.compile_loop();
  CHECK(next_countdown(w.start) == 1);
  CHECK(decide() == LoopAction::Enter);
  w.registers[0] = w.language.make_float(1.5);
  CHECK(decide() == LoopAction::Interpret);
  CHECK(decide() == LoopAction::Record);
  TestSession s = w.session();
  w.begin(s);
  CHECK(w.start.generic == std::vector<bool>{true, true});  // the last version: what differs arrives as an object
}

TEST_CASE("decide_at_loop: what is dead is not looked at, whatever the versions") {
  World w;
  Kept kept;
  parameters.bridge_threshold = 1, parameters.version_limit = 2, parameters.patience = 0;
  w.dead = {1};
  w.registers[1] = reinterpret_cast<TestObject*>(3);  // what a frame left there: no object
  auto decide = [&] { return decide_at_loop(w.start, w.language.hooks(), w.frame()).action; };
  CHECK(decide() == LoopAction::Record);
  w.compile_loop();
  CHECK(w.start.live == std::vector<bool>{true, false});
  CHECK(decide() == LoopAction::Enter);
  w.registers[0] = w.language.make_float(1.5);
  CHECK(decide() == LoopAction::Record);
  TestSession s = w.session();
  w.begin(s);
  CHECK(w.start.generic == std::vector<bool>{true, false});
}

TEST_CASE("decide_at_loop: a loop that failed too often is left alone") {
  World w;
  w.start.blacklisted = true;
  CHECK(decide_at_loop(w.start, w.language.hooks(), w.frame()).action == LoopAction::Interpret);
  CHECK(next_countdown(w.start) == kNeverHot);
}

TEST_CASE("decide_at_loop: versions are for frames of their context") {
  World w;
  w.compile_loop();
  FrameView frame = w.frame();
  CHECK(decide_at_loop(w.start, w.language.hooks(), frame).action == LoopAction::Enter);
  frame.context.second = &w;
  CHECK(decide_at_loop(w.start, w.language.hooks(), frame).action == LoopAction::Interpret);
}

TEST_CASE("patient: thresholds grow where traces have cost much, up to a limit, and what has counted counts on") {
  World w;
  Kept kept;
  Statistics before = std::exchange(statistics, Statistics{});
  parameters.loop_threshold = 100, parameters.patience = 10, parameters.most_patience = 4;
  CHECK(patience_after(0, 1) == 1);
  CHECK(patience_after(0.1, 1) == 1);
  CHECK(patience_after(0.2015, 1) == doctest::Approx(2));
  CHECK(patience_after(0.0015, 0.001) == 1);
  CHECK(patience_after(5, 1) == 4);
  CHECK(missing_counts(w.start, TraceKind::Loop) == 0);
  CHECK(patient(100) == 100);
  CHECK(patient(10, 2) == 30);
  CHECK(patient(10, 1000) == 160);
  statistics.exits = 1'000'000'000;
  CHECK(missing_counts(w.start, TraceKind::Loop) == 300);
  CHECK(patient(100) == 400);
  CHECK(missing_counts(w.start, TraceKind::Loop) == 0);
  w.compile_loop();
  CHECK(missing_counts(w.start, TraceKind::Loop) == 0);
  parameters.patience = 0;
  CHECK(patient(100) == 100);
  statistics = before;
  parameters.patience = kept.parameters_before.patience;
  weigh_costs();
}

TEST_CASE("note_stay: a place that is soon left rests ever longer, until a stay is worth it") {
  World w;
  Kept kept;
  w.compile_loop();
  auto countdown_after = [&](uint64_t cycles) {
    note_stay(w.start, cycles);
    return next_countdown(w.start);
  };
  parameters.patience = 0;
  CHECK(countdown_after(10) == 1);
  parameters.patience = 3;
  CHECK(countdown_after(10) == 2);
  CHECK(countdown_after(10) == 4);
  CHECK(countdown_after(10) == 8);
  CHECK(countdown_after(2000) == 4);
  CHECK(countdown_after(20000) == 1);
  for (int i = 0; i < 20; ++i) note_stay(w.start, 10);
  CHECK(next_countdown(w.start) == 256);
}

// Of a trace that has nothing but this guard.
struct ExitOf {
  explicit ExitOf(Opcode guard) {
    owner.trace.ops.emplace_back(guard, Kind::None);
    exit.owner = &owner;
  }
  CompiledTrace owner;
  Exit exit;
};

TEST_CASE("wants_bridge: every bridge_threshold times, unless there is one") {
  Kept kept;
  parameters.bridge_threshold = 3, parameters.patience = 0;
  ExitOf guard(Opcode::guard_class);
  Exit& exit = guard.exit;
  CHECK_FALSE(wants_bridge(exit));
  CHECK_FALSE(wants_bridge(exit));
  CHECK(wants_bridge(exit));
  CHECK_FALSE(wants_bridge(exit));
  exit.count = 5;
  exit.bridge = &guard.owner;
  CHECK_FALSE(wants_bridge(exit));
}

TEST_CASE("wants_bridge: never where a request was due, which the interpreter meets") {
  Kept kept;
  parameters.bridge_threshold = 1, parameters.patience = 0;
  ExitOf guard(Opcode::guard_no_request);
  for (int i = 0; i < 10; ++i) CHECK_FALSE(wants_bridge(guard.exit));
}
}  // TEST_SUITE("hot_loop")

}  // namespace sidewinder::jit
