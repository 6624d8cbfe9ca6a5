// Guards and the ways out of a trace, loops, calls, forced exits, and what makes a compilation fail.
#include <doctest/doctest.h>

#include <cmath>

#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

// Compiles `opcode` with a and b as inputs 0 and 1 (kept alive), enters with x and y, and says whether the guard left.
template <class Make> bool leaves(TestLanguage& language, Make make, std::vector<TestObject*> inputs) {
  Builder b;
  uint32_t left = b.snapshot(1, {b.load_register(0)}), stayed = b.snapshot(2, {});
  make(b, left);
  b.exit(stayed);
  std::string error;
  auto compiled = b.compile(language.hooks(), nullptr, &error);
  REQUIRE_MESSAGE(compiled, error);
  Exit* exit = language.enter(*compiled, inputs);
  if (exit->snapshot == left) CHECK(language.written[0].values[0] == inputs[0]);
  return exit->snapshot == left;
}

int64_t fails_on_seven(int64_t n) { return n == 7 ? -1 : n; }
void* null_on_seven(Thread*, int64_t n) { return n == 7 ? nullptr : &pair_class; }
const Helper kFailsOnSeven{"fails_on_seven", reinterpret_cast<const void*>(&fails_on_seven), Kind::Int,
                           kEffectMayRaise};
const Helper kNullOnSeven{"null_on_seven", reinterpret_cast<const void*>(&null_on_seven), Kind::Ref,
                          kEffectMayRaise | kEffectTakesThread};
int64_t sum_nine(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t) { return 0; }
const Helper kSumNine{"sum_nine", reinterpret_cast<const void*>(&sum_nine), Kind::Int, 0};

struct ForcedExits {
  explicit ForcedExits(uint32_t every) {
    backend_settings.force_exits = every;
    set_forced_exit_countdown(every);
  }
  ~ForcedExits() { backend_settings.force_exits = 0; }
};

}  // namespace

TEST_SUITE("jit_backend_exits") {

TEST_CASE("guards: leave exactly when what they say is not true") {
  for (IntFormat format : {IntFormat::Plain, IntFormat::Digits30}) {
    TestLanguage language(format);
    TestObject *one = language.make_int(1), *real = language.make_float(1), *pair = language.make_pair(one, one);
    TestObject* big = language.make_int(int64_t(1) << 60);
    auto class_is_int = [](Builder& b, uint32_t s) {
      b.guard(Opcode::guard_class, s, b.load_register(0), b.trace.constant_ref(&int_class));
    };
    CHECK(!leaves(language, class_is_int, {one}));
    CHECK(leaves(language, class_is_int, {real}));
    auto small = [](Builder& b, uint32_t s) { b.guard(Opcode::guard_small_int, s, b.load_register(0)); };
    for (int64_t v : {int64_t(0), int64_t(-1), (int64_t(1) << 60) - 1, -(int64_t(1) << 60) + 1, int64_t(1) << 31})
      CHECK(!leaves(language, small, {language.make_int(v)}));
    CHECK(leaves(language, small, {big}));
    CHECK(leaves(language, small, {language.make_int(-(int64_t(1) << 60))}));
    CHECK(leaves(language, small, {real}));
    auto is_one = [one](Builder& b, uint32_t s) {
      b.guard(Opcode::guard_same, s, b.load_register(0), b.trace.constant_ref(one));
    };
    CHECK(!leaves(language, is_one, {one}));
    CHECK(leaves(language, is_one, {pair}));
    auto present = [](Builder& b, uint32_t s) { b.guard(Opcode::guard_present, s, b.load_register(0)); };
    auto absent = [](Builder& b, uint32_t s) { b.guard(Opcode::guard_absent, s, b.load_register(0)); };
    CHECK(!leaves(language, present, {one}));
    CHECK(leaves(language, present, {nullptr}));
    CHECK(!leaves(language, absent, {nullptr}));
    CHECK(leaves(language, absent, {one}));
    auto is_thousand = [](Builder& b, uint32_t s) { b.guard(Opcode::guard_int, s, b.input_int(0), b.i(1000)); };
    CHECK(!leaves(language, is_thousand, {language.make_int(1000)}));
    CHECK(leaves(language, is_thousand, {language.make_int(-1000)}));
    auto twice_fits = [](Builder& b, uint32_t s) {
      Value x = b.input_int(0);
      b.guard(Opcode::guard_fits, s, b.pure(Opcode::int_add, x, x));
    };
    int64_t half = int64_t(1) << 59;
    CHECK(!leaves(language, twice_fits, {language.make_int(half - 1)}));
    CHECK(!leaves(language, twice_fits, {language.make_int(1 - half)}));
    CHECK(leaves(language, twice_fits, {language.make_int(half)}));
    CHECK(leaves(language, twice_fits, {language.make_int(-half)}));
    auto no_request = [](Builder& b, uint32_t s) { b.guard(Opcode::guard_no_request, s); };
    CHECK(!leaves(language, no_request, {one}));
    language.thread.request = 1;
    CHECK(leaves(language, no_request, {one}));
  }
}

TEST_CASE("calls: a result that says raised leaves through the right snapshot") {
  TestLanguage language(IntFormat::Plain);
  for (const Helper* helper : {&kFailsOnSeven, &kNullOnSeven})
    for (bool expect_raised : {false, true}) {
      Builder b;
      Value result = b.call(*helper, {b.input_int(0)});
      uint32_t first = b.snapshot(1, {}), other = b.snapshot(2, {});
      b.guard(expect_raised ? Opcode::guard_raised : Opcode::guard_returned, first, result, {}, other);
      b.exit(b.snapshot(3, {}));
      auto compiled = b.compile(language.hooks());
      CHECK(compiled->exits.size() == 2);
      for (int64_t n : {6, 7})
        CHECK((language.enter(*compiled, {language.make_int(n)})->snapshot == first) == ((n == 7) != expect_raised));
    }
}

TEST_CASE(
    "forced exits: every guard's turn comes, a call's with the snapshot that is true of it, and bridges are not run") {
  TestLanguage language(IntFormat::Plain);
  ForcedExits forced(3);
  Builder b;
  Value x = b.input_int(0);
  b.guard(Opcode::guard_true, b.snapshot(1, {}), b.pure(Opcode::int_lt, x, b.i(100)));
  Value result = b.call(kFailsOnSeven, {x});
  uint32_t raised = b.snapshot(2, {}), after = b.snapshot(3, {});
  b.guard(Opcode::guard_returned, raised, result, {}, after);
  b.exit(b.snapshot(4, {b.sunk_box(x)}));
  auto compiled = b.compile(language.hooks());
  TestObject* five = language.make_int(5);
  std::vector<uint64_t> positions;
  for (int k = 0; k < 6; k++) {
    language.enter(*compiled, {five});
    positions.push_back(language.written[0].position);
  }
  CHECK(positions == std::vector<uint64_t>{4, 1, 4, 1, 4, 1});  // guards 1 2 | 3 | 1 2 | ...
  set_forced_exit_countdown(2);
  Exit* exit = language.enter(*compiled, {five});
  CHECK(exit->snapshot == after);
  CHECK(exit->patch == nullptr);
  CHECK(exit->blacklisted);
  set_forced_exit_countdown(2);
  CHECK(language.enter(*compiled, {language.make_int(7)})->snapshot == raised);

  // The first guard gets a bridge; a forced failure still ends in the interpreter.
  Builder bridge;
  bridge.exit(bridge.snapshot(9, {}));
  auto attached = bridge.compile(language.hooks(), &compiled->exits[0]);
  attach_bridge(compiled->exits[0], *attached);
  set_forced_exit_countdown(100);
  language.enter(*compiled, {language.make_int(200)});
  CHECK(language.written[0].position == 9);
  set_forced_exit_countdown(1);
  language.enter(*compiled, {five});
  CHECK(language.written[0].position == 1);
}

TEST_CASE("NaNs: comparisons and their guards") {
  TestLanguage language(IntFormat::Plain);
  double nan = std::nan("");
  for (Opcode opcode :
       {Opcode::float_eq, Opcode::float_ne, Opcode::float_lt, Opcode::float_le, Opcode::float_gt, Opcode::float_ge})
    for (bool expected : {false, true}) {
      auto guard = [&](Builder& b, uint32_t s) {
        b.guard(expected ? Opcode::guard_true : Opcode::guard_false, s,
                b.pure(opcode, b.input_float(0), b.input_float(1)));
      };
      bool is_true = opcode == Opcode::float_ne;
      CHECK(leaves(language, guard, {language.make_float(nan), language.make_float(1)}) == (is_true != expected));
      CHECK(leaves(language, guard, {language.make_float(1), language.make_float(nan)}) == (is_true != expected));
    }
}

TEST_CASE("loops: arguments that change places, more than there are registers") {
  TestLanguage language(IntFormat::Plain);
  constexpr int kCount = 20, kRounds = 7;
  Builder b;
  std::vector<Value> initial{b.i(kRounds)};
  for (int k = 0; k < kCount; k++) initial.push_back(k % 3 ? b.input_int(k) : b.input_float(k));
  auto arguments = b.label(0, initial);
  std::vector<Value> boxes;
  for (Value v : arguments) boxes.push_back(b.sunk_box(v));
  Value rounds = b.pure(Opcode::int_sub, arguments[0], b.i(1));
  b.guard(Opcode::guard_true, b.snapshot(1, boxes), b.pure(Opcode::int_ge, rounds, b.i(0)));
  std::vector<Value> next{rounds};  // each kind rotates by one: long cycles through registers and slots
  std::vector<std::vector<int>> groups(2);
  for (int k = 0; k < kCount; k++) groups[k % 3 != 0].push_back(k);
  std::vector<int> from(kCount);
  for (auto& group : groups)
    for (size_t k = 0; k < group.size(); k++) from[size_t(group[k])] = group[(k + 1) % group.size()];
  for (int k = 0; k < kCount; k++) next.push_back(arguments[size_t(from[size_t(k)]) + 1]);
  b.jump(0, next);
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled);
  std::vector<TestObject*> inputs;
  for (int k = 0; k < kCount; k++) inputs.push_back(k % 3 ? language.make_int(1000 + k) : language.make_float(k));
  language.enter(*compiled, inputs);
  for (int k = 0; k < kCount; k++) {
    int source = k;
    for (int r = 0; r < kRounds; r++) source = from[size_t(source)];
    TestObject* got = language.written[0].values[size_t(k) + 1];
    if (k % 3) CHECK(got->number == 1000 + source);
    else CHECK(got->real == source);
  }
}

TEST_CASE("compilation fails with its reason") {
  TestLanguage language(IntFormat::Plain);
  std::string error;
  {
    Builder b;
    b.call(kSumNine, std::vector<Value>(9, b.i(1)));
    b.exit(b.snapshot(1, {}));
    CHECK(!b.compile(language.hooks(), nullptr, &error));
    CHECK(error == "too many arguments for a call of sum_nine");
  }
  {
    Builder b;
    b.pure(Opcode::unbox_int, b.load_register(0));
    CHECK(!b.compile(language.hooks(), nullptr, &error));
    CHECK(error == "a trace that ends in neither jump nor exit");
  }
  {
    Builder b;
    Value x = b.input_int(0);
    b.label(0, {});
    b.exit(b.snapshot(1, {b.sunk_box(x)}));
    CHECK(!b.compile(language.hooks(), nullptr, &error));
    CHECK(error.find("alive across label 0") != std::string::npos);
  }
  {
    Builder b;
    std::vector<Value> boxes;
    Value x = b.input_int(0);
    for (int k = 0; k < 600; k++) boxes.push_back(b.sunk_box(b.pure(Opcode::int_add, x, b.i(k))));
    b.exit(b.snapshot(1, boxes));
    CHECK(!b.compile(language.hooks(), nullptr, &error));
    CHECK(error == "too many values for the slots of a trace's frame");
  }
}

TEST_CASE("roots: every object that the code embeds is listed before it runs") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  TestObject* object = language.make_pair(nullptr, nullptr);
  b.guard(Opcode::guard_same, b.snapshot(1, {}), b.load_register(0), b.trace.constant_ref(object));
  b.exit(b.snapshot(2, {b.trace.constant_ref(object), b.trace.constant_ref(nullptr)}));
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled->roots);
  CHECK(compiled->roots[0] == reinterpret_cast<Object*>(object));
}

TEST_CASE("listing: kept on demand") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  b.exit(b.snapshot(1, {b.sunk_box(b.pure(Opcode::int_add, b.input_int(0), b.i(5)))}));
  CHECK(b.compile(language.hooks())->listing.empty());
  backend_settings.keep_listing = true;
  auto compiled = b.compile(language.hooks());
  backend_settings.keep_listing = false;
  CHECK(compiled->listing.find("add") != std::string::npos);
}

}  // TEST_SUITE("jit_backend_exits")

}  // namespace sidewinder::jit::test
