// Exceptions in a recording. A trace has what it raises, and what it is handling, by name: as long as nobody else
// looks, there are no objects but in the exits (interpreter/tracing/README.md, Exceptions).
#include <unordered_map>
#include <utility>

#include "interpreter/execution/ops/all.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

using jit::Kind;
using jit::ShadowFrame;
using jit::Value;
using Ref = PyRecording::Ref;

namespace {

// Of a frame that a trace has inlined, as detached_frame_object makes it but for function, code and pc.
const jit::Shape& frame_object_shape(int registers) {
  static std::unordered_map<int, jit::Shape> shapes;
  auto [row, is_new] = shapes.try_emplace(registers);
  if (is_new) {
    size_t bytes = sizeof(FrameObject) + size_t(registers) * sizeof(Object*);
    constexpr uint64_t kTraceLines = uint64_t(1) << (8 * (offsetof(FrameObject, trace_lines) & 7));
    jit::Shape shape = plain_shape(FrameObject::type(), bytes, MemoryKind::Object);
    row->second = shape_with(shape, offsetof(FrameObject, trace_lines) & ~size_t(7), kTraceLines);
    row->second.name = "frame";
  }
  return row->second;
}

Value emit_new(jit::Recorder& recorder, const jit::Shape& shape, Object* object) {
  Value name = recorder.emit(jit::Opcode::new_object, Kind::Ref);
  recorder.last().shape = &shape;
  recorder.learn_value(name, object);
  recorder.learn_class(name, shape.class_word);
  return name;
}

void emit_store(jit::Recorder& recorder, Value object, const jit::Field& field, Value v) {
  recorder.emit(jit::Opcode::store_field, Kind::None, object, v);
  recorder.last().field = &field;
  recorder.effect();
}

Value pc_constant(jit::Recorder& recorder, const Instr* pc) { return recorder.trace.constant_int(int64_t(pc)); }

// May what enters this handler leave it as if it had never been there, with the place of its raise?
bool may_keep_place_of_raise(const Code* code, const ExceptionEntry& handler) {
  for (const Instr* in = code->instructions; in != code->instructions + code->instruction_count; ++in)
    if (in->op == uint16_t(Opcode::reraise_) && in->a == handler.reg && in->b) return true;
  return false;
}

// What its class adds to BaseException, where that is objects alone.
ssize word_count(const BaseException* e) {
  return (e->cls->basic_size - ssize(sizeof(BaseException))) / ssize(sizeof(Object*));
}
Object* const* words_of(const BaseException* e) { return reinterpret_cast<Object* const*>(e + 1); }
bool has_nameable_parts(const BaseException* e) {
  const Type* cls = e->cls;
  constexpr ssize kMostArguments = 2;
  bool has_words = cls == &exceptions::StopIteration || cls == &exceptions::NameError ||
                   cls == &exceptions::AttributeError;
  bool is_new = !e->traceback && !e->cause && !e->dict;
  return is_new && (has_words || holds_arguments_alone(cls)) && !(cls->flags & kTypeHeap) &&
         e->args->size <= kMostArguments;
}

// An AttributeError that leaves this instruction may get a name and an object (add_traceback_entry).
bool may_name_attribute(const FrameHeader* h) {
  if (h->pc == h->code->instructions) return false;
  auto op = Opcode(h->pc[-1].op);
  return op == Opcode::load_attr_ || op == Opcode::load_method_;
}

}  // namespace

// --- Raising

// The exception that is raised, and what it gets: all that `raise` looks at, before it does anything.
struct PySession::Raise {
  Type* cls = nullptr;  // to be called without arguments
  Ref exception{};      // or an instance
  Ref context{};        // of a null value: none
  Ref cause{};
};

// Names e's context, unless that would close a circle.
bool PySession::find_context(Raise& raise) {
  if (!handled(&raise.context)) return false;
  if (!raise.context.value || raise.cls) return true;
  if (machine_.test(machine_.same(raise.context, raise.exception))) {
    raise.context = machine_.ref(nullptr);
    return true;
  }
  constexpr int kMostContexts = 4;
  Ref link = raise.context;
  for (int i = 0; i < kMostContexts; ++i) {
    link = machine_.load_ref(link, fields::exception_context);
    if (machine_.is_null(link)) return true;
    if (machine_.test(machine_.same(link, raise.exception))) return false;
  }
  return false;
}

bool PySession::find_exception(Raise& raise, Ref what) {
  if (has_flag(what.value, kTypeType)) {
    auto* cls = static_cast<Type*>(what.value);
    if (!(cls->flags & kTypeBaseException) || !holds_arguments_alone(cls)) return false;
    machine_.promote(what);
    rely_on_version(machine_, cls);
    raise.cls = cls;
    return true;
  }
  if (!has_flag(what.value, kTypeBaseException)) return false;
  machine_.promote_class(what);
  raise.exception = what;
  return true;
}

bool PySession::find_cause(Raise& raise, const Ref* cause) {
  if (!cause) return true;
  if (machine_.is_same(*cause, none())) raise.cause = machine_.ref(nullptr);
  else if (has_flag(cause->value, kTypeBaseException)) raise.cause = *cause;
  else return false;
  machine_.promote_class(*cause);
  return true;
}

bool PySession::raise(Ref what, const Ref* cause) {
  Raise raise;
  if (!find_exception(raise, what) || !find_cause(raise, cause) || !find_context(raise)) return false;
  Thread& t = machine_.thread;
  frame_.sync();
  raise_class_or_instance(t, what.value, cause ? cause->value : nullptr);
  bool as_expected = raise.cls ? t.pending->cls == raise.cls : t.pending == raise.exception.value;
  if (!as_expected) recorder.abort(Abort::Request);
  raised_ = raise.exception.name;
  if (raise.cls) {
    raised_ = emit_new(recorder, instance_shape(raise.cls), t.pending);
    emit_store(recorder, raised_, fields::exception_args, recorder.name_object(empty_tuple()));
  }
  if (cause) {
    emit_store(recorder, raised_, fields::exception_cause, raise.cause.name);
    emit_store(recorder, raised_, fields::exception_suppress_context, recorder.trace.constant_int(1));
  }
  if (raise.context.value) emit_store(recorder, raised_, fields::exception_context, raise.context.name);
  return true;
}

bool PySession::raise_again(Ref exception) {
  if (recorder.aborted() || exception.name.is_none()) return false;
  frame_.sync();
  set_pending(machine_.thread, static_cast<BaseException*>(exception.value));
  raised_ = exception.name;
  return true;
}

bool Frame<PyRecording>::raise(PyRecording& m, const Ref* what, const Ref* cause) {
  if (m.recorder.aborted()) return false;
  PySession& session = PySession::of(m);
  if (what) return session.raise(*what, cause);
  Ref again;
  return session.handled(&again) && again.value && session.raise_again(again);
}

bool Frame<PyRecording>::reraise(PyRecording& m, Ref exception) { return PySession::of(m).raise_again(exception); }

bool Frame<PyRecording>::begin_raise(PyRecording& m, Ref* context) {
  sync();
  return PySession::of(m).begin_raise(context);
}
void Frame<PyRecording>::end_raise(PyRecording& m, Ref context, std::span<const Ref> operands) {
  PySession::of(m).end_raise(context, operands);
}

// An operation has raised what is pending: its parts are operands or constants.
void PySession::end_raise(Ref context, std::span<const Ref> operands) {
  auto* e = static_cast<BaseException*>(machine_.thread.pending);
  if (!e || !has_nameable_parts(e)) return recorder.abort(Abort::Request);
  auto name_of = [&](Object* part) {
    for (const Ref& operand : operands)
      if (operand.value == part && !operand.name.is_none()) return operand.name;
    return recorder.name_object(part);
  };
  auto store_items = [&](Value object, const jit::Array& array, Object* const* items, ssize count) {
    for (ssize i = 0; i < count; ++i) {
      if (!items[i]) continue;
      recorder.emit(jit::Opcode::store_item, Kind::None, object, recorder.trace.constant_int(i), name_of(items[i]));
      recorder.last().array = &array;
      recorder.effect();
    }
  };
  raised_ = emit_new(recorder, instance_shape(e->cls), e);
  Value arguments = recorder.name_object(empty_tuple());
  if (ssize count = e->args->size) {
    arguments = emit_new(recorder, tuple_shape(int(count)), e->args);
    store_items(arguments, fields::tuple_items, e->args->items, count);
  }
  emit_store(recorder, raised_, fields::exception_args, arguments);
  store_items(raised_, fields::exception_words, words_of(e), word_count(e));
  if (context.value) emit_store(recorder, raised_, fields::exception_context, context.name);
}

// What is pending, by name.
Value PySession::raised() {
  if (raised_.is_none()) {
    raised_ = recorder.emit_call(jit::row_of(helpers::caught_row), Kind::Ref, nullptr, 0);
    recorder.learn_value(raised_, machine_.thread.pending);
    recorder.fact(raised_).present = true;
  }
  return raised_;
}

// Others look at it.
void PySession::make_pending() {
  if (raised_.is_none()) return;
  recorder.emit_call(jit::row_of(helpers::pend_row), Kind::None, &raised_, 1);
  raised_ = Value{};
}

// --- The way to a handler

bool PySession::unwind() {
  Thread& t = machine_.thread;
  for (;;) {
    FrameHeader* h = t.frame;
    const ExceptionEntry* handler = find_handler(h);
    if (!handler && recorder.frames.size() == 1) {
      make_pending();
      return false;
    }
    note_passage(h, handler);
    end_left_generators(h, handler ? handler->reg : -1);
    if (handler) {
      enter_handler(h, *handler);
      return true;
    }
    if (keeps_place_of_raise(h)) {
      end_inlined_frame(nullptr);
      if (h->object) h->pc = h->object->pc;
    } else {
      end_inlined_frame(h->pc);
    }
    end_raised_frame();
  }
}

// Did the instruction make what it raised? Nobody has added anything to that.
bool PySession::is_new_here() const {
  auto* pending = static_cast<BaseException*>(machine_.thread.pending);
  return !raised_.is_none() && machine_.is_new({pending, raised_}) && !pending->traceback;
}

// The exception gets a line of the traceback, or the frame just the place of the raise.
void PySession::note_passage(FrameHeader* h, const ExceptionEntry* handler) {
  bool wants_entry = wants_traceback_entry(h);
  bool is_asked_then = is_bare_raise(h->code, h->pc) && raised_.is_none();  // when the trace runs
  if (is_asked_then || (wants_entry && may_name_attribute(h) && !is_new_here())) return add_traceback_by_call(h);
  if (wants_entry) add_traceback(h);
  else if (!handler || !h->object || keeps_place_of_raise(h)) return;
  h->object->pc = h->pc;
  bool is_root = recorder.frames.size() == 1;
  if (!is_root || may_keep_place_of_raise(h->code, *handler))
    emit_store(recorder, name_of_frame_object(h, recorder.frames.size() - 1), fields::frame_pc,
               pc_constant(recorder, h->pc));
}

void PySession::add_traceback(FrameHeader* h) {
  Value exception = raised();
  auto* pending = static_cast<BaseException*>(machine_.thread.pending);
  Object* next = pending->traceback;
  add_traceback_entry(machine_.thread, h);
  auto* added = static_cast<Traceback*>(pending->traceback);
  if (added == next) return recorder.abort(Abort::Request);
  Value frame = name_of_frame_object(h, recorder.frames.size() - 1);
  Value next_name = recorder.emit(jit::Opcode::load_field, Kind::Ref, exception);
  recorder.last().field = &fields::exception_traceback;
  recorder.learn_value(next_name, next);
  Value traceback = emit_new(recorder, shape_of<Traceback>(), added);
  jit::Trace& trace = recorder.trace;
  emit_store(recorder, traceback, fields::traceback_next, next_name);
  emit_store(recorder, traceback, fields::traceback_frame, frame);
  emit_store(recorder, traceback, fields::traceback_last_instruction, trace.constant_int(added->last_instruction));
  emit_store(recorder, traceback, fields::traceback_line, trace.constant_int(added->line));
  emit_store(recorder, exception, fields::exception_traceback, traceback);
}

void PySession::add_traceback_by_call(FrameHeader* h) {
  make_pending();
  if (wants_traceback_entry(h)) add_traceback_entry(machine_.thread, h);
  else if (h->object) h->object->pc = h->pc;
  Value names[] = {name_of_frame_object(h, recorder.frames.size() - 1),
                   recorder.trace.constant(Kind::Ptr, uint64_t(h->pc))};
  recorder.emit_call(jit::row_of(helpers::add_traceback_row), Kind::None, names, 2);
}

// Their end may run anything, while an exception is pending: traces have no calls that may.
void PySession::end_left_generators(FrameHeader* h, int reg) {
  for (const Instr* loop = nullptr; (loop = next_loop_around(h, loop)) && loop->b > reg;) {
    bool is_live = !recorder.top().names[loop->b].is_none();
    if (!is_live || !may_end_with_loop(h->registers()[loop->b])) continue;
    machine_.abort(jit::Abort::LeavesGenerator);
    return end_left_loops(machine_.thread, h, reg);
  }
}

// It is left by an exception, and with it the recorder's innermost frame.
void PySession::end_raised_frame() {
  ShadowFrame& frame = recorder.top();
  bool is_generator = frame_kind_of(frame.info) == FrameKind::Generator;
  bool was_delegated_to = is_generator && resume_mode_of(frame.info) == ResumeMode::Send;
  if (is_generator) end_raised_generator(frame);
  else pop_frame(machine_.thread);
  recorder.pop_frame();
  ShadowFrame& outer = recorder.top();
  bool is_delegating = FrameHeader::of(outer.registers)->kind == FrameKind::Generator;
  if (!was_delegated_to || !is_delegating) return;
  machine_.store_ref(generator_of(outer), fields::generator_yield_from, machine_.ref(nullptr));
}

// Another exception takes the place of those that would look like its end.
void PySession::end_raised_generator(const ShadowFrame& frame) {
  bool is_replaced = pending_matches(machine_.thread, exceptions::StopIteration) ||
                     pending_matches(machine_.thread, exceptions::StopAsyncIteration);
  bool keeps_name = !raised_.is_none() && !is_replaced && recorder.fact(raised_).cls;
  if (!keeps_name) {
    make_pending();
    settle_handled();
  }
  settle_own_handled();
  PY_CHECK(!generator_finish(machine_.thread, nullptr));
  auto* row = keeps_name ? jit::row_of(helpers::generator_ended_row) : jit::row_of(helpers::generator_raised_row);
  recorder.emit_call(row, Kind::None, &frame.header[kGeneratorInHeader], 1);
}

// The handler's register receives the exception.
void PySession::enter_handler(FrameHeader* h, const ExceptionEntry& handler) {
  Value name = raised();
  raised_ = Value{};
  Object* exception = take_pending(machine_.thread);
  h->pc = h->code->instructions + handler.handler;
  frame_.load_top(machine_);
  frame_.set(handler.reg, {exception, name});
}

// --- Frame objects

// The frame object of h, a frame that Python sees, whose shadow is recorder.frames[index].
Value PySession::name_of_frame_object(FrameHeader* h, size_t index) {
  if (!frame_object_of(machine_.thread, h)) PyLanguage::out_of_memory();
  if (index == 0) return recorder.emit_call(jit::row_of(helpers::root_frame_object_row), Kind::Ref, nullptr, 0);
  Value& name = recorder.frames[index]->header[kObjectInHeader];
  if (name.is_none()) name = new_frame_object(h, *recorder.frames[index]);
  return name;
}

Value PySession::new_frame_object(FrameHeader* h, const ShadowFrame& frame) {
  int count = h->code->named_register_count();
  Value code = recorder.name_object(h->code);
  if (count > kMaxShapedTuple) {
    Value names[] = {frame.header[0], code};
    return recorder.emit_call(jit::row_of(helpers::inlined_frame_object_row), Kind::Ref, names, 2);
  }
  Value object = emit_new(recorder, frame_object_shape(count), h->object);
  emit_store(recorder, object, fields::frame_function, frame.header[0]);
  emit_store(recorder, object, fields::frame_code, code);
  emit_store(recorder, object, fields::frame_pc, pc_constant(recorder, h->code->instructions));
  return object;
}

// The innermost frame, an inlined one, is about to be popped.
void PySession::end_inlined_frame(const Instr* pc) {
  ShadowFrame& frame = recorder.top();
  Value object = frame.header[kObjectInHeader];
  if (object.is_none()) return;
  if (frame.info & kHasItsObject) return store_for_frame_object(frame, object, pc);
  FrameHeader* h = machine_.thread.frame;
  size_t index = recorder.frames.size() - 2;
  FrameHeader* caller = h->caller;
  while (index > 0 && visible_frame(caller) != caller) {
    caller = caller->caller;
    --index;
  }
  caller = visible_frame(caller);
  if (!caller) return recorder.abort(Abort::LooksAtFrames);
  for (int i = 0; i < h->code->named_register_count(); ++i) {
    Value name = frame.names[size_t(i)];
    if (name.is_none()) continue;
    recorder.emit(jit::Opcode::store_item, Kind::None, object, recorder.trace.constant_int(i), name);
    recorder.last().array = &fields::frame_registers;
  }
  emit_store(recorder, object, fields::frame_back, name_of_frame_object(caller, index));
  if (pc) emit_store(recorder, object, fields::frame_pc, pc_constant(recorder, pc));
}

void PySession::keep_frame_object(Ref generator) {
  ShadowFrame& frame = recorder.top();
  if (frame.header[kObjectInHeader].is_none() || (frame.info & kHasItsObject)) return;
  Value names[] = {generator.name, frame.header[kObjectInHeader]};
  recorder.emit_call(jit::row_of(helpers::generator_keeps_frame_object_row), Kind::None, names, 2);
}

// The end of a generator copies what its memory says into the object that it has (end_frame_object).
void PySession::store_for_frame_object(const ShadowFrame& frame, Value object, const Instr* pc) {
  Ref generator = generator_of(frame);
  for (int i = 0; i < FrameHeader::of(frame.registers)->code->named_register_count(); ++i)
    if (Value name = frame.names[size_t(i)]; !name.is_none())
      machine_.set_item_ref(generator, machine_.int_(i), fields::generator_registers, {frame.registers[i], name});
  FrameObject* real = machine_.thread.frame->object;
  machine_.store_int(generator, fields::generator_pc,
                     pc ? machine_.int_(int64_t(pc)) : machine_.load_int(Ref{real, object}, fields::frame_pc));
}

}  // namespace sidewinder
