// What Python sees of coroutines and of their __await__(); awaitables. Their frames: execution/generator.cpp.
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool awaits_as_it_is(const Object* o) {
  if (is_coroutine(o)) return true;
  return o->cls == Generator::type() && (cast<Generator>(o)->header.code->flags & kCodeIterableCoroutine);
}

}  // namespace

NativeSender native_sender{};

Lookup find_awaitable_iterator(Thread& t, Object* o) {
  if (awaits_as_it_is(o)) return o;
  Object* method = type_lookup(o->cls, intern("__await__"));
  if (!method) return Lookup::missing();
  Object* iterator = TRY(call_found(t, method, Args{&o, 1}));
  if (awaits_as_it_is(iterator)) return raise_type_error(t, "__await__() returned a coroutine");
  if (slots_of(iterator).next) return iterator;
  return raise_type_error(t, "__await__() returned non-iterator of type '%T'", iterator);
}

Object* awaitable_iterator(Thread& t, Object* o) {
  Lookup iterator = TRY(find_awaitable_iterator(t, o));
  if (iterator.found()) return iterator.value;
  return raise_type_error(t, "object %T can't be used in 'await' expression", o);
}

namespace {

Object* throw_into(Thread& t, Generator* g, Object* type, Object* value, Object* traceback) {
  Object* given[] = {type, value, traceback};
  ssize count = traceback ? 3 : value ? 2 : 1;
  Object* result;
  Lookup next = generator_throw(t, g, Args{given, count}, &result);
  return generator_outcome(t, g, next, result);
}

Object* send_into(Thread& t, Generator* g, Object* value) {
  Object* result;
  Lookup next = generator_send(t, g, value, &result);
  return generator_outcome(t, g, next, result);
}

Object* generator_object_send(Thread& t, Generator& self, Object* value) { return send_into(t, &self, value); }
Object* generator_object_throw(Thread& t, Generator& self, Object* type, Object* value, Object* traceback) {
  return throw_into(t, &self, type, value, traceback);
}
Status generator_object_close(Thread& t, Generator& self) { return generator_close(t, &self); }
ssize generator_object_sizeof(const Generator& self) { return size_with_variables(self); }
void generator_object_del(Generator& self) { end_generator(&self); }

Object* generator_object_await(Thread&, Generator& self) {
  auto* wrapper = new_object<CoroutineWrapper>(&coroutine_wrapper_type);
  if (wrapper) wrapper->coroutine = &self;
  return wrapper;
}

bool generator_object_running(const Generator& self) { return self.state == GeneratorState::Running; }
bool generator_object_suspended(const Generator& self) { return is_suspended(self.state); }
Object* generator_object_awaited(const Generator& self) { return shown_delegate(self); }
Object* generator_object_origin(const Generator& self) {
  return self.origin_or_finalizer ? self.origin_or_finalizer : none();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/coroutine_methods.def"
#define NATIVE_TYPE Generator
#define NATIVE_PREFIX generator_object
#define NATIVE_NAME "coroutine"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_coroutine_data() {
  TypeData d{};
  d.slots.repr = generator_repr;
  d.allows_weak_references = true;
  generator_object_declare(d);
  return d;
}
constinit TypeData coroutine_data = make_coroutine_data();

// --- coroutine.__await__() --------------------------------------------------------------------------

Object* wrapper_send(Thread& t, CoroutineWrapper& self, Object* value) { return send_into(t, self.coroutine, value); }
Object* wrapper_throw(Thread& t, CoroutineWrapper& self, Object* type, Object* value, Object* traceback) {
  return throw_into(t, self.coroutine, type, value, traceback);
}
Status wrapper_close(Thread& t, CoroutineWrapper& self) { return generator_close(t, self.coroutine); }
Object* wrapper_iter(Thread&, Object* o) { return o; }
Lookup wrapper_next(Thread& t, Object* o) { return Lookup(send_into(t, cast<CoroutineWrapper>(o)->coroutine, none())); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/awaitable_methods.def"
#define NATIVE_TYPE CoroutineWrapper
#define NATIVE_PREFIX wrapper
#define NATIVE_NAME "coroutine_wrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_wrapper_data() {
  TypeData d{};
  d.slots.iter = wrapper_iter;
  d.slots.next = wrapper_next;
  wrapper_declare(d);
  return d;
}
constinit TypeData wrapper_data = make_wrapper_data();

}  // namespace

constinit Type coroutine_type = static_type("coroutine", sizeof(Generator), sizeof(Object*),
                                            kTypeHaveGC | kTypeDisallowInstantiation, &coroutine_data);
constinit Type coroutine_wrapper_type = static_type("coroutine_wrapper", sizeof(CoroutineWrapper), 0,
                                                    kTypeHaveGC | kTypeDisallowInstantiation, &wrapper_data);

}  // namespace sidewinder
