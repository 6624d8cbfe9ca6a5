// aiter(), anext(), and the awaitable of anext() with a default.
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct AnextAwaitable : Object {
  Object *awaitable, *otherwise;
};

}  // namespace

extern Type anext_awaitable_type;

Object* async_iterator(Thread& t, Object* o) {
  Lookup method = TRY(lookup_on_class(t, o, intern("__aiter__")));
  if (method.is_missing()) return raise_type_error(t, "'%T' object is not an async iterable", o);
  Object* iterator = TRY(call(t, method.value));
  if (type_lookup(iterator->cls, intern("__anext__"))) return iterator;
  return raise_type_error(t, "aiter() returned not an async iterator of type '%T'", iterator);
}

Object* async_next(Thread& t, Object* iterator, Object* otherwise) {
  Lookup method = TRY(lookup_on_class(t, iterator, intern("__anext__")));
  if (method.is_missing()) return raise_type_error(t, "'%T' object is not an async iterator", iterator);
  Object* awaitable = TRY(call(t, method.value));
  if (!otherwise) return awaitable;
  auto* self = new_object<AnextAwaitable>(&anext_awaitable_type);
  if (!self) return nullptr;
  self->awaitable = awaitable;
  self->otherwise = otherwise;
  return self;
}

namespace {

// An iterator with send, throw and close, from the awaitable anew each time, as CPython has it.
Object* iterator_of(Thread& t, AnextAwaitable& self) {
  Object* iterator = TRY(awaitable_iterator(t, self.awaitable));
  if (slots_of(iterator).next) return iterator;
  return call_method(t, iterator, "__await__");  // a coroutine
}

// The end of the iteration is the default.
Object* with_default(Thread& t, AnextAwaitable& self, Object* outcome) {
  if (outcome || !pending_matches(t, exceptions::StopAsyncIteration)) return outcome;
  clear_pending(t);
  return raise_stop_iteration(t, self.otherwise);
}

Object* pass_on(Thread& t, AnextAwaitable& self, const char* name, Args given) {
  Object* iterator = TRY(iterator_of(t, self));
  return with_default(t, self, call_method(t, iterator, intern(name), given));
}

Object* anext_awaitable_send(Thread& t, AnextAwaitable& self, Object* value) {
  return pass_on(t, self, "send", Args{&value, 1});
}
Object* anext_awaitable_throw(Thread& t, AnextAwaitable& self, Object* type, Object* value, Object* traceback) {
  Object* given[] = {type, value, traceback};
  return pass_on(t, self, "throw", Args{given, traceback ? 3 : value ? 2 : 1});
}
Object* anext_awaitable_close(Thread& t, AnextAwaitable& self) { return pass_on(t, self, "close", Args{nullptr, 0}); }
Object* anext_awaitable_await(AnextAwaitable& self) { return &self; }
Object* anext_awaitable_iter(Thread&, Object* o) { return o; }
Lookup anext_awaitable_next(Thread& t, Object* o) {
  auto* self = cast<AnextAwaitable>(o);
  Object* iterator = TRY(iterator_of(t, *self));
  Lookup next = slots_of(iterator).next(t, iterator);
  if (next.failed()) return Lookup(with_default(t, *self, nullptr));
  return next;
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/async_awaitable_methods.def"
#define NATIVE_TYPE AnextAwaitable
#define NATIVE_PREFIX anext_awaitable
#define NATIVE_NAME "anext_awaitable"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_anext_awaitable_data() {
  TypeData d{};
  d.slots.iter = anext_awaitable_iter;
  d.slots.next = anext_awaitable_next;
  anext_awaitable_declare(d);
  return d;
}
constinit TypeData anext_awaitable_data = make_anext_awaitable_data();

}  // namespace

constinit Type anext_awaitable_type = static_type("anext_awaitable", sizeof(AnextAwaitable), 0,
                                                  kTypeHaveGC | kTypeDisallowInstantiation, &anext_awaitable_data);

}  // namespace sidewinder
