// What is being handled, in a recording. The trace's own frame and each generator's have a stack of their own, the tops
// of which the trace has by name while nobody else looks (interpreter/tracing/README.md, Exceptions). A generator that
// the trace runs is linked into the thread's list when somebody may look and it handles an exception; those that are
// linked are the outermost ones. Until then its memory says that it handles nothing, unless handled_apart() has it.
#include <utility>

#include "interpreter/execution/ops/all.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

using jit::Kind;
using jit::ShadowFrame;
using jit::Value;
using Ref = PyRecording::Ref;

bool PySession::has_handled_stack(size_t index) const {
  return index == 0 || frame_kind_of(recorder.frames[index]->info) == FrameKind::Generator;
}

size_t PySession::handling_frame() const {
  size_t index = recorder.frames.size() - 1;
  while (!has_handled_stack(index)) --index;
  return index;
}

HandledStack* PySession::real_stack(size_t index) const {
  HandledStack* stack = machine_.thread.handled;
  for (size_t i = recorder.frames.size() - 1; i > index; --i)
    if (has_handled_stack(i)) stack = stack->previous;
  return stack;
}

// While a generator is linked, the thread has that one's.
PyRecording::Ptr PySession::root_stack() {
  HandledStack* real = real_stack(0);
  for (size_t i = 1; i < recorder.frames.size(); ++i)
    if (recorder.frames[i]->info & kGeneratorIsLinked)
      return machine_.load_ptr(generator_of(*recorder.frames[i]), fields::generator_handled_outside);
  Value name = recorder.emit_call(jit::row_of(helpers::handled_stack_row), Kind::Ptr, nullptr, 0);
  recorder.learn_value(name, reinterpret_cast<Object*>(real));
  return {real, name};
}

// By the frame itself. A null value: nothing.
Ref PySession::own_handled(size_t index) {
  if (Value apart = handled_apart(index); !apart.is_none()) {
    Object* exception = real_stack(index)->exception;
    return exception ? Ref{exception, apart} : machine_.ref(nullptr);
  }
  Ref exception = index ? machine_.load_ref(generator_of(*recorder.frames[index]), fields::generator_handled)
                        : machine_.load_ref(root_stack(), fields::handled_exception);
  return machine_.is_null(exception) ? machine_.ref(nullptr) : exception;
}

// By a generator that the trace does not run, and by those that resumed it. False: there are too many.
bool PySession::handled_outside(Ref* exception) {
  constexpr int kMostStacks = 4;
  PyRecording::Ptr stack = root_stack();
  for (int i = 0; i < kMostStacks; ++i) {
    stack = machine_.load_ptr(stack, fields::handled_previous);
    if (machine_.is_null_ptr(stack)) return true;
    *exception = machine_.load_ref(stack, fields::handled_exception);
    if (!machine_.is_null(*exception)) return true;
    *exception = machine_.ref(nullptr);
  }
  return false;
}

// What is being handled: the context of what is raised.
bool PySession::handled(Ref* exception) {
  for (size_t i = recorder.frames.size(); i-- > 0;) {
    if (!has_handled_stack(i)) continue;
    *exception = own_handled(i);
    if (exception->value) return true;
  }
  return handled_outside(exception);
}

void PySession::handle_apart(size_t index, Value exception) {
  bool is_in_memory = handled_in_memory_.index == index && exception == handled_in_memory_.exception;
  handled_apart(index) = is_in_memory ? Value{} : exception;
}

bool PySession::push_handled(Ref exception, Ref* before) {
  if (recorder.aborted()) return false;
  size_t index = handling_frame();
  *before = own_handled(index);
  if (!before->value) *before = machine_.ref(none());
  if (handled_apart(index).is_none()) handled_in_memory_ = {index, before->name};
  handle_apart(index, exception.name);
  real_stack(index)->exception = exception.value;
  return true;
}

bool PySession::pop_handled(Ref previous) {
  if (recorder.aborted()) return false;
  size_t index = handling_frame();
  if (machine_.is_same(previous, none())) previous = machine_.ref(none());
  Object* handled = previous.value == none() ? nullptr : previous.value;
  if (handled_apart(index).is_none()) {
    store_handled(index, handled ? previous : machine_.ref(nullptr));
  } else {
    handle_apart(index, previous.name);
    real_stack(index)->exception = handled;
  }
  return true;
}

void PySession::begin_generator(Ref generator) {
  size_t index = recorder.frames.size() - 1;
  if (handled_in_memory_.index >= index) handled_in_memory_ = {};
  bool is_handling = static_cast<Generator*>(generator.value)->handled.exception;
  handled_apart(index) = is_handling ? machine_.load_ref(generator, fields::generator_handled).name : Value{};
}

void PySession::store_handled(size_t index, Ref exception) {
  if (index) machine_.store_ref(generator_of(*recorder.frames[index]), fields::generator_handled, exception);
  else machine_.store_ref(root_stack(), fields::handled_exception, exception);
}

void PySession::settle_handled(size_t index) {
  Value apart = std::exchange(handled_apart(index), Value{});
  if (apart.is_none()) return;
  Object* exception = real_stack(index)->exception;
  store_handled(index, exception ? Ref{exception, apart} : machine_.ref(nullptr));
}

void PySession::settle_own_handled() { settle_handled(recorder.frames.size() - 1); }

void PySession::settle_handled() {
  if (recorder.aborted()) return;
  size_t last_linked = 0;
  for (size_t i = 0; i < recorder.frames.size(); ++i) {
    if (!has_handled_stack(i)) continue;
    if (i && !handled_apart(i).is_none() && real_stack(i)->exception) last_linked = i;
    settle_handled(i);
  }
  for (size_t i = 1; i <= last_linked; ++i) {
    ShadowFrame& frame = *recorder.frames[i];
    if (!has_handled_stack(i) || (frame.info & kGeneratorIsLinked)) continue;
    recorder.emit_call(jit::row_of(helpers::generator_link_row), Kind::None, &frame.header[kGeneratorInHeader], 1);
    frame.info |= kGeneratorIsLinked;
  }
}

void Frame<PyRecording>::settle_handled(PyRecording& m) { PySession::of(m).settle_handled(); }

bool Frame<PyRecording>::push_handled(PyRecording& m, int saved, Ref exception) {
  Ref before;
  if (!PySession::of(m).push_handled(exception, &before)) return false;
  set(saved, before);
  return true;
}

bool Frame<PyRecording>::pop_handled(PyRecording& m, Ref previous) { return PySession::of(m).pop_handled(previous); }

}  // namespace sidewinder
