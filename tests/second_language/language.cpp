// Objects, frames and the interpreter's loop.
#include "tests/second_language/language.h"

#include <charconv>
#include <cmath>

#include "tests/second_language/handlers.h"
#include "tests/second_language/memory.h"

namespace sidewinder::lines {

namespace {

constexpr size_t kStackWords = size_t(1) << 16;
constexpr size_t kReserve = 32 * (kMaxRegisters + sizeof(FrameHeader) / 8);  // for frames that a trace had inlined
Object* stack[kStackWords];                                                  // static, so the collector sees it
Int zero_object{&int_class, 0};

std::string text_of_float(double v) {
  if (std::isnan(v)) return "nan";  // whatever its sign
  char digits[32];
  std::string text(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

bool is_number(const Object* o) { return class_of(o) != &pair_class; }
std::string kind_of(const Object* o) {
  return class_of(o) == &int_class ? "an int" : std::string("a ") + class_of(o)->name;
}

FrameHeader* place_frame(Thread& t, Object** words, Function* function, int result) {
  auto* h = reinterpret_cast<FrameHeader*>(words);
  *h = {t.frame, function, function->code.data(), result};
  for (int i = 0; i < function->register_count; ++i) h->registers()[i] = zero();
  return t.frame = h;
}

Object** end_of_frames(Thread& t) { return t.frame ? t.frame->registers() + t.frame->function->register_count : stack; }
size_t words_of(const Function* function) { return sizeof(FrameHeader) / 8 + size_t(function->register_count); }

template <class M, class Begin> bool interpret(M& m, Frame<M>& f, Frame<Direct>& plain, Begin begin) {
  for (;;) {
    const Instr& in = *plain.pc;
    begin(in);
    ++plain.pc;
    Next next = step(m, f, in);
    if (next == Next::Go) continue;
    return next == Next::Return;
  }
}

}  // namespace

// --- Objects

Object* new_int(int64_t value) {
  auto* o = static_cast<Int*>(allocate(Contents::Numbers, sizeof(Int)));
  *o = {&int_class, value};
  return object(o);
}
Object* new_float(double value) {
  auto* o = static_cast<Float*>(allocate(Contents::Numbers, sizeof(Float)));
  *o = {&float_class, value};
  return object(o);
}
Object* new_object(const jit::Shape& shape) {
  auto* o = static_cast<char*>(allocate(Contents(shape.allocation_kind), shape.size));
  for (int i = 0; i < shape.word_count; ++i)
    *reinterpret_cast<uint64_t*>(o + shape.words[i].offset) = shape.words[i].bits;
  return reinterpret_cast<Object*>(o);
}
Object* zero() { return object(&zero_object); }

std::string text_of(const Object* o) {
  if (class_of(o) == &int_class) return std::to_string(as<Int>(o)->value);
  if (class_of(o) == &float_class) return text_of_float(as<Float>(o)->value);
  return "a pair";  // whose contents may lead back to it
}

// --- What handlers call

Object* raise(Thread& t, std::string error) {
  t.failed = true;
  t.error = std::move(error);
  return nullptr;
}

Object* numbers_wanted(Thread& t, Object* a, Object* b) {
  if (is_number(a) && is_number(b)) return raise(t, "division by zero");
  return raise(t, "two numbers wanted, not " + kind_of(a) + " and " + kind_of(b));
}
Object* pair_wanted(Thread& t, Object* o) { return raise(t, "a pair wanted, not " + kind_of(o)); }

Object* square_root(Thread& t, Object* o) {
  if (!is_number(o)) return raise(t, "a number wanted, not " + kind_of(o));
  double v = class_of(o) == &int_class ? double(as<Int>(o)->value) : as<Float>(o)->value;
  if (v < 0) return raise(t, "square root of " + text_of(o));
  return new_float(std::sqrt(v));
}

Object* print_object(Thread&, Object* o) {
  std::puts(text_of(o).c_str());
  return o;
}

// --- Frames

void initialize_stack(Thread& t) { t.stack_limit = stack + kStackWords - kReserve; }

FrameHeader* push_frame(Thread& t, Function* function, int result) {
  Object** words = end_of_frames(t);
  if (words + words_of(function) > t.stack_limit) return raise(t, "too many calls within calls"), nullptr;
  return place_frame(t, words, function, result);
}

FrameHeader* rebuild_frame(Thread& t, Function* function, int result) {
  Object** words = end_of_frames(t);
  PY_CHECK(words + words_of(function) <= stack + kStackWords);
  return place_frame(t, words, function, result);
}

// --- The loop

bool run_direct(Thread& t) {
  Direct m{t};
  Frame<Direct> f(t.frame);
  return interpret(m, f, f, [](const Instr&) {});
}

bool run_checking(Thread& t) {
  Checking m(t);
  Frame<Checking> f{Frame<Direct>(t.frame)};
  return interpret(m, f, f.plain, [&m](const Instr& in) { m.begin(unsigned(in.opcode)); });
}

const char* name_of(Opcode opcode) {
  static const char* const names[] = {
#define OP(name, ...) #name,
#include "tests/second_language/opcodes.def"
#undef OP
  };
  return names[size_t(opcode)];
}

}  // namespace sidewinder::lines
