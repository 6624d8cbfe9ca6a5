#include "interpreter/objects/function/generator.h"

#include <cstring>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/runtime/call_frame.h"
#include "interpreter/runtime/eval.h"
#include "interpreter/runtime/machine_frame.h"
#include "interpreter/runtime/ops/special.h"
#include "interpreter/runtime/protocol.h"

namespace sidewinder {

Generator* generator_from_frame(Thread& t) {
  FrameHeader* h = t.frame;
  size_t registers = h->code->register_count;
  auto* g = new_object<Generator>(Generator::type(), sizeof(Generator) + registers * sizeof(Object*));
  if (!g) return nullptr;
  g->name = h->function->name;
  g->qualname = h->function->qualname;
  g->state = GeneratorState::Created;
  g->header = *h;
  // Temporaries are garbage in the frame stack; here they must not keep anything alive.
  std::memcpy(g->registers(), h->registers(), (h->code->first_free + h->code->free_names->size) * sizeof(Object*));
  g->header.caller = nullptr;
  g->header.generator = g;
  g->header.kind = FrameKind::Generator;
  g->header.flags = kFrameOfGenerator;
  g->header.top = nullptr;
  return g;
}

Object* generator_of_current_frame(Thread& t) {
  Generator* g = generator_from_frame(t);
  if (!g) return nullptr;
  FrameHeader* h = t.frame;
  uint16_t result = h->result_register;
  if (h->flags & kFrameEntry) {            // called from C++: the entry frame stays, and returns the generator
    // Its code is replaced by a continuation of one instruction that returns register 0.
    h->function = nullptr;
    h->code = continuations.after_ignore;
    h->kind = FrameKind::Continuation;
    h->registers()[0] = g;
    h->pc = h->code->instructions + 1;     // after_return
    return g;
  }
  pop_frame(t);
  t.frame->registers()[result] = g;
  return g;
}

bool generator_enter(Thread& t, Generator* g, Object* sent, uint16_t result_register, ResumeMode mode, bool* finished) {
  *finished = false;
  if (g->state == GeneratorState::Running) {
    raise_value_error(t, "generator already executing");
    return false;
  }
  if (g->state == GeneratorState::Finished) {
    *finished = true;
    return false;
  }
  if (g->state == GeneratorState::Created) {
    if (sent && sent != none()) {
      raise_type_error(t, "can't send non-None value to a just-started generator");
      return false;
    }
  } else if (sent) {
    uint16_t received = (g->header.pc - 1)->a;     // of the yield_value that suspended it
    g->registers()[received] = sent;
  }
  if (--t.recursion_remaining < 0 && recursion_limit_hit(t)) {
    ++t.recursion_remaining;
    return false;
  }
  FrameHeader* caller = t.frame;
  g->header.caller = caller;
  g->header.top = caller->top;
  g->header.result_register = result_register;
  g->header.flags = kFrameOfGenerator | (mode == ResumeMode::Native ? uint32_t(kFrameEntry) : 0);
  g->state = GeneratorState::Running;
  g->mode = mode;
  g->handled.previous = t.handled;
  t.handled = &g->handled;
  t.frame = &g->header;
  return true;
}

namespace {
void generator_pop(Thread& t, Generator* g) {
  t.handled = g->handled.previous;
  g->handled.previous = nullptr;
  t.frame = g->header.caller;
  g->header.caller = nullptr;
  g->header.top = nullptr;
  ++t.recursion_remaining;
}
}  // namespace

bool generator_yield(Thread& t, Object* value) {
  Generator* g = t.frame->generator;
  g->state = GeneratorState::Suspended;
  generator_pop(t, g);
  if (g->mode == ResumeMode::Native) {
    t.eval_result = value;
    return true;
  }
  t.frame->registers()[g->header.result_register] = value;
  return false;
}
bool yield_current_frame(Thread& t, Object* value) { return generator_yield(t, value); }

bool generator_finish(Thread& t, Object* value) {
  Generator* g = t.frame->generator;
  g->state = GeneratorState::Finished;
  std::memset(g->registers(), 0, g->header.code->register_count * sizeof(Object*));
  if (!value && pending_matches(t, exceptions::StopIteration)) {       // PEP 479
    auto* cause = take_pending(t);
    raise(t, exceptions::RuntimeError, "generator raised StopIteration");
    auto* error = reinterpret_cast<BaseException*>(t.pending);
    error->cause = cause;
    error->context = cause;
    error->suppress_context = true;
  }
  generator_pop(t, g);
  if (g->mode == ResumeMode::Native) {
    t.eval_result = value;
    return true;
  }
  if (value) {
    uint16_t result = g->header.result_register;
    t.frame->registers()[result] = exhausted();
    if (g->mode == ResumeMode::Send) t.frame->registers()[result + 1] = value;
  }
  return false;
}

Lookup generator_send(Thread& t, Generator* g, Object* sent, Object** result) {
  bool finished;
  if (result) *result = none();
  if (!generator_enter(t, g, sent, kNoRegister, ResumeMode::Native, &finished)) {
    if (finished) return Lookup::missing();
    return Raised{};
  }
  Object* value = run(t);
  if (!value) return Raised{};
  if (g->state != GeneratorState::Finished) return value;
  if (result) *result = value;
  return Lookup::missing();
}

Lookup generator_throw(Thread& t, Generator* g, Object* exception, Object** result) {
  if (result) *result = none();
  if (g->state == GeneratorState::Running) return raise_value_error(t, "generator already executing");
  if (g->state == GeneratorState::Finished || g->state == GeneratorState::Created) {
    g->state = GeneratorState::Finished;
    raise_object(t, exception);
    return Raised{};
  }
  // A `yield from` under way passes the exception on first.
  if (g->yield_from) {
    Object* inner = g->yield_from;
    if (inner->cls == Generator::type()) {
      Object* value = nullptr;
      g->state = GeneratorState::Running;
      Lookup next = generator_throw(t, static_cast<Generator*>(inner), exception, &value);
      g->state = GeneratorState::Suspended;
      if (next.found()) return next;
      g->yield_from = nullptr;
      if (next.is_missing()) return generator_send(t, g, value, result);
      exception = reinterpret_cast<Object*>(take_pending(t));
    }
  }
  bool finished;
  if (!generator_enter(t, g, nullptr, kNoRegister, ResumeMode::Native, &finished)) return Raised{};
  raise_object(t, exception);
  Object* value = unwind(t) ? run(t) : nullptr;
  if (!value) return Raised{};
  if (g->state != GeneratorState::Finished) return value;
  if (result) *result = value;
  return Lookup::missing();
}

// What Python sees.
namespace {

Generator* as_generator(Object* o) { return static_cast<Generator*>(o); }

Object* finish_send(Thread& t, Lookup next, Object* result) {
  if (next.failed()) return nullptr;
  if (next.found()) return next.value;
  return raise_stop_iteration(t, result == none() ? nullptr : result);
}

Object* generator_method_send(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "send", 1, 1));
  Object* result;
  Lookup next = generator_send(t, as_generator(self), args[0], &result);
  return finish_send(t, next, result);
}

Object* generator_method_throw(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "throw", 1, 3));
  Object* exception = args[0];
  if (has_flag(exception, kTypeType)) {
    Object* value = args.or_default(1, none());
    exception = value != none() && is_instance(value, static_cast<Type*>(args[0])) ? value
                : value == none()                                                   ? call(t, args[0])
                                                                                    : call(t, args[0], value);
    if (!exception) return nullptr;
  }
  if (!has_flag(exception, kTypeBaseException))
    return raise_type_error(t, "exceptions must be classes or instances deriving from BaseException, not %T", exception);
  Object* result;
  Lookup next = generator_throw(t, as_generator(self), exception, &result);
  return finish_send(t, next, result);
}

Object* generator_method_close(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "close", 0, 0));
  Generator* g = as_generator(self);
  if (g->state == GeneratorState::Created) g->state = GeneratorState::Finished;
  if (g->state == GeneratorState::Finished) return none();
  Object* exit = TRY(call(t, &exceptions::GeneratorExit));
  Object* result;
  Lookup next = generator_throw(t, g, exit, &result);
  if (next.found()) return raise(t, exceptions::RuntimeError, "generator ignored GeneratorExit");
  if (next.is_missing()) return none();
  if (pending_matches(t, exceptions::GeneratorExit) || pending_matches(t, exceptions::StopIteration)) {
    clear_pending(t);
    return none();
  }
  return nullptr;
}

Object* generator_self(Thread&, Object* self) { return self; }
Lookup generator_slot_next(Thread& t, Object* self) {
  Object* result;
  Lookup next = generator_send(t, as_generator(self), none(), &result);
  if (next.is_missing() && result != none()) return raise_stop_iteration(t, result);
  return next;
}
Object* generator_repr(Thread&, Object* self) {
  char text[64];
  std::snprintf(text, sizeof text, " at %p>", static_cast<void*>(self));
  return reinterpret_cast<Object*>(StrBuilder().add("<generator object ").add(as_generator(self)->qualname).add(text).finish());
}
Object* get_running(Thread&, Object* self) { return bool_object(as_generator(self)->state == GeneratorState::Running); }
Object* get_suspended(Thread&, Object* self) { return bool_object(as_generator(self)->state == GeneratorState::Suspended); }
Object* get_code(Thread&, Object* self) { return as_generator(self)->header.code; }
Object* get_name(Thread&, Object* self) { return as_generator(self)->name; }
Object* get_qualname(Thread&, Object* self) { return as_generator(self)->qualname; }
Object* get_yield_from(Thread&, Object* self) { return as_generator(self)->yield_from ? as_generator(self)->yield_from : none(); }

const NativeMethod kMethods[] = {
    {"send", generator_method_send, MethodKind::Instance, "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", generator_method_throw, MethodKind::Instance, "throw(value): raise exception in generator, return next yielded value or raise StopIteration."},
    {"close", generator_method_close, MethodKind::Instance, "close() -> raise GeneratorExit inside generator."},
    {nullptr, nullptr},
};
const NativeGetSet kGetSets[] = {
    {"gi_running", get_running}, {"gi_suspended", get_suspended}, {"gi_code", get_code},   {"gi_yieldfrom", get_yield_from},
    {"__name__", get_name},      {"__qualname__", get_qualname},  {nullptr, nullptr},
};

TypeData generator_data = [] {
  TypeData d{};
  d.slots.iter = generator_self;
  d.slots.next = generator_slot_next;
  d.slots.repr = generator_repr;
  d.spec.methods = kMethods;
  d.spec.getsets = kGetSets;
  return d;
}();

}  // namespace

Type generator_type = static_type("generator", sizeof(Generator), sizeof(Object*), kTypeHaveGC | kTypeDisallowInstantiation, &generator_data);

}  // namespace sidewinder
