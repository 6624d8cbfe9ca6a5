// Bridges: they start where their exit's values are, and may end in another trace's loop.
#include <doctest/doctest.h>

#include <random>

#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

// while i < limit: if i % 4 == 0: total += a (bridge) else: total += b;  i += 1
// The trace has the else branch; its guard fails on every fourth i.
struct BranchyLoop {
  std::unique_ptr<CompiledTrace> loop;
  Exit* branch = nullptr;

  BranchyLoop(TestLanguage& language, size_t more) {
    Builder b;
    std::vector<Value> initial{b.input_int(0), b.input_int(1), b.input_float(2)};
    for (size_t k = 0; k < more; k++)
      initial.push_back(k % 2 ? b.input_int(3 + int64_t(k)) : b.input_float(3 + int64_t(k)));
    auto a = b.label(0, initial);
    std::vector<Value> boxes;
    for (Value v : a) boxes.push_back(b.sunk_box(v));
    b.guard(Opcode::guard_true, b.snapshot(1, boxes), b.pure(Opcode::int_gt, a[0], b.i(0)));
    Value low = b.pure(Opcode::int_and, a[0], b.i(3));
    b.guard(Opcode::guard_true, b.snapshot(2, boxes), b.pure(Opcode::int_ne, low, b.i(0)));
    std::vector<Value> next = a;
    next[0] = b.pure(Opcode::int_sub, a[0], b.i(1));
    next[1] = b.pure(Opcode::int_add, a[1], b.i(1));
    next[2] = b.pure(Opcode::float_add, a[2], b.f(0.5));
    b.jump(0, next);
    std::string error;
    loop = b.compile(language.hooks(), nullptr, &error);
    REQUIRE_MESSAGE(loop, error);
    for (Exit& exit : loop->exits)
      if (exit.snapshot == 1) branch = &exit;
  }

  // total += 1000; the rest rotated by `shift` within its kind, then back to the loop.
  std::unique_ptr<CompiledTrace> bridge(TestLanguage& language, size_t shift) {
    Builder b;
    std::vector<Value> values;
    for (size_t k = 0; k < branch->values.size(); k++)
      values.push_back(b.exit_value(int64_t(k), branch->values[k].kind));
    std::vector<Value> next = values;
    next[0] = b.pure(Opcode::int_sub, values[0], b.i(1));
    next[1] = b.pure(Opcode::int_add, values[1], b.i(1000));
    size_t pairs = (values.size() - 3) / 2;
    for (size_t k = 0; k < 2 * pairs; k++) next[3 + k] = values[3 + (k + 2 * shift) % (2 * pairs)];
    b.jump(0, next, loop->target.get());
    std::string error;
    auto compiled = b.compile(language.hooks(), branch, &error);
    REQUIRE_MESSAGE(compiled, error);
    return compiled;
  }
};

std::vector<TestObject*> inputs(TestLanguage& language, int64_t count, size_t more) {
  std::vector<TestObject*> objects{language.make_int(count), language.make_int(0), language.make_float(0)};
  for (size_t k = 0; k < more; k++)
    objects.push_back(k % 2 ? language.make_int(int64_t(500 + k)) : language.make_float(double(k)));
  return objects;
}

}  // namespace

TEST_SUITE("jit_backend_bridge") {

TEST_CASE("bridge: from a guard's registers and slots to the loop's label, few and many values") {
  TestLanguage language(IntFormat::Plain);
  for (size_t more : {0u, 6u, 16u, 40u}) {
    BranchyLoop branchy(language, more);
    language.enter(*branchy.loop, inputs(language, 1000, more));
    CHECK(language.written[0].position == 2);
    CHECK(language.written[0].values[0]->number == 1000);
    auto bridge = branchy.bridge(language, 1);
    attach_bridge(*branchy.branch, *bridge);
    CHECK(branchy.branch->bridge == bridge.get());
    Exit* exit = language.enter(*branchy.loop, inputs(language, 1000, more));
    CHECK(exit->owner == branchy.loop.get());
    CHECK(language.written[0].position == 1);
    auto& values = language.written[0].values;
    CHECK(values[0]->number == 0);
    CHECK(values[1]->number == 750 + 250 * 1000);
    CHECK(values[2]->real == 375);
    for (size_t k = 0; k < more; k++) {  // 250 rotations by one pair
      size_t source = (k + 2 * 250) % more;
      if (k % 2) CHECK(values[3 + k]->number == int64_t(500 + source));
      else CHECK(values[3 + k]->real == double(source));
    }
  }
}

TEST_CASE("bridge: a second one grows from the first") {
  TestLanguage language(IntFormat::Plain);
  BranchyLoop branchy(language, 10);
  Builder b;
  std::vector<Value> values, boxes;
  for (size_t k = 0; k < branchy.branch->values.size(); k++)
    values.push_back(b.exit_value(int64_t(k), branchy.branch->values[k].kind));
  for (Value v : values) boxes.push_back(b.sunk_box(v));
  Value eight = b.pure(Opcode::int_mod, values[0], b.i(8));
  b.guard(Opcode::guard_int, b.snapshot(3, boxes), eight, b.i(4));
  std::vector<Value> next = values;
  next[0] = b.pure(Opcode::int_sub, values[0], b.i(1));
  b.jump(0, next, branchy.loop->target.get());
  auto first = b.compile(language.hooks(), branchy.branch);
  REQUIRE(first);
  attach_bridge(*branchy.branch, *first);
  Exit* exit = language.enter(*branchy.loop, inputs(language, 15, 10));
  CHECK(exit->owner == first.get());
  CHECK(language.written[0].position == 3);
  CHECK(language.written[0].values[0]->number == 8);

  Builder c;
  std::vector<Value> again;
  for (size_t k = 0; k < exit->values.size(); k++) again.push_back(c.exit_value(int64_t(k), exit->values[k].kind));
  std::vector<Value> onwards;
  for (Value v : values)  // the exit's values, in the loop's order
    for (size_t k = 0; k < exit->values.size(); k++)
      if (exit->values[k].value == v) onwards.push_back(again[k]);
  onwards[0] = c.pure(Opcode::int_sub, onwards[0], c.i(1));
  onwards[1] = c.pure(Opcode::int_add, onwards[1], c.i(1000000));
  c.jump(0, onwards, branchy.loop->target.get());
  auto second = c.compile(language.hooks(), exit);
  REQUIRE(second);
  attach_bridge(*exit, *second);
  language.enter(*branchy.loop, inputs(language, 15, 10));
  CHECK(language.written[0].position == 1);
  CHECK(language.written[0].values[1]->number == 12 + 1000000);
}

TEST_CASE("bridge: from an exit operation, and from a guard of two jumps") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.input_float(0), y = b.input_float(1);
  Value box = b.sunk_box(x);
  b.guard(Opcode::guard_true, b.snapshot(1, {box}), b.pure(Opcode::float_eq, x, y));
  b.exit(b.snapshot(2, {box}));
  auto compiled = b.compile(language.hooks());
  std::vector<std::unique_ptr<CompiledTrace>> bridges;
  for (Exit& exit : compiled->exits) {
    Builder c;
    Value v = c.exit_value(0, Kind::Float);
    c.exit(c.snapshot(10 + exit.snapshot, {c.sunk_box(c.pure(Opcode::float_add, v, c.f(1)))}));
    bridges.push_back(c.compile(language.hooks(), &exit));
    attach_bridge(exit, *bridges.back());
  }
  auto enter = [&](double a, double c) {
    language.enter(*compiled, {language.make_float(a), language.make_float(c)});
    return std::pair(language.written[0].position, language.written[0].values[0]->real);
  };
  CHECK(enter(2, 2) == std::pair(uint64_t(11), 3.0));
  CHECK(enter(2, 5) == std::pair(uint64_t(10), 3.0));
  CHECK(enter(2, std::numeric_limits<double>::quiet_NaN()) == std::pair(uint64_t(10), 3.0));
}

TEST_CASE("bridge: constants that the loop keeps in registers are loaded when it is entered from outside") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  auto a = b.label(0, {b.input_int(0), b.input_float(1)});
  Value x = b.pure(Opcode::float_add, b.pure(Opcode::float_mul, a[1], b.f(0.5)), b.f(3.0));
  Value box = b.sunk_box(x), count = b.sunk_box(a[0]);
  b.guard(Opcode::guard_true, b.snapshot(1, {count, box}), b.pure(Opcode::int_ne, a[0], b.i(5)));
  b.guard(Opcode::guard_true, b.snapshot(2, {count, box}), b.pure(Opcode::int_ne, a[0], b.i(0)));
  b.jump(0, {b.pure(Opcode::int_sub, a[0], b.i(1)), x});
  auto loop = b.compile(language.hooks());
  Builder c;
  Value k = c.exit_value(0, Kind::Int), y = c.exit_value(1, Kind::Float);
  Value noise = y;  // other things in all registers
  std::vector<Value> sums;
  for (int n = 0; n < 14; n++) sums.push_back(c.pure(Opcode::float_add, y, c.f(100 + n)));
  for (Value s : sums) noise = c.pure(Opcode::float_add, noise, s);
  Value same = c.pure(Opcode::float_sub, c.pure(Opcode::float_add, noise, y), noise);
  c.jump(0, {c.pure(Opcode::int_sub, k, c.i(1)), same}, loop->target.get());
  auto bridge = c.compile(language.hooks(), &loop->exits[0]);
  attach_bridge(loop->exits[0], *bridge);
  language.enter(*loop, {language.make_int(9), language.make_float(64)});
  double expected = 64;
  for (int n = 9; n >= 0; n--) expected = expected * 0.5 + 3;
  CHECK(language.written[0].position == 2);
  CHECK(language.written[0].values[1]->real == doctest::Approx(expected));
}

}  // TEST_SUITE("jit_backend_bridge")

}  // namespace sidewinder::jit::test
