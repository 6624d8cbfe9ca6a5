// A language of three classes for the tests of jit/: exact ints (stored either way), floats, and pairs. Objects come
// from an arena that is dropped between tests; frames that exits rebuild are kept for inspection.
#pragma once

#include <cstring>
#include <memory>
#include <vector>

#include "jit/backend/compile.h"
#include "jit/testing/interpret.h"

namespace sidewinder::jit::test {

struct TestObject {  // all classes; 64 bytes
  uint64_t count = 1;
  const void* cls = nullptr;
  int64_t size = 0;  // Digits30: digits, with sign
  union {
    uint32_t digits[2];
    int64_t number;  // Plain
    double real;
    TestObject* first;  // pair
  };
  union {
    TestObject* second;
    int64_t tag;  // pair: an unboxed int
  };
  uint32_t u32;  // these two overlap with no float: the bits of a NaN are not defined
  int16_t unused;
  uint8_t u8;
  double weight;
  uint64_t more;
};
static_assert(sizeof(TestObject) == 64);

struct TestThread {
  uint64_t unused = 0;
  uint32_t request = 0;
};

inline char int_class, float_class, pair_class;
constexpr uint64_t kBytes = sizeof(TestObject);
constexpr int32_t kFirst = 24, kSecond = 32, kU32 = 40, kU8 = 46, kWeight = 48;

inline const Shape kIntShape{"int", &int_class, kBytes, 1, 2, true, {{0, 1}, {8, uint64_t(&int_class)}}};
inline const Shape kFloatShape{"float", &float_class, kBytes, 2, 2, true, {{0, 1}, {8, uint64_t(&float_class)}}};
inline const Shape kPairShape{"pair", &pair_class, kBytes, 3, 3, true, {{0, 1}, {8, uint64_t(&pair_class)}, {16, 2}}};
inline const Field kFirstField{"pair.first", kFirst, Kind::Ref, Width::Word64, 1};
inline const Field kSecondField{"pair.second", kSecond, Kind::Ref, Width::Word64, 2};
inline const Field kTagField{"pair.tag", kSecond, Kind::Int, Width::Word64, 3};
inline const Field kWeightField{"pair.weight", kWeight, Kind::Float, Width::Word64, 4};
inline const Field kU32Field{"pair.u32", kU32, Kind::Int, Width::UInt32, 5};
inline const Field kI32Field{"pair.i32", kU32, Kind::Int, Width::Int32, 6};
inline const Field kU8Field{"pair.u8", kU8, Kind::Int, Width::UInt8, 7};
inline const Array kWords{"words", kFirst, Kind::Int, Width::Word64, 8};
inline const Array kReals{"reals", 0, Kind::Float, Width::Word64, 9};
inline const Array kBytesArray{"bytes", 0, Kind::Int, Width::UInt8, 10};

struct Written {
  uint64_t position, info;
  std::vector<TestObject*> values;
};

class TestLanguage {
 public:
  static constexpr int64_t kSmallMin = -5, kSmallMax = 256;

  explicit TestLanguage(IntFormat format, bool free_lists = true) : format_(format) {
    current = this;
    for (int64_t i = kSmallMin; i <= kSmallMax; i++) fill_int(small_[i - kSmallMin], i);
    boxes_ = {&int_class, format,     kFirst,      16,           small_, kSmallMin,   kSmallMax,
              kBytes,     &kIntShape, &kBoxAnyInt, &float_class, kFirst, &kFloatShape};
    hooks_ = Hooks{};
    hooks_.name = "test";
    hooks_.boxes = &boxes_;
    hooks_.class_offset = 8;
    hooks_.request_offset = offsetof(TestThread, request);
    hooks_.free_list = free_lists ? free_list : no_free_list;
    hooks_.allocate = allocate;
    hooks_.box_int = [](Thread&, int64_t v) { return as_object(current->make_int(v)); };
    hooks_.box_float = [](Thread&, double v) { return as_object(current->make_float(v)); };
    hooks_.write_frames = write_frames;
    hooks_.allocate_roots = [](uint32_t count) { return static_cast<Object**>(std::calloc(count, sizeof(Object*))); };
    hooks_.free_roots = [](Object** roots) { std::free(roots); };
  }
  ~TestLanguage() { std::memset(heads_, 0, sizeof heads_); }

  const Hooks& hooks() const { return hooks_; }
  const Boxes& boxes() const { return boxes_; }

  TestObject* make_int(int64_t v) {
    if (v >= kSmallMin && v <= kSmallMax) return &small_[v - kSmallMin];
    TestObject* o = new_object(kIntShape);
    fill_int(*o, v);
    return o;
  }
  TestObject* make_float(double v) {
    TestObject* o = new_object(kFloatShape);
    o->real = v;
    return o;
  }
  TestObject* make_pair(TestObject* first, TestObject* second) {
    TestObject* o = new_object(kPairShape);
    o->first = first;
    o->second = second;
    return o;
  }
  int64_t int_of(const TestObject* o) const {
    if (format_ == IntFormat::Plain) return o->number;
    int64_t magnitude = int64_t(o->digits[0]) | int64_t(o->digits[1]) << 30;
    return o->size < 0 ? -magnitude : magnitude;
  }
  bool is_big(const TestObject* o) const { return o->size < -2 || o->size > 2; }

  Exit* enter(CompiledTrace& trace, std::vector<TestObject*> registers) {
    current = this;
    written.clear();
    registers.push_back(nullptr);
    return enter_trace(reinterpret_cast<Thread&>(thread), trace, reinterpret_cast<Object**>(registers.data()));
  }

  InterpretWorld world() {
    InterpretWorld w;
    w.boxes = &boxes_;
    w.class_offset = 8;
    w.context = this;
    w.allocate = [](void* c, const Shape& s) {
      return static_cast<void*>(static_cast<TestLanguage*>(c)->new_object(s));
    };
    w.box_int = [](void* c, int64_t v) { return static_cast<void*>(static_cast<TestLanguage*>(c)->make_int(v)); };
    w.box_float = [](void* c, double v) { return static_cast<void*>(static_cast<TestLanguage*>(c)->make_float(v)); };
    w.thread = &thread;
    w.request = &thread.request;
    return w;
  }

  void drop_objects() {
    arena_.clear();
    std::memset(heads_, 0, sizeof heads_);
  }

  TestThread thread;
  std::vector<Written> written;  // the frames of the last exit
  uint32_t refills = 0;          // slow allocations
  static inline TestLanguage* current = nullptr;

 private:
  static Object* as_object(TestObject* o) { return reinterpret_cast<Object*>(o); }

  // Digits30 beyond 60 bits: three digits in real life; here the size says 3 and the words hold all 64 bits.
  void fill_int(TestObject& o, int64_t v) {
    o.count = 1;
    o.cls = &int_class;
    if (format_ == IntFormat::Plain) {
      o.number = v;
      return;
    }
    uint64_t magnitude = v < 0 ? 0 - uint64_t(v) : uint64_t(v);
    int64_t count = magnitude >> 60 ? 3 : magnitude >> 30 ? 2 : magnitude ? 1 : 0;
    o.size = v < 0 ? -count : count;
    o.digits[0] = uint32_t(magnitude & 0x3fffffff);
    o.digits[1] = uint32_t((magnitude >> 30) & 0x3fffffff);
    if (count == 3) o.tag = v;
  }

  TestObject* raw() {
    if (arena_.empty() || used_ == kChunk) arena_.push_back(std::make_unique<TestObject[]>(kChunk)), used_ = 0;
    TestObject* o = &arena_.back()[used_++];
    std::memset(static_cast<void*>(o), 0, sizeof *o);
    return o;
  }
  TestObject* new_object(const Shape& shape) {
    TestObject* o = raw();
    for (int k = 0; k < shape.word_count; k++)
      std::memcpy(reinterpret_cast<char*>(o) + shape.words[k].offset, &shape.words[k].bits, 8);
    return o;
  }

  static void** free_list(uint16_t kind, uint32_t) { return &heads_[kind]; }
  static void** no_free_list(uint16_t, uint32_t) { return nullptr; }
  // Also links a few free objects, so that the inline path is taken now and then.
  static Object* allocate(Thread&, const Shape& shape) {
    current->refills++;
    for (int k = 0; k < 3; k++) {
      TestObject* free_object = current->raw();
      *reinterpret_cast<void**>(free_object) = heads_[shape.allocation_kind];
      heads_[shape.allocation_kind] = free_object;
    }
    return as_object(current->new_object(shape));
  }
  static void write_frames(Thread&, Object**, std::span<const FrameImage> frames) {
    for (const FrameImage& f : frames) {
      auto values = reinterpret_cast<TestObject* const*>(f.values);
      current->written.push_back(Written{f.position, f.info, std::vector<TestObject*>(values, values + f.count)});
    }
  }

  static inline const Helper kBoxAnyInt{"box_any_int", nullptr, Kind::Ref, 0};
  static constexpr size_t kChunk = 4096;
  static inline void* heads_[8];
  IntFormat format_;
  Boxes boxes_;
  Hooks hooks_;
  TestObject small_[kSmallMax - kSmallMin + 1];
  std::vector<std::unique_ptr<TestObject[]>> arena_;
  size_t used_ = 0;
};

// Writes traces.
class Builder {
 public:
  Value op(Opcode opcode, Kind kind, Value a = {}, Value b = {}, Value c = {}) {
    Op op(opcode, kind);
    op.a = a, op.b = b, op.c = c;
    return trace.append(op);
  }
  Value pure(Opcode opcode, Value a, Value b = {}, Value c = {}) { return op(opcode, info(opcode).result, a, b, c); }
  Value load_register(int64_t reg) {
    Op op(Opcode::load_register, Kind::Ref);
    op.imm = reg;
    return trace.append(op);
  }
  Value input_int(int64_t reg) { return pure(Opcode::unbox_int, load_register(reg)); }
  Value input_float(int64_t reg) { return pure(Opcode::unbox_float, load_register(reg)); }
  Value exit_value(int64_t k, Kind kind) {
    Op op(Opcode::exit_value, kind);
    op.imm = k;
    return trace.append(op);
  }
  Value load(const Field& field, Value object) {
    Op op(Opcode::load_field, field.kind);
    op.a = object;
    op.field = &field;
    return trace.append(op);
  }
  void store(const Field& field, Value object, Value value) {
    Op op(Opcode::store_field, Kind::None);
    op.a = object, op.b = value;
    op.field = &field;
    trace.append(op);
  }
  Value load_item(const Array& array, Value object, Value index) {
    Op op(Opcode::load_item, array.kind);
    op.a = object, op.b = index;
    op.array = &array;
    return trace.append(op);
  }
  void store_item(const Array& array, Value object, Value index, Value value) {
    Op op(Opcode::store_item, Kind::None);
    op.a = object, op.b = index, op.c = value;
    op.array = &array;
    trace.append(op);
  }
  Value new_object(const Shape& shape, bool sunk = false) {
    Op op(Opcode::new_object, Kind::Ref);
    op.shape = &shape;
    op.sunk = sunk;
    return trace.append(op);
  }
  Value sunk_box(Value number) {
    Op op(trace.kind_of(number) == Kind::Float ? Opcode::box_float : Opcode::box_int, Kind::Ref);
    op.a = number;
    op.sunk = true;
    return trace.append(op);
  }
  Value call(const Helper& helper, const std::vector<Value>& arguments) {
    Op op(Opcode::call, helper.result);
    op.helper = &helper;
    set_arguments(op, arguments);
    return trace.append(op);
  }
  // One frame at `position`; a vector a frame in the other form.
  uint32_t snapshot(uint64_t position, const std::vector<Value>& values) {
    return snapshot_frames({{position, values}});
  }
  uint32_t snapshot_frames(const std::vector<std::pair<uint64_t, std::vector<Value>>>& frames) {
    SnapshotPool& pool = trace.snapshots;
    uint32_t snapshot = pool.begin();
    for (const auto& [position, values] : frames) pool.add_frame(position, position * 10, values);
    return snapshot;
  }
  Value guard(Opcode opcode, uint32_t snapshot, Value a = {}, Value b = {}, uint32_t other = kNoSnapshot) {
    Op op(opcode, info(opcode).result);
    op.a = a, op.b = b;
    op.snapshot = snapshot;
    op.other = other;
    return trace.append(op);
  }
  void exit(uint32_t snapshot) { guard(Opcode::exit, snapshot); }
  // The label's arguments.
  std::vector<Value> label(int64_t number, const std::vector<Value>& initial) {
    Op op(Opcode::label, Kind::None);
    op.imm = number;
    set_arguments(op, initial);
    trace.append(op);
    std::vector<Value> arguments;
    for (size_t k = 0; k < initial.size(); k++) {
      Op argument(Opcode::argument, trace.kind_of(initial[k]));
      argument.imm = int64_t(k);
      arguments.push_back(trace.append(argument));
    }
    return arguments;
  }
  void jump(uint32_t label, const std::vector<Value>& arguments, Target* target = nullptr) {
    Op op(Opcode::jump, Kind::None);
    op.target = target;
    op.label_number = label;
    set_arguments(op, arguments);
    trace.append(op);
  }
  Value i(int64_t v) { return trace.constant_int(v); }
  Value f(double v) { return trace.constant_float(v); }

  std::unique_ptr<CompiledTrace> compile(const Hooks& hooks, const Exit* parent = nullptr,
                                         std::string* error = nullptr) {
    CompileResult result = jit::compile({trace, hooks, {}, parent, 1});
    if (error) *error = result.error;
    return std::move(result.compiled);
  }

  Trace trace;

 private:
  void set_arguments(Op& op, const std::vector<Value>& arguments) {
    op.first_argument = trace.append_arguments(arguments.data(), uint32_t(arguments.size()));
    op.argument_count = uint32_t(arguments.size());
  }
};

}  // namespace sidewinder::jit::test
