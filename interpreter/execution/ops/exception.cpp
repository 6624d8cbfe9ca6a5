// Residual calls of raising and handling; frame objects for the frames of a trace that raises.
#include "interpreter/execution/ops/exception.h"

#include "interpreter/execution/handled.h"
#include "interpreter/objects/exception/exception_group.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* push_handled(Thread& t, Object* exception) {
  Object* before = t.handled->exception;
  t.handled->exception = exception;
  return before ? before : none();
}
Object* pop_handled(Thread& t, Object* previous) {
  t.handled->exception = previous == none() ? nullptr : previous;
  return none();
}
Object* match_exception(Thread& t, Object* exception, Object* classes) {
  auto is_exception_class = [](Object* o) {
    return has_flag(o, kTypeType) && (static_cast<Type*>(o)->flags & kTypeBaseException);
  };
  bool valid = true;
  if (has_flag(classes, kTypeTuple)) {
    for (ssize i = 0; i < as_tuple(classes)->size; ++i) valid &= is_exception_class(as_tuple(classes)->items[i]);
  } else valid = is_exception_class(classes);
  if (!valid) return raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
  if (has_flag(classes, kTypeTuple)) {
    for (ssize i = 0; i < as_tuple(classes)->size; ++i)
      if (sidewinder::is_instance(exception, static_cast<Type*>(as_tuple(classes)->items[i]))) return py_true();
    return py_false();
  }
  return bool_object(sidewinder::is_instance(exception, static_cast<Type*>(classes)));
}
Object* match_group(Thread& t, Object* exception, Object* classes) {
  return match_exception_group(t, exception, classes);
}
Object* group_to_raise(Thread& t, Object* exception, Object* exceptions) {
  return exception_after_clauses(t, exception, exceptions);
}
Object* raise(Thread& t, Object* what, Object* cause) {
  if (!what) {
    Object* handled = being_handled(t);
    if (!handled) return sidewinder::raise(t, exceptions::RuntimeError, "No active exception to reraise");
    set_pending(t, static_cast<BaseException*>(handled));
    return nullptr;
  }
  return raise_class_or_instance(t, what, cause);
}
Object* reraise(Thread& t, Object* exception) {
  set_pending(t, static_cast<BaseException*>(exception));
  return nullptr;
}
Object* exception_type(Thread&, Object* exception) { return exception->cls; }
Object* exception_traceback(Thread&, Object* exception) {
  Object* traceback = static_cast<BaseException*>(exception)->traceback;
  return traceback ? traceback : none();
}
Object* caught(Thread& t) { return take_pending(t); }
void pend(Thread& t, Object* exception) { set_pending(t, static_cast<BaseException*>(exception)); }
void* handled_stack(Thread& t) { return t.handled; }
// Frames of a trace: the root is real, the others are not there.
Object* root_frame_object(Thread& t) {
  FrameHeader* root = t.frame;  // the trace that asks runs it: there is nothing to look for
  return frame_object_of(t, is_visible(root) ? root : visible_frame(root));
}
Object* root_function(Thread& t) { return t.frame->function; }
Object* inlined_frame_object(Thread&, Object* function, Object* code) {
  return detached_frame_object(static_cast<Function*>(function), static_cast<Code*>(code));
}
void add_traceback(Thread& t, Object* frame, const void* position) {
  auto* object = static_cast<FrameObject*>(frame);
  auto* pc = static_cast<const Instr*>(position);
  bool is_raised_again = is_bare_raise(object->code, pc) && being_handled(t) == t.pending;
  if (is_raised_again) object->pc = pc;
  else add_traceback_entry(t, object, pc);
}

}  // namespace sidewinder::help
