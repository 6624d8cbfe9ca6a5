// What Python sees of asynchronous generators, and the awaitables that run them: of __anext__() and asend(), of
// athrow() and aclose() (PEP 525).
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

enum class AwaitableState : int32_t { New, Iterating, Closed };

struct AsyncSend : Object {
  Generator* generator;
  Object* value;
  AwaitableState state;
};
struct AsyncThrow : Object {
  Generator* generator;
  Object* given[3];  // what athrow() was called with
  ssize count;       // 0: aclose()
  AwaitableState state;
  Args args() { return Args{given, count}; }
};

}  // namespace

extern Type async_send_type, async_throw_type;

AsyncYielded* new_async_yielded(Object* value) {
  auto* yielded = new_object<AsyncYielded>(&async_yielded_type);
  if (yielded) yielded->value = value;
  return yielded;
}

namespace {

// The functions of sys.set_asyncgen_hooks() learn of the generator when it is first asked for something.
Status call_hooks(Thread& t, Generator* g) {
  if (g->hooks_called) return Status::ok();
  g->hooks_called = true;
  if (t.async_gen_finalizer) {
    g->origin_or_finalizer = t.async_gen_finalizer;
    TRY(register_generator_finalizer(t, g));
  }
  if (t.async_gen_firstiter) TRY(call(t, t.async_gen_firstiter, g));
  return Status::ok();
}

bool is_end(Thread& t) {
  return pending_matches(t, exceptions::StopAsyncIteration) || pending_matches(t, exceptions::GeneratorExit);
}

// What one step of the generator gave: what it awaits passes on, what it yields is the awaitable's result.
Object* unwrap(Thread& t, Generator* g, Object* outcome) {
  if (!outcome) {
    if (is_end(t)) g->is_closed = true;
    g->runs_for_awaiter = false;
    return nullptr;
  }
  if (outcome->cls != &async_yielded_type) return outcome;
  g->runs_for_awaiter = false;
  return raise_stop_iteration(t, cast<AsyncYielded>(outcome)->value);
}

Object* step(Thread& t, Generator* g, Object* value) {
  Object* result;
  Lookup next = generator_send(t, g, value, &result);
  return generator_outcome(t, g, next, result);
}
Object* step_by_throw(Thread& t, Generator* g, Args given, bool closes_inner_on_exit) {
  Object* result;
  Lookup next = generator_throw(t, g, given, &result, closes_inner_on_exit);
  return generator_outcome(t, g, next, result);
}

Object* new_async_send(Thread& t, Generator* g, Object* value) {
  TRY(call_hooks(t, g));
  auto* self = new_object<AsyncSend>(&async_send_type);
  if (!self) return nullptr;
  self->generator = g;
  self->value = value;
  return self;
}

Object* new_async_throw(Thread& t, Generator* g, Args given) {
  TRY(call_hooks(t, g));
  auto* self = new_object<AsyncThrow>(&async_throw_type);
  if (!self) return nullptr;
  self->generator = g;
  self->count = given.count;
  for (ssize i = 0; i < given.count; i++) self->given[i] = given[i];
  return self;
}

Args thrown(Object** given, Object* type, Object* value, Object* traceback) {
  given[0] = type;
  given[1] = value;
  given[2] = traceback;
  return Args{given, traceback ? 3 : value ? 2 : 1};
}

// --- __anext__(), asend() ---------------------------------------------------------------------------

constexpr const char* kReusedSend = "cannot reuse already awaited __anext__()/asend()";

Object* async_send_send(Thread& t, AsyncSend& self, Object* value) {
  if (self.state == AwaitableState::Closed) return raise(t, exceptions::RuntimeError, "%s", kReusedSend);
  Generator* g = self.generator;
  if (self.state == AwaitableState::New) {
    if (g->runs_for_awaiter)
      return raise(t, exceptions::RuntimeError, "anext(): asynchronous generator is already running");
    if (value == none()) value = self.value;
    self.state = AwaitableState::Iterating;
  }
  g->runs_for_awaiter = true;
  Object* result = unwrap(t, g, step(t, g, value));
  if (!result) self.state = AwaitableState::Closed;
  return result;
}

Object* async_send_throw(Thread& t, AsyncSend& self, Object* type, Object* value, Object* traceback) {
  if (self.state == AwaitableState::Closed) return raise(t, exceptions::RuntimeError, "%s", kReusedSend);
  Object* given[3];
  Object* outcome = step_by_throw(t, self.generator, thrown(given, type, value, traceback), true);
  Object* result = unwrap(t, self.generator, outcome);
  if (!result) self.state = AwaitableState::Closed;
  return result;
}

void async_send_close(AsyncSend& self) { self.state = AwaitableState::Closed; }
Object* async_send_await(AsyncSend& self) { return &self; }
Object* itself(Thread&, Object* o) { return o; }
Lookup async_send_next(Thread& t, Object* o) { return Lookup(async_send_send(t, *cast<AsyncSend>(o), none())); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/async_awaitable_methods.def"
#define NATIVE_TYPE AsyncSend
#define NATIVE_PREFIX async_send
#define NATIVE_NAME "async_generator_asend"
#include "interpreter/objects/core/native_table.inc"

// --- athrow(), aclose() -----------------------------------------------------------------------------

namespace {

constexpr const char* kReusedThrow = "cannot reuse already awaited aclose()/athrow()";

Raised ignored_exit(Thread& t) { return raise(t, exceptions::RuntimeError, "async generator ignored GeneratorExit"); }

// The generator has raised: that is how aclose() ends well.
Object* end_of_throw(Thread& t, AsyncThrow& self) {
  self.generator->runs_for_awaiter = false;
  self.state = AwaitableState::Closed;
  if (self.count || !is_end(t)) return nullptr;
  clear_pending(t);
  return raise_stop_iteration(t, nullptr);
}

// Of aclose(): a generator that yields instead of ending.
Object* after_step(Thread& t, AsyncThrow& self, Object* outcome) {
  if (outcome && outcome->cls == &async_yielded_type) {
    self.generator->runs_for_awaiter = false;
    self.state = AwaitableState::Closed;
    return ignored_exit(t);
  }
  return outcome ? outcome : end_of_throw(t, self);
}

Object* begin_throw(Thread& t, AsyncThrow& self, Object* value) {
  Generator* g = self.generator;
  if (g->runs_for_awaiter) {
    self.state = AwaitableState::Closed;
    const char* name = self.count ? "athrow" : "aclose";
    return raise(t, exceptions::RuntimeError, "%s(): asynchronous generator is already running", name);
  }
  if (g->is_closed) {
    self.state = AwaitableState::Closed;
    return raise_object(t, TRY(call(t, &exceptions::StopAsyncIteration)));
  }
  if (value != none())
    return raise(t, exceptions::RuntimeError, "can't send non-None value to a just-started coroutine");
  self.state = AwaitableState::Iterating;
  g->runs_for_awaiter = true;
  if (!self.count) {
    g->is_closed = true;
    Object* exit = &exceptions::GeneratorExit;
    return after_step(t, self, step_by_throw(t, g, Args{&exit, 1}, false));
  }
  Object* outcome = unwrap(t, g, step_by_throw(t, g, self.args(), false));
  return outcome ? outcome : end_of_throw(t, self);
}

Object* async_throw_send(Thread& t, AsyncThrow& self, Object* value) {
  Generator* g = self.generator;
  if (self.state == AwaitableState::Closed) return raise(t, exceptions::RuntimeError, "%s", kReusedThrow);
  if (g->state == GeneratorState::Finished) {
    self.state = AwaitableState::Closed;
    return raise_stop_iteration(t, nullptr);
  }
  if (self.state == AwaitableState::New) return begin_throw(t, self, value);
  Object* outcome = step(t, g, value);
  return self.count ? unwrap(t, g, outcome) : after_step(t, self, outcome);
}

Object* async_throw_throw(Thread& t, AsyncThrow& self, Object* type, Object* value, Object* traceback) {
  if (self.state == AwaitableState::Closed) return raise(t, exceptions::RuntimeError, "%s", kReusedThrow);
  Object* given[3];
  Object* outcome = step_by_throw(t, self.generator, thrown(given, type, value, traceback), true);
  if (self.count) return unwrap(t, self.generator, outcome);
  if (outcome && outcome->cls == &async_yielded_type) {
    self.generator->runs_for_awaiter = false;
    self.state = AwaitableState::Closed;
    return ignored_exit(t);
  }
  if (outcome || !is_end(t)) return outcome;
  clear_pending(t);
  return raise_stop_iteration(t, nullptr);
}

void async_throw_close(AsyncThrow& self) { self.state = AwaitableState::Closed; }
Object* async_throw_await(AsyncThrow& self) { return &self; }
Lookup async_throw_next(Thread& t, Object* o) { return Lookup(async_throw_send(t, *cast<AsyncThrow>(o), none())); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/async_awaitable_methods.def"
#define NATIVE_TYPE AsyncThrow
#define NATIVE_PREFIX async_throw
#define NATIVE_NAME "async_generator_athrow"
#include "interpreter/objects/core/native_table.inc"

// --- the generator ----------------------------------------------------------------------------------

Object* async_generator_anext(Thread& t, Generator* g) { return new_async_send(t, g, none()); }

namespace {

ssize generator_object_sizeof(const Generator& self) { return size_with_variables(self); }
void generator_object_del(Generator& self) { end_generator(&self); }
Object* generator_object_aiter(Generator& self) { return &self; }
Object* generator_object_anext(Thread& t, Generator& self) { return async_generator_anext(t, &self); }
Object* generator_object_asend(Thread& t, Generator& self, Object* value) { return new_async_send(t, &self, value); }
Object* generator_object_athrow(Thread& t, Generator& self, Object* type, Object* value, Object* traceback) {
  Object* given[3];
  return new_async_throw(t, &self, thrown(given, type, value, traceback));
}
Object* generator_object_aclose(Thread& t, Generator& self) { return new_async_throw(t, &self, Args{nullptr, 0}); }
Object* generator_object_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }
Object* generator_object_awaited(const Generator& self) { return shown_delegate(self); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/async_generator_methods.def"
#define NATIVE_TYPE Generator
#define NATIVE_PREFIX generator_object
#define NATIVE_NAME "async_generator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_async_generator_data() {
  TypeData d{};
  d.slots.repr = generator_repr;
  d.allows_weak_references = true;
  generator_object_declare(d);
  return d;
}
constexpr TypeData make_async_send_data() {
  TypeData d{};
  d.slots.iter = itself;
  d.slots.next = async_send_next;
  async_send_declare(d);
  return d;
}
constexpr TypeData make_async_throw_data() {
  TypeData d{};
  d.slots.iter = itself;
  d.slots.next = async_throw_next;
  async_throw_declare(d);
  return d;
}
constinit TypeData async_generator_data = make_async_generator_data(), async_send_data = make_async_send_data(),
                   async_throw_data = make_async_throw_data(), async_yielded_data{};

constexpr unsigned long kFlags = kTypeHaveGC | kTypeDisallowInstantiation;

}  // namespace

constinit Type async_generator_type =
    static_type("async_generator", sizeof(Generator), sizeof(Object*), kFlags, &async_generator_data);
constinit Type async_yielded_type =
    static_type("async_generator_wrapped_value", sizeof(AsyncYielded), 0, kFlags, &async_yielded_data);
constinit Type async_send_type = static_type("async_generator_asend", sizeof(AsyncSend), 0, kFlags, &async_send_data);
constinit Type async_throw_type =
    static_type("async_generator_athrow", sizeof(AsyncThrow), 0, kFlags, &async_throw_data);

bool is_async_awaitable(const Object* o) { return o->cls == &async_send_type || o->cls == &async_throw_type; }

}  // namespace sidewinder
