// What an await of a future goes through: it yields the future once, to the task, and ends with the future's result.
#include "interpreter/modules/asyncio/asyncio_types.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct FutureIterator : Object {
  Future* future;  // null: it has ended
  static Type* type() { return &future_iterator_type; }
};

// Missing: *result is the future's result.
Lookup advance(Thread& t, Object* iterator, Object** result) {
  auto* self = cast<FutureIterator>(iterator);
  Future* future = self->future;
  *result = none();
  if (!future) return Lookup::missing();
  if (future->state == FutureState::Pending) {
    if (future->is_blocking) return raise(t, exceptions::RuntimeError, "await wasn't used with future");
    future->is_blocking = true;
    return Lookup(future);
  }
  self->future = nullptr;
  BaseException* exception;
  Object* value = future_outcome(t, *future, &exception);
  if (exception) return raise_object(t, exception);
  if (!value) return Raised{};
  *result = value;
  return Lookup::missing();
}

Lookup iterator_next_value(Thread& t, Object* o) {
  Object* result;
  Lookup next = advance(t, o, &result);
  if (next.is_missing() && result != none()) return raise_stop_iteration(t, result);
  return next;
}
Object* iterator_iter(Thread&, Object* o) { return o; }

Object* iterator_send(Thread& t, FutureIterator& self, Object*) {
  Object* result;
  Lookup next = TRY(advance(t, &self, &result));
  if (next.found()) return next.value;
  return raise_stop_iteration(t, result == none() ? nullptr : result);
}

// The exception that throw() means, as an instance.
BaseException* thrown(Thread& t, Object* type, Object* value) {
  bool is_class = has_flag(type, kTypeType) && is_subtype(static_cast<Type*>(type), BaseException::type());
  if (!is_class && !has_flag(type, kTypeBaseException))
    return raise_type_error(t, "exceptions must be classes deriving BaseException or instances of such a class");
  if (!is_class && value) return raise_type_error(t, "instance exception may not have a separate value");
  if (!is_class) return static_cast<BaseException*>(type);
  Object* made = nullptr;
  if (!value) made = TRY(call(t, type));
  else if (is_instance(value, static_cast<Type*>(type))) made = value;
  else if (has_flag(value, kTypeTuple)) made = TRY(call_with_tuple(t, type, reinterpret_cast<Tuple*>(value), nullptr));
  else made = TRY(call(t, type, value));
  if (has_flag(made, kTypeBaseException)) return static_cast<BaseException*>(made);
  return raise_type_error(t, "calling %R should have returned an instance of BaseException, not %R", type, made->cls);
}

Object* iterator_throw(Thread& t, FutureIterator& self, Object* type, Object* value, Object* traceback) {
  if (value == none()) value = nullptr;
  if (traceback == none()) traceback = nullptr;
  if (traceback && traceback->cls != &traceback_type)
    return raise_type_error(t, "throw() third argument must be a traceback");
  BaseException* exception = TRY(thrown(t, type, value));
  self.future = nullptr;
  if (traceback) exception->traceback = traceback;
  set_pending(t, exception);
  return nullptr;
}

void iterator_close(FutureIterator& self) { self.future = nullptr; }

}  // namespace

Object* future_iterator(Thread&, Future& f) {
  auto* self = TRY(new_object<FutureIterator>(&future_iterator_type));
  self->future = &f;
  return self;
}

void install_future_iterator() { native_sender = {&future_iterator_type, advance}; }

#define NATIVE_TABLE "interpreter/modules/asyncio/future_iterator_methods.def"
#define NATIVE_TYPE FutureIterator
#define NATIVE_PREFIX iterator
#define NATIVE_NAME "FutureIter"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_future_iterator_data() {
  TypeData d{};
  d.slots.iter = iterator_iter;
  d.slots.next = iterator_next_value;
  iterator_declare(d);
  return d;
}
constinit TypeData future_iterator_data = make_future_iterator_data();

}  // namespace

constinit Type future_iterator_type = static_type("_asyncio.FutureIter", sizeof(FutureIterator), 0,
                                                  kTypeHaveGC | kTypeDisallowInstantiation, &future_iterator_data);

}  // namespace sidewinder
