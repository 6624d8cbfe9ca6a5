// A loop that counts its first register up, recorded by hand, compiled, entered, left, and recorded from again.
#include "jit/driver/session.h"

#include <doctest/doctest.h>

#include "jit/backend/test_language.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder::jit {

namespace {

using test::TestLanguage;
using test::TestObject;

constexpr uint64_t kHeader = 1000, kBackEdge = 1050, kReturn = 1060;

bool is_small_int(const Object* o) { return reinterpret_cast<const TestObject*>(o)->cls == &test::int_class; }

// The parameters and settings that a test changes are as before after it.
struct Kept {
  Parameters parameters_before = parameters;
  ~Kept() { parameters = parameters_before; }
};

struct World {
  TestLanguage language{IntFormat::Plain};
  StartPoint start;
  std::vector<TestObject*> registers{language.make_int(1000), language.make_float(2.5)};

  Thread& thread() { return reinterpret_cast<Thread&>(language.thread); }
  Object** objects() { return reinterpret_cast<Object**>(registers.data()); }
  Session session() { return Session(thread(), language.hooks(), is_small_int); }
  void begin(Session& s) { s.begin_loop(start, objects(), 2, kHeader); }
  // register 0 += 1
  void count(Session& s) {
    CHECK(s.next_instruction(kHeader));
    Value& name = s.recorder.top().names[0];
    s.recorder.guard(Opcode::guard_small_int, name);
    Value number = s.recorder.emit(Opcode::unbox_int, Kind::Int, name);
    Value sum = s.recorder.emit(Opcode::int_add, Kind::Int, number, s.recorder.trace.constant_int(1));
    name = s.recorder.emit(Opcode::box_int, Kind::Ref, sum);
  }
  CompiledTrace& compile_loop() {
    Session s = session();
    begin(s);
    count(s);
    CHECK(s.next_instruction(kBackEdge));
    CHECK(s.back_edge(start, kBackEdge, kHeader));
    CompiledTrace* compiled = s.close();
    PY_CHECK(compiled);
    return *compiled;
  }
  Exit& enter(CompiledTrace& trace) { return *enter_trace(thread(), trace, objects()); }
};

}  // namespace

TEST_SUITE("session") {
TEST_CASE("begin_loop: what is not live has no name, and the signature takes it as an object") {
  World w;
  w.start.live = {true, false};
  w.registers[1] = reinterpret_cast<TestObject*>(3);  // what a frame left there: no object
  Session s = w.session();
  s.begin_loop(w.start, w.objects(), 2, kHeader);
  CHECK(s.recorder.top().names[0].is_op());
  CHECK(s.recorder.top().names[1].is_none());
  CHECK(s.end.observed.slots == std::vector<Rep>{Rep::Int, Rep::Ref});
  CHECK(w.start.position == kHeader);
}

TEST_CASE("back edge of the recorded loop: the trace is done, compiled and installed") {
  World w;
  CompiledTrace& trace = w.compile_loop();
  CHECK(w.start.versions.size() == 1);
  CHECK(trace.target->signature.slots == std::vector<Rep>{Rep::Int, Rep::Ref});
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
  Session s = w.session();
  w.begin(s);
  for (int i = 0; i < 3; ++i) CHECK(s.back_edge(inner, 1, 2));
  CHECK_FALSE(s.recorder.aborted());
  CHECK(s.back_edge(inner, 1, 2));
  CHECK(s.recorder.abort_reason == std::string("InnerLoop"));
  CHECK_FALSE(s.next_instruction(2));
  CHECK(s.close() == nullptr);
  CHECK(w.start.failures == 1);
}

TEST_CASE("back edge of a compiled loop: joins it from its own frame, leaves before it from an inlined one") {
  World w;
  CompiledTrace& compiled = w.compile_loop();
  StartPoint outer;
  {
    Session s = w.session();
    s.begin_loop(outer, w.objects(), 2, 1);
    CHECK(s.back_edge(w.start, kBackEdge, kHeader));
    CHECK(s.done);
    CHECK(s.recorder.last().target == compiled.target.get());
    CHECK(s.close() != nullptr);
    CHECK(s.end.kind == TraceKind::Entry);
  }
  Session s = w.session();
  s.begin_loop(outer, w.objects(), 2, 1);
  s.recorder.push_frame(w.objects(), 2);
  CHECK_FALSE(s.back_edge(w.start, kBackEdge, kHeader));
  CHECK(s.recorder.last().opcode == Opcode::exit);
  CHECK(s.recorder.trace.snapshots.frames.back().position == kBackEdge);
}

TEST_CASE("a loop that returns is recorded again, and taken as it is in the end") {
  World w;
  Kept kept;
  parameters.retry_limit = 2;
  for (bool is_last : {false, true}) {
    Session s = w.session();
    w.begin(s);
    w.count(s);
    CHECK(s.next_instruction(kReturn));
    s.finish_with_return(kReturn);
    CHECK((s.close() != nullptr) == is_last);
  }
  CHECK_FALSE(w.start.blacklisted);
}

TEST_CASE("bridge: starts with the exit's values; one that goes nowhere is refused and not tried again") {
  World w;
  CompiledTrace& trace = w.compile_loop();
  w.language.thread.request = 1;
  Exit& exit = w.enter(trace);
  Object** frames[] = {w.objects()};
  {
    Session s = w.session();
    s.begin_bridge(exit, frames);
    Value counter = s.recorder.top().names[0];
    CHECK(s.recorder.trace.kind_of(counter) == Kind::Ref);
    CHECK(s.recorder.fact(counter).cls == &test::int_class);
    w.count(s);
    CHECK(s.next_instruction(kReturn));
    s.finish_with_return(kReturn);
    CHECK(s.close() != nullptr);
    CHECK(exit.bridge);
  }
  Exit& second = w.enter(trace);
  CHECK(second.owner->id == exit.bridge->id);
  Session s = w.session();
  s.begin_bridge(second, frames);
  CHECK(s.next_instruction(kReturn));
  s.finish_with_return(kReturn);
  CHECK(s.close() == nullptr);
  CHECK(second.blacklisted);
  CHECK_FALSE(wants_bridge(second));
}

TEST_CASE("final call: the register is named by the call, and by what it was if the call raised") {
  World w;
  const Helper helper{"helper", nullptr, Kind::Ref, kEffectMayRaise};
  for (bool raises : {false, true}) {
    Session s = w.session();
    w.begin(s);
    CHECK(s.next_instruction(kHeader));
    Value& name = s.recorder.top().names[1];
    Value before = name;
    uint32_t raised = s.recorder.take_snapshot(kHeader + 1, true);
    record_final_call(s.recorder, &helper, &name, 1, raises ? nullptr : w.objects()[1], &name, kHeader + 1, raised);
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
  parameters.bridge_threshold = 2, parameters.version_limit = 2;
  auto decide = [&] { return decide_at_loop(w.start, w.language.hooks(), w.objects(), 2, is_small_int).action; };
  CHECK(decide() == LoopAction::Record);
  CHECK(next_countdown(w.start) == parameters.loop_threshold);
  w.compile_loop();
  CHECK(next_countdown(w.start) == 1);
  CHECK(decide() == LoopAction::Enter);
  w.registers[0] = w.language.make_float(1.5);
  CHECK(decide() == LoopAction::Interpret);
  CHECK(decide() == LoopAction::Record);
  CHECK(w.start.generic == std::vector<bool>{true, true});  // the last version: what differs arrives as an object
}

TEST_CASE("decide_at_loop: what is not live is not looked at, whatever the versions") {
  World w;
  Kept kept;
  parameters.bridge_threshold = 1, parameters.version_limit = 2;
  w.start.live = {true, false};
  w.registers[1] = reinterpret_cast<TestObject*>(3);
  auto decide = [&] { return decide_at_loop(w.start, w.language.hooks(), w.objects(), 2, is_small_int).action; };
  CHECK(decide() == LoopAction::Record);
  w.compile_loop();
  CHECK(decide() == LoopAction::Enter);
  w.registers[0] = w.language.make_float(1.5);
  CHECK(decide() == LoopAction::Record);
  CHECK(w.start.generic == std::vector<bool>{true, false});
}

TEST_CASE("decide_at_loop: a loop that failed too often is left alone") {
  World w;
  w.start.blacklisted = true;
  CHECK(decide_at_loop(w.start, w.language.hooks(), w.objects(), 2, is_small_int).action == LoopAction::Interpret);
  CHECK(next_countdown(w.start) == kNeverHot);
}

TEST_CASE("wants_bridge: every bridge_threshold times, unless there is one") {
  Kept kept;
  parameters.bridge_threshold = 3;
  CompiledTrace owner;
  Exit exit;
  exit.owner = &owner;
  CHECK_FALSE(wants_bridge(exit));
  CHECK_FALSE(wants_bridge(exit));
  CHECK(wants_bridge(exit));
  exit.count = 5;
  exit.bridge = &owner;
  CHECK_FALSE(wants_bridge(exit));
}
}  // TEST_SUITE("hot_loop")

}  // namespace sidewinder::jit
