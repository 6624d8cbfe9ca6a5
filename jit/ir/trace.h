// A trace: SSA operations in one line, with labels. The recorder writes one, the optimiser reads it
// and writes another, the backend compiles that. Constants live in a pool of their own.
//
//   recorded:  load_register... (or exit_value... and rebuilding ops)  operations...  jump | exit
//   optimised: entry (load_register, guards, unboxing)  label 0  first iteration  label 1  body  jump
//
// A label is followed at once by its `argument` operations, in order of imm. Its own argument list in the pool
// (first_argument, argument_count) holds the values that they take when control falls into the label from above;
// a jump's argument list holds those that they take from there. Kinds agree. Values defined above a label may be
// used below it: they are loop-invariant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/base/check.h"
#include "jit/ir/snapshot.h"
#include "jit/ir/value.h"
#include "jit/language/descriptors.h"

namespace sidewinder::jit {

enum class Opcode : uint8_t {
#define IR(name, result, a, b, c, flags) name,
#include "jit/ir/ops.def"
#undef IR
  kCount
};

enum OpcodeFlag : uint16_t {
  Pure = 1,
  Guard = 2,
  Reads = 4,
  Writes = 8,
  Allocates = 16,
  Commutes = 32,
  Call = 64,
  Flow = 128,
};

struct OpcodeInfo {
  const char* name;
  Kind result, a, b, c;
  uint16_t flags;
};
extern const OpcodeInfo kOpcodeInfos[];
inline const OpcodeInfo& info(Opcode opcode) {
  PY_DCHECK(opcode < Opcode::kCount);
  return kOpcodeInfos[size_t(opcode)];
}

constexpr bool is_new(Opcode opcode) { return opcode == Opcode::new_object || opcode == Opcode::new_storage; }

struct Target;  // a label of compiled code that other traces may jump to (jit/ir/target.h)

struct Op {
  Opcode opcode;
  Kind kind;          // of the result
  bool sunk = false;  // built on exits only: the backend emits nothing for it
  Value a, b, c;
  uint32_t snapshot = kNoSnapshot;  // guards, exit, recorded jumps; calls that may raise: as if they had
  uint32_t other = kNoSnapshot;     // guard_returned, guard_raised: the other way out
  uint32_t first_argument = 0, argument_count = 0;  // call, jump, label: into Trace::arguments
  union {
    int64_t imm;
    const Field* field;
    const Array* array;
    const Shape* shape;
    const Helper* helper;
    Target* target;  // jump: null = label number `label_number` of this trace
  };
  uint32_t label_number = 0;  // jump inside this trace
  Op(Opcode o, Kind k) : opcode(o), kind(k), imm(0) {}
};

inline bool is_pure_call(const Op& op) {
  return op.opcode == Opcode::call &&
         (op.helper->effects & ~(kEffectTakesThread | kEffectLate | kEffectLazy)) == kEffectPure;
}
// May be sunk: its result is that of Hooks::root_object.
inline bool is_late_call(const Op& op) { return op.opcode == Opcode::call && (op.helper->effects & kEffectLate); }
// May be sunk: exits make the call.
inline bool is_lazy_call(const Op& op) { return op.opcode == Opcode::call && (op.helper->effects & kEffectLazy); }

// What the optimiser took away, and why: for the viewer and the workshop.
struct Removal {
  uint32_t recorded_index;  // of the operation that was on its way; what was removed may have been made of it
  Opcode opcode;
  const char* pass;
  const char* reason;  // static text
};

// A constant's bits and kind. Objects among them are kept alive by the language's rooted storage
// (Hooks::allocate_roots).
struct Constant {
  Kind kind;
  uint64_t bits;
};

class Trace {
 public:
  // Constants are interned: equal bits and kind give the same Value.
  Value constant(Kind kind, uint64_t bits);
  Value constant_int(int64_t value) { return constant(Kind::Int, uint64_t(value)); }
  Value constant_float(double value);
  Value constant_ref(const void* object) { return constant(Kind::Ref, uint64_t(object)); }
  const Constant& constant_at(Value v) const {
    PY_DCHECK(v.is_constant());
    return constants[v.index()];
  }
  int64_t int_of(Value v) const { return int64_t(constant_at(v).bits); }
  double float_of(Value v) const;

  Kind kind_of(Value v) const { return v.is_constant() ? constants[v.index()].kind : ops[v.index()].kind; }
  Value append(const Op& op) {
    ops.push_back(op);
    return Value::op(uint32_t(ops.size() - 1));
  }
  uint32_t append_arguments(const Value* values, uint32_t count);
  void clear();  // empty, with its memory kept

  std::vector<Op> ops;
  std::vector<Constant> constants;
  std::vector<Value> arguments;  // of calls and jumps
  SnapshotPool snapshots;
  std::vector<Removal> removals;  // optimised traces only

 private:
  std::vector<uint32_t> constant_table_;  // open addressing over `constants`, size a power of two
};

// Text and back: print and parse are inverse (jit/ir/printer.cpp, parser.cpp). Verify returns "" or what is wrong.
class DescriptorTable;  // names -> Field, Array, Shape, Helper rows, objects (jit/ir/parser.h)

// Names for constants and positions, from the language (Hooks::describe_object, describe_position); both may be null.
// An object's name should be like `<class float>`, to parse back; a position's name is printed as a comment.
struct PrintNames {
  const DescriptorTable* table = nullptr;  // asked first
  std::string (*object)(const void* object) = nullptr;
  std::string (*position)(uint64_t position) = nullptr;
};
std::string print(const Trace& trace, const PrintNames* names = nullptr);
// without a newline
std::string print_operation(const Trace& trace, uint32_t index, const PrintNames* names = nullptr);
// Not to be parsed: each snapshot with the operations that leave through it, a line a frame.
std::string print_snapshots(const Trace& trace, const PrintNames* names = nullptr);
struct ParseResult {
  Trace trace;
  std::string error;
};
ParseResult parse(const std::string& text, DescriptorTable& descriptors);
enum class Stage : uint8_t { Recorded, Optimised };
std::string verify(const Trace& trace, Stage stage);
// The same for one operation that is about to be appended, its snapshots apart.
std::string verify_operation(const Trace& trace, const Op& op);

}  // namespace sidewinder::jit
