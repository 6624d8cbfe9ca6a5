// Futures: states, callbacks, results, and what Python sees of them.
#include "interpreter/modules/asyncio/asyncio_types.h"
#include "interpreter/modules/contextvars/contextvars.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

// --- memory and finalizers ---

Object* allocate_future(Thread& t, Type* cls) {
  if (cls == &future_type) return new_object<Future>(cls);
  if (cls == &task_type) return new_object<Task>(cls);
  return static_cast<Object*>(allocate_instance(t, cls));  // it has a finalizer from now on
}

namespace {

bool dies_silently(const Future& f) {
  if (f.has_unseen_exception) return false;
  return f.cls != &task_type || f.state != FutureState::Pending || !static_cast<const Task&>(f).log_destroy_pending;
}

void finalize_unreachable(Object* o) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  cast<Future>(o)->finalizer = 0;
  o->refcount |= kFlagFinalized;
  if (!slots_of(o).finalize(t, o)) report_unraisable(t, o);
}

}  // namespace

Status update_finalizer(Thread& t, Future& f) {
  if (!is_exact_future(&f)) return Status::ok();
  if (dies_silently(f)) {
    unregister_light_finalizer(&f.finalizer, FinalizerRank::Object);
    return Status::ok();
  }
  if (register_light_finalizer(&f, &f.finalizer, FinalizerRank::Object, finalize_unreachable)) return Status::ok();
  return raise_memory_error(t);
}

Raised raise_cannot_delete(Thread& t) { return raise(t, exceptions::AttributeError, "cannot delete attribute"); }

namespace {

Raised raise_invalid_state(Thread& t, const char* message) {
  return raise(t, *static_cast<Type*>(asyncio_library().invalid_state_error), "%s", message);
}

Status start_over(Thread& t, Future& f) {
  f.first_callback = f.first_context = f.result = f.exception_traceback = nullptr;
  f.source_traceback = f.cancel_message = nullptr;
  f.callbacks = nullptr;
  f.exception = f.cancelled_error = nullptr;
  f.state = FutureState::Pending;
  f.has_unseen_exception = f.is_blocking = false;
  return update_finalizer(t, f);
}

}  // namespace

Status initialize_future(Thread& t, Future& f, Object* loop) {
  static Str* const get_debug = intern("get_debug");
  TRY(start_over(t, f));
  if (loop == none()) loop = TRY(current_event_loop(t));
  f.loop = loop;
  bool is_debugged = TRY(truth(t, TRY(call_method(t, loop, get_debug, Args{}))));
  if (is_debugged) f.source_traceback = TRY(call(t, asyncio_library().extract_stack));
  return Status::ok();
}

Status check_initialized(Thread& t, const Future& f) {
  if (f.loop) return Status::ok();
  return raise(t, exceptions::RuntimeError, "Future object is not initialized.");
}

// --- callbacks ---

Status future_add_callback(Thread& t, Future& f, Object* callback, Object* context) {
  if (!f.loop) return raise(t, exceptions::RuntimeError, "uninitialized Future object");
  if (f.state != FutureState::Pending) return call_soon(t, f.loop, callback, &f, context);
  if (!f.first_callback && !f.callbacks) {
    f.first_callback = callback;
    f.first_context = context;
    return Status::ok();
  }
  Object* both[] = {callback, context};
  if (!f.callbacks) f.callbacks = TRY(new_list(t));
  return list_append(t, f.callbacks, TRY(new_tuple(both, 2)));
}

namespace {

Status schedule_callbacks(Thread& t, Future& f) {
  Object* callback = f.first_callback;
  Object* context = f.first_context;
  f.first_callback = f.first_context = nullptr;
  if (callback) TRY(call_soon(t, f.loop, callback, &f, context));
  List* others = f.callbacks;
  f.callbacks = nullptr;
  for (ssize i = 0; others && i < others->size; i++) {
    auto* both = cast<Tuple>(TRY(list_get(t, others, i)));
    TRY(call_soon(t, f.loop, both->items[0], &f, both->items[1]));
  }
  return Status::ok();
}

}  // namespace

// --- the end ---

Status future_finish(Thread& t, Future& f, Object* result) {
  TRY(check_initialized(t, f));
  if (f.state != FutureState::Pending) return raise_invalid_state(t, "invalid state");
  f.result = result;
  f.state = FutureState::Finished;
  TRY(update_finalizer(t, f));
  return schedule_callbacks(t, f);
}

Status future_fail(Thread& t, Future& f, Object* exception) {
  TRY(check_initialized(t, f));
  if (f.state != FutureState::Pending) return raise_invalid_state(t, "invalid state");
  bool is_class = has_flag(exception, kTypeType) && is_subtype(static_cast<Type*>(exception), BaseException::type());
  if (is_class) exception = TRY(call(t, exception));
  if (f.state != FutureState::Pending) return raise_invalid_state(t, "invalid state");
  if (!has_flag(exception, kTypeBaseException)) return raise_type_error(t, "invalid exception object");
  if (exception->cls == &exceptions::StopIteration)
    return raise_type_error(t, "StopIteration interacts badly with generators and cannot be raised into a Future");
  f.exception = static_cast<BaseException*>(exception);
  f.exception_traceback = f.exception->traceback;
  f.state = FutureState::Finished;
  TRY(schedule_callbacks(t, f));
  f.has_unseen_exception = true;
  return update_finalizer(t, f);
}

Truth future_cancel_with(Thread& t, Future& f, Object* message) {
  f.has_unseen_exception = false;
  TRY(update_finalizer(t, f));
  if (f.state != FutureState::Pending) return Truth::False;
  f.state = FutureState::Cancelled;
  f.cancel_message = message;
  TRY(update_finalizer(t, f));
  TRY(schedule_callbacks(t, f));
  return Truth::True;
}

BaseException* take_cancelled_error(Thread& t, Future& f) {
  if (BaseException* error = f.cancelled_error) {
    f.cancelled_error = nullptr;
    return error;
  }
  Object* cls = asyncio_library().cancelled_error;
  bool has_message = f.cancel_message && f.cancel_message != none();
  Object* error = TRY(has_message ? call(t, cls, f.cancel_message) : call(t, cls));
  return static_cast<BaseException*>(error);
}

namespace {

Raised raise_cancelled(Thread& t, Future& f) {
  BaseException* error = take_cancelled_error(t, f);
  return error ? raise_object(t, error) : Raised{};
}

Status exception_is_seen(Thread& t, Future& f) {
  f.has_unseen_exception = false;
  return update_finalizer(t, f);
}

}  // namespace

Object* future_outcome(Thread& t, Future& f, BaseException** exception) {
  *exception = nullptr;
  if (f.state == FutureState::Cancelled) return raise_cancelled(t, f);
  if (f.state == FutureState::Pending) return raise_invalid_state(t, "Result is not set.");
  TRY(exception_is_seen(t, f));
  if (!f.exception) return f.result ? f.result : none();
  f.exception->traceback = f.exception_traceback;
  f.exception_traceback = nullptr;
  *exception = f.exception;
  return nullptr;
}

// --- the end of one that nobody has asked ---

void tell_loop(Thread& t, Object* loop, Dict* facts) {
  Lookup handler = find_attribute(t, loop, intern("call_exception_handler"));
  if (handler.failed()) clear_pending(t);
  Object* argument = facts;
  if (handler.found() && !call(t, handler.value, argument)) report_unraisable(t, handler.value);
}

namespace {

Str* class_name(Thread& t, Object* o) { return to_str(t, TRY(get_attribute(t, o->cls, names::name))); }

}  // namespace

// An exception that nobody has asked for is given to the loop's handler.
Object* finalize_future(Thread& t, Object* o) {
  auto* self = cast<Future>(o);
  if (!self->has_unseen_exception) return none();
  self->has_unseen_exception = false;
  Dict* facts = TRY(new_dict(t));
  Str* message = TRY(StrBuilder().add(TRY(class_name(t, o))).add(" exception was never retrieved").finish());
  TRY(dict_set_str(t, facts, intern("exception"), self->exception));
  TRY(dict_set_str(t, facts, intern("future"), self));
  TRY(dict_set_str(t, facts, intern("message"), message));
  if (self->source_traceback) TRY(dict_set_str(t, facts, intern("source_traceback"), self->source_traceback));
  tell_loop(t, self->loop, facts);
  return none();
}

// --- what Python sees ---

Object* future_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

namespace {

Object* future_new(Thread& t, Type* cls, Args) { return allocate_future(t, cls); }
Status future_init(Thread& t, Future& self, Object* loop) { return initialize_future(t, self, loop); }

Object* future_result(Thread& t, Future& self) {
  if (!self.loop) return raise_invalid_state(t, "Future object is not initialized.");
  BaseException* exception;
  Object* result = future_outcome(t, self, &exception);
  return exception ? raise_object(t, exception) : result;
}

Object* future_exception(Thread& t, Future& self) {
  if (!self.loop) return raise_invalid_state(t, "Future object is not initialized.");
  if (self.state == FutureState::Cancelled) return raise_cancelled(t, self);
  if (self.state == FutureState::Pending) return raise_invalid_state(t, "Exception is not set.");
  if (!self.exception) return none();
  TRY(exception_is_seen(t, self));
  return self.exception;
}

Status future_set_result(Thread& t, Future& self, Object* result) { return future_finish(t, self, result); }
Status future_set_exception(Thread& t, Future& self, Object* exception) { return future_fail(t, self, exception); }

Status future_add_done_callback(Thread& t, Future& self, Object* callback, Object* context /* or null */) {
  if (!context) context = TRY(copy_current_context(t));
  return future_add_callback(t, self, callback, context);
}

// Comparing may run code that changes the list: it is looked at anew each time, and the rest goes into another one.
Result<ssize> remove_from_list(Thread& t, Future& f, Object* callback) {
  if (!f.callbacks) return ssize(0);
  ssize removed = 0;
  List* rest = TRY(new_list(t));
  for (ssize i = 0; f.callbacks && i < f.callbacks->size; i++) {
    auto* both = cast<Tuple>(TRY(list_get(t, f.callbacks, i)));
    bool is_it = TRY(equal(t, both->items[0], callback));
    if (is_it) removed++;
    else TRY(list_append(t, rest, both));
  }
  f.callbacks = rest->size ? rest : nullptr;
  return removed;
}

Result<ssize> future_remove_done_callback(Thread& t, Future& self, Object* callback) {
  TRY(check_initialized(t, self));
  ssize removed = 0;
  if (self.first_callback) {
    bool is_it = TRY(equal(t, self.first_callback, callback));
    if (is_it) {
      self.first_callback = self.first_context = nullptr;
      removed = 1;
    }
  }
  ssize others = TRY(remove_from_list(t, self, callback));
  return removed + others;
}

Truth future_cancel(Thread& t, Future& self, Object* message) {
  TRY(check_initialized(t, self));
  return future_cancel_with(t, self, message);
}

bool future_cancelled(const Future& self) { return self.loop && self.state == FutureState::Cancelled; }
bool future_done(const Future& self) { return self.loop && self.state != FutureState::Pending; }

Object* future_get_loop(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  return self.loop;
}

Object* future_make_cancelled_error(Thread& t, Future& self) { return take_cancelled_error(t, self); }

Object* future_await(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  return future_iterator(t, self);
}
Object* future_iter(Thread& t, Object* o) { return future_await(t, *cast<Future>(o)); }

Object* future_repr(Thread& t, Object* o) {
  TRY(check_initialized(t, *cast<Future>(o)));
  return call(t, asyncio_library().future_repr, o);
}

Object* future_state(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  if (self.state == FutureState::Pending) return intern("PENDING");
  return intern(self.state == FutureState::Cancelled ? "CANCELLED" : "FINISHED");
}

bool future_blocking(const Future& self) { return self.loop && self.is_blocking; }
Status future_set_blocking(Thread& t, Future& self, Object* value) {
  TRY(check_initialized(t, self));
  if (!value) return raise_cannot_delete(t);
  self.is_blocking = TRY(truth(t, value));
  return Status::ok();
}

Object* future_loop(const Future& self) { return self.loop ? self.loop : none(); }

Object* future_callbacks(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  if (!self.first_callback) return self.callbacks ? self.callbacks : none();
  List* all = TRY(new_list(t));
  Object* both[] = {self.first_callback, self.first_context ? self.first_context : none()};
  TRY(list_append(t, all, TRY(new_tuple(both, 2))));
  for (ssize i = 0; self.callbacks && i < self.callbacks->size; i++)
    TRY(list_append(t, all, TRY(list_get(t, self.callbacks, i))));
  return all;
}

Object* future_own_result(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  return self.result ? self.result : none();
}
Object* future_own_exception(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  return self.exception ? self.exception : none();
}

Object* future_log_traceback(Thread& t, Future& self) {
  TRY(check_initialized(t, self));
  return bool_object(self.has_unseen_exception);
}
Status future_set_log_traceback(Thread& t, Future& self, Object* value) {
  if (!value) return raise_cannot_delete(t);
  bool is_on = TRY(truth(t, value));
  if (is_on) return raise_value_error(t, "_log_traceback can only be set to False");
  return exception_is_seen(t, self);
}

Object* future_del(Thread& t, Future& self) { return finalize_future(t, &self); }

Object* future_source_traceback(const Future& self) {
  return self.loop && self.source_traceback ? self.source_traceback : none();
}
Object* future_cancel_message(const Future& self) { return self.cancel_message ? self.cancel_message : none(); }
Status future_set_cancel_message(Thread& t, Future& self, Object* value) {
  if (!value) return raise_cannot_delete(t);
  self.cancel_message = value;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/asyncio/future_methods.def"
#define NATIVE_TYPE Future
#define NATIVE_PREFIX future
#define NATIVE_NAME "Future"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_future_data() {
  TypeData d{};
  d.slots.create = future_new;
  d.slots.iter = future_iter;
  d.slots.repr = future_repr;
  d.slots.finalize = finalize_future;
  d.allows_weak_references = true;
  future_declare(d);
  return d;
}
constinit TypeData future_data = make_future_data();

}  // namespace

constinit Type future_type = with_dict_at(
    offsetof(Future, dict), static_type("_asyncio.Future", sizeof(Future), 0, kTypeBase | kTypeHaveGC, &future_data));

}  // namespace sidewinder
