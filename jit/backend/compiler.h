// One compilation: the state that the lowerings share. Each operation of jit/ir/ops.def has one function, lower_<name>,
// in a lower_*.cpp; how to add one is in README.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jit/backend/common_code.h"
#include "jit/backend/compile.h"
#include "jit/backend/emitter.h"
#include "jit/backend/known_classes.h"
#include "jit/backend/liveness.h"
#include "jit/backend/registers.h"

namespace sidewinder::jit {

using asmjit::Label;
using asmjit::Operand;

class Compiler {
 public:
  explicit Compiler(CompileInput& input, const CommonCode& common);
  CompileResult run();

 private:
#define IR(name, result, a, b, c, flags) void lower_##name(uint32_t i, const Op& op);
#include "jit/ir/ops.def"
#undef IR
  using Lowering = void (Compiler::*)(uint32_t i, const Op& op);
  static const Lowering kLowerings[];

  void fail(std::string reason) { emitter.fail(std::move(reason)); }
  const Constant& constant(Value v) const { return trace.constants[v.index()]; }
  bool is_null(Value v) const { return v.is_constant() && constant(v).bits == 0; }

  // --- compile.cpp ---------------------------------------------------------------------------
  void start_bridge();
  void lower_all();
  void allocate_roots();
  std::unique_ptr<CompiledTrace> finish(Emitter::Placed placed);

  // --- lower_int.cpp, lower_float.cpp --------------------------------------------------------
  void two_operands(uint32_t i, const Op& op, x86::Inst::Id instruction);
  void shift(uint32_t i, const Op& op, x86::Inst::Id by_constant, x86::Inst::Id by_register);
  enum class Division { Quotient, Remainder };
  void divide(uint32_t i, const Op& op, Division which);
  bool divide_by_constant(uint32_t i, const Op& op, Division which);
  void multiply_by_inverse(uint32_t i, const Op& op, Division which, int64_t divisor);
  void two_floats(uint32_t i, const Op& op, x86::Inst::Id avx, x86::Inst::Id sse);
  void mask_float(uint32_t i, const Op& op, x86::Inst::Id avx, x86::Inst::Id sse, uint64_t mask);

  // --- lower_compare.cpp ---------------------------------------------------------------------
  // When a comparison is true, in terms of the CPU's flags. ucomisd sets the parity flag for NaNs.
  struct Truth {
    enum class Parity : uint8_t { Ignored, AndNot, Or } parity = Parity::Ignored;
    x86::CondCode code = x86::CondCode::kEqual;
    Truth negated() const;
  };
  // A comparison whose operands are in their places; emit_comparison may be repeated.
  struct Comparison {
    enum class Form : uint8_t { Cmp, Test, Fits, Ucomisd } form = Form::Cmp;
    Operand a, b;
    Truth truth;
  };
  Comparison prepare_comparison(const Op& op);
  Comparison prepare_integers(Value a, Value b, x86::CondCode code);
  Comparison prepare_floats(const Op& op);
  Comparison prepare_null_test(Value object, x86::CondCode code);
  Comparison prepare_flag(Value flag);  // the fused comparison, or a test of the flag's register
  void emit_comparison(const Comparison& c);
  void lower_comparison(uint32_t i, const Op& op);

  // --- exits.cpp -----------------------------------------------------------------------------
  struct Stub {
    Label label, relay;
    uint32_t exit;
    bool relayed;
  };
  Exit& new_exit(uint32_t op, uint32_t snapshot);
  // Emits `test` (which may be repeated) and a jump to the exit, taken when `fails` holds.
  template <class Test> void guard(uint32_t i, const Op& op, Truth fails, Test test);
  template <class Test> void emit_aligned(Test test, uint32_t ahead);
  void guard_comparison(uint32_t i, const Op& op, const Comparison& c, bool expected);
  void exit_if(Exit& exit, Truth fails);
  void jump_to_relay(Exit& exit, x86::CondCode fails);  // for guards of more than one jump
  void forced_exit(Exit& exit);
  void compare_class(const x86::Gp& object, const void* class_word);
  void guard_call(uint32_t i, const Op& op, bool expect_raised);
  Stub& stub_of(Exit& exit);
  void emit_exit_stubs();

  // --- call_sites.cpp ------------------------------------------------------------------------
  // Before a call: the two snapshots of what may be seen, if anybody may look; null: nobody.
  const Op* guard_of_visible_call(uint32_t i, const Op& op) const;
  void copy_kept_registers(const Op& op);  // those that the call's snapshot names go to the frame
  void add_call_site(uint32_t i, const Op& op, const Op& guard, size_t return_offset);
  // --- lower_memory.cpp, lower_box.cpp -------------------------------------------------------
  void load(uint32_t i, const Op& op, x86::Mem from, Width width);
  void store(x86::Mem to, Value value, Kind kind, Width width);
  x86::Mem item_address(const Op& op);
  // Pops a free object of this shape into `to`, header words written. The rest is zero.
  void allocate_inline(const x86::Gp& to, const Shape& shape);
  void write_header(const x86::Gp& object, const Shape& shape);
  void unbox_digits(const x86::Gp& to, const x86::Gp& object);
  void write_digits(const x86::Gp& object, const x86::Gp& value, const x86::Gp& magnitude);

  // Code outside the hot path, emitted at the end: calls request(thread, argument), result in `to`, jumps back.
  struct SlowCall {
    Label entry, back;
    const void* function;
    uint64_t argument;  // or, if `register_argument`, the register that holds it
    x86::Gp value, to;
    bool register_argument;
  };
  struct SmallInt {
    Label entry, back;
    x86::Gp value, to;
  };
  void emit_cold_code();
  void emit_target_adapter();

  CompileInput& input;
  const CommonCode& common;
  const Hooks& hooks;
  const Boxes& boxes;
  std::unique_ptr<CompiledTrace> compiled;
  Trace& trace;
  Emitter emitter;
  x86::Assembler& as;
  Liveness liveness;
  Registers registers;
  KnownClasses known_classes;

  std::vector<Stub> stubs;  // in step with compiled->exits: stubs[k] is exit k's
  struct Patch {
    uint32_t exit;
    size_t field;
  };
  std::vector<Patch> patches;
  struct ForcedStub {
    Label label;
    uint32_t exit;
  };
  std::vector<ForcedStub> forced;
  std::vector<SlowCall> slow_calls;
  std::vector<SmallInt> small_ints;
  std::vector<ExitValue> listed;  // of the exit or call under way, before they get memory of their own
  std::vector<uint32_t> seen;     // by value: 1 + number of the last exit that listed it
  Label loop_label;
  Label target_label;  // label 0, as others enter it
  bool has_target = false;
  std::vector<Location> target_locations;
};

}  // namespace sidewinder::jit
