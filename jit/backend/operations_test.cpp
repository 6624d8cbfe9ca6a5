// Every arithmetic operation and comparison, in every placement of its operands, against what jit/ir says it computes.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "jit/ir/evaluate.h"
#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

namespace {

constexpr int64_t kBig = (int64_t(1) << 60) - 1;
const int64_t kInts[] = {0,
                         1,
                         -1,
                         2,
                         -2,
                         3,
                         7,
                         -7,
                         8,
                         63,
                         64,
                         1000,
                         -1000,
                         (1 << 30) - 1,
                         1 << 30,
                         -(1 << 30),
                         int64_t(1) << 40,
                         -(int64_t(1) << 59),
                         kBig,
                         -kBig};
const double kFloats[] = {
    0.0, -0.0, 1.0, -1.0, 0.5, -2.25, 1e300, -1e300, 5e-324, std::numeric_limits<double>::infinity(), std::nan("")};

// How an operand reaches the operation.
enum class Placement { Register, Constant, Spilled, Shared };

// The operation between inputs and an exit that names the result; with `keep`, the operands too, so they do not end.
struct Case {
  Opcode opcode;
  Kind operand;
  Placement a, b;
  bool keep;
};

Value place_operand(Builder& b, Kind kind, Placement placement, int slot, uint64_t bits) {
  if (placement == Placement::Constant) return b.trace.constant(kind, bits);
  return kind == Kind::Float ? b.input_float(slot) : b.input_int(slot);
}

// More values than registers, alive until the exit.
std::vector<Value> crowd(Builder& b, Kind kind, Value seed) {
  std::vector<Value> values;
  for (int k = 0; k < 18; k++)
    values.push_back(kind == Kind::Float ? b.pure(Opcode::float_add, seed, b.f(k + 1))
                                         : b.pure(Opcode::int_add, seed, b.i(k + 1)));
  return values;
}

std::string run_case(TestLanguage& language, const Case& c, uint64_t x, uint64_t y) {
  Builder b;
  bool unary = info(c.opcode).b == Kind::None;
  Value seed = c.operand == Kind::Float ? b.input_float(2) : b.input_int(2);
  Value vx = place_operand(b, c.operand, c.a, 0, x);
  Value vy = unary ? Value::none() : c.b == Placement::Shared ? vx : place_operand(b, c.operand, c.b, 1, y);
  if (c.b == Placement::Shared) y = x;
  std::vector<Value> kept;
  if (c.a == Placement::Spilled || c.b == Placement::Spilled) kept = crowd(b, c.operand, seed);
  kept.push_back(seed);
  if (c.keep) {
    kept.push_back(vx);
    if (!unary) kept.push_back(vy);
  }
  std::vector<Value> mul_values = kept;
  Value result = c.opcode == Opcode::int_mul ? b.guard(c.opcode, b.snapshot(1, kept), vx, vy)
                                             : b.pure(c.opcode, vx, vy);
  if (info(c.opcode).result == Kind::Flag) result = b.pure(Opcode::int_from_flag, result);
  kept.push_back(result);
  // Once more through a pair, so that the operation's result is used by an instruction as well.
  b.exit(b.snapshot(2, kept));

  uint64_t expected = 0;
  bool defined = evaluate(c.opcode, x, y, 0, expected);
  if (!defined && c.opcode != Opcode::int_mul) return "";
  std::string error;
  auto compiled = b.compile(language.hooks(), nullptr, &error);
  if (!compiled) return "compile: " + error;
  auto object = [&](uint64_t bits) {
    return c.operand == Kind::Float ? language.make_float(std::bit_cast<double>(bits))
                                    : language.make_int(int64_t(bits));
  };
  language.enter(*compiled,
                 {object(x), object(y), c.operand == Kind::Float ? language.make_float(100) : language.make_int(100)});
  if (language.written.size() != 1) return "no frame";
  const Written& frame = language.written[0];
  if (!defined) return frame.position == 1 ? "" : "an overflow did not leave";
  if (frame.position != 2) return "left too early";
  TestObject* got = frame.values.back();
  uint64_t bits = got->cls == &float_class ? std::bit_cast<uint64_t>(got->real)
                                           : uint64_t(language.is_big(got) ? got->tag : language.int_of(got));
  Kind kind = info(c.opcode).result;
  bool nan = kind == Kind::Float && std::isnan(std::bit_cast<double>(bits)) &&
             std::isnan(std::bit_cast<double>(expected));
  if (bits != expected && !nan)
    return "result " + std::to_string(int64_t(bits)) + ", expected " + std::to_string(int64_t(expected));
  if (c.a == Placement::Spilled || c.b == Placement::Spilled)
    for (int k = 0; k < 18; k++) {
      double value = c.operand == Kind::Float ? frame.values[size_t(k)]->real
                                              : double(language.int_of(frame.values[size_t(k)]));
      if (value != 101 + k) return "a spilled value was lost";
    }
  if (c.keep) {
    TestObject* kept_x = frame.values[frame.values.size() - (unary ? 2 : 3)];
    uint64_t kept_bits = c.operand == Kind::Float ? std::bit_cast<uint64_t>(kept_x->real)
                                                  : uint64_t(language.int_of(kept_x));
    if (kept_bits != x) return "an operand was lost";
  }
  return "";
}

template <class Numbers>
void check_operation(TestLanguage& language, Opcode opcode, Kind operand, const Numbers& numbers) {
  constexpr Placement R = Placement::Register, C = Placement::Constant, S = Placement::Spilled, X = Placement::Shared;
  bool unary = info(opcode).b == Kind::None;
  struct Placements {
    Placement a, b;
  };
  for (Placements placements : {Placements{R, R}, {R, C}, {C, R}, {S, S}, {R, X}}) {
    Placement pa = placements.a, pb = placements.b;
    if (unary && pb != R) continue;
    for (bool keep : {false, true})
      for (auto x : numbers)
        for (auto y : numbers) {
          if (unary && y != numbers[0]) continue;
          uint64_t bx = std::bit_cast<uint64_t>(x), by = std::bit_cast<uint64_t>(y);
          std::string problem = run_case(language, {opcode, operand, pa, pb, keep}, bx, by);
          if (problem.empty()) continue;
          INFO(std::string(info(opcode).name) << "(" << x << ", " << y << ") placements " << int(pa) << int(pb)
                                              << " keep " << keep << ": " << problem);
          CHECK(problem == "");
          return;
        }
  }
}

}  // namespace

TEST_SUITE("jit_backend_operations") {

TEST_CASE("integers: every operation in every placement") {
  TestLanguage language(IntFormat::Plain);
  for (Opcode opcode :
       {Opcode::int_add, Opcode::int_sub, Opcode::int_mul,   Opcode::int_neg,  Opcode::int_and,
        Opcode::int_or,  Opcode::int_xor, Opcode::int_shl,   Opcode::int_shr,  Opcode::int_floordiv,
        Opcode::int_mod, Opcode::int_eq,  Opcode::int_ne,    Opcode::int_lt,   Opcode::int_le,
        Opcode::int_gt,  Opcode::int_ge,  Opcode::int_below, Opcode::int_fits, Opcode::float_from_int}) {
    check_operation(language, opcode, Kind::Int, kInts);
    language.drop_objects();
  }
}

TEST_CASE("floats: every operation in every placement, NaNs and zeros too") {
  TestLanguage language(IntFormat::Plain);
  for (Opcode opcode : {Opcode::float_add, Opcode::float_sub, Opcode::float_mul, Opcode::float_div, Opcode::float_neg,
                        Opcode::float_abs, Opcode::float_sqrt, Opcode::float_truncate, Opcode::float_eq,
                        Opcode::float_ne, Opcode::float_lt, Opcode::float_le, Opcode::float_gt, Opcode::float_ge}) {
    check_operation(language, opcode, Kind::Float, kFloats);
    language.drop_objects();
  }
}

TEST_CASE("division: by every sort of constant, at the edges of each quotient") {
  TestLanguage language(IntFormat::Plain);
  constexpr int64_t most = std::numeric_limits<int64_t>::max(), least = std::numeric_limits<int64_t>::min();
  for (int64_t divisor : {int64_t(1), int64_t(3), int64_t(5), int64_t(7), int64_t(10), int64_t(641), int64_t(1) << 31,
                          (int64_t(1) << 31) + 1, (int64_t(1) << 59) + 1, kBig, int64_t(-3), int64_t(-8)})
    for (Opcode opcode : {Opcode::int_floordiv, Opcode::int_mod}) {
      Builder b;
      b.exit(b.snapshot(1, {b.sunk_box(b.pure(opcode, b.input_int(0), b.i(divisor)))}));
      auto compiled = b.compile(language.hooks());
      REQUIRE(compiled);
      int64_t d = divisor < 0 ? -divisor : divisor;
      for (int64_t a : {int64_t(0), d - 1, d, d + 1, -d, -d - 1, 1 - d, most / d * d, most / d * d - 1, most, least + 1,
                        least, least / d * d, most / 2, least / 3}) {
        uint64_t expected = 0;
        REQUIRE(evaluate(opcode, uint64_t(a), uint64_t(divisor), 0, expected));
        language.enter(*compiled, {language.make_int(a)});
        INFO(std::string(info(opcode).name) << " " << a << ", " << divisor);
        CHECK(language.written[0].values[0]->number == int64_t(expected));
      }
    }
}

TEST_CASE("division: -1 and the smallest number") {
  TestLanguage language(IntFormat::Plain);
  int64_t least = std::numeric_limits<int64_t>::min();
  for (Opcode opcode : {Opcode::int_floordiv, Opcode::int_mod}) {
    Builder b;
    Value result = b.pure(opcode, b.input_int(0), b.input_int(1));
    b.exit(b.snapshot(1, {result}));
    auto compiled = b.compile(language.hooks());
    language.enter(*compiled, {language.make_int(least), language.make_int(-1)});
    CHECK(language.written[0].values[0]->number == (opcode == Opcode::int_mod ? 0 : least));
  }
}

TEST_CASE("boxes: ints of every size round trip, in both formats, with and without free lists") {
  for (IntFormat format : {IntFormat::Plain, IntFormat::Digits30})
    for (bool free_lists : {true, false}) {
      TestLanguage language(format, free_lists);
      Builder b;
      Value x = b.input_int(0);
      Value box = b.op(Opcode::box_int, Kind::Ref, x);
      Value again = b.pure(Opcode::unbox_int, box);
      Value sum = b.pure(Opcode::int_add, again, b.i(1));
      Value big = b.op(Opcode::box_int, Kind::Ref, b.pure(Opcode::int_shl, x, b.i(3)));
      b.exit(b.snapshot(1, {x, box, sum, big}));
      auto compiled = b.compile(language.hooks());
      REQUIRE(compiled);
      for (int64_t v : kInts) {
        language.enter(*compiled, {language.make_int(v)});
        auto& values = language.written[0].values;
        CHECK(language.int_of(values[0]) == v);
        CHECK(language.int_of(values[1]) == v);
        CHECK(values[1]->cls == &int_class);
        CHECK(values[1]->count == 1);
        CHECK(values[1]->size == values[0]->size);
        if (v >= TestLanguage::kSmallMin && v <= TestLanguage::kSmallMax) CHECK(values[1] == language.make_int(v));
        CHECK(language.int_of(values[2]) == (v == kBig && format == IntFormat::Digits30 ? 0 : v + 1));
        int64_t shifted = int64_t(uint64_t(v) << 3);
        CHECK((language.is_big(values[3]) ? values[3]->tag : language.int_of(values[3])) == shifted);
      }
    }
}

TEST_CASE("boxes: floats are allocated from the free list and by the slow call") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value x = b.input_float(0);
  std::vector<Value> values{x};
  for (int k = 0; k < 10; k++)
    values.push_back(b.op(Opcode::box_float, Kind::Ref, b.pure(Opcode::float_add, x, b.f(k))));
  b.exit(b.snapshot(1, values));
  auto compiled = b.compile(language.hooks());
  language.enter(*compiled, {language.make_float(0.5)});
  for (int k = 0; k < 10; k++) {
    CHECK(language.written[0].values[size_t(k) + 1]->real == 0.5 + k);
    CHECK(language.written[0].values[size_t(k) + 1]->cls == &float_class);
    CHECK(language.written[0].values[size_t(k) + 1]->count == 1);
  }
  CHECK(language.refills == 3);
}

TEST_CASE("select_ref: by comparison of every sort, and by a flag in a register") {
  TestLanguage language(IntFormat::Plain);
  for (Opcode opcode : {Opcode::float_eq, Opcode::float_ne, Opcode::float_lt, Opcode::float_ge})
    for (bool fused : {true, false})
      for (double x : {1.0, 2.0, std::nan("")})
        for (double y : {1.0, std::nan("")}) {
          Builder b;
          Value left = b.load_register(2), right = b.load_register(3);
          Value flag = b.pure(opcode, b.input_float(0), b.input_float(1));
          Value also = fused ? Value::none() : b.pure(Opcode::int_from_flag, flag);
          b.exit(b.snapshot(1, {b.pure(Opcode::select_ref, flag, left, right), left, right, also}));
          auto compiled = b.compile(language.hooks());
          TestObject *l = language.make_int(1), *r = language.make_int(2);
          language.enter(*compiled, {language.make_float(x), language.make_float(y), l, r});
          uint64_t expected = 0;
          evaluate(opcode, std::bit_cast<uint64_t>(x), std::bit_cast<uint64_t>(y), 0, expected);
          CHECK(language.written[0].values[0] == (expected ? l : r));
          if (!fused) CHECK(language.int_of(language.written[0].values[3]) == int64_t(expected));
        }
}

TEST_CASE("memory: fields of every width, items, raw storage, new objects") {
  TestLanguage language(IntFormat::Plain);
  Builder b;
  Value pair = b.load_register(0), x = b.input_int(1), real = b.input_float(2);
  Value fresh = b.new_object(kPairShape);
  b.store(kFirstField, fresh, pair);
  b.store(kTagField, fresh, x);
  b.store(kU32Field, fresh, x);
  b.store(kU8Field, fresh, x);
  Value u32 = b.load(kU32Field, fresh), i32 = b.load(kI32Field, fresh), u8 = b.load(kU8Field, fresh);
  Value second = b.new_object(kPairShape);
  b.store(kWeightField, second, real);
  b.store(kFirstField, second, b.trace.constant_ref(nullptr));
  b.store(kSecondField, second, b.trace.constant_ref(&pair_class));
  Value weight = b.load(kWeightField, second);
  Value zero = b.pure(Opcode::int_sub, x, x);
  Value item0 = b.load_item(kWords, fresh, zero), item1 = b.load_item(kWords, fresh, b.i(1));
  Value third = b.new_object(kPairShape);
  b.store_item(kWords, third, b.pure(Opcode::int_add, zero, b.i(1)), x);
  b.store_item(kWords, third, b.i(0), b.i(int64_t(1) << 40));
  b.exit(b.snapshot(1, {fresh, second, third, u32, i32, u8, weight, item0, item1}));
  auto compiled = b.compile(language.hooks());
  REQUIRE(compiled);
  TestObject* given = language.make_pair(nullptr, nullptr);
  int64_t number = -2;
  language.enter(*compiled, {given, language.make_int(number), language.make_float(2.5)});
  auto& v = language.written[0].values;
  CHECK(v[0]->first == given);
  CHECK(v[0]->tag == number);
  CHECK(v[0]->cls == &pair_class);
  CHECK(v[0]->size == 2);
  CHECK(v[1]->weight == 2.5);
  CHECK(v[1]->first == nullptr);
  CHECK(v[1]->second == reinterpret_cast<TestObject*>(&pair_class));
  CHECK(v[2]->number == int64_t(1) << 40);
  CHECK(v[2]->tag == number);
  CHECK(language.int_of(v[3]) == int64_t(uint32_t(number)));
  CHECK(language.int_of(v[4]) == number);
  CHECK(language.int_of(v[5]) == int64_t(uint8_t(number)));
  CHECK(v[6]->real == 2.5);
  CHECK(language.int_of(v[7]) == int64_t(given));
  CHECK(language.int_of(v[8]) == number);
}

}  // TEST_SUITE("jit_backend_operations")

}  // namespace sidewinder::jit::test
