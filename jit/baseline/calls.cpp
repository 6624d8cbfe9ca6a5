// Python-level calls: frames pushed and popped inline, returns by the caller's table of addresses.
#include "jit/baseline/assembly.h"
#include "jit/baseline/baseline.h"
#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/small_box.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

// Where there is no room, or a request, the handler does it.
void Builder::enter(const NewFrame& frame, int callee, const int* values, uint32_t count) {
  const FrameLayout& layout = language.layout;
  const CallLayout& calls = language.calls;
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  const char* header = reinterpret_cast<const char*>(registers_) - layout.header_bytes;
  int32_t bytes = layout.header_bytes + 8 * int32_t(frame.registers);
  bool has_room = word_of<const char*>(header, calls.top) + bytes <= stack_end_;
  if (!has_room || word_of<int32_t>(&thread, calls.recursion) <= 0) decline();
  uint64_t room = hash(Origin::Thread, 1), depth = hash(Origin::Thread, 2);
  if (known(room) == 0 || known(depth) == 0) decline();
  int function = gp(callee), h = temporary(), top = temporary();
  for (uint32_t i = 0; i < count; ++i) use(values[i]);
  if (emits()) {
    as.mov(s.gp(h), x86::qword_ptr(kRegisters, calls.top - layout.header_bytes));
    as.lea(s.gp(top), x86::ptr(s.gp(h), bytes));
    as.cmp(s.gp(top), x86::qword_ptr(kThread, calls.stack_end));
  }
  ask(room, true, int(CondCode::kBE));
  if (emits()) as.cmp(x86::dword_ptr(kThread, calls.recursion), 0);
  ask(depth, true, int(CondCode::kG));
  end_ = End::Entered;
  if (!emits()) return;
  flush_mappings();
  set_pc(next_);
  auto word = [&](int32_t offset) { return x86::qword_ptr(s.gp(h), offset); };
  as.dec(x86::dword_ptr(kThread, calls.recursion));
  as.lea(kScratch, x86::ptr(kRegisters, -layout.header_bytes));
  as.mov(word(layout.caller), kScratch);
  s.store(word(layout.pc), int64_t(frame.first_instruction));
  as.mov(word(calls.function), s.gp(function));
  s.store(word(layout.code), int64_t(frame.code));
  for (int32_t offset : calls.cleared) as.mov(word(offset), 0);
  as.mov(word(calls.result), int32_t(frame.result));
  as.mov(word(calls.top), s.gp(top));
  as.mov(x86::qword_ptr(kThread, layout.thread_frame), s.gp(h));
  for (uint32_t i = 0; i < count; ++i) {
    load_scratch(values[i]);
    as.mov(word(layout.header_bytes + 8 * int32_t(i)), kScratch);
  }
  for (uint32_t i = count; i < frame.named; ++i) as.mov(word(layout.header_bytes + 8 * int32_t(i)), 0);
  as.lea(kRegisters, x86::ptr(s.gp(h), layout.header_bytes));
  auto* record = word_of<CompiledCode*>(frame.code, layout.code_record);
  if (!record && language.is_worth(frame.code)) {
    prepare(thread, language, frame.code);
    record = word_of<CompiledCode*>(frame.code, layout.code_record);
  }
  if (record) {
    as.mov(kScratch, uint64_t(record->slot_of(0)));
    as.jmp(x86::qword_ptr(kScratch));
  } else {
    as.jmp(code_stubs()->dispatch);
  }
  if (listing) note("enter", 0, {callee});
}

void Builder::leave(int value) {
  const FrameLayout& layout = language.layout;
  const CallLayout& calls = language.calls;
  Assembly& s = *assembly_;
  Encoder& as = s.as;
  const char* header = reinterpret_cast<const char*>(registers_) - layout.header_bytes;
  if (word_of<uint32_t>(header, calls.flags)) decline();
  uint64_t plain = hash(Origin::Thread, 3);
  if (known(plain) == 0) decline();
  if (emits()) as.cmp(x86::dword_ptr(kRegisters, calls.flags - layout.header_bytes), 0);
  ask(plain, true, int(CondCode::kE));
  int v = gp(value), h = temporary(), code_reg = temporary();
  end_ = End::Left;
  if (!emits()) return;
  as.mov(s.gp(h), x86::qword_ptr(kRegisters, layout.caller - layout.header_bytes));
  as.inc(x86::dword_ptr(kThread, calls.recursion));
  as.movzx(s.gp(code_reg).r32(), x86::word_ptr(kRegisters, calls.result - layout.header_bytes));
  as.mov(x86::qword_ptr(kThread, layout.thread_frame), s.gp(h));
  as.lea(kRegisters, x86::ptr(s.gp(h), layout.header_bytes));
  as.mov(x86::qword_ptr(kRegisters, s.gp(code_reg), 3), s.gp(v));
  as.mov(s.gp(code_reg), x86::qword_ptr(s.gp(h), layout.code));
  as.mov(kScratch, x86::qword_ptr(s.gp(h), layout.pc));
  as.mov(s.gp(code_reg), x86::qword_ptr(s.gp(code_reg), layout.code_record));
  as.test(s.gp(code_reg), s.gp(code_reg));
  as.jz(code_stubs()->fresh);
  as.mov(s.gp(code_reg), x86::qword_ptr(s.gp(code_reg)));
  as.jmp(x86::qword_ptr(s.gp(code_reg), kScratch));
  if (listing) note("leave", 0, {value});
}

}  // namespace sidewinder::jit::baseline
