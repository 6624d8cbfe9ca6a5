// Entering, leaving, dispatch, and boxes. With the return address, six saved registers and eight bytes rsp is a
// multiple of 16 in compiled code, as calls want it.
#include "jit/baseline/stubs.h"

#include <cstddef>

#include "jit/baseline/assembly.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/install.h"

namespace sidewinder::jit::baseline {

namespace {

const x86::Gp kCalleeSaved[] = {x86::rbp, x86::rbx, x86::r12, x86::r13, x86::r14, x86::r15};

class StubMaker {
 public:
  StubMaker(const BaselineHooks& language, const StubCalls& calls)
      : language_(language), hooks_(*language.hooks), calls_(calls), a_(hooks_), as_(a_.as) {}

  const Stubs* make();

 private:
  void enter();
  void leave_with(Label out);
  void dispatch(Label fresh);
  void lazy(const void* function);
  Label leave_unboxed(bool is_float);
  void box_float();
  void box_int();
  void slow_box(bool is_float);
  void pop_free(const Shape& shape, Label slow);
  Label here() {
    Label label = as_.newLabel();
    as_.bind(label);
    return label;
  }
  void call(const void* function) {
    as_.mov(x86::rax, uint64_t(function));
    as_.call(x86::rax);
  }

  const BaselineHooks& language_;
  const Hooks& hooks_;
  const StubCalls& calls_;
  StubAssembly a_;
  x86::Assembler& as_;
};

void StubMaker::enter() {
  for (const x86::Gp& reg : kCalleeSaved) as_.push(reg);
  as_.sub(x86::rsp, 8);
  as_.mov(x86::qword_ptr(x86::rcx), x86::rsp);
  as_.mov(kThread, x86::rdi);
  as_.mov(kRegisters, x86::rsi);
  as_.mov(kIntClass, uint64_t(hooks_.boxes->int_class));
  as_.mov(kFloatClass, uint64_t(hooks_.boxes->float_class));
  as_.jmp(x86::rdx);
}

void StubMaker::leave_with(Label out) {
  as_.bind(out);
  as_.add(x86::rsp, 8);
  for (int i = int(std::size(kCalleeSaved)); i-- > 0;) as_.pop(kCalleeSaved[i]);
  as_.ret();
}

void StubMaker::dispatch(Label fresh) {
  const FrameLayout& layout = language_.layout;
  as_.mov(kRegisters, x86::qword_ptr(kThread, layout.thread_frame));
  as_.mov(x86::rax, x86::qword_ptr(kRegisters, layout.code));
  as_.mov(x86::rcx, x86::qword_ptr(kRegisters, layout.pc));
  as_.add(kRegisters, layout.header_bytes);
  as_.mov(x86::rax, x86::qword_ptr(x86::rax, layout.code_record));
  as_.test(x86::rax, x86::rax);
  as_.jz(fresh);
  as_.mov(x86::rax, x86::qword_ptr(x86::rax));  // CompiledCode::addresses
  as_.jmp(x86::qword_ptr(x86::rax, x86::rcx));
}

// Calls function(thread, registers for values, r11), and goes on where it says.
void StubMaker::lazy(const void* function) {
  constexpr int32_t kBytes = 8 * (16 + kSavedFloats);
  as_.sub(x86::rsp, kBytes);
  for (int i = 0; i < kGpPoolSize; ++i) as_.mov(x86::qword_ptr(x86::rsp, 8 * i), kGpPool[i]);
  for (int i = 0; i < kXmmPoolSize; ++i) as_.movsd(x86::qword_ptr(x86::rsp, 8 * (16 + i)), StubAssembly::xmm(i));
  as_.mov(x86::rdi, kThread);
  as_.mov(x86::rsi, x86::rsp);
  as_.mov(x86::rdx, kScratch);
  call(function);
  as_.add(x86::rsp, kBytes);
  as_.jmp(x86::rax);
}

// The result is in rcx or xmm0. Answers where the caller goes on that has no code for it: its register is edi then.
Label StubMaker::leave_unboxed(bool is_float) {
  const FrameLayout& layout = language_.layout;
  const CallLayout& calls = language_.calls;
  Label lazy = as_.newLabel();
  as_.mov(x86::rsi, x86::qword_ptr(kRegisters, layout.caller - layout.header_bytes));
  as_.inc(x86::dword_ptr(kThread, calls.recursion));
  as_.movzx(x86::edi, x86::word_ptr(kRegisters, calls.result - layout.header_bytes));
  as_.mov(x86::qword_ptr(kThread, layout.thread_frame), x86::rsi);
  as_.mov(x86::rax, x86::qword_ptr(x86::rsi, layout.code));
  as_.mov(x86::rdx, x86::qword_ptr(x86::rsi, layout.pc));
  as_.lea(kRegisters, x86::ptr(x86::rsi, layout.header_bytes));
  as_.mov(x86::rax, x86::qword_ptr(x86::rax, layout.code_record));
  as_.test(x86::rax, x86::rax);
  as_.jz(lazy);
  int32_t table = is_float ? offsetof(CodeAddresses, float_results) : offsetof(CodeAddresses, int_results);
  as_.mov(x86::rax, x86::qword_ptr(x86::rax, table));
  as_.test(x86::rax, x86::rax);
  as_.jz(lazy);
  as_.jmp(x86::qword_ptr(x86::rax, x86::rdx));
  as_.bind(lazy);
  as_.mov(x86::edx, x86::edi);
  as_.mov(x86::rdi, kThread);
  if (is_float) as_.movq(x86::rsi, x86::xmm0);
  else as_.mov(x86::rsi, x86::rcx);
  call(is_float ? reinterpret_cast<const void*>(calls_.result_float)
                : reinterpret_cast<const void*>(calls_.result_int));
  as_.jmp(x86::rax);
  return lazy;
}

// Takes the head of the shape's free list into the scratch register and writes its header words; rax and rcx are free.
void StubMaker::pop_free(const Shape& shape, Label slow) {
  void** list = hooks_.free_list(shape.allocation_kind, shape.size);
  if (!list) {
    as_.jmp(slow);
    return;
  }
  as_.mov(x86::rax, uint64_t(list));
  as_.mov(x86::rcx, x86::qword_ptr(x86::rax));
  as_.test(x86::rcx, x86::rcx);
  as_.jz(slow);
  as_.push(kScratch);
  as_.mov(kScratch, x86::qword_ptr(x86::rcx));
  as_.mov(x86::qword_ptr(x86::rax), kScratch);
  for (uint32_t offset = 0; offset < shape.size; offset += 8) {
    int64_t bits = 0;
    for (int w = 0; w < shape.word_count; ++w)
      if (uint32_t(shape.words[w].offset) == offset) bits = int64_t(shape.words[w].bits);
    a_.store(x86::qword_ptr(x86::rcx, int32_t(offset)), bits);
  }
  as_.pop(kScratch);
}

Object* slow_box_int(const Hooks* hooks, Thread* t, int64_t v) { return hooks->box_int(*t, v); }
Object* slow_box_float(const Hooks* hooks, Thread* t, double v) { return hooks->box_float(*t, v); }

void StubMaker::slow_box(bool is_float) {
  const x86::Gp saved[] = {x86::rcx, x86::rsi, x86::rdi, x86::r8, x86::r9, x86::r10, x86::rdx, x86::rax};
  as_.push(x86::rbp);
  as_.mov(x86::rbp, x86::rsp);
  for (const x86::Gp& reg : saved) as_.push(reg);
  as_.sub(x86::rsp, 8 * kSavedFloats);
  as_.and_(x86::rsp, -16);
  for (int i = 0; i < kXmmPoolSize; ++i) as_.movsd(x86::qword_ptr(x86::rsp, 8 * i), StubAssembly::xmm(i));
  as_.mov(x86::rdi, uint64_t(&hooks_));
  as_.mov(x86::rsi, kThread);
  if (is_float) as_.movaps(x86::xmm0, kFloatScratch);
  else as_.mov(x86::rdx, kScratch);
  call(is_float ? reinterpret_cast<const void*>(&slow_box_float) : reinterpret_cast<const void*>(&slow_box_int));
  as_.mov(kScratch, x86::rax);
  for (int i = 0; i < kXmmPoolSize; ++i) as_.movsd(StubAssembly::xmm(i), x86::qword_ptr(x86::rsp, 8 * i));
  as_.lea(x86::rsp, x86::ptr(x86::rbp, -8 * int(std::size(saved))));
  for (int i = int(std::size(saved)); i-- > 0;) as_.pop(saved[i]);
  as_.pop(x86::rbp);
  as_.ret();
}

void StubMaker::box_float() {
  Label slow = as_.newLabel();
  as_.push(x86::rax);
  as_.push(x86::rcx);
  pop_free(*hooks_.boxes->float_shape, slow);
  as_.movsd(x86::qword_ptr(x86::rcx, hooks_.boxes->float_offset), kFloatScratch);
  as_.mov(kScratch, x86::rcx);
  as_.pop(x86::rcx);
  as_.pop(x86::rax);
  as_.ret();
  as_.bind(slow);
  as_.pop(x86::rcx);
  as_.pop(x86::rax);
  slow_box(true);
}

// Singletons for the smallest ones; 60 bits and more go the slow way.
void StubMaker::box_int() {
  const Boxes& boxes = *hooks_.boxes;
  Label slow = as_.newLabel(), not_singleton = as_.newLabel();
  as_.push(x86::rax);
  as_.push(x86::rcx);
  if (boxes.small_ints) {
    as_.mov(x86::rax, kScratch);
    as_.sub(x86::rax, int32_t(boxes.small_min));
    as_.cmp(x86::rax, int32_t(boxes.small_max - boxes.small_min));
    as_.ja(not_singleton);
    as_.imul(x86::rax, x86::rax, int32_t(boxes.small_stride));
    as_.mov(kScratch, uint64_t(boxes.small_ints));
    as_.add(kScratch, x86::rax);
    as_.pop(x86::rcx);
    as_.pop(x86::rax);
    as_.ret();
  }
  as_.bind(not_singleton);
  as_.mov(x86::rax, kScratch);
  as_.neg(x86::rax);
  as_.cmovs(x86::rax, kScratch);  // the magnitude
  as_.shr(x86::rax, 60);
  as_.jnz(slow);
  pop_free(*boxes.int_shape, slow);
  if (boxes.int_format == IntFormat::Plain) {
    as_.mov(x86::qword_ptr(x86::rcx, boxes.int_offset), kScratch);
    as_.mov(kScratch, x86::rcx);
  } else {
    as_.push(x86::rdx);
    as_.mov(x86::rax, kScratch);
    as_.neg(x86::rax);
    as_.cmovs(x86::rax, kScratch);
    as_.mov(x86::rdx, x86::rax);
    as_.shr(x86::rdx, 30);
    as_.and_(x86::eax, 0x3fffffff);
    as_.mov(x86::dword_ptr(x86::rcx, boxes.int_offset), x86::eax);
    as_.mov(x86::dword_ptr(x86::rcx, boxes.int_offset + 4), x86::edx);
    as_.cmp(x86::rdx, 1);  // carry: one digit
    as_.mov(x86::edx, 2);
    as_.sbb(x86::rdx, 0);
    as_.test(x86::rax, x86::rax);
    Label not_zero = as_.newLabel();
    as_.jnz(not_zero);
    as_.cmp(x86::dword_ptr(x86::rcx, boxes.int_offset + 4), 0);
    as_.jnz(not_zero);
    as_.xor_(x86::edx, x86::edx);
    as_.bind(not_zero);
    as_.sar(kScratch, 63);
    as_.xor_(x86::rdx, kScratch);
    as_.sub(x86::rdx, kScratch);
    as_.mov(x86::qword_ptr(x86::rcx, boxes.int_size_offset), x86::rdx);
    as_.mov(kScratch, x86::rcx);
    as_.pop(x86::rdx);
  }
  as_.pop(x86::rcx);
  as_.pop(x86::rax);
  as_.ret();
  as_.bind(slow);
  as_.pop(x86::rcx);
  as_.pop(x86::rax);
  slow_box(false);
}

const Stubs* StubMaker::make() {
  Label enter_at = here();
  enter();
  Label out = as_.newLabel(), dispatch_at = as_.newLabel();
  Label leaves[4];
  for (int i = 0; i < 4; ++i) {
    leaves[i] = here();
    as_.mov(x86::eax, i);
    if (i < 3) as_.jmp(out);
  }
  leave_with(out);
  as_.bind(dispatch_at);
  Label fresh_at = as_.newLabel();
  dispatch(fresh_at);
  as_.bind(fresh_at);
  as_.mov(x86::rdi, kThread);
  call(reinterpret_cast<const void*>(calls_.fresh));
  as_.jmp(x86::rax);
  Label general_at = here();
  as_.mov(x86::rdi, kThread);
  call(reinterpret_cast<const void*>(calls_.general));
  as_.jmp(x86::rax);
  Label after_at = here();
  Label unwind_at = as_.newLabel();
  as_.cmp(x86::al, int(Next::Unwind));
  as_.je(unwind_at);
  as_.movzx(x86::eax, x86::al);
  as_.jmp(out);
  as_.bind(unwind_at);
  as_.mov(x86::rdi, kThread);
  call(reinterpret_cast<const void*>(calls_.unwind));
  as_.jmp(x86::rax);
  Label lazy_at = here();
  lazy(reinterpret_cast<const void*>(calls_.lazy));
  Label arguments_at = here();
  lazy(reinterpret_cast<const void*>(calls_.arguments));
  Label return_int_at = here(), result_int_at = leave_unboxed(false);
  Label return_float_at = here(), result_float_at = leave_unboxed(true);
  Label hot_at = here();
  as_.mov(x86::rdi, kThread);
  as_.mov(x86::rsi, kScratch);
  call(reinterpret_cast<const void*>(calls_.hot));
  as_.mov(kRegisters, x86::qword_ptr(kThread, language_.layout.thread_frame));
  as_.add(kRegisters, language_.layout.header_bytes);
  as_.jmp(x86::rax);
  Label int_at = here();
  box_int();
  Label float_at = here();
  box_float();
  uint8_t* code = install(a_.holder);
  if (!code) return nullptr;
  auto address = [&](Label label) -> const void* { return code + a_.holder.labelOffset(label); };
  static Stubs stubs;
  stubs.enter = reinterpret_cast<decltype(stubs.enter)>(const_cast<void*>(address(enter_at)));
  for (int i = 0; i < 4; ++i) stubs.leave[i] = address(leaves[i]);
  stubs.dispatch = address(dispatch_at);
  stubs.after = address(after_at);
  stubs.unwind = address(unwind_at);
  stubs.lazy = address(lazy_at);
  stubs.arguments = address(arguments_at);
  stubs.return_int = address(return_int_at);
  stubs.return_float = address(return_float_at);
  stubs.result_int = address(result_int_at);
  stubs.result_float = address(result_float_at);
  stubs.fresh = address(fresh_at);
  stubs.general = address(general_at);
  stubs.hot = address(hot_at);
  stubs.box_int = address(int_at);
  stubs.box_float = address(float_at);
  return &stubs;
}

}  // namespace

namespace {
const Stubs* current_stubs = nullptr;
}

const Stubs* code_stubs() { return current_stubs; }

const char* name_of_stub(const void* address) {
  const Stubs& s = *current_stubs;
  const std::pair<const void*, const char*> names[] = {{s.leave[0], "leave_go"},
                                                       {s.leave[1], "leave_unwind"},
                                                       {s.leave[2], "leave_return"},
                                                       {s.leave[3], "leave_switch"},
                                                       {s.dispatch, "dispatch"},
                                                       {s.after, "after"},
                                                       {s.unwind, "unwind"},
                                                       {s.lazy, "lazy"},
                                                       {s.arguments, "arguments"},
                                                       {s.return_int, "return_int"},
                                                       {s.return_float, "return_float"},
                                                       {s.fresh, "fresh"},
                                                       {s.general, "general"},
                                                       {s.hot, "hot"},
                                                       {s.box_int, "box_int"},
                                                       {s.box_float, "box_float"}};
  for (auto [stub, name] : names)
    if (stub == address) return name;
  return nullptr;
}

const Stubs* make_stubs(const BaselineHooks& language, const StubCalls& calls) {
  return current_stubs = StubMaker(language, calls).make();
}

}  // namespace sidewinder::jit::baseline
