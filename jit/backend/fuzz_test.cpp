// Random traces, compiled and interpreted: every exit, taken or forced, must rebuild the same frames, and memory must
// be the same. The generator follows the trace with concrete values, so that most guards hold.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>
#include <unordered_map>

#include "jit/backend/test_language.h"
#include "jit/ir/evaluate.h"
#include "jit/ir/interpret.h"

namespace sidewinder::jit::test {

namespace {

// A helper may change all these; compiled code must not care.
void clobber_registers() {
  asm volatile(
      "mov $0x5a5a5a, %%eax\n mov %%eax, %%ecx\n mov %%eax, %%edx\n mov %%eax, %%esi\n mov %%eax, %%edi\n mov %%eax, %%r8d\n"
      "mov %%eax, %%r9d\n mov %%eax, %%r10d\n mov %%eax, %%r11d\n movd %%eax, %%xmm0\n movaps %%xmm0, %%xmm1\n movaps %%xmm0, %%xmm2\n"
      "movaps %%xmm0, %%xmm3\n movaps %%xmm0, %%xmm4\n movaps %%xmm0, %%xmm5\n movaps %%xmm0, %%xmm6\n movaps %%xmm0, %%xmm7\n"
      "movaps %%xmm0, %%xmm8\n movaps %%xmm0, %%xmm9\n movaps %%xmm0, %%xmm10\n movaps %%xmm0, %%xmm11\n movaps %%xmm0, %%xmm12\n"
      "movaps %%xmm0, %%xmm13\n movaps %%xmm0, %%xmm14\n movaps %%xmm0, %%xmm15\n"
      :
      :
      : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8",
        "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "cc");
}

int64_t six_ints(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
  clobber_registers();
  return a ^ (b << 1) ^ (c << 2) ^ (d << 3) ^ (e << 4) ^ (f << 5);
}
double mixed(Thread* t, int64_t a, double x, int64_t b, double y) {
  clobber_registers();
  return t ? x * 0.5 - y + double(a % 1000) - double(b % 10) : 0;
}
void* maybe_null(void* object, int64_t n) {
  clobber_registers();
  return n % 8 == 3 ? nullptr : object;
}
int64_t bump_tag(TestObject* pair) {
  clobber_registers();
  pair->tag++;
  return pair->tag & 0xff;
}
bool is_even(int64_t n) { return clobber_registers(), n % 2 == 0; }

const Helper kHelpers[] = {
    {"six_ints", reinterpret_cast<const void*>(&six_ints), Kind::Int, kEffectPure},
    {"mixed", reinterpret_cast<const void*>(&mixed), Kind::Float, kEffectTakesThread},
    {"maybe_null", reinterpret_cast<const void*>(&maybe_null), Kind::Ref, kEffectMayRaise},
    {"bump_tag", reinterpret_cast<const void*>(&bump_tag), Kind::Int, kEffectReads | kEffectWrites},
    {"is_even", reinterpret_cast<const void*>(&is_even), Kind::Flag, kEffectPure},
};

struct Options {
  uint32_t operations;
  uint32_t guard_every;      // on average
  uint32_t snapshot_values;
  uint32_t labels;           // 0: ends in an exit; 1: the loop is label 0; 2: label 0, label 1
  bool calls;
};

class Generator {
 public:
  static constexpr uint32_t kInputs = 9;  // three ints, three floats, three pairs

  Generator(uint64_t seed, const Options& options, TestLanguage& language) : random_(seed), options_(options), language_(language) {}

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
  struct Known { Value value; uint64_t bits; };
  using Pool = std::vector<Known>;

  uint32_t below(uint32_t n) { return uint32_t(random_() % n); }
  Pool& pool(Kind kind) { return kind == Kind::Int ? ints_ : kind == Kind::Float ? floats_ : kind == Kind::Flag ? flags_ : pairs_; }
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
      Value object = b_.load_slot(k);
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
    static const Opcode plain[] = {Opcode::int_add, Opcode::int_sub, Opcode::int_and, Opcode::int_or, Opcode::int_xor, Opcode::int_add, Opcode::int_sub};
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
    static const Opcode ints[] = {Opcode::int_eq, Opcode::int_ne, Opcode::int_lt, Opcode::int_le, Opcode::int_gt, Opcode::int_ge, Opcode::int_below};
    static const Opcode floats[] = {Opcode::float_eq, Opcode::float_ne, Opcode::float_lt, Opcode::float_le, Opcode::float_gt, Opcode::float_ge};
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
      learn(b_.call(helper, values), uint64_t(six_ints(int64_t(a[0].bits), int64_t(a[1].bits), int64_t(a[2].bits), int64_t(a[3].bits), int64_t(a[4].bits), int64_t(a[5].bits))));
    } else if (name == "mixed") {
      Known a = pick(Kind::Int), x = pick(Kind::Float), c = pick(Kind::Int), y = pick(Kind::Float);
      double result = mixed(reinterpret_cast<Thread*>(&language_.thread), int64_t(a.bits), std::bit_cast<double>(x.bits), int64_t(c.bits), std::bit_cast<double>(y.bits));
      learn(b_.call(helper, {a.value, x.value, c.value, y.value}), std::bit_cast<uint64_t>(result));
    } else if (name == "maybe_null") {
      Known pair = pick(Kind::Ref), n = pick(Kind::Int);
      Value result = b_.call(helper, {pair.value, n.value});
      if (!maybe_null(object(pair), int64_t(n.bits))) return void(b_.guard(Opcode::guard_raised, snapshot(), result, {}, snapshot()));
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
      b_.guard(below(2) ? Opcode::guard_no_request : Opcode::guard_valid, snapshot());
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
      for (uint32_t k = 0; k < options_.snapshot_values / frame_count; k++) values.push_back(snapshot_value(virtual_pairs));
      frames.push_back({next_position_++, values});
    }
    uint32_t index = b_.snapshot_frames(frames);
    SnapshotPool& pool = b_.trace.snapshots;
    pool.snapshots[index].first_virtual = uint32_t(pool.virtuals.size());
    pool.snapshots[index].virtual_count = uint32_t(virtual_pairs.size());
    for (Value v : virtual_pairs) {
      SnapshotField first{&kFirstField, nullptr, 0, below(2) ? virtual_pairs[below(uint32_t(virtual_pairs.size()))] : pick(Kind::Ref).value};
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
      case 1: return virtual_pairs.empty() ? b_.trace.constant_ref(&kConstantPair) : virtual_pairs[below(uint32_t(virtual_pairs.size()))];
      case 2: case 3: case 4: case 5: return new_sunk_box();
      case 6: return boxes_.empty() ? Value::none() : recent(boxes_);
      case 7: return sunk_.empty() || below(3) == 0 ? new_sunk_box() : recent(sunk_);
      default: return pick(Kind::Ref).value;
    }
  }
  Value recent(const std::vector<Value>& values) { return values[values.size() - 1 - below(uint32_t(std::min<size_t>(values.size(), 60)))]; }
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
  Options options_;
  TestLanguage& language_;
  Builder b_;
  std::vector<TestObject*> inputs_;
  Pool ints_, floats_, pairs_, flags_;
  std::vector<Value> boxes_, sunk_;
  std::vector<Kind> argument_kinds_;
  Value counter_;
  uint64_t next_position_ = 100;
};

// Equal up to the identity of objects made in either run.
class Isomorphism {
 public:
  bool equal(const TestObject* a, const TestObject* b) {
    if (!a || !b || a == b) return a == b;
    if (auto known = image_.find(a); known != image_.end()) return known->second == b;
    image_[a] = b;
    if (a->cls != b->cls || a->size != b->size) return false;
    if (a->cls == &float_class) return a->real == b->real ? std::signbit(a->real) == std::signbit(b->real) : std::isnan(a->real) && std::isnan(b->real);
    if (a->cls == &int_class) return a->number == b->number && a->tag == b->tag;
    bool nans = std::isnan(a->weight) && std::isnan(b->weight), weights = std::memcmp(&a->weight, &b->weight, 8) == 0;
    return a->tag == b->tag && a->u32 == b->u32 && a->u8 == b->u8 && (nans || weights) && equal(a->first, b->first);
  }

 private:
  std::unordered_map<const TestObject*, const TestObject*> image_;
};

std::string describe(const TestObject* o) {
  if (!o) return "null";
  if (o->cls == &float_class) return "float " + std::to_string(o->real);
  if (o->cls == &int_class) return "int of size " + std::to_string(o->size) + ", bits " + std::to_string(o->number);
  if (o->cls == &pair_class) return "pair " + std::to_string(o->tag) + " " + std::to_string(o->weight);
  return "no object";
}

std::string compare_runs(TestLanguage& language, CompiledTrace& compiled, int variant, uint32_t force) {
  std::vector<TestObject*> inputs = Generator::make_inputs(language, variant), reference = Generator::make_inputs(language, variant);
  InterpretWorld world = language.world();
  world.valid = &compiled.valid_flag;
  static uint32_t countdown;
  countdown = force;
  if (force) world.force = [](void*, uint32_t) { return --countdown == 0; };
  std::vector<uint64_t> bits;
  for (TestObject* o : reference) bits.push_back(uint64_t(o));
  InterpretResult expected = interpret(compiled.trace, bits, world);
  if (expected.end != InterpretResult::End::Left) return "the interpreter did not leave";

  backend_settings.force_exits = force;
  set_forced_exit_countdown(force);
  Exit* exit = language.enter(compiled, inputs);
  if (exit->op_index != expected.op_index) return "left at %" + std::to_string(exit->op_index) + ", expected %" + std::to_string(expected.op_index);
  if (exit->snapshot != expected.snapshot) return "another snapshot at %" + std::to_string(exit->op_index);
  if (language.written.size() != expected.frames.size()) return "another number of frames";
  Isomorphism same;
  for (size_t k = 0; k < inputs.size(); k++)
    if (!same.equal(inputs[k], reference[k])) return "input " + std::to_string(k) + " differs in memory";
  for (size_t f = 0; f < expected.frames.size(); f++) {
    if (language.written[f].position != expected.frames[f].position) return "another position";
    for (size_t k = 0; k < expected.frames[f].values.size(); k++)
      if (!same.equal(language.written[f].values[k], reinterpret_cast<TestObject*>(expected.frames[f].values[k])))
        return "frame " + std::to_string(f) + " value " + std::to_string(k) + " differs: " + describe(language.written[f].values[k]) + ", expected " +
               describe(reinterpret_cast<TestObject*>(expected.frames[f].values[k])) + "; exit at %" + std::to_string(exit->op_index);
  }
  return "";
}

struct Totals { uint64_t operations = 0, guards = 0, bytes = 0, runs = 0; double seconds = 0; };

std::string fuzz_one(uint64_t seed, const Options& options, IntFormat format, Totals& totals) {
  TestLanguage language(format, seed % 5 != 0);
  Trace trace = Generator(seed, options, language).generate();
  std::string wrong = verify(trace, Stage::Optimised);
  if (!wrong.empty()) return "generated: " + wrong;
  for (bool forcing : {false, true}) {
    backend_settings.force_exits = forcing ? 1000000000 : 0;
    CompileResult result = compile({trace, language.hooks(), {}, nullptr, 1});
    if (!result.compiled) return backend_settings.force_exits = 0, "compile: " + result.error;
    for (const Op& op : trace.ops) totals.operations += !op.sunk;
    totals.guards += result.compiled->exits.size();
    totals.bytes += result.compiled->code_size;
    totals.seconds += result.compiled->compile_seconds;
    std::mt19937_64 random(seed);
    for (int run = 0; run < (forcing ? 30 : 4); run++) {
      uint32_t guards = uint32_t(result.compiled->exits.size());
      uint32_t force = forcing ? 1 + uint32_t(random() % (run < 20 ? guards + 1 : 3 * guards + 1)) : 0;
      std::string problem = compare_runs(language, *result.compiled, forcing ? run % 2 : run, force);
      totals.runs++;
      backend_settings.force_exits = 0;
      if (!problem.empty()) return problem + " (variant " + std::to_string(run) + ", forced " + std::to_string(force) + ")";
    }
  }
  return "";
}

// JIT_FUZZ_SHOW=1: a failed trace's text and code. JIT_FUZZ_SEED=n: only that one. JIT_FUZZ_FACTOR=n: n times as many.
void show(uint64_t seed, const Options& options) {
  TestLanguage language(seed % 2 ? IntFormat::Digits30 : IntFormat::Plain, seed % 5 != 0);
  Trace trace = Generator(seed, options, language).generate();
  backend_settings.keep_listing = true;
  CompileResult result = compile({trace, language.hooks(), {}, nullptr, 1});
  backend_settings.keep_listing = false;
  MESSAGE(print(trace) << (result.compiled ? disassemble(*result.compiled) : result.error));
}

void fuzz(const Options& options, uint32_t count, const std::string& name) {
  Totals totals;
  if (const char* more = std::getenv("JIT_FUZZ_FACTOR")) count *= uint32_t(std::atoi(more));
  const char* only = std::getenv("JIT_FUZZ_SEED");
  for (uint32_t k = 0; k < count; k++) {
    uint64_t seed = only ? uint64_t(std::atoll(only)) : k;
    std::string problem = fuzz_one(seed, options, seed % 2 ? IntFormat::Digits30 : IntFormat::Plain, totals);
    INFO(name << ", seed " << seed << ": " << problem);
    CHECK(problem == "");
    if (problem != "" && std::getenv("JIT_FUZZ_SHOW")) show(seed, options);
    if (only || problem != "") return;
  }
  MESSAGE(name << ": " << totals.operations << " operations, " << totals.guards << " exits, " << totals.bytes << " bytes, " << totals.runs << " runs, "
               << totals.seconds * 1e6 / double(totals.operations) << " us an operation");
}

}  // namespace

TEST_SUITE("jit_backend_fuzz") {

TEST_CASE("fuzz: short straight traces") { fuzz({30, 5, 6, 0, true}, 300, "straight, 30"); }
TEST_CASE("fuzz: loops on label 0") { fuzz({60, 6, 8, 1, true}, 200, "label 0, 60"); }
TEST_CASE("fuzz: peeled loops") { fuzz({80, 5, 10, 2, true}, 200, "peeled, 80"); }
TEST_CASE("fuzz: peeled loops without calls") { fuzz({90, 6, 8, 2, false}, 200, "peeled without calls, 90"); }
TEST_CASE("fuzz: middle-sized, under pressure") { fuzz({400, 4, 30, 2, true}, 40, "peeled, 400"); }
TEST_CASE("fuzz: thousands of operations, a guard every few") { fuzz({3000, 4, 20, 2, true}, 6, "peeled, 3000"); }
TEST_CASE("fuzz: thousands of operations without calls") { fuzz({3000, 5, 20, 1, false}, 4, "label 0, 3000"); }

}  // TEST_SUITE

}  // namespace sidewinder::jit::test
