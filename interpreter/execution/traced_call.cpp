#include "interpreter/execution/traced_call.h"

#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/call.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The operands of a call instruction.
struct TracedCall {
  Object* callee = nullptr;  // null: it is no call
  Object* const* values = nullptr;
  int positional = 0;
  Tuple* names = nullptr;
  Object *spread = nullptr, *keywords = nullptr;  // call_ex: the iterable of the positional arguments, the dict or null
  int length = 1;                                 // of the instruction
};

void read_names(FrameHeader* h, TracedCall* call) {
  call->names = static_cast<Tuple*>(h->code->constants->items[h->pc[1].a]);
  call->positional -= int(call->names->size);
  call->length = 2;
}

void read_method_call(FrameHeader* h, TracedCall* call) {
  Object** base = h->registers() + h->pc->b;
  bool has_self = base[1];
  call->values = base + (has_self ? 1 : 2);
  call->positional = h->pc->c + has_self;
}

TracedCall read_call(FrameHeader* h) {
  Instr in = *h->pc;
  Object** base = h->registers() + in.b;
  TracedCall call;
  switch (Opcode(in.op)) {
    case Opcode::call_:
    case Opcode::call_kw_:
      call.values = base + 1;
      call.positional = in.c;
      break;
    case Opcode::call_method_:
    case Opcode::call_method_kw_: read_method_call(h, &call); break;
    case Opcode::call_ex_:
      call.spread = base[1];
      call.keywords = base[2];
      break;
    default: return call;
  }
  if (Opcode(in.op) == Opcode::call_kw_ || Opcode(in.op) == Opcode::call_method_kw_) read_names(h, &call);
  call.callee = base[0];
  return call;
}

// The built-in function that events name: of a method of a class the bound one. Null: the callee is something else.
Object* native_callee(Thread& t, const TracedCall& call, bool bind) {
  Object* callee = call.callee;
  Object* self = call.positional ? call.values[0] : nullptr;
  if (callee->cls == Method::type() && !call.spread) {
    self = static_cast<Method*>(callee)->self;
    callee = static_cast<Method*>(callee)->function;
  }
  if (callee->cls == BuiltinFunction::type()) return callee;
  if (callee->cls != MethodDescriptor::type() || !self) return nullptr;
  auto* d = static_cast<MethodDescriptor*>(callee);
  if (!is_subtype(self->cls, d->owner)) return nullptr;
  return bind ? new_builtin_function(t, d->method, self) : callee;
}

Object* make_call(Thread& t, const TracedCall& call) {
  if (call.spread) return help::call_spread(t, call.callee, call.spread, call.keywords);
  return sidewinder::call(t, call.callee, Args{call.values, call.positional, call.names});
}

}  // namespace

bool is_call_of_native(FrameHeader* h) {
  TracedCall call = read_call(h);
  return call.callee && native_callee(current_thread(), call, false);
}

bool profiled_call(Thread& t, FrameHeader* h) {
  TracedCall call = read_call(h);
  Object* callee = native_callee(t, call, true);
  uint16_t result = h->pc->a;
  const Instr* at = h->pc;
  if (!callee || trace_native_call(t, h, TraceEvent::CCall, callee).failed()) {
    h->pc = at + call.length;
    return false;
  }
  h->pc = at + call.length;
  LoopOnStack* loop = innermost_loop;
  loop->callee = callee;
  Object* value = make_call(t, call);
  loop->callee = nullptr;
  if (value) {
    if (result != kNoRegister) h->registers()[result] = value;
    return !t.profile_function || !trace_native_call(t, h, TraceEvent::CReturn, callee).failed();
  }
  BaseException* raised = take_pending(t);
  if (t.profile_function && trace_native_call(t, h, TraceEvent::CException, callee).failed()) return false;
  set_pending(t, raised);
  return false;
}

}  // namespace sidewinder
