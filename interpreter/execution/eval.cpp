#include "interpreter/execution/eval.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

LoopOnStack* innermost_loop = nullptr;
const void* compiling_loop = nullptr;
const void* recording_loop = nullptr;
bool (*is_compiled_handler)(const void* function) = nullptr;
MachineChoice machine_choice = MachineChoice::Direct;

namespace {

Object* run_loop(Thread& t) {
  if (is_tracing(t)) return run_tracing(t);
  if (machine_choice == MachineChoice::Direct) [[likely]]
    return run_direct(t);
  return machine_choice == MachineChoice::Checking ? run_checking(t) : run_counting(t);
}

// A function that has machine code begins in it: no loop of the interpreter's in between.
Object* run_from_start(Thread& t) {
  FrameHeader* h = t.frame;
  Next next;
  bool may_be_compiled = h->code->compiled && h->kind == FrameKind::Function && !(h->flags & kFrameWatched);
  if (!may_be_compiled || h->pc != h->code->instructions || !enter_compiled(t, &next)) return run_loop(t);
  if (next == Next::Return) return t.eval_result;
  if (next == Next::Switch || next == Next::Go) return other_loop();
  return unwind(t) ? other_loop() : nullptr;
}

int levels_down_to(const Thread& t, const FrameHeader* entry) {
  int levels = 0;
  for (FrameHeader* h = t.frame; h && h != entry; h = h->caller) levels++;
  return levels;
}

}  // namespace

Object* run(Thread& t) {
  if (!native_stack_left(t, "")) {
    // As if the frame had raised it, but a handler of its own could not run: there is no stack for it.
    leave_traced_start(t);
    FrameHeader* entry = t.frame;
    if (!(entry->code->flags & (kCodeContinuation | kCodeHidden))) add_traceback_entry(t, entry);
    if (entry->flags & kFrameOfGenerator) generator_finish(t, nullptr);
    else pop_frame(t);
    return nullptr;
  }
  LoopOnStack loop{innermost_loop};
  const FrameHeader* entry = t.frame;
  int remaining = t.recursion_remaining;
  Object* result;
  auto* loop_of = &run_from_start;
  do {
    innermost_loop = &loop;
    loop.runs_compiled_code = false;
    loop.callee = nullptr;
    try {
      result = std::exchange(loop_of, &run_loop)(t);
    } catch (const std::exception&) {  // a container of C++ did not get its memory: as if the instruction had raised
      innermost_loop = loop.outer;
      t.recursion_remaining = remaining - levels_down_to(t, entry);
      if (t.jit) leave_recording(t);
      raise_memory_error(t);
      result = unwind(t) ? other_loop() : nullptr;
    }
    innermost_loop = loop.outer;
  } while (result == other_loop());
  return result;
}

Object* call_function(Thread& t, Function* function, Args args) {
  if (function->code->simple_call(args.count) && !args.names)
    return call_filled(t, function, args.values, int(args.count));
  FrameHeader* h = push_bound_frame(t, function, args.values, int(args.count), args.names, kNoRegister);
  if (!h) return nullptr;
  h->flags |= kFrameEntry;
  return run(t);
}

Object* call_filled(Thread& t, Function* function, Object* const* values, int count) {
  FrameHeader* h = push_frame(t, t.frame, function, function->code, kNoRegister);
  if (!h) return nullptr;
  std::copy_n(values, count, h->registers());
  clear_named_registers(h, count);
  h->flags |= kFrameEntry;
  return run(t);
}

Object* run_code(Thread& t, Code* code, Dict* globals, Object* locals, Tuple* closure) {
  Function* function = new_function(t, code, globals, closure);
  if (!function) return nullptr;
  return run_body(t, function, locals);
}

Object* run_body(Thread& t, Function* body, Object* locals) {
  FrameHeader* h = push_frame(t, t.frame, body, body->code, kNoRegister);
  if (!h) return nullptr;
  h->locals = locals;
  h->flags |= kFrameEntry;
  clear_named_registers(h, 0);
  return run(t);
}

}  // namespace sidewinder
