// The machines: that they agree on what operations mean, and keep the rules that jit/README.md states.
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <limits>

#include "jit/ir/evaluate.h"
#include "jit/machine/checking.h"
#include "jit/machine/direct.h"
#include "jit/machine/emit.h"
#include "jit/machine/recording.h"
#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

TestObject* as_test(const Object* o) { return reinterpret_cast<TestObject*>(const_cast<Object*>(o)); }
Object* as_object(TestObject* o) { return reinterpret_cast<Object*>(o); }

// The compile-time half of the test language.
struct Lang {
  static constexpr Boxes boxes{&test::int_class, IntFormat::Plain,   kFirst, 16,          nullptr, 0, 0, 0, &kIntShape,
                               nullptr,          &test::float_class, kFirst, &kFloatShape};

  static const void* class_of(const Object* o) { return as_test(o)->cls; }
  static bool is_small_int(const Object* o) {
    return class_of(o) == &test::int_class && fits_small(as_test(o)->number);
  }
  static int64_t unbox_int(const Object* o) { return as_test(o)->number; }
  static double unbox_float(const Object* o) { return as_test(o)->real; }
  static Object* box_int(Thread&, int64_t v) { return as_object(TestLanguage::current->make_int(v)); }
  static Object* box_float(Thread&, double v) { return as_object(TestLanguage::current->make_float(v)); }
  static Object* allocate(Thread&, const Shape&) {
    return as_object(TestLanguage::current->make_pair(nullptr, nullptr));
  }
  static const void* int_class() { return &test::int_class; }
  static const void* float_class() { return &test::float_class; }
  static Object* true_object() { return nullptr; }
  template <class M> static void guard_big_int(M&, typename M::Ref) {}

  // For Emit.
  static Object* sample(const void*) { return as_object(TestLanguage::current->make_int(1)); }
  static const void* sample_class(int which) { return which ? int_class() : float_class(); }
  static std::string class_name(const void* cls) { return cls == int_class() ? "int" : "float"; }
};

using M = Recording<Lang>;

struct Recorded {
  explicit Recorded(std::vector<TestObject*> objects = {}) : machine{thread(), recorder} {
    for (TestObject* o : objects) registers.push_back(as_object(o));
    registers.resize(4);
    ShadowFrame& frame = recorder.push_frame(registers.data(), uint32_t(registers.size()));
    for (uint32_t r = 0; r < objects.size(); r++) {
      frame.names[r] = recorder.emit(Opcode::load_register, Kind::Ref);
      recorder.last().imm = r;
      recorder.note_value(frame.names[r], registers[r]);
    }
    recorder.begin_instruction(100);
  }
  Thread& thread() { return reinterpret_cast<Thread&>(language.thread); }
  M::Ref ref(uint32_t r) { return {registers[r], recorder.top().names[r]}; }
  size_t count(Opcode opcode) const {
    size_t n = 0;
    for (const Op& op : recorder.trace.ops) n += op.opcode == opcode;
    return n;
  }

  TestLanguage language{IntFormat::Plain};
  std::vector<Object*> registers;
  Recorder recorder{thread(), language.hooks()};
  M machine;
};

template <class T> T from_bits(uint64_t bits) {
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<double>(bits);
  else if constexpr (std::is_same_v<T, bool>) return bits & 1;
  else if constexpr (std::is_pointer_v<T>) return reinterpret_cast<T>(bits);
  else return T(bits);
}
template <class T> uint64_t to_bits(T value) {
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<uint64_t>(value);
  else if constexpr (std::is_pointer_v<T>) return reinterpret_cast<uint64_t>(value);
  else return uint64_t(value);
}
bool is_nan(uint64_t bits) { return std::isnan(std::bit_cast<double>(bits)); }

std::vector<uint64_t> samples(Kind kind) {
  if (kind == Kind::Flag) return {0, 1};
  if (kind == Kind::Ref || kind == Kind::Ptr) return {0, 64, 128};
  std::vector<uint64_t> found;
  if (kind == Kind::Int)
    for (int64_t v : {int64_t(0), int64_t(1), int64_t(-1), int64_t(2), int64_t(-7), int64_t(63), kSmallIntMax,
                      -kSmallIntMax, kSmallIntMax + 1})
      found.push_back(uint64_t(v));
  else
    for (double v : {0.0, -0.0, 1.0, -2.5, 1e300, 3.0, std::numeric_limits<double>::infinity(),
                     std::numeric_limits<double>::quiet_NaN()})
      found.push_back(std::bit_cast<uint64_t>(v));
  return found;
}

// Direct, Recording and the constant folder on the same operands; `direct` and `recorded` give bits.
template <class Call, class Record>
void compare_pure(const char* name, Opcode opcode, bool two, Call direct, Record recorded) {
  INFO(name);
  for (uint64_t a : samples(info(opcode).a))
    for (uint64_t b : two ? samples(info(opcode).b) : std::vector<uint64_t>{0}) {
      uint64_t folded = 0;
      if (!evaluate(opcode, a, b, 0, folded)) continue;
      uint64_t plain = direct(a, b);
      bool same = plain == folded || (info(opcode).result == Kind::Float && is_nan(plain) && is_nan(folded));
      CHECK(same);
      CHECK(recorded(a, b) == plain);
    }
}

}  // namespace

TEST_SUITE("jit_machine") {

TEST_CASE("pure operations: the interpreter, the recorder and the constant folder compute the same") {
  Recorded r;
  Direct<Lang> d{r.thread()};
  auto name = [&](Kind kind) {  // of a value that is no constant
    Value v = r.recorder.emit(Opcode::load_register, kind);
    return v;
  };
#define PURE1(op, R, A, meaning)                                                                                  \
  compare_pure(                                                                                                   \
      #op, Opcode::op, false, [&](uint64_t a, uint64_t) { return to_bits(d.op(from_bits<Direct<Lang>::A>(a))); }, \
      [&](uint64_t a, uint64_t) {                                                                                 \
        auto result = r.machine.op(M::A{from_bits<Direct<Lang>::A>(a), name(Kind::A)});                           \
        CHECK(r.recorder.last().opcode == Opcode::op);                                                            \
        return to_bits(result.value);                                                                             \
      });
#define PURE2(op, R, A, B, meaning)                                                                                 \
  compare_pure(                                                                                                     \
      #op, Opcode::op, true,                                                                                        \
      [&](uint64_t a, uint64_t b) {                                                                                 \
        return to_bits(d.op(from_bits<Direct<Lang>::A>(a), from_bits<Direct<Lang>::B>(b)));                         \
      },                                                                                                            \
      [&](uint64_t a, uint64_t b) {                                                                                 \
        Value x = name(Kind::A), y = name(Kind::B);                                                                 \
        auto result = r.machine.op(M::A{from_bits<Direct<Lang>::A>(a), x}, M::B{from_bits<Direct<Lang>::B>(b), y}); \
        CHECK(r.recorder.last().opcode == Opcode::op);                                                              \
        return to_bits(result.value);                                                                               \
      });
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2
}

TEST_CASE("recording: operations on constants fold, and tests of them leave no guard") {
  Recorded r;
  M::Int seven = r.machine.int_add(r.machine.int_(3), r.machine.int_(4));
  CHECK(seven.value == 7);
  CHECK(seven.name == r.recorder.trace.constant_int(7));
  CHECK(r.machine.test(r.machine.int_lt(seven, r.machine.int_(8))));
  CHECK(r.recorder.trace.ops.empty());
}

TEST_CASE("recording: a guard is of the fact that was found, and is not repeated") {
  TestLanguage language(IntFormat::Plain);
  Recorded r({language.make_int(5), language.make_float(1.5)});
  CHECK(!r.machine.has_class(r.ref(0), &float_class));
  CHECK(r.count(Opcode::guard_class) == 1);
  const Op& guard = r.recorder.last();
  CHECK(r.recorder.trace.constant_at(guard.b).bits == uint64_t(&int_class));  // is an int, rather than no float
  CHECK(r.machine.has_class(r.ref(0), &int_class));
  CHECK(!r.machine.is_null(r.ref(0)));
  CHECK(r.count(Opcode::guard_class) == 1);
  CHECK(r.count(Opcode::guard_present) == 0);
  CHECK(r.machine.is_small_int(r.ref(0)));
  CHECK(r.count(Opcode::guard_small_int) == 1);
  CHECK(r.machine.unbox_float(r.ref(1)).value == 1.5);
}

TEST_CASE("recording: one snapshot an instruction, at its start") {
  TestLanguage language(IntFormat::Plain);
  Recorded r({language.make_int(5), language.make_float(1.5)});
  r.machine.promote_class(r.ref(0));
  r.machine.promote_class(r.ref(1));
  CHECK(r.recorder.trace.snapshots.snapshots.size() == 1);
  CHECK(r.recorder.trace.snapshots.frames_of(0).back().position == 100);
  r.recorder.begin_instruction(101);
  M::Ref first = r.ref(0);
  r.machine.promote(first);
  CHECK(r.recorder.trace.snapshots.snapshots.size() == 2);
  CHECK(r.recorder.trace.snapshots.frames_of(1).back().position == 101);
  CHECK(first.name.is_constant());
  size_t stored = r.recorder.trace.snapshots.stored_values();
  CHECK(stored == FrameValues::kBlock);  // nothing changed between the two
}

TEST_CASE("recorder: a call that may raise has both ways out, whichever was taken") {
  Recorded r;
  static const Helper helper{"helper", nullptr, Kind::Ref, kEffectMayRaise};
  for (bool raised_now : {false, true}) {
    uint32_t raised = r.recorder.take_snapshot(7, true);
    Value call = r.recorder.emit_call(&helper, Kind::Ref, nullptr, 0);
    uint32_t after = r.recorder.take_snapshot(8);
    r.recorder.guard_call(call, raised_now, raised, after);
    const Op& guard = r.recorder.last();
    CHECK(guard.opcode == (raised_now ? Opcode::guard_raised : Opcode::guard_returned));
    CHECK(guard.snapshot == (raised_now ? after : raised));
    CHECK(guard.other == (raised_now ? raised : after));
    CHECK(r.recorder.trace.snapshots.snapshots[raised].raised);
    CHECK(!r.recorder.trace.snapshots.snapshots[after].raised);
  }
}

TEST_CASE("recorder: facts are of values; nothing is known of no value") {
  TestLanguage language(IntFormat::Plain);
  Recorded r({language.make_int(5), language.make_int(6)});
  r.recorder.learn_class(r.ref(0).name, &int_class);
  CHECK(r.recorder.fact(r.ref(0).name).present);
  CHECK(r.recorder.fact(r.ref(1).name).cls == nullptr);
  r.recorder.learn_class(Value::none(), &int_class);
  CHECK(r.recorder.fact(Value::none()).cls == nullptr);
}

TEST_CASE("checking: a test after an effect ends the process, and tests before it do not") {
  TestLanguage language(IntFormat::Plain);
  Checking<Lang> m(reinterpret_cast<Thread&>(language.thread));
  TestObject* pair = language.make_pair(nullptr, nullptr);
  auto handler = [&](bool wrong) {
    m.begin(1);
    Checking<Lang>::Ref o = m.ref(as_object(pair));
    if (m.is_null(o)) return;
    m.store_ref(o, kFirstField, o);
    if (wrong) m.is_null(o);
  };
  handler(false);
  handler(false);  // begin() starts anew
  CHECK(pair->first == pair);
  pid_t child = fork();
  if (child == 0) {
    std::freopen("/dev/null", "w", stderr);
    std::signal(SIGABRT, SIG_DFL);  // not doctest's handler
    handler(true);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
}

TEST_CASE("emit: every path once, known answers are not asked again, broken rules are found without running anything") {
  TestLanguage language(IntFormat::Plain);
  PathOracle oracle;
  Emit<Lang> m{reinterpret_cast<Thread&>(language.thread), oracle};
  std::string tree = oracle.walk([&]() -> std::string {
    auto a = m.ref(nullptr);
    if (m.has_class(a, &int_class)) return m.has_class(a, &int_class) ? "int" : "impossible";
    return m.has_class(a, &float_class) ? "float" : "other";
  });
  CHECK(oracle.paths == 3);
  CHECK(tree.find("impossible") == tree.npos);
  for (const char* end : {"int", "float", "other"}) CHECK(tree.find(end) != tree.npos);
  CHECK(oracle.violations.empty());
  oracle.walk([&]() -> std::string {
    auto a = m.ref(nullptr);
    m.store_ref(a, kFirstField, a);
    return m.is_null(a) ? "null" : "object";
  });
  CHECK(oracle.violations.size() == 2);  // on both paths
}

}  // TEST_SUITE("jit_machine")

}  // namespace sidewinder::jit::test
