// The generator of random traces; jit/optimizer/optimizer_fuzz_test.cpp runs them.
#include "jit/testing/random_trace.h"

#include <bit>
#include <cmath>

namespace sidewinder::jit {

namespace {

RandomWorld* current_world;  // what the helpers work on

uint64_t word_of(uint64_t object, int64_t offset) { return *reinterpret_cast<uint64_t*>(object + uint64_t(offset)); }

std::string float_text(uint64_t bits) {
  return std::isnan(std::bit_cast<double>(bits)) ? "nan" : "f" + std::to_string(bits);
}

uint64_t helper_note(uint64_t object) {
  current_world->forget_dumped();
  current_world->log.push_back("note " + current_world->dump(object));
  return uint64_t(current_world->truth[1]);
}

// Changes a root, and the object it is given if that is a point.
uint64_t helper_change(uint64_t object, uint64_t number) {
  RandomWorld& world = *current_world;
  uint64_t box = uint64_t(world.box_int(int64_t(number % 1000)));
  write_memory(reinterpret_cast<char*>(world.roots[number % 2]) + 16, Kind::Ref, Width::Word64, box);
  for (int depth = 0; depth < 3 && object && word_of(object, 8) == uint64_t(world.point.class_word); depth++) {
    *reinterpret_cast<uint64_t*>(object + 16) = box;
    object = word_of(object, 24);
  }
  world.log.push_back("change " + std::to_string(number));
  return uint64_t(world.truth[number % 2]);
}

uint64_t helper_look(uint64_t object) { return object ? *reinterpret_cast<uint64_t*>(object + 8) & 0xff0 : 7; }

double helper_hypot(double a, double b) { return a * a + b * b; }

}  // namespace

// --- the world

Shape RandomWorld::make_shape(const char* name, bool may_be_virtual) {
  classes_.emplace_back(2);
  const void* class_word = classes_.back().data();
  names.add_object("<class " + std::string(name) + ">", class_word);
  return {name, class_word, 32, 0, 1, may_be_virtual, {{kClassOffset, uint64_t(class_word)}}};
}

RandomWorld::RandomWorld() {
  point = make_shape("Point");
  complex = make_shape("Complex");
  counter = make_shape("Counter");
  pair = make_shape("Pair");
  finalized = make_shape("Finalized", false);
  Shape boolean = make_shape("bool");
  truth[0] = allocate(boolean);
  truth[1] = allocate(boolean);
  names.add_object("<False>", truth[0]);
  names.add_object("<True>", truth[1]);
  note = {"note", reinterpret_cast<void*>(helper_note), Kind::Ref, kEffectReads | kEffectMayRaise};
  change = {"change", reinterpret_cast<void*>(helper_change), Kind::Ref,
            kEffectReads | kEffectWrites | kEffectMayRaise};
  look = {"look", reinterpret_cast<void*>(helper_look), Kind::Int, kEffectReads};
  hypot = {"hypot", reinterpret_cast<void*>(helper_hypot), Kind::Float, kEffectPure};
  for (int i = 0; i < 6; i++) {
    const Shape& shape = i < 3 ? point : i < 5 ? counter : pair;
    roots.push_back(uint64_t(allocate(shape)));
    names.add_object("<root " + std::to_string(i) + ">", reinterpret_cast<void*>(roots.back()));
  }
  auto put = [&](int root, int64_t offset, uint64_t bits) {
    *reinterpret_cast<uint64_t*>(roots[size_t(root)] + uint64_t(offset)) = bits;
  };
  put(0, 16, uint64_t(box_int(11)));
  put(0, 24, uint64_t(box_float(1.5)));
  put(1, 16, uint64_t(box_int(300)));
  put(1, 24, roots[0]);
  put(2, 24, uint64_t(box_int(-4)));
  put(3, 16, 40);
  put(4, 16, uint64_t(-9));
  put(5, 16, roots[1]);
  put(5, 24, uint64_t(box_float(-2.25)));
}

void RandomWorld::save() {
  saved_.clear();
  for (uint64_t root : roots) saved_.push_back({word_of(root, 16), word_of(root, 24)});
}

void RandomWorld::restore() {
  for (size_t i = 0; i < roots.size(); i++)
    for (uint64_t k = 0; k < 2; k++) *reinterpret_cast<uint64_t*>(roots[i] + 16 + 8 * k) = saved_[i][k];
  log.clear();
  seen_.clear();
  current_world = this;
}

std::string RandomWorld::dump(uint64_t object) {
  if (!object) return "null";
  uint64_t class_word = word_of(object, kClassOffset);
  void* pointer = reinterpret_cast<void*>(object);
  if (class_word == uint64_t(boxes.int_class)) return std::to_string(read_int_box(boxes, pointer));
  if (class_word == uint64_t(boxes.float_class)) {
    return float_text(std::bit_cast<uint64_t>(read_float_box(boxes, pointer)));
  }
  for (int i = 0; i < 2; i++)
    if (pointer == truth[i]) return i ? "True" : "False";
  for (size_t i = 0; i < seen_.size(); i++)
    if (seen_[i] == object) return "#" + std::to_string(i);
  seen_.push_back(object);
  std::string text = "#" + std::to_string(seen_.size() - 1);
  for (size_t i = 0; i < roots.size(); i++)
    if (roots[i] == object) text += "=root" + std::to_string(i);
  if (class_word == uint64_t(counter.class_word))
    return text + "{" + std::to_string(int64_t(word_of(object, 16))) + "}";
  if (class_word == uint64_t(complex.class_word))
    return text + "{" + float_text(word_of(object, 16)) + "," + float_text(word_of(object, 24)) + "}";
  std::string a = dump(word_of(object, 16)), b = dump(word_of(object, 24));
  return text + names.name_of(reinterpret_cast<void*>(class_word)) + "{" + a + "," + b + "}";
}

std::string RandomWorld::dump_frames(const std::vector<InterpretedFrame>& frames) {
  std::string text;
  for (const InterpretedFrame& frame : frames) {
    text += std::to_string(frame.position) + "(";
    for (uint64_t v : frame.values) text += dump(v) + " ";
    text += ")";
  }
  return text;
}

std::string RandomWorld::dump_world() {
  std::string text;
  for (uint64_t root : roots) text += dump(root) + " ";
  for (const std::string& line : log) text += "\n" + line;
  return text;
}

// --- the generator

namespace {

struct Concrete {
  Value value;  // none: null
  uint64_t bits = 0;
};

class Generator {
 public:
  Generator(RandomWorld& world, uint32_t seed) : world_(world), random_(seed), t_(out_.recorded) {}

  RandomTrace run() {
    current_world = &world_;
    world_.save();
    world_.restore();
    uint32_t kind = pick(10);
    out_.kind = kind < 6 ? TraceKind::Loop : kind < 8 ? TraceKind::Bridge : TraceKind::Straight;
    for (uint32_t& weight : weights_) {  // each trace has its own taste
      static constexpr uint32_t kWeights[] = {0, 1, 2, 8};
      weight = kWeights[pick(4)];
      total_weight_ += weight;
    }
    weights_[8] += 1, total_weight_ += 1;
    start();
    uint32_t handlers = 1 + pick(pick(3) ? 12 : 60);
    for (uint32_t i = 0; i < handlers; i++) handler();
    settle();
    end();
    world_.restore();
    return std::move(out_);
  }

 private:
  static constexpr size_t kRegisters = 7;  // register 0 counts iterations

  uint32_t pick(uint32_t n) { return random_() % n; }
  size_t any_register() { return 1 + pick(kRegisters - 1); }

  // --- appending, and doing what is appended

  Concrete emit(Opcode opcode, Concrete a = {}, Concrete b = {}, Concrete c = {}) {
    Op op(opcode, info(opcode).result);
    op.a = a.value;
    op.b = b.value;
    op.c = c.value;
    Concrete result;
    if (op.opcode == Opcode::int_mul) op.snapshot = snapshot();
    if (info(opcode).flags & Pure || opcode == Opcode::int_mul) evaluate(opcode, a.bits, b.bits, c.bits, result.bits);
    result.value = t_.append(op);
    return result;
  }
  void guard(Opcode opcode, Concrete a, Concrete b = {}) {
    Op op(opcode, Kind::None);
    op.a = a.value;
    op.b = b.value;
    op.snapshot = snapshot();
    t_.append(op);
  }
  Concrete constant_int(int64_t i) { return {t_.constant_int(i), uint64_t(i)}; }
  Concrete constant_float(double d) { return {t_.constant_float(d), std::bit_cast<uint64_t>(d)}; }
  Concrete constant_ref(const void* p) { return {t_.constant_ref(p), uint64_t(p)}; }
  Concrete non_null(Concrete c) { return c.value.is_none() ? constant_ref(nullptr) : c; }

  // One for each handler, taken when the first guard asks for it.
  uint32_t snapshot() {
    if (snapshot_ == kNoSnapshot) snapshot_ = take_snapshot();
    return snapshot_;
  }
  uint32_t take_snapshot() {
    SnapshotPool& pool = t_.snapshots;
    uint32_t snapshot = pool.begin();
    std::vector<Value> values;
    for (Concrete& r : registers_) values.push_back(r.value);
    pool.add_frame(position_, 0, values);
    if (pick(4) == 0) {  // an inlined frame
      values.clear();
      for (int i = 0; i < 2; i++) values.push_back(registers_[any_register()].value);
      pool.add_frame(position_ + 100000, 1, values);
    }
    return snapshot;
  }

  const void* class_of(uint64_t object) {
    return reinterpret_cast<const void*>(word_of(object, TestWorld::kClassOffset));
  }
  bool is_class(const Concrete& c, const void* class_word) { return c.bits && class_of(c.bits) == class_word; }
  bool is_int(const Concrete& c) { return is_class(c, world_.boxes.int_class); }
  bool is_float(const Concrete& c) { return is_class(c, world_.boxes.float_class); }

  // A register that holds such an object, or none.
  template <typename Test> bool find(Test test, size_t& found) {
    size_t start = pick(kRegisters);
    for (size_t i = 0; i < kRegisters; i++) {
      found = (start + i) % kRegisters;
      if (test(registers_[found])) return true;
    }
    return false;
  }
  bool find_class(const void* class_word, size_t& found) {
    return find([&](const Concrete& c) { return is_class(c, class_word); }, found);
  }

  bool known(Concrete c, int fact) { return !known_.insert({c.value.bits, fact}).second; }
  void guard_present(Concrete c) {
    if (!known(c, 0) || pick(4) == 0) guard(Opcode::guard_present, c);
  }
  Concrete int_of(Concrete c) {
    guard_present(c);
    if (!known(c, 1) || pick(3) == 0) guard(Opcode::guard_small_int, c);
    Concrete result = emit(Opcode::unbox_int, c);
    result.bits = uint64_t(read_int_box(world_.boxes, reinterpret_cast<void*>(c.bits)));
    return result;
  }
  Concrete float_of(Concrete c) {
    guard_class(c);
    Concrete result = emit(Opcode::unbox_float, c);
    result.bits = std::bit_cast<uint64_t>(read_float_box(world_.boxes, reinterpret_cast<void*>(c.bits)));
    return result;
  }
  void guard_class(Concrete c) {
    guard_present(c);
    if (!known(c, 2) || pick(3) == 0) guard(Opcode::guard_class, c, constant_ref(class_of(c.bits)));
  }
  Concrete box_int(Concrete i) {
    Concrete box = emit(Opcode::box_int, i);
    box.bits = uint64_t(world_.box_int(int64_t(i.bits)));
    return box;
  }
  Concrete box_float(Concrete f) {
    Concrete box = emit(Opcode::box_float, f);
    box.bits = uint64_t(world_.box_float(std::bit_cast<double>(f.bits)));
    return box;
  }
  void put(Concrete c) { registers_[any_register()] = c; }

  // --- handlers: look, test, do, put

  void handler() {
    position_++;
    snapshot_ = kNoSnapshot;
    uint32_t ticket = pick(total_weight_), kind = 0;
    while (ticket >= weights_[kind]) ticket -= weights_[kind++];
    switch (kind) {
      case 0: return int_arithmetic();
      case 1: return float_arithmetic();
      case 2: return compare();
      case 3: return truth();
      case 4: return make_object();
      case 5: return load();
      case 6: return store();
      case 7: return call();
      default: return move();
    }
  }

  void int_arithmetic() {
    static constexpr Opcode kOps[] = {Opcode::int_add, Opcode::int_add, Opcode::int_sub, Opcode::int_mul,
                                      Opcode::int_and, Opcode::int_or,  Opcode::int_xor, Opcode::int_floordiv,
                                      Opcode::int_mod, Opcode::int_neg, Opcode::int_shr};
    size_t i, j;
    auto test = [&](const Concrete& c) { return is_int(c); };
    if (!find(test, i) || !find(test, j)) return;
    Opcode opcode = kOps[pick(std::size(kOps))];
    Concrete a = int_of(registers_[i]);
    Concrete b = pick(2) ? int_of(registers_[j]) : constant_int(int64_t(pick(12)) - 3);
    if (opcode == Opcode::int_shr) b = constant_int(pick(5));
    if (opcode == Opcode::int_floordiv || opcode == Opcode::int_mod) {
      if (b.bits == 0) return;
      guard(Opcode::guard_false, emit(Opcode::int_eq, b, constant_int(0)));
    }
    uint64_t result;
    if (!evaluate(opcode, a.bits, b.bits, 0, result) || !fits_small(int64_t(result))) return;
    Concrete c = opcode == Opcode::int_neg ? emit(opcode, a) : emit(opcode, a, b);
    guard(Opcode::guard_fits, c);
    put(box_int(c));
  }

  void float_arithmetic() {
    static constexpr Opcode kOps[] = {Opcode::float_add, Opcode::float_sub, Opcode::float_mul,     Opcode::float_div,
                                      Opcode::float_neg, Opcode::float_abs, Opcode::float_from_int};
    size_t i, j;
    auto test = [&](const Concrete& c) { return is_float(c); };
    if (!find(test, i) || !find(test, j)) return;
    Opcode opcode = kOps[pick(std::size(kOps))];
    static constexpr double kConstants[] = {1.0, 2.0, 0.5, 0.0, -0.0, -1.5, 4.0};
    Concrete a = float_of(registers_[i]), b = pick(2) ? float_of(registers_[j]) : constant_float(kConstants[pick(7)]);
    if (opcode == Opcode::float_from_int) {
      if (!find([&](const Concrete& c) { return is_int(c); }, i)) return;
      return put(box_float(emit(opcode, int_of(registers_[i]))));
    }
    if (opcode == Opcode::float_div) {
      if (std::bit_cast<double>(b.bits) == 0) return;
      guard(Opcode::guard_false, emit(Opcode::float_eq, b, constant_float(0)));
    }
    bool unary = opcode == Opcode::float_neg || opcode == Opcode::float_abs;
    put(box_float(unary ? emit(opcode, a) : emit(opcode, a, b)));
  }

  Concrete comparison() {
    size_t i, j;
    if (pick(2)) {
      auto test = [&](const Concrete& c) { return is_float(c); };
      if (!find(test, i) || !find(test, j)) return {};
      Concrete b = pick(2) ? float_of(registers_[j]) : constant_float(4.0);
      return emit(Opcode(int(Opcode::float_eq) + int(pick(6))), float_of(registers_[i]), b);
    }
    auto test = [&](const Concrete& c) { return is_int(c); };
    if (!find(test, i) || !find(test, j)) return {};
    Concrete b = pick(2) ? int_of(registers_[j]) : constant_int(int64_t(pick(100)));
    return emit(Opcode(int(Opcode::int_eq) + int(pick(6))), int_of(registers_[i]), b);
  }

  void compare() {
    Concrete flag = comparison();
    if (!flag.value.is_none()) guard(flag.bits ? Opcode::guard_true : Opcode::guard_false, flag);
  }

  // True or False as an object; tested as one.
  void truth() {
    size_t i;
    auto test = [&](const Concrete& c) { return is_class(c, class_of(uint64_t(world_.truth[0]))); };
    if (pick(2) && find(test, i))
      return guard(Opcode::guard_same, registers_[i], constant_ref(reinterpret_cast<void*>(registers_[i].bits)));
    Concrete flag = comparison();
    if (flag.value.is_none()) return;
    Concrete chosen = emit(Opcode::select_ref, flag, constant_ref(world_.truth[1]), constant_ref(world_.truth[0]));
    put(chosen);
  }

  void store_field(Concrete base, const Field& field, Concrete value) {
    Op op(Opcode::store_field, Kind::None);
    op.a = base.value;
    op.b = value.value;
    op.field = &field;
    t_.append(op);
    write_memory(reinterpret_cast<char*>(base.bits) + field.offset, field.kind, field.width, value.bits);
  }
  void store_item(Concrete base, int64_t index, Concrete value) {
    Op op(Opcode::store_item, Kind::None);
    op.a = base.value;
    op.b = t_.constant_int(index);
    op.c = value.value;
    op.array = &world_.items;
    t_.append(op);
    write_memory(reinterpret_cast<char*>(base.bits) + world_.items.base_offset + 8 * index, Kind::Ref, Width::Word64,
                 value.bits);
  }

  void make_object() {
    const Shape* shapes[] = {&world_.point,   &world_.point, &world_.complex,
                             &world_.counter, &world_.pair,  &world_.finalized};
    const Shape* shape = shapes[pick(6)];
    Concrete parts[2];
    if (shape == &world_.complex) {
      size_t i;
      if (!find([&](const Concrete& c) { return is_float(c); }, i)) return;
      parts[0] = float_of(registers_[i]);
      parts[1] = pick(2) ? parts[0] : constant_float(0.5);
    } else {
      for (Concrete& part : parts) part = non_null(registers_[pick(kRegisters)]);
    }
    Op op(Opcode::new_object, Kind::Ref);
    op.shape = shape;
    Concrete object{t_.append(op), uint64_t(world_.allocate(*shape))};
    if (shape == &world_.complex) {
      store_field(object, world_.re, parts[0]);
      store_field(object, world_.im, parts[1]);
    } else if (shape == &world_.counter) {
      if (pick(2)) store_field(object, world_.value, constant_int(pick(50)));
    } else if (shape == &world_.pair) {
      for (int64_t k = 0; k < 2; k++) store_item(object, k, parts[k]);
    } else {
      if (pick(3)) store_field(object, world_.x, parts[0]);
      store_field(object, world_.y, parts[1]);
    }
    put(object);
  }

  Concrete load_field(Concrete base, const Field& field) {
    Op op(Opcode::load_field, field.kind);
    op.a = base.value;
    op.field = &field;
    uint64_t bits = read_memory(reinterpret_cast<char*>(base.bits) + field.offset, field.kind, field.width);
    return {t_.append(op), bits};
  }
  Concrete load_item(Concrete base, int64_t index) {
    Op op(Opcode::load_item, Kind::Ref);
    op.a = base.value;
    op.b = t_.constant_int(index);
    op.array = &world_.items;
    return {t_.append(op), word_of(base.bits, world_.items.base_offset + 8 * index)};
  }

  // An object with fields in a register, or a constant one; its class guarded.
  bool object(const Shape*& shape, Concrete& found) {
    const Shape* shapes[] = {&world_.point, &world_.complex, &world_.counter, &world_.pair};
    shape = shapes[pick(4)];
    size_t i;
    if (pick(6) == 0 && shape != &world_.complex) {
      found = constant_ref(reinterpret_cast<void*>(world_.roots[shape == &world_.point     ? pick(3)
                                                                : shape == &world_.counter ? 3 + pick(2)
                                                                                           : 5]));
    } else {
      if (!find_class(shape->class_word, i)) return false;
      found = registers_[i];
    }
    guard_class(found);
    return true;
  }

  void load() {
    const Shape* shape;
    Concrete base;
    if (!object(shape, base)) return;
    if (shape == &world_.point) return put_loaded(load_field(base, pick(2) ? world_.x : world_.y));
    if (shape == &world_.pair) return put_loaded(load_item(base, pick(2)));
    if (shape == &world_.complex) return put(box_float(load_field(base, pick(2) ? world_.re : world_.im)));
    Concrete i = load_field(base, world_.value);
    guard_loaded_int(i);
  }
  void guard_loaded_int(Concrete i) {
    if (!fits_small(int64_t(i.bits))) return;
    guard(Opcode::guard_fits, i);
    put(box_int(i));
  }
  void put_loaded(Concrete c) {
    size_t i = any_register();
    if (pick(3) == 0) guard(c.bits ? Opcode::guard_present : Opcode::guard_absent, c);
    registers_[i] = c;
  }

  void store() {
    const Shape* shape;
    Concrete base;
    if (!object(shape, base) || shape == &world_.complex) return;
    if (shape == &world_.point)
      return store_field(base, pick(2) ? world_.x : world_.y, non_null(registers_[pick(kRegisters)]));
    if (shape == &world_.pair) return store_item(base, pick(2), non_null(registers_[pick(kRegisters)]));
    size_t i;
    if (!find([&](const Concrete& c) { return is_int(c); }, i)) return;
    store_field(base, world_.value, int_of(registers_[i]));
  }

  Concrete append_call(const Helper& helper, std::initializer_list<Concrete> arguments) {
    std::vector<Value> values;
    std::vector<uint64_t> bits;
    std::vector<Kind> kinds;
    for (Concrete c : arguments) {
      values.push_back(c.value);
      bits.push_back(c.bits);
      kinds.push_back(t_.kind_of(c.value));
    }
    Op op(Opcode::call, helper.result);
    op.helper = &helper;
    op.first_argument = t_.append_arguments(values.data(), uint32_t(values.size()));
    op.argument_count = uint32_t(values.size());
    Value v = t_.append(op);
    return {v, call_helper(helper, nullptr, bits.data(), kinds.data(), uint32_t(bits.size()))};
  }

  void call() {
    size_t i;
    switch (pick(4)) {
      case 0: return put_returned(append_call(world_.note, {non_null(registers_[pick(kRegisters)])}));
      case 1:
        if (!find([&](const Concrete& c) { return is_int(c); }, i)) return;
        return put_returned(
            append_call(world_.change, {non_null(registers_[pick(kRegisters)]), int_of(registers_[i])}));
      case 2: {
        Concrete result = append_call(world_.look, {non_null(registers_[any_register()])});
        (void)result;  // an address: not the same in every run
        return;
      }
      default: {
        if (!find([&](const Concrete& c) { return is_float(c); }, i)) return;
        Concrete f = float_of(registers_[i]);
        return put(box_float(append_call(world_.hypot, {f, constant_float(2.0)})));
      }
    }
  }
  void put_returned(Concrete result) {
    uint32_t raised = take_snapshot();
    t_.snapshots.snapshots[raised].raised = true;
    size_t r = any_register();
    registers_[r] = result;
    position_++;
    Op op(Opcode::guard_returned, Kind::None);
    op.a = result.value;
    op.snapshot = raised;
    op.other = take_snapshot();
    t_.append(op);
  }

  void move() {
    size_t i;
    switch (pick(6)) {
      case 0: return put({});
      case 1: return put(constant_ref(world_.box_int(int64_t(pick(400)) - 10)));
      case 2: return put(constant_ref(world_.box_float(pick(9) * 0.25)));
      case 3: return put(constant_ref(reinterpret_cast<void*>(world_.roots[pick(6)])));
      case 4:
        if (find([&](const Concrete& c) { return !c.bits && !c.value.is_none(); }, i))
          return guard(Opcode::guard_absent, registers_[i]);
        return;
      default: return put(registers_[any_register()]);
    }
  }

  // --- start and end

  void start() {
    uint64_t choices[] = {uint64_t(world_.box_int(5)),
                          uint64_t(world_.box_int(1000)),
                          uint64_t(world_.box_float(0.75)),
                          uint64_t(world_.box_float(-3.5)),
                          world_.roots[0],
                          world_.roots[1],
                          world_.roots[3],
                          world_.roots[5],
                          0,
                          world_.roots[2],
                          uint64_t(world_.allocate(world_.complex))};
    size_t common = pick(11);
    for (size_t i = 0; i < kRegisters; i++) {
      Concrete& r = registers_[i];
      r.bits = i ? choices[pick(2) ? common : pick(11)] : uint64_t(world_.box_int(0));
      Rep rep = is_int(r) ? Rep::Int : is_float(r) ? Rep::Float : Rep::Ref;
      out_.inputs.push_back(r.bits);
      if (out_.kind == TraceKind::Bridge) exit_value(r, rep, int64_t(i));
      else {
        out_.observed.reps.push_back(rep);
        Op op(Opcode::load_register, Kind::Ref);
        op.imm = int64_t(i);
        r.value = t_.append(op);
      }
      initial_.push_back(r);
    }
    position_ = 1;
    snapshot_ = kNoSnapshot;
  }

  void exit_value(Concrete& r, Rep rep, int64_t index) {
    bool unboxed = rep != Rep::Ref && pick(2);
    Op op(Opcode::exit_value, !unboxed ? Kind::Ref : rep == Rep::Int ? Kind::Int : Kind::Float);
    op.imm = index;
    if (rep != Rep::Ref && pick(2))
      op.b = !unboxed ? t_.constant_ref(class_of(r.bits)) : rep == Rep::Int ? t_.constant_int(1) : Value::none();
    uint64_t object = r.bits;
    r.value = t_.append(op);
    if (!unboxed) return;
    if (rep == Rep::Int) {
      out_.inputs.back() = uint64_t(read_int_box(world_.boxes, reinterpret_cast<void*>(object)));
      r = box_int({r.value, out_.inputs.back()});
    } else {
      out_.inputs.back() = std::bit_cast<uint64_t>(read_float_box(world_.boxes, reinterpret_cast<void*>(object)));
      r = box_float({r.value, out_.inputs.back()});
    }
  }

  // Most registers come back as what they were, so that loops go round.
  void settle() {
    position_++;
    snapshot_ = kNoSnapshot;
    Concrete count = emit(Opcode::int_add, int_of(registers_[0]), constant_int(1));
    guard(Opcode::guard_fits, count);
    registers_[0] = box_int(count);
    for (size_t i = 1; i < kRegisters; i++) {
      bool same = (registers_[i].bits == 0) == (initial_[i].bits == 0) &&
                  (!registers_[i].bits || class_of(registers_[i].bits) == class_of(initial_[i].bits));
      size_t other;
      if (same && pick(2)) continue;
      if (initial_[i].bits && pick(3) && find_class(class_of(initial_[i].bits), other) && other != 0)
        registers_[i] = registers_[other];
      else if (!same && pick(8)) registers_[i] = initial_[i];
    }
  }

  void end() {
    position_++;
    snapshot_ = kNoSnapshot;
    if (pick(2)) t_.append(Op(Opcode::count_bytecode, Kind::None));
    guard(Opcode::guard_no_request, {});
    Op op(out_.kind != TraceKind::Loop && pick(3) == 0 ? Opcode::exit : Opcode::jump, Kind::None);
    op.snapshot = snapshot();
    if (op.opcode == Opcode::jump) {
      std::vector<Value> values;
      for (Concrete& r : registers_) {
        values.push_back(r.value);
        out_.target.signature.reps.push_back(pick(3) == 0  ? Rep::Ref
                                             : is_int(r)   ? Rep::Int
                                             : is_float(r) ? Rep::Float
                                                           : Rep::Ref);
      }
      op.first_argument = t_.append_arguments(values.data(), uint32_t(values.size()));
      op.argument_count = uint32_t(values.size());
    }
    t_.append(op);
  }

  RandomWorld& world_;
  std::mt19937 random_;
  RandomTrace out_;
  Trace& t_;
  Concrete registers_[kRegisters];
  std::vector<Concrete> initial_;
  std::set<std::pair<uint32_t, int>> known_;
  uint32_t snapshot_ = kNoSnapshot;
  uint64_t position_ = 1;
  uint32_t weights_[9] = {}, total_weight_ = 0;
};

}  // namespace

// --- leaving

LeftState describe_left(RandomWorld& world, InterpretResult result) {
  LeftState state{std::move(result), "", ""};
  world.forget_dumped();
  state.frames = world.dump_frames(state.result.frames);
  state.world = world.dump_world();
  return state;
}

namespace {

// Which guard of the recorded trace fails by force.
struct Forcing {
  const Trace* trace;
  uint64_t position = 0;
  int64_t iteration = -1;       // never
  std::vector<int64_t> visits;  // how often each guard was passed
} forcing;

bool force_recorded(void*, uint32_t op_index) {
  const Op& op = forcing.trace->ops[op_index];
  int64_t iteration = forcing.visits[op_index]++;
  uint32_t snapshot = op.other != kNoSnapshot ? op.other : op.snapshot;
  return iteration == forcing.iteration && forcing.trace->snapshots.frames_of(snapshot)[0].position == forcing.position;
}

LeftState run_with_force(RandomWorld& world, const RandomTrace& trace) {
  forcing.trace = &trace.recorded;
  forcing.visits.assign(trace.recorded.ops.size(), 0);
  world.restore();
  InterpretWorld w = world.interpret_world();
  w.force = force_recorded;
  w.operation_limit = 2000000;
  return describe_left(world, interpret(trace.recorded, trace.inputs, w));
}

}  // namespace

LeftState leave_recorded(RandomWorld& world, const RandomTrace& trace, uint64_t position, int64_t count) {
  const Trace& t = trace.recorded;
  bool at_end = position == t.snapshots.frames_of(t.ops.back().snapshot)[0].position;  // counted already
  forcing = {&t, position, count - (at_end ? 1 : 0), {}};
  return run_with_force(world, trace);
}

LeftState run_recorded(RandomWorld& world, const RandomTrace& trace) {
  forcing = {};
  return run_with_force(world, trace);
}

RandomTrace make_random_trace(RandomWorld& world, uint32_t seed) { return Generator(world, seed).run(); }

}  // namespace sidewinder::jit
