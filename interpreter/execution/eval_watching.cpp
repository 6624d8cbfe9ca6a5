// The loop for a thread whose new memoryviews are watched: every instruction as on Direct. A view that an instruction
// may put where only a walk through the heap finds it is watched no longer. README.md, "Views that are watched".
#include <algorithm>

#include "interpreter/compiler/operands.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/traced_call.h"
#include "interpreter/execution/view_watch.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/text/bytearray.h"

namespace sidewinder {

namespace {

constexpr int kMostTouched = 4;

// The watched views that an instruction reads.
struct Touched {
  Object* views[kMostTouched];
  int count = 0;
  bool too_many = false;
  void add(Object* view) {
    if (count == kMostTouched) too_many = true;
    else views[count++] = view;
  }
};

Touched touched_by(FrameHeader* h, const Instr& in) {
  Touched touched;
  OperandUse use = operand_use(in);
  for (const RegisterBlock& block : use.reads)
    for (int i = 0; i < block.count; i++)
      if (Object* o = h->registers()[block.first + i]; is_watched(o)) touched.add(o);
  return touched;
}

// Functions that neither keep what they are given nor return something that does.
bool is_borrower(const NativeMethod* method) {
  return method->borrows || method->intrinsic == Intrinsic::Len || method->intrinsic == Intrinsic::IsInstance;
}

bool callee_keeps(const Object* callee) {
  if (callee->cls == Function::type()) return false;  // registers of the new frame
  if (callee->cls == Method::type()) return callee_keeps(static_cast<const Method*>(callee)->function);
  if (callee->cls == BuiltinFunction::type()) return !is_borrower(static_cast<const BuiltinFunction*>(callee)->method);
  if (callee->cls == MethodDescriptor::type()) {
    auto* descriptor = static_cast<const MethodDescriptor*>(callee);
    return descriptor->owner != &memory_view_type && !is_borrower(descriptor->method);
  }
  return callee != &memory_view_type && callee != &bytes_type && callee != &bytearray_type;
}

bool is_memory(const Object* o) { return is_bytes(o) || is_exact<ByteArray>(o) || is_exact<MemoryView>(o); }

bool caller_takes(const FrameHeader* h) {
  const FrameHeader* caller = h->caller;
  if (h->flags & (kFrameEntry | kFrameOfGenerator) || !caller) return false;
  return caller->kind == FrameKind::Function && !caller->object && is_visible(caller);
}

// May the instruction put the view elsewhere than in registers? Its result is looked at afterwards.
bool keeps(FrameHeader* h, const Instr& in, const Object* view) {
  Object** r = h->registers();
  switch (Opcode(in.op)) {
    case Opcode::move_r:
    case Opcode::check_bound_:
    case Opcode::delete_local_:
    case Opcode::is_:
    case Opcode::is_not_:
    case Opcode::jump_is_:
    case Opcode::jump_is_not_:
    case Opcode::jump_is_none_:
    case Opcode::jump_is_not_none_:
    case Opcode::test_true_:
    case Opcode::test_false_:
    case Opcode::to_bool_:
    case Opcode::load_attr_:
    case Opcode::load_method_: return false;
    case Opcode::compare_eq_:
    case Opcode::compare_ne_: return !is_memory(r[in.b]) || !is_memory(r[in.c]);
    case Opcode::subscript_r:
    case Opcode::subscript_c: return r[in.b] != view;
    case Opcode::store_subscript_r:
    case Opcode::store_subscript_c: return !is_exact<ByteArray>(r[in.a]) && !is_exact<MemoryView>(r[in.a]);
    case Opcode::add_rr:
    case Opcode::inplace_add_rr: return !is_memory(r[in.b]);
    case Opcode::call_:
    case Opcode::call_kw_:
    case Opcode::call_method_:
    case Opcode::call_method_kw_: return callee_keeps(r[in.b]);
    case Opcode::return_r: return !caller_takes(h);
    default: return true;
  }
}

// A view that it gives is new, or one of those that it read.
bool makes_view(FrameHeader* h, const Instr& in) {
  Opcode op = Opcode(in.op);
  if (op == Opcode::subscript_r || op == Opcode::subscript_c) return true;
  if (op != Opcode::call_ && op != Opcode::call_method_ && op != Opcode::call_method_kw_) return false;
  const Object* callee = h->registers()[in.b];
  if (callee == &memory_view_type) return true;
  return callee->cls == MethodDescriptor::type() &&
         static_cast<const MethodDescriptor*>(callee)->owner == &memory_view_type;
}

// A result that cannot refer to the view.
bool is_plain(const Object* o) {
  return !o || o == none() || o->cls == &bool_type || is_exact<Int>(o) || is_exact<Float>(o) || is_exact<Str>(o) ||
         is_bytes(o) || is_exact<ByteArray>(o);
}
bool is_plain_or_tuple(const Object* o) {  // struct.unpack_from(...)
  if (is_plain(o)) return true;
  if (!is_exact<Tuple>(o)) return false;
  auto* tuple = static_cast<const Tuple*>(o);
  return std::all_of(tuple->items, tuple->items + tuple->size, is_plain);
}

class WatchingLoop {
 public:
  explicit WatchingLoop(Thread& t) : t_(t) { arrive(); }
  Object* run();

 private:
  void arrive();
  Next instruction(FrameHeader* h);
  Next step(FrameHeader* h);
  void look_at_result(FrameHeader* h, const Instr& in, const Touched& touched, bool may_make_view);

  Thread& t_;
};

Object* WatchingLoop::run() {
  while (is_watching(t_)) {
    FrameHeader* h = t_.frame;
    Next next = instruction(h);
    if (next == Next::Return) return t_.eval_result;
    if (next == Next::Unwind) {
      forget_watched_views();
      if (!unwind(t_)) return nullptr;
    } else if (t_.frame != h) {
      arrive();
    }
    look_at_watched_views(t_);
  }
  leave_traced_start(t_);
  t_.frame->flags &= ~uint32_t(kFrameCallDue);
  return other_loop();
}

// In a frame that was entered or goes on: what was passed as one of many arguments is in a tuple or dict.
void WatchingLoop::arrive() {
  leave_traced_start(t_);
  FrameHeader* h = t_.frame;
  h->flags &= ~uint32_t(kFrameCallDue);
  if (h->pc != h->code->instructions) return;
  if (!(h->code->flags & (kCodeVarArgs | kCodeVarKeywords))) return;
  for (int i = 0; i < h->code->first_temporary; i++) {
    Object* o = h->registers()[i];
    if (o && is_exact<Dict>(o) && cast<Dict>(o)->used) return forget_watched_views();
    if (!o || !is_exact<Tuple>(o)) continue;
    for (ssize k = 0; k < cast<Tuple>(o)->size; k++) stop_watching(cast<Tuple>(o)->items[k]);
  }
}

Next WatchingLoop::instruction(FrameHeader* h) {
  Instr in = *h->pc;
  if (Opcode(in.op) == Opcode::yield_value_ || Opcode(in.op) == Opcode::return_generator_) forget_watched_views();
  if (Opcode(in.op) == Opcode::make_cell_) stop_watching(h->registers()[in.a]);
  Touched touched = touched_by(h, in);
  if (touched.too_many) forget_watched_views();
  int kept = 0;
  for (int i = 0; i < touched.count; i++)
    if (keeps(h, in, touched.views[i])) stop_watching(touched.views[i]);
    else touched.views[kept++] = touched.views[i];
  touched.count = kept;
  bool may_make_view = touched.count && makes_view(h, in);
  Next next = step(h);
  bool is_done = (next == Next::Go || next == Next::Switch) && t_.frame == h;
  if (touched.count && is_done) look_at_result(h, in, touched, may_make_view);
  return next;
}

void WatchingLoop::look_at_result(FrameHeader* h, const Instr& in, const Touched& touched, bool may_make_view) {
  OperandUse use = operand_use(in);
  for (const RegisterBlock& block : use.writes)
    for (int i = 0; i < block.count; i++) {
      Object* o = h->registers()[block.first + i];
      if (is_plain_or_tuple(o) || is_watched(o) || o->cls == MethodDescriptor::type()) continue;
      if (may_make_view && is_exact<MemoryView>(o)) watch_view(t_, h, o);
      else
        for (int k = 0; k < touched.count; k++) stop_watching(touched.views[k]);
    }
}

Next WatchingLoop::step(FrameHeader* h) {
  PyDirect m{t_};
  Frame<PyDirect> f(h);
  const Instr* at = f.pc;
  Next next;
  do {
    Instr in = *f.pc++;
    next = sidewinder::step(m, f, in);
    // once more with a cache that was filled
  } while (next == Next::Go && f.pc == at && Opcode(at->op) != Opcode::jump_back_);
  if (next == Next::Go) f.sync();
  return next;
}

}  // namespace

Object* run_watching(Thread& t) { return WatchingLoop(t).run(); }

}  // namespace sidewinder
