// Python-level calls: frames pushed and popped inline, returns by the caller's table of addresses.
#include <algorithm>

#include "jit/baseline/assembly.h"
#include "jit/baseline/baseline.h"
#include "jit/baseline/builder.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/small_box.h"
#include "jit/baseline/stubs.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr int kMostIntArguments = 6, kMostFloatArguments = 10;  // in machine registers

// Of a small int that is a constant, or is in a register.
bool is_int_at_hand(const Value& v, const Value& raw) {
  return v.at == At::Constant ? v.small : v.raw && raw.at == At::Gp && (raw.fits || v.small);
}
bool is_float_at_hand(const Value& v, const Value& raw) { return v.at != At::Constant && v.raw && raw.at == At::Xmm; }

}  // namespace

// What the callee finds in machine registers, from the first one on.
Context Builder::argument_context(const int* values, uint32_t count) {
  Context context;
  int ints = 0, floats = 0;
  const Boxes& boxes = *language.hooks->boxes;
  for (uint32_t i = 0; i < count; ++i) {
    const Value& v = values_[size_t(values[i])];
    const Value& raw = values_[size_t(v.raw)];
    bool has_no_box = v.at == At::Box || v.at == At::Constant;
    if (is_int_at_hand(v, raw) && ints < kMostIntArguments)
      context.push_back({uint16_t(i), ItemKind::Int, uint8_t(ints++), true, has_no_box, boxes.int_class});
    else if (is_float_at_hand(v, raw) && floats < kMostFloatArguments)
      context.push_back({uint16_t(i), ItemKind::Float, uint8_t(floats++), false, has_no_box, boxes.float_class});
  }
  return context;
}

// Emits: the arguments that the context names go to its machine registers.
void Builder::pass_arguments(const Context& context, const int* values) {
  Assembly& s = *assembly_;
  Context from, to;
  for (const Item& item : context) {
    const Value& v = values_[size_t(values[item.reg])];
    if (v.at == At::Constant) continue;
    Item now = item;
    now.where = values_[size_t(v.raw)].reg;
    from.push_back(now);
    to.push_back(item);
  }
  convert(from, to);
  for (const Item& item : context) {
    const Value& v = values_[size_t(values[item.reg])];
    if (v.at != At::Constant) continue;
    s.load(s.gp(item.where), unboxed_int(*language.hooks->boxes, reinterpret_cast<const void*>(v.seen)));
  }
}

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
  for (uint32_t i = 0; i < count; ++i) {
    use(values[i]);
    if (int raw = values_[size_t(values[i])].raw) use(raw);
  }
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
  auto* record = word_of<CompiledCode*>(frame.code, layout.code_record);
  if (!record && language.is_worth(frame.code)) {
    prepare(thread, language, frame.code);
    record = word_of<CompiledCode*>(frame.code, layout.code_record);
  }
  flush_for_call();
  set_pc(next_);
  Context arguments = record ? argument_context(values, count) : Context();
  ArgumentEntry* entry = arguments.empty() ? nullptr : record->entry_for(arguments, settings.versions);
  if (entry) arguments = entry->context;
  else arguments.clear();
  auto has_no_box = [&arguments](uint32_t i) {
    return std::any_of(arguments.begin(), arguments.end(), [i](const Item& a) { return a.reg == i && a.dirty; });
  };
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
    if (has_no_box(i)) {
      as.mov(word(layout.header_bytes + 8 * int32_t(i)), 0);
      continue;
    }
    load_scratch(values[i]);
    as.mov(word(layout.header_bytes + 8 * int32_t(i)), kScratch);
  }
  for (uint32_t i = count; i < frame.named; ++i) as.mov(word(layout.header_bytes + 8 * int32_t(i)), 0);
  as.lea(kRegisters, x86::ptr(s.gp(h), layout.header_bytes));
  if (entry) pass_arguments(arguments, values);
  if (record) {
    as.mov(kScratch, entry ? uint64_t(entry) : uint64_t(record->slot_of(0)));
    as.jmp(x86::qword_ptr(kScratch));
  } else {
    as.jmp(code_stubs()->dispatch);
  }
  if (listing) note("enter", 0, {callee});
}

// A number without a box goes to the caller in a machine register; false: it is none.
bool Builder::leave_unboxed(int value) {
  Assembly& s = *assembly_;
  const Value& v = values_[size_t(value)];
  const Value& raw = values_[size_t(v.raw)];
  if (v.at != At::Box && v.at != At::Constant) return false;
  bool is_float = is_float_at_hand(v, raw);
  if (!is_float && !is_int_at_hand(v, raw)) return false;
  if (v.raw) use(v.raw);
  if (!emits()) return true;
  if (is_float) s.as.movaps(s.xmm(0), s.xmm(raw.reg));
  else if (v.at == At::Constant) s.load(s.gp(0), unboxed_int(*language.hooks->boxes, object_of(value)));
  else s.as.mov(s.gp(0), s.gp(raw.reg));
  s.jump(is_float ? code_stubs()->return_float : code_stubs()->return_int);
  if (listing) note("leave", 0, {value}, "without a box");
  return true;
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
  end_ = End::Left;
  if (leave_unboxed(value)) return;
  int v = gp(value), h = temporary(), code_reg = temporary();
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
