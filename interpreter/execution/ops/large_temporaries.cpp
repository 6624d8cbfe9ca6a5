#include "interpreter/execution/ops/large_temporaries.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "interpreter/compiler/operands.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/execution/ops/call_native.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/large_blocks.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/bytearray.h"

namespace sidewinder {

namespace {

using Values = std::span<Object* const>;

// Where a thread is. Null: nowhere.
struct Place {
  const Thread* thread = nullptr;
  FrameHeader* frame = nullptr;
  const Instr* instruction = nullptr;
  bool operator==(const Place&) const = default;
};
Place current_place() {
  Thread& t = current_thread();
  FrameHeader* h = t.frame;
  if (!h || !h->code || t.jit || h->kind == FrameKind::Entry || h->kind == FrameKind::Continuation) return {};
  return is_run_by_trace(h) ? Place{} : Place{&t, h, h->pc - 1};
}

// The block that was made last, if nobody but the result of the instruction has it.
struct Made {
  Object* hidden_block = nullptr;
  Place by;
};
Made made;

// Those that the operator under way reads, and that nobody reads when it is over.
std::array<Object*, 2> read_last;  // hidden; null: there is none
Place reader;

Object* shown(Object* hidden_object) { return hidden(hidden_object); }

void give_back_read() {
  for (Object*& block : read_last)
    if (block) give_back_large(shown(std::exchange(block, nullptr)));
}

// --- what makes nothing but its result ---------------------------------------------------------------------------

bool is_plain(const Object* o) { return o && is_plain_class(o->cls); }
bool are_plain(Values values) { return std::ranges::all_of(values, is_plain); }

bool is_operator(Opcode op) { return op >= Opcode::add_rr && op <= Opcode::inplace_rshift_rc; }

Object* operand(FrameHeader* h, Field field, int number) {
  return field == Field::Const ? h->code->constants->items[number] : h->registers()[number];
}

// Found without asking codecs that may be written in Python.
bool is_known_decoding(const MethodDescriptor* method, Values values) {
  if (method->owner != Bytes::type() || std::string_view(method->method->name) != "decode" || values.size() > 2)
    return false;
  if (values.size() == 1) return true;
  auto* name = static_cast<Str*>(values[1]);
  if (name->cls != Str::type()) return false;
  return str_equals(name, "utf-8") || str_equals(name, "ascii") || str_equals(name, "latin-1");
}

bool makes_by_method(const MethodDescriptor* method, Values values) {
  if (values.empty() || !values[0] || values[0]->cls != method->owner || !is_plain_class(method->owner)) return false;
  bool joins = method->owner != Int::type() && std::string_view(method->method->name) == "join" && values.size() == 2;
  if (joins) return values[1]->cls == List::type() || values[1]->cls == Tuple::type();
  return is_known_decoding(method, values) || (is_plain_method(method, int(values.size())) && are_plain(values));
}

bool makes_by_call(Object* callee, Values values) {
  if (callee->cls == MethodDescriptor::type()) return makes_by_method(static_cast<MethodDescriptor*>(callee), values);
  bool is_copy = values.size() == 1 && values[0] && (is_plain(values[0]) || values[0]->cls == ByteArray::type());
  return callee == reinterpret_cast<Object*>(Bytes::type()) && is_copy;
}

bool is_call(const Instr& in) { return Opcode(in.op) == Opcode::call_ || Opcode(in.op) == Opcode::call_method_; }

// The arguments of a call, self among them.
Values values_of_call(FrameHeader* h, const Instr& in) {
  Object** first = h->registers() + in.b + 1;
  if (Opcode(in.op) == Opcode::call_) return {first, in.c};
  return *first ? Values(first, size_t(in.c) + 1) : Values(first + 1, in.c);
}

// Nothing but what it makes comes to have a block that it allocates.
bool makes_alone(FrameHeader* h, const Instr& in) {
  auto op = Opcode(in.op);
  Object** registers = h->registers();
  const OpcodeInfo& info = opcode_info(in.op);
  if (is_operator(op)) return is_plain(operand(h, info.b, in.b)) && is_plain(operand(h, info.c, in.c));
  switch (op) {
    case Opcode::subscript_r:
      return is_plain(registers[in.b]) && (is_plain(registers[in.c]) || registers[in.c]->cls == Slice::type());
    case Opcode::build_string_: return true;
    case Opcode::call_:
    case Opcode::call_method_: return makes_by_call(registers[in.b], values_of_call(h, in));
    default: return false;
  }
}

// --- what reads it last ------------------------------------------------------------------------------------------

bool reads(const Instr& in, int reg) {
  OperandUse use = operand_use(in);
  return std::ranges::any_of(use.reads, [&](RegisterBlock b) { return reg >= b.first && reg < b.first + b.count; });
}
bool writes(const Instr& in, int reg) {
  OperandUse use = operand_use(in);
  return std::ranges::any_of(use.writes, [&](RegisterBlock b) { return reg >= b.first && reg < b.first + b.count; });
}

// They go on with the next instruction, and what they read goes nowhere but into their result.
bool may_stand_between(Opcode op) {
  switch (op) {
    case Opcode::move_r:
    case Opcode::move_c:
    case Opcode::load_global_:
    case Opcode::load_attr_:
    case Opcode::load_method_:
    case Opcode::build_slice_: return true;
    default: return false;
  }
}

// Nothing jumps behind `begin`, up to `end`.
bool is_straight(const Code* code, const Instr* begin, const Instr* end) {
  for (const Instr& in : std::span(code->instructions, code->instruction_count)) {
    if (!opcode_info(in.op).is_jump()) continue;
    const Instr* target = &in + 1 + in.offset();
    if (target > begin && target <= end) return false;
  }
  return true;
}

// The register in which `reader` finds what `maker` made, on the only way from one to the other; -1: it is none, or
// somebody else may have it.
int register_at(const FrameHeader* h, const Instr* maker, const Instr* reading) {
  constexpr ptrdiff_t kMostBetween = 16;
  if (reading <= maker || reading - maker > kMostBetween || maker->a < h->code->first_temporary) return -1;
  int reg = maker->a;
  for (const Instr* in = maker + 1; in < reading; ++in) {
    if (!may_stand_between(Opcode(in->op))) return -1;
    bool is_self = Opcode(in->op) == Opcode::load_method_ && in->b == reg;
    if (is_self) reg = in->a + 1;
    else if (reads(*in, reg) || writes(*in, reg)) return -1;
  }
  return is_straight(h->code, maker, reading) ? reg : -1;
}

// A native call that keeps none of its arguments, and gives back another object.
bool keeps_nothing(FrameHeader* h, const Instr& in, const Object* result) {
  if (!is_call(in)) return false;
  Object* callee = h->registers()[in.b];
  Values values = values_of_call(h, in);
  if (callee->cls == BuiltinFunction::type())
    return static_cast<BuiltinFunction*>(callee)->method->intrinsic == Intrinsic::Len;
  if (callee->cls != MethodDescriptor::type()) return false;
  auto* method = static_cast<MethodDescriptor*>(callee);
  return is_plain_method(method, int(values.size())) && are_plain(values) && is_plain(result);
}

// --- events ------------------------------------------------------------------------------------------------------

// What an operator has read is over when the thread is elsewhere; a call tells its end (and may have raised an
// exception that has its argument).
void before_large_block() {
  if (!read_last[0] || reader.thread != &current_thread() || reader == current_place()) return;
  if (is_call(*reader.instruction)) read_last = {};
  else give_back_read();
}

// What `here` makes is another object than what it reads.
void note_operands(const Place& here) {
  if (Opcode(here.instruction->op) == Opcode::build_string_) return;
  if (!made.hidden_block || made.by.thread != here.thread || made.by.frame != here.frame) return;
  int reg = register_at(here.frame, made.by.instruction, here.instruction);
  Object* block = shown(made.hidden_block);
  if (reg < 0 || !reads(*here.instruction, reg) || here.frame->registers()[reg] != block) return;
  if (here != reader) read_last = {};
  reader = here;
  read_last[read_last[0] ? 1 : 0] = hidden(block);
}

void after_large_block(Object* block) {
  Place here = current_place();
  bool is_known = here.thread && makes_alone(here.frame, *here.instruction);
  if (is_known) note_operands(here);
  made = is_known ? Made{hidden(block), here} : Made{};
  has_large_temporary = is_known;
}

void forget_all() {
  made = {};
  read_last = {};
  has_large_temporary = false;
}

}  // namespace

void install_large_temporaries() { watch_large_blocks({before_large_block, after_large_block, forget_all}); }

void end_large_temporaries(Thread& t, Object* result) {
  Place here{&t, t.frame, t.frame->pc - 1};
  bool is_over = keeps_nothing(here.frame, *here.instruction, result);
  auto end = [&](Object* block) {
    if (!is_over || block == result) return;
    for (Object* const& value : values_of_call(here.frame, *here.instruction)) {
      if (value != block) continue;
      const_cast<Object*&>(value) = nullptr;
      return give_back_large(block);
    }
  };
  if (reader == here && read_last[0]) end(shown(std::exchange(read_last[0], nullptr)));
  Object* block = shown(made.hidden_block);
  if (block == result) return;
  Place by = std::exchange(made, {}).by;
  has_large_temporary = false;
  if (by.thread != &t || by.frame != here.frame) return;
  int reg = register_at(here.frame, by.instruction, here.instruction);
  if (reg >= 0 && here.frame->registers()[reg] == block) end(block);
}

}  // namespace sidewinder
