// Generates the code shared by all traces. See common_code.h; the frame's layout is in jit/code/trace_frame.h.
#include "jit/backend/common_code.h"

#include "interpreter/base/check.h"
#include "jit/code/code_memory.h"
#include "jit/snapshot/force.h"
#include "jit/snapshot/rebuild.h"

namespace sidewinder::jit {

namespace {

// The frame plus 8: with the return address and six pushed registers rsp is a multiple of 16 again.
constexpr int32_t kFrameBytes = int32_t(sizeof(TraceFrame)) + 8;
const x86::Gp kSaved[] = {x86::rbp, x86::rbx, x86::r12, x86::r13, x86::r14, x86::r15};

x86::Mem dump_address(Bank bank, uint32_t number, int32_t pushed) {
  size_t base = bank == Bank::Gp ? offsetof(TraceFrame, gp) : offsetof(TraceFrame, xmm);
  return x86::qword_ptr(x86::rsp, int32_t(base + 8 * number) + pushed);
}

enum class Direction { ToFrame, FromFrame };

void transfer_registers(x86::Assembler& as, Direction direction, uint32_t gp_mask, int32_t pushed) {
  for (uint32_t n = 0; n < 16; n++) {
    if (!(gp_mask & bit(n))) continue;
    if (direction == Direction::ToFrame) as.mov(dump_address(Bank::Gp, n, pushed), x86::gpq(n));
    else as.mov(x86::gpq(n), dump_address(Bank::Gp, n, pushed));
  }
  for (uint32_t n = 0; n < 16; n++) {
    if (!(kAllocatableXmm & bit(n))) continue;
    if (direction == Direction::ToFrame) as.movsd(dump_address(Bank::Xmm, n, pushed), x86::xmm(n));
    else as.movsd(x86::xmm(n), dump_address(Bank::Xmm, n, pushed));
  }
}

void emit_enter(x86::Assembler& as) {
  for (const x86::Gp& reg : kSaved) as.push(reg);
  as.sub(x86::rsp, kFrameBytes);
  as.mov(kThread, x86::rdi);
  as.mov(kRootRegisters, x86::rsi);
  as.mov(x86::qword_ptr(x86::rsp, int32_t(offsetof(TraceFrame, entered))), x86::rcx);
  as.mov(x86::qword_ptr(x86::rcx, int32_t(offsetof(TraceOnStack, frame))), x86::rsp);
  as.jmp(x86::rdx);
}

void emit_return(x86::Assembler& as) {
  as.add(x86::rsp, kFrameBytes);
  for (int i = int(std::size(kSaved)); i-- > 0;) as.pop(kSaved[i]);
  as.ret();
}

void emit_leave(x86::Assembler& as) {
  transfer_registers(as, Direction::ToFrame, kAllocatableGp, 0);
  as.mov(x86::rdi, kThread);
  as.mov(x86::rsi, kScratch);
  as.mov(x86::rdx, x86::rsp);
  as.mov(x86::rcx, kRootRegisters);
  as.mov(x86::rax, uint64_t(&leave_trace));
  as.call(x86::rax);
  emit_return(as);
}

void emit_forced_return(x86::Assembler& as) {
  as.mov(x86::rdi, kThread);
  as.mov(x86::rsi, x86::qword_ptr(x86::rsp, int32_t(offsetof(TraceFrame, entered))));
  as.mov(x86::rdx, x86::rax);
  as.mov(x86::rax, uint64_t(&leave_forced_trace));
  as.call(x86::rax);
  emit_return(as);
}

void out_of_memory() { PY_CHECK(!"out of memory in compiled code, where it cannot be raised"); }

void emit_slow_call(x86::Assembler& as) {
  constexpr uint32_t caller_saved = kAllocatableGp & ~kCalleeSavedGp;
  constexpr int32_t pushed = 16;  // the return address, and 8 for alignment
  asmjit::Label failed = as.newLabel();
  as.sub(x86::rsp, 8);
  transfer_registers(as, Direction::ToFrame, caller_saved, pushed);
  as.mov(x86::rdi, kThread);
  as.mov(x86::rsi, request_address(1).cloneAdjusted(pushed));
  as.call(request_address(0).cloneAdjusted(pushed));
  as.test(x86::rax, x86::rax);
  as.jz(failed);
  as.mov(kScratch, x86::rax);
  transfer_registers(as, Direction::FromFrame, caller_saved, pushed);
  as.add(x86::rsp, 8);
  as.ret();
  as.bind(failed);
  as.mov(x86::rax, uint64_t(&out_of_memory));
  as.call(x86::rax);
}

template <class Emit> const void* install(Emit emit) {
  asmjit::CodeHolder holder;
  if (holder.init(asmjit::Environment::host())) return nullptr;
  x86::Assembler as(&holder);
  emit(as);
  holder.flatten();
  holder.resolveUnresolvedLinks();
  size_t size = holder.codeSize();
  uint8_t* code = CodeMemory::instance().allocate(size);
  if (!code) return nullptr;
  holder.relocateToBase(uint64_t(code));
  CodeMemory::Writable writable(code, size);
  if (!writable.ok()) return nullptr;
  holder.copyFlattenedData(writable.at(code), size);
  return code;
}

CommonCode make() {
  CommonCode code;
  code.enter = reinterpret_cast<CommonCode::Enter>(const_cast<void*>(install(emit_enter)));
  code.leave = install(emit_leave);
  code.slow_call = install(emit_slow_call);
  code.forced_return = forced_return = install(emit_forced_return);
  return code;
}

}  // namespace

const CommonCode* common_code() {
  static const CommonCode code = make();
  return code.enter && code.leave && code.slow_call && code.forced_return ? &code : nullptr;
}

}  // namespace sidewinder::jit
