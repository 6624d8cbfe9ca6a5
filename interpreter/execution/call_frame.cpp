#include "interpreter/execution/call_frame.h"
#include "interpreter/compiler/opcode.h"

#include "interpreter/execution/handled.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

// Chunks. A thread starts with one; a frame that does not fit opens another, which is kept for the next time. The
// collector scans [base, top) of each (thread.cpp registers them).
namespace {

constexpr size_t kChunkWords = 1 << 16;

// Null: MemoryError.
Object** new_frame_chunk(Thread& t, size_t words) {
  FrameChunk* chunk = t.chunk->next;
  if (!chunk || size_t(chunk->end - chunk->base) < words) {
    size_t size = words > kChunkWords ? words : kChunkWords;
    chunk = allocate_frame_chunk(size);
    if (!chunk) return raise_memory_error(t);
    chunk->next = t.chunk->next;
    chunk->previous = t.chunk;
    if (chunk->next) chunk->next->previous = chunk;
    t.chunk->next = chunk;
  }
  t.chunk->saved_top = t.frame->top;
  t.chunk = chunk;
  t.stack_base = chunk->base;
  allow_frames(t);
  return chunk->base;
}

}  // namespace

FramePlace place_frame(Thread& t, Object** base, size_t words, Requests requests) {
  FramePlace place{base, 0};
  if (requests == Requests::Meet && t.request) {
    if (t.request & ~uint32_t(kRequestTracing) && !handle_request(t)) return {nullptr, 0};
    if (is_tracing(t)) place = {base, kFrameCallDue, traced_start()};
  }
  if (base + words <= t.chunk->end) return place;
  return {new_frame_chunk(t, words), place.flags | kFrameInNewChunk, place.start};
}

void before_pop(Thread& t, FrameHeader* frame) {
  if (frame->flags & kFrameHasObject) end_frame_object(t, frame);
  if (!(frame->flags & kFrameInNewChunk)) return;
  t.chunk = t.chunk->previous;
  t.stack_base = t.chunk->base;
  allow_frames(t);
}

bool recursion_limit_hit(Thread& t) {
  if (t.recursion_headroom > 0) return false;  // printing the traceback of a RecursionError may go a little deeper
  raise_recursion_error(t, "");
  return true;
}

// Continuations.
Continuations continuations;

Code* continuation_code(Opcode first, uint16_t argument, Opcode second, uint16_t register_count) {
  PY_CHECK(register_count <= 1 + kMaxSavedValues);
  auto* code = new_object<Code>(Code::type());
  auto* instructions = allocate_raw_leaf<Instr>(2);
  instructions[0] = {uint16_t(first), argument, 0, 0};
  instructions[1] = {uint16_t(second), 0, 0, 0};
  code->instructions = instructions;
  code->instruction_count = 2;
  code->constants = empty_tuple();
  code->name = code->qualname = code->filename = intern("<continuation>");
  code->names_of_registers = code->cell_names = code->free_names = empty_tuple();
  code->flags = kCodeContinuation;
  code->first_temporary = code->register_count = register_count;  // all are read by its one instruction
  if (second != Opcode::after_return_) {                          // it is the handler of what the callee raises
    code->exceptions = allocate_raw_leaf<ExceptionEntry>(1);
    code->exceptions[0] = {0, 1, 1, 0};
    code->exception_count = 1;
  }
  return code;
}

void initialize_continuations(Thread&) {
  auto make = [](Opcode first, uint16_t argument, uint16_t registers, Opcode second = Opcode::after_return_) {
    return continuation_code(first, argument, second, registers);
  };
  Continuations& c = continuations;
  c.after_binary = make(Opcode::after_binary_, 0, 4);
  c.after_compare = make(Opcode::after_compare_, 0, 4);
  c.after_compare_truth = make(Opcode::after_compare_, 1, 4);
  c.after_truth = make(Opcode::after_truth_, 0, 1);
  c.after_length_truth = make(Opcode::after_truth_, 1, 1);
  c.after_init = make(Opcode::after_init_, 0, 2);
  c.after_new = make(Opcode::after_new_, 0, 4);
  for (size_t i = 0; i < std::size(c.after_special); ++i)
    c.after_special[i] = make(Opcode::after_special_, uint16_t(i), 1);
  c.after_next = make(Opcode::after_next_, 0, 1, Opcode::after_next_raised_);
  c.after_send = make(Opcode::after_send_, 0, 2);
  c.after_item = make(Opcode::after_item_, 0, 3);
  c.after_iter = make(Opcode::after_iter_, 0, 1);
  c.after_ignore = make(Opcode::after_ignore_, 0, 1);
  add_root(&continuations, &continuations + 1);
}

FrameHeader* push_continuation(Thread& t, FrameHeader* caller, Code* code, uint16_t result_register) {
  FrameHeader* h = push_frame<Requests::Leave>(t, caller, nullptr, code, result_register);
  if (!h) return nullptr;
  h->kind = FrameKind::Continuation;
  for (int i = 0; i < code->register_count; ++i) h->registers()[i] = nullptr;
  return h;
}

// Positional arguments, and defaults for the rest.
static bool binds_by_defaults(const Function* function, int positional) {
  const Code* code = function->code;
  if ((code->flags & (kCodeVarArgs | kCodeVarKeywords)) || code->keyword_only_count || !function->defaults)
    return false;
  return positional <= int(code->argument_count) &&
         positional + function->defaults->size >= ssize(code->argument_count);
}

FrameHeader* push_bound_frame(Thread& t, Function* function, Object* const* values, int positional, Tuple* names,
                              uint16_t result_register) {
  // The arguments may lie where the new frame goes only if they belong to the caller's registers, which end below its
  // top.
  Code* code = function->code;
  FrameHeader* caller = t.frame;
  FrameHeader* h = push_frame(t, caller, function, code, result_register);
  if (!h) return nullptr;
  if (!names && binds_by_defaults(function, positional)) {
    Object** registers = h->registers();
    int parameters = code->argument_count;
    const Object* const* missing = function->defaults->items + function->defaults->size - parameters;
    for (int i = 0; i < positional; ++i) registers[i] = values[i];
    for (int i = positional; i < parameters; ++i) registers[i] = const_cast<Object*>(missing[i]);
    clear_named_registers(h, parameters);
    return h;
  }
  clear_named_registers(h, 0);
  t.frame = caller;  // errors are the caller's
  if (bind_arguments(t, function, Args{values, positional, names}, h->registers()).failed()) {
    t.frame = h;
    pop_frame(t);
    return nullptr;
  }
  t.frame = h;
  return h;
}

bool leave_flagged_frame(Thread& t, Object* v) {
  FrameHeader* h = t.frame;
  if (h->flags & kFrameOfGenerator) return generator_finish(t, v);
  uint16_t result = h->result_register;
  bool entry = h->flags & kFrameEntry;
  pop_frame(t);
  if (entry) {
    t.eval_result = v;
    return true;
  }
  t.frame->registers()[result] = v;
  return false;
}

// Unwinding.
const ExceptionEntry* find_handler(const Code* code, uint32_t at) {
  for (uint32_t i = 0; i < code->exception_count; ++i) {
    const ExceptionEntry& e = code->exceptions[i];
    if (at >= e.begin && at < e.end) return &e;
  }
  return nullptr;
}

const ExceptionEntry* find_handler(const FrameHeader* h) {
  // The instruction before pc; of a continuation, which runs only once its callee has returned, the first.
  return find_handler(h->code, uint32_t(h->pc - h->code->instructions) - !(h->code->flags & kCodeContinuation));
}

bool is_bare_raise(const Code* code, const Instr* pc) {
  return pc > code->instructions && pc[-1].op == uint16_t(Opcode::raise_) && pc[-1].c == 0;
}

bool wants_traceback_entry(const FrameHeader* h) {
  if (h->code->flags & (kCodeContinuation | kCodeHidden)) return false;
  if (h->pc == h->code->instructions) return true;  // thrown into a generator that has not begun
  // Unless nothing was being handled, which is an error of its own.
  if (is_bare_raise(h->code, h->pc)) return being_handled(current_thread()) != current_thread().pending;
  return h->pc[-1].op != uint16_t(Opcode::reraise_);
}

bool keeps_place_of_raise(const FrameHeader* h) {
  return h->pc > h->code->instructions && h->pc[-1].op == uint16_t(Opcode::reraise_) && h->pc[-1].b;
}

bool unwind(Thread& t) {
  for (;;) {
    FrameHeader* h = t.frame;
    if (wants_traceback_entry(h)) {
      add_traceback_entry(t, h);
      if (is_tracing(t)) trace_exception(t, h);
    }
    const ExceptionEntry* e = find_handler(h);
    if (FrameObject* object = h->object) {
      if (keeps_place_of_raise(h)) h->pc = object->pc;
      else object->pc = h->pc;
    }
    end_left_loops(t, h, e ? e->reg : -1);
    if (e) {
      h->registers()[e->reg] = reinterpret_cast<Object*>(take_pending(t));
      h->pc = h->code->instructions + e->handler;
      return true;
    }
    if (is_tracing(t)) (void)trace_return(t, h, nullptr);  // where it fails, that exception goes on instead
    if (h->flags & kFrameOfGenerator) {
      if (generator_finish(t, nullptr)) return false;
      continue;
    }
    bool entry = h->flags & kFrameEntry;
    pop_frame(t);
    if (entry) return false;
  }
}

}  // namespace sidewinder
