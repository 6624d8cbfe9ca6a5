// Guards: each is a test and a jump to its exit. See exits.cpp for what both are.
#include "jit/backend/guards.h"
#include "jit/language/bytecode_counts.h"

namespace sidewinder::jit {

namespace {

using Code = x86::CondCode;
constexpr int64_t kLargest = (int64_t(1) << 60) - 1;

}  // namespace

void Compiler::lower_guard_true(uint32_t i, const Op& op) { guard_comparison(i, op, prepare_flag(op.a), true); }
void Compiler::lower_guard_false(uint32_t i, const Op& op) { guard_comparison(i, op, prepare_flag(op.a), false); }

void Compiler::lower_guard_same(uint32_t i, const Op& op) {
  guard_comparison(i, op, prepare_integers(op.a, op.b, Code::kEqual), true);
}
void Compiler::lower_guard_same_ptr(uint32_t i, const Op& op) {
  guard_comparison(i, op, prepare_integers(op.a, op.b, Code::kEqual), true);
}
void Compiler::lower_guard_int(uint32_t i, const Op& op) {
  guard_comparison(i, op, prepare_integers(op.a, op.b, Code::kEqual), true);
}

Compiler::Comparison Compiler::prepare_null_test(Value object, Code code) {
  Operand x = registers.source(object);
  if (x.isImm()) x = registers.gp(object);
  if (x.isMem()) return {Comparison::Form::Cmp, x, asmjit::Imm(0), {Truth::Parity::Ignored, code}};
  return {Comparison::Form::Test, x, x, {Truth::Parity::Ignored, code}};
}

void Compiler::lower_guard_present(uint32_t i, const Op& op) {
  guard_comparison(i, op, prepare_null_test(op.a, Code::kNotEqual), true);
}
void Compiler::lower_guard_absent(uint32_t i, const Op& op) {
  guard_comparison(i, op, prepare_null_test(op.a, Code::kEqual), true);
}

void Compiler::lower_guard_fits(uint32_t i, const Op& op) {
  Comparison c{Comparison::Form::Fits, registers.gp(op.a), {}, {Truth::Parity::Ignored, Code::kUnsignedLE}};
  guard_comparison(i, op, c, true);
}

// Compares the object's class word with the class: an immediate, or loaded into the scratch register.
void Compiler::compare_class(const x86::Gp& object, const void* class_word) {
  x86::Mem word = x86::qword_ptr(object, hooks.class_offset);
  if (Emitter::fits_int32(uint64_t(class_word))) {
    as.cmp(word, int32_t(uint64_t(class_word)));
  } else {
    as.mov(kScratch, uint64_t(class_word));
    as.cmp(word, kScratch);
  }
}

void Compiler::lower_guard_class(uint32_t i, const Op& op) {
  x86::Gp object = registers.gp(op.a);
  if (!op.b.is_constant()) {
    Operand wanted = registers.gp(op.b);
    x86::Mem word = x86::qword_ptr(object, hooks.class_offset);
    return guard_comparison(i, op, {Comparison::Form::Cmp, word, wanted, {Truth::Parity::Ignored, Code::kEqual}}, true);
  }
  const void* class_word = reinterpret_cast<const void*>(constant(op.b).bits);
  guard(i, op, {Truth::Parity::Ignored, Code::kNotEqual}, [&] { compare_class(object, class_word); });
}

// Class and size: two jumps to one relay. Digits30: at most two digits, so the size is in [-2, 2].
void Compiler::lower_guard_small_int(uint32_t i, const Op& op) {
  x86::Gp object = registers.gp(op.a);
  Exit& exit = new_exit(i, op.snapshot);
  forced_exit(exit);
  compare_class(object, boxes.int_class);
  jump_to_relay(exit, Code::kNotEqual);
  if (boxes.int_format == IntFormat::Digits30) {
    as.mov(kScratch, x86::qword_ptr(object, boxes.int_size_offset));
    as.add(kScratch, 2);
    as.cmp(kScratch, 4);
  } else {
    as.mov(kScratch, emitter.pool(uint64_t(kLargest)));
    as.add(kScratch, x86::qword_ptr(object, boxes.int_offset));
    as.cmp(kScratch, emitter.pool(uint64_t(2 * kLargest)));
  }
  jump_to_relay(exit, Code::kUnsignedGT);
}

void Compiler::lower_count_bytecode(uint32_t, const Op&) {
  as.mov(kScratch, uint64_t(&bytecode_counts.compiled));
  as.inc(x86::qword_ptr(kScratch));
}

void Compiler::lower_guard_no_request(uint32_t i, const Op& op) {
  guard(i, op, {Truth::Parity::Ignored, Code::kNotEqual},
        [&] { as.cmp(x86::dword_ptr(kThread, hooks.request_offset), 0); });
}

void Compiler::lower_guard_returned(uint32_t i, const Op& op) { guard_call(i, op, false); }
void Compiler::lower_guard_raised(uint32_t i, const Op& op) { guard_call(i, op, true); }

}  // namespace sidewinder::jit
