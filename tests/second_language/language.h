// Lines, a language of one instruction a line: its objects, its functions, its frames and its thread. Numbers are ints
// of at most 60 bits (a result that needs more is a float) and floats; beside them there are pairs. See README.md.
//
// jit/ sees objects as opaque `Object*`; as<Pair>(o) is ours.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "interpreter/base/check.h"
#include "jit/baseline/baseline.h"
#include "jit/driver/session.h"

namespace sidewinder::lines {

// --- Objects

struct Class {
  const char* name;
};
inline const Class int_class{"int"}, float_class{"float"}, pair_class{"pair"};

struct Int {
  const Class* cls;
  int64_t value;
};
struct Float {
  const Class* cls;
  double value;
};
struct Pair {
  const Class* cls;
  Object *first, *second;
};

template <class T> PY_ALWAYS_INLINE T* as(Object* o) { return reinterpret_cast<T*>(o); }
template <class T> PY_ALWAYS_INLINE const T* as(const Object* o) { return reinterpret_cast<const T*>(o); }
template <class T> Object* object(T* o) { return reinterpret_cast<Object*>(o); }
inline const Class* class_of(const Object* o) { return *as<const Class*>(o); }

extern const jit::Shape int_shape, float_shape;
extern const jit::Helper box_any_int_row;
// How numbers are stored. Ints of Lines have at most 60 bits, so all of them are small.
inline constexpr jit::Boxes boxes{
    .int_class = &int_class,
    .int_format = jit::IntFormat::Plain,
    .int_offset = offsetof(Int, value),
    .int_size_offset = 0,
    .small_ints = nullptr,
    .small_min = 0,
    .small_max = -1,
    .small_stride = 0,
    .int_shape = &int_shape,
    .box_any_int = &box_any_int_row,
    .float_class = &float_class,
    .float_offset = offsetof(Float, value),
    .float_shape = &float_shape,
};

Object* new_int(int64_t value);
Object* new_float(double value);
Object* new_object(const jit::Shape& shape);
Object* zero();                        // what registers hold before anything else
std::string text_of(const Object* o);  // as `print` shows it

// --- Functions

enum class Opcode : uint16_t {
#define OP(name, ...) name,
#include "tests/second_language/opcodes.def"
#undef OP
  kCount
};
const char* name_of(Opcode opcode);

constexpr int kMaxArguments = 4;
constexpr int kMaxRegisters = 256;

struct Instr {
  Opcode opcode;
  int16_t result = -1;                  // register; -1: none
  int16_t target = 0;                   // index of an instruction, or of a function
  int16_t count = 0;                    // operands
  int16_t operand[kMaxArguments] = {};  // register, or ~index of a constant
  int32_t line = 0;
};

// A place that goto comes back to: where the JIT begins.
struct Loop {
  uint32_t countdown = jit::settings.baseline ? jit::parameters.baseline_threshold : jit::parameters.loop_threshold;
  uint32_t trace_countdown = jit::parameters.loop_threshold;  // of compiled code, with -X jit=tiers
  jit::StartPoint start;
};

struct Function {
  jit::baseline::CompiledCode* compiled = nullptr;  // its addresses in machine code, with -X jit=baseline or tiers
  std::string name;
  int index = 0;  // in the program
  int parameter_count = 0;
  int register_count = 0;
  std::vector<Instr> code;
  std::vector<Object*> constants;  // the program's, which are not collected
  std::deque<Loop> loops;
};

struct Program {
  std::deque<Function> functions;
  Function* main = nullptr;
  std::deque<Int> ints;  // storage of constants
  std::deque<Float> floats;
};

// --- Frames

struct FrameHeader {
  FrameHeader* caller;  // null: the first frame
  Function* function;
  const Instr* pc;  // the next instruction
  int64_t result;   // the caller's register
  Object** registers() { return reinterpret_cast<Object**>(this + 1); }
  static FrameHeader* of(Object** registers) { return reinterpret_cast<FrameHeader*>(registers) - 1; }
};

}  // namespace sidewinder::lines

namespace sidewinder {

struct Thread {
  lines::FrameHeader* frame = nullptr;
  uint32_t request = 0;  // set by signals: stop at the next back edge
  bool failed = false;
  bool runs_compiled_code = false;  // what a handler that it calls does goes on there
  std::string error;
  lines::Program* program = nullptr;
  jit::Session* session = nullptr;  // while recording
  Object** stack_limit = nullptr;   // a call may not go beyond it; frames that a trace had inlined may
};

}  // namespace sidewinder

namespace sidewinder::lines {

Object* raise(Thread& t, std::string error);                            // null
FrameHeader* push_frame(Thread& t, Function* function, int result);     // registers zero; null: raised
FrameHeader* rebuild_frame(Thread& t, Function* function, int result);  // past the limit, too
void initialize_stack(Thread& t);

// At the header of a loop whose countdown ran out: may record or enter a trace; then t.frame is where to go on. False:
// raised.
bool at_hot_loop(Thread& t, Loop& loop);
bool enter_compiled(Thread& t);          // with -X jit=baseline or tiers
bool run_traces(Thread& t, Loop& loop);  // from there
extern const jit::Hooks hooks;
// For the log and dumps: the program whose instructions are positions.
void describe_program(const Program* program);

// Runs main. False: raised, with t.frame where it happened.
bool run_direct(Thread& t);
bool run_checking(Thread& t);
// Prints what every instruction does on each of its paths; how many rules its handlers break.
int explain_handlers();

}  // namespace sidewinder::lines
