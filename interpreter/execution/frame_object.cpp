// How a frame object follows its frame: made when asked for, moved with a generator's frame, left with the named
// registers at the end.
#include "interpreter/objects/function/frame_object.h"

#include <cstring>

#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

FrameHeader* visible_frame(FrameHeader* h) {
  h = real_frame(h);
  while (h && !is_visible(h)) h = real_frame(h->caller);
  return h;
}

FrameHeader* function_frame(FrameHeader* h) {
  h = real_frame(h);
  while (h && !h->function) h = real_frame(h->caller);
  return h;
}

const Instr* FrameObject::position() const {
  make_real(this);
  if (!frame) return pc - 1;
  return frame->flags & kFrameAtEvent ? frame->pc : frame->pc - 1;
}

FrameObject* detached_frame_object(Function* function, Code* code) {
  auto registers = size_t(code->named_register_count());
  auto* f = new_object<FrameObject>(FrameObject::type(), sizeof(FrameObject) + registers * sizeof(Object*));
  if (!f) return nullptr;
  f->function = function;
  f->code = code;
  f->pc = code->instructions;
  f->trace_lines = true;
  return f;
}

void attach_frame_object(FrameObject* object, FrameHeader* h) {
  object->frame = h;
  h->object = object;
  h->flags |= kFrameHasObject;
}

FrameObject* frame_object_of(Thread&, FrameHeader* h) {
  if (h->object) return h->object;
  FrameObject* f = detached_frame_object(h->function, h->code);
  if (!f) return nullptr;
  f->locals = h->locals;
  attach_frame_object(f, h);
  return f;
}

void move_frame_object(FrameHeader* from, FrameHeader* to) {
  attach_frame_object(from->object, to);
  from->object = nullptr;
  from->flags &= ~uint32_t(kFrameHasObject);
}

void end_frame_object(Thread& t, FrameHeader* h) {
  FrameObject* f = h->object;
  std::memcpy(f->registers(), h->registers(), size_t(h->code->named_register_count()) * sizeof(Object*));
  f->pc = h->pc;
  // As in CPython the caller's object is made now, and a generator's frame, which has many callers, has none in the
  // end.
  FrameHeader* caller = h->kind == FrameKind::Generator ? nullptr : h->caller;
  // A trace need not be left for that.
  if (!caller || !is_visible(caller) || !is_alone_in_trace(caller)) caller = visible_frame(caller);
  if (caller) {
    PendingSaved saved(t);
    f->back = frame_object_of(t, caller);
    if (!f->back) clear_pending(t);
  }
  f->frame = nullptr;
  h->object = nullptr;
  h->flags &= ~uint32_t(kFrameHasObject);
}

FrameObject* frame_back(Thread& t, FrameObject* f, Status* status) {
  if (f->frame || !f->back) make_real(f);
  if (!f->frame) return f->back;
  FrameHeader* caller = visible_frame(f->frame->caller);
  if (!caller) return nullptr;
  FrameObject* back = frame_object_of(t, caller);
  if (!back) *status = Raised{};
  return back;
}

}  // namespace sidewinder
