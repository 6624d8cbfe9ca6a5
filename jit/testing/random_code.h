// For tests: random traces of every operation, followed with concrete values so that most guards hold.
#pragma once

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>

#include "jit/ir/evaluate.h"
#include "jit/testing/test_helpers.h"

namespace sidewinder::jit::test {

struct RandomCode {
  uint32_t operations;
  uint32_t guard_every;  // on average
  uint32_t snapshot_values;
  uint32_t labels;  // 0: ends in an exit; 1: the loop is label 0; 2: label 0, label 1
  bool calls;
};

class CodeGenerator {
 public:
  static constexpr uint32_t kInputs = 9;  // three ints, three floats, three pairs

  CodeGenerator(uint64_t seed, const RandomCode& options, TestLanguage& language)
      : random_(seed), options_(options), language_(language) {}

  Trace generate() {
    inputs_ = make_inputs(language_, 0);
    read_inputs();
    uint32_t part = options_.operations / (options_.labels + 1);
    fill(part);
    if (options_.labels >= 1) add_label(0), fill(part);
    if (options_.labels == 2) add_label(1), fill(part);
    if (options_.labels) end_loop();
    else b_.exit(snapshot());
    return std::move(b_.trace);
  }

  // The same objects for equal variants: 0 is what the generator followed.
  static std::vector<TestObject*> make_inputs(TestLanguage& language, int variant) {
    std::vector<TestObject*> inputs;
    for (int k = 0; k < 3; k++) inputs.push_back(language.make_int(variant ? variant * 1001 * (k + 1) : 7 + k * 100));
    for (int k = 0; k < 3; k++) inputs.push_back(language.make_float(0.75 + k + variant * 3.5));
    for (int k = 0; k < 3; k++) {
      TestObject* pair = language.make_pair(k ? inputs.back() : nullptr, nullptr);
      pair->tag = 40 + k + variant;
      pair->weight = 1.5 * k;
      inputs.push_back(pair);
    }
    return inputs;
  }

 private:
  struct Known {
    Value value;
    uint64_t bits;
  };
  using Pool = std::vector<Known>;

  uint32_t below(uint32_t n) { return uint32_t(random_() % n); }
  Pool& pool(Kind kind) {
    return kind == Kind::Int ? ints_ : kind == Kind::Float ? floats_ : kind == Kind::Flag ? flags_ : pairs_;
  }
  void learn(Value v, uint64_t bits) { pool(b_.trace.kind_of(v)).push_back({v, bits}); }

  // Recent values more often than old ones; constants now and then.
  Known pick(Kind kind) {
    if (kind == Kind::Int && below(6) == 0) return constant_int();
    if (kind == Kind::Float && below(8) == 0) return constant_float();
    Pool& values = pool(kind);
    if (below(10) == 0) return values[below(uint32_t(std::min<size_t>(values.size(), 6)))];
    size_t window = std::min<size_t>(values.size(), below(3) ? 12 : 60);
    return values[values.size() - 1 - below(uint32_t(window))];
  }
  Known constant_int() {
    static const int64_t values[] = {0, 1, -1, 7, 100, int64_t(1) << 31, -(int64_t(1) << 40), (int64_t(1) << 60) - 1};
    int64_t v = values[below(8)];
    return {b_.i(v), uint64_t(v)};
  }
  Known constant_float() {
    static const double values[] = {0.0, 1.0, 2.0, -0.5, 4.0, 1e10};
    double v = values[below(6)];
    return {b_.f(v), std::bit_cast<uint64_t>(v)};
  }

  Value pure(Opcode opcode, Known a, Known b = {}, Known c = {}) {
    uint64_t bits = 0;
    Value v = b_.pure(opcode, a.value, b.value, c.value);
    REQUIRE(evaluate(opcode, a.bits, b.bits, c.bits, bits));
    learn(v, bits);
    return v;
  }
  Known last(Kind kind) { return pool(kind).back(); }

  void read_inputs() {
    uint32_t memory_is_true = b_.snapshot_frames({});
    for (uint32_t k = 0; k < kInputs; k++) {
      Value object = b_.load_register(k);
      const void* cls = k < 3 ? &int_class : k < 6 ? &float_class : &pair_class;
      if (k < 3 && below(2)) b_.guard(Opcode::guard_small_int, memory_is_true, object);
      else b_.guard(Opcode::guard_class, memory_is_true, object, b_.trace.constant_ref(cls));
      if (k < 3) learn(b_.pure(Opcode::unbox_int, object), uint64_t(language_.int_of(inputs_[k])));
      else if (k < 6) learn(b_.pure(Opcode::unbox_float, object), std::bit_cast<uint64_t>(inputs_[k]->real));
      else pairs_.push_back({object, uint64_t(inputs_[k])});
    }
    pure(Opcode::int_lt, ints_[0], ints_[1]);
  }

  void fill(uint32_t operations) {
    for (uint32_t k = 0; k < operations; k++) {
      if (below(options_.guard_every) == 0) guard();
      else operation();
    }
  }

  void operation() {
    uint32_t kind = below(100);
    if (kind < 30) int_operation();
    else if (kind < 60) float_operation();
    else if (kind < 70) comparison();
    else if (kind < 78) memory();
    else if (kind < 84) conversion();
    else if (kind < 90) box();
    else if (kind < 94 && options_.calls) call();
    else select();
  }

  void int_operation() {
    static const Opcode plain[] = {Opcode::int_add, Opcode::int_sub, Opcode::int_and, Opcode::int_or,
                                   Opcode::int_xor, Opcode::int_add, Opcode::int_sub};
    uint32_t which = below(14);
    if (which < 7) return void(pure(plain[which], pick(Kind::Int), pick(Kind::Int)));
    if (which < 8) return void(pure(Opcode::int_neg, pick(Kind::Int)));
    if (which < 10) {  // shifts: by a constant or a masked count
      Known count = below(2) ? Known{b_.i(below(64)), 0} : last(Kind::Int);
      if (count.value.is_constant()) count.bits = uint64_t(b_.trace.int_of(count.value));
      else pure(Opcode::int_and, count, {b_.i(31), 31}), count = last(Kind::Int);
      return void(pure(below(2) ? Opcode::int_shl : Opcode::int_shr, pick(Kind::Int), count));
    }
    if (which < 12) {
      Known divisor = {b_.i(int64_t(below(9)) - 4), 0};
      divisor.bits = uint64_t(b_.trace.int_of(divisor.value));
      if (divisor.bits == 0 || below(2)) pure(Opcode::int_or, pick(Kind::Int), {b_.i(1), 1}), divisor = last(Kind::Int);
      Known dividend = pick(Kind::Int);
      pure(Opcode::int_shr, dividend, {b_.i(2), 2});
      return void(pure(below(2) ? Opcode::int_floordiv : Opcode::int_mod, last(Kind::Int), divisor));
    }
    Known a = pick(Kind::Int);
    pure(Opcode::int_and, a, {b_.i(0xffff), 0xffff});
    Known x = last(Kind::Int), y = pick(Kind::Int);
    uint64_t bits;
    if (!evaluate(Opcode::int_mul, x.bits, y.bits, 0, bits)) return;
    learn(b_.guard(Opcode::int_mul, snapshot(), x.value, y.value), bits);
  }

  void float_operation() {
    static const Opcode plain[] = {Opcode::float_add, Opcode::float_sub, Opcode::float_mul};
    uint32_t which = below(10);
    if (which < 6) return void(pure(plain[which % 3], pick(Kind::Float), pick(Kind::Float)));
    if (which == 6) {
      Known divisor = pick(Kind::Float);
      pure(Opcode::float_ne, divisor, {b_.f(0), 0});
      b_.guard(last(Kind::Flag).bits ? Opcode::guard_true : Opcode::guard_false, snapshot(), last(Kind::Flag).value);
      if (last(Kind::Flag).bits) pure(Opcode::float_div, pick(Kind::Float), divisor);
      return;
    }
    pure(which == 7 ? Opcode::float_neg : which == 8 ? Opcode::float_abs : Opcode::float_sqrt, pick(Kind::Float));
  }

  void comparison() {
    static const Opcode ints[] = {Opcode::int_eq, Opcode::int_ne, Opcode::int_lt,   Opcode::int_le,
                                  Opcode::int_gt, Opcode::int_ge, Opcode::int_below};
    static const Opcode floats[] = {Opcode::float_eq, Opcode::float_ne, Opcode::float_lt,
                                    Opcode::float_le, Opcode::float_gt, Opcode::float_ge};
    uint32_t which = below(15);
    if (which < 7) pure(ints[which], pick(Kind::Int), pick(Kind::Int));
    else if (which < 13) pure(floats[which - 7], pick(Kind::Float), pick(Kind::Float));
    else if (which == 13) pure(Opcode::int_fits, pick(Kind::Int));
    else {
      Known a = pick(Kind::Ref), c = pick(Kind::Ref);
      learn(b_.pure(Opcode::same, a.value, c.value), a.bits == c.bits);
    }
  }

  void select() {
    Known flag = pick(Kind::Flag), a = pick(Kind::Ref), c = pick(Kind::Ref);
    if (below(3) == 0) return void(pure(Opcode::int_from_flag, flag));
    learn(b_.pure(Opcode::select_ref, flag.value, a.value, c.value), flag.bits ? a.bits : c.bits);
  }

  void conversion() {
    if (below(2)) return void(pure(Opcode::float_from_int, pick(Kind::Int)));
    Known x = pick(Kind::Float);
    pure(Opcode::float_abs, x);
    pure(Opcode::float_lt, last(Kind::Float), {b_.f(1e15), std::bit_cast<uint64_t>(1e15)});
    if (!last(Kind::Flag).bits) return;
    b_.guard(Opcode::guard_true, snapshot(), last(Kind::Flag).value);
    pure(Opcode::float_truncate, x);
  }

  static TestObject* object(Known k) { return reinterpret_cast<TestObject*>(k.bits); }

  void memory() {
    static const Field* fields[] = {&kTagField, &kWeightField, &kU32Field, &kI32Field, &kU8Field};
    Known pair = pick(Kind::Ref);
    const Field& field = *fields[below(5)];
    uint32_t which = below(5);
    if (which < 2) return learn(b_.load(field, pair.value), read_memory(&at(pair, field), field.kind, field.width));
    if (which < 4) {
      Known value = pick(field.kind);
      b_.store(field, pair.value, value.value);
      return write_memory(&at(pair, field), field.kind, field.width, value.bits);
    }
    // items: tag as an item of the words
    Known value = pick(Kind::Int);
    pure(Opcode::int_sub, value, value);
    pure(Opcode::int_add, last(Kind::Int), {b_.i(1), 1});
    Known index = below(2) ? last(Kind::Int) : Known{b_.i(1), 1};
    if (below(2)) return learn(b_.load_item(kWords, pair.value, index.value), uint64_t(object(pair)->tag));
    b_.store_item(kWords, pair.value, index.value, value.value);
    object(pair)->tag = int64_t(value.bits);
  }
  static char& at(Known pair, const Field& field) { return reinterpret_cast<char*>(pair.bits)[field.offset]; }

  void box() {
    uint32_t which = below(4);
    if (which == 0) {
      Value pair = b_.new_object(kPairShape);
      return learn(pair, uint64_t(language_.make_pair(nullptr, nullptr)));
    }
    Kind kind = which == 1 ? Kind::Float : Kind::Int;
    Known number = pick(kind);
    if (kind == Kind::Float) {
      Value box = b_.op(Opcode::box_float, Kind::Ref, number.value);
      boxes_.push_back(box);
      return learn(b_.pure(Opcode::unbox_float, box), number.bits);
    }
    Value box = b_.op(Opcode::box_int, Kind::Ref, number.value);
    boxes_.push_back(box);
    if (!fits_small(int64_t(number.bits))) return;
    b_.guard(Opcode::guard_small_int, snapshot(), box);
    learn(b_.pure(Opcode::unbox_int, box), number.bits);
  }

  void call() {
    const Helper& helper = kHelpers[below(5)];
    std::string name = helper.name;
    if (name == "six_ints") {
      Known a[6];
      std::vector<Value> values;
      for (Known& k : a) k = pick(Kind::Int), values.push_back(k.value);
      learn(b_.call(helper, values), uint64_t(six_ints(int64_t(a[0].bits), int64_t(a[1].bits), int64_t(a[2].bits),
                                                       int64_t(a[3].bits), int64_t(a[4].bits), int64_t(a[5].bits))));
    } else if (name == "mixed") {
      Known a = pick(Kind::Int), x = pick(Kind::Float), c = pick(Kind::Int), y = pick(Kind::Float);
      double result = mixed(reinterpret_cast<Thread*>(&language_.thread), int64_t(a.bits),
                            std::bit_cast<double>(x.bits), int64_t(c.bits), std::bit_cast<double>(y.bits));
      learn(b_.call(helper, {a.value, x.value, c.value, y.value}), std::bit_cast<uint64_t>(result));
    } else if (name == "maybe_null") {
      Known pair = pick(Kind::Ref), n = pick(Kind::Int);
      Value result = b_.call(helper, {pair.value, n.value});
      if (!maybe_null(object(pair), int64_t(n.bits)))
        return void(b_.guard(Opcode::guard_raised, snapshot(), result, {}, snapshot()));
      b_.guard(Opcode::guard_returned, snapshot(), result, {}, snapshot());
      learn(result, pair.bits);
    } else if (name == "bump_tag") {
      Known pair = pick(Kind::Ref);
      learn(b_.call(helper, {pair.value}), uint64_t(bump_tag(object(pair))));
    } else {
      Known n = pick(Kind::Int);
      learn(b_.call(helper, {n.value}), is_even(int64_t(n.bits)));
    }
  }

  void guard() {
    uint32_t which = below(10);
    if (which < 6) {
      if (below(2)) comparison();
      Known flag = below(2) ? last(Kind::Flag) : pick(Kind::Flag);
      b_.guard(flag.bits ? Opcode::guard_true : Opcode::guard_false, snapshot(), flag.value);
    } else if (which == 6) {
      Known x = pick(Kind::Int);
      if (fits_small(int64_t(x.bits))) b_.guard(Opcode::guard_fits, snapshot(), x.value);
    } else if (which == 7) {
      Known pair = pick(Kind::Ref);
      b_.guard(Opcode::guard_class, snapshot(), pair.value, b_.trace.constant_ref(&pair_class));
      b_.guard(Opcode::guard_present, snapshot(), pair.value);
    } else if (which == 8) {
      Known x = pick(Kind::Int);
      b_.guard(Opcode::guard_int, snapshot(), x.value, b_.i(int64_t(x.bits)));
    } else {
      if (below(2)) b_.trace.append(Op(Opcode::count_bytecode, Kind::None));
      b_.guard(Opcode::guard_no_request, snapshot());
    }
  }

  // One to three frames of sunk boxes, objects, constants and nothing; sometimes virtual pairs.
  uint32_t snapshot() {
    std::vector<Value> virtual_pairs;
    while (below(4) == 0 && virtual_pairs.size() < 3) virtual_pairs.push_back(b_.new_object(kPairShape, true));
    std::vector<std::pair<uint64_t, std::vector<Value>>> frames;
    uint32_t frame_count = 1 + (below(4) == 0) + (below(8) == 0);
    for (uint32_t f = 0; f < frame_count; f++) {
      std::vector<Value> values;
      for (uint32_t k = 0; k < options_.snapshot_values / frame_count; k++)
        values.push_back(snapshot_value(virtual_pairs));
      frames.push_back({next_position_++, values});
    }
    uint32_t index = b_.snapshot_frames(frames);
    SnapshotPool& pool = b_.trace.snapshots;
    pool.snapshots[index].first_virtual = uint32_t(pool.virtuals.size());
    pool.snapshots[index].virtual_count = uint32_t(virtual_pairs.size());
    for (Value v : virtual_pairs) {
      SnapshotField first{&kFirstField, nullptr, 0,
                          below(2) ? virtual_pairs[below(uint32_t(virtual_pairs.size()))] : pick(Kind::Ref).value};
      SnapshotField tag{below(2) ? &kTagField : nullptr, &kWords, 1, pick(Kind::Int).value};
      SnapshotField weight{&kWeightField, nullptr, 0, pick(Kind::Float).value};
      pool.virtuals.push_back({v, uint32_t(pool.fields.size()), 3});
      pool.fields.insert(pool.fields.end(), {first, tag, weight});
    }
    return index;
  }

  Value snapshot_value(const std::vector<Value>& virtual_pairs) {
    switch (below(10)) {
      case 0: return Value::none();
      case 1:
        return virtual_pairs.empty() ? b_.trace.constant_ref(&kConstantPair)
                                     : virtual_pairs[below(uint32_t(virtual_pairs.size()))];
      case 2:
      case 3:
      case 4:
      case 5: return new_sunk_box();
      case 6: return boxes_.empty() ? Value::none() : recent(boxes_);
      case 7: return sunk_.empty() || below(3) == 0 ? new_sunk_box() : recent(sunk_);
      default: return pick(Kind::Ref).value;
    }
  }
  Value recent(const std::vector<Value>& values) {
    return values[values.size() - 1 - below(uint32_t(std::min<size_t>(values.size(), 60)))];
  }
  Value new_sunk_box() {
    Known number = pick(below(2) ? Kind::Int : Kind::Float);
    sunk_.push_back(b_.sunk_box(number.value));
    return sunk_.back();
  }

  // Nothing above label 0 is used below it; above label 1 everything may be.
  void add_label(int64_t number) {
    std::vector<Value> initial{number == 0 ? b_.i(20) : counter_};
    std::vector<Known> known;
    for (Kind kind : {Kind::Int, Kind::Float, Kind::Ref})
      for (uint32_t k = 0; k < 2 + below(6); k++) known.push_back(pick(kind));
    for (Known& k : known) initial.push_back(k.value);
    std::vector<Value> arguments = b_.label(number, initial);
    counter_ = arguments[0];
    if (number == 0) {
      ints_.clear(), floats_.clear(), pairs_.clear(), flags_.clear(), boxes_.clear(), sunk_.clear();
      learn(counter_, 20);
    }
    argument_kinds_.clear();
    for (size_t k = 0; k < known.size(); k++) {
      learn(arguments[k + 1], known[k].bits);
      argument_kinds_.push_back(b_.trace.kind_of(arguments[k + 1]));
    }
    pure(Opcode::int_lt, ints_[0], ints_.back());
  }

  void end_loop() {
    Value less = b_.pure(Opcode::int_sub, counter_, b_.i(1));
    b_.guard(Opcode::guard_true, snapshot(), b_.pure(Opcode::int_gt, less, b_.i(0)));
    std::vector<Value> next{less};
    for (Kind kind : argument_kinds_) next.push_back(pick(kind).value);
    b_.jump(options_.labels - 1, next);
  }

  static inline TestObject kConstantPair{1, &pair_class, 2, {}, {}, 0, 0, 0, 0, 0};
  std::mt19937_64 random_;
  RandomCode options_;
  TestLanguage& language_;
  Builder b_;
  std::vector<TestObject*> inputs_;
  Pool ints_, floats_, pairs_, flags_;
  std::vector<Value> boxes_, sunk_;
  std::vector<Kind> argument_kinds_;
  Value counter_;
  uint64_t next_position_ = 100;
};

}  // namespace sidewinder::jit::test
