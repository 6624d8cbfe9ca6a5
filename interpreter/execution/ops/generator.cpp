// Residual calls of generators; sending to any iterator.
#include "interpreter/execution/ops/generator.h"

#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace help {

Object* yield_from_iter(Thread& t, Object* o) {
  if (!is_coroutine(o)) return get_iterator(t, o);
  if (t.frame->code->flags & (kCodeCoroutine | kCodeIterableCoroutine)) return o;
  return raise_type_error(t, "cannot 'yield from' a coroutine object in a non-coroutine generator");
}

Object* get_awaitable(Thread& t, Object* o, int64_t source) {
  Lookup found = TRY(find_awaitable_iterator(t, o));
  if (found.is_missing() && source)
    return raise_type_error(t, "'async with' received an object from %s that does not implement __await__: %T",
                            source == 1 ? "__aenter__" : "__aexit__", o);
  if (found.is_missing()) return raise_type_error(t, "object %T can't be used in 'await' expression", o);
  Object* iterator = found.value;
  if (is_coroutine(iterator) && cast<Generator>(iterator)->yield_from)
    return sidewinder::raise(t, exceptions::RuntimeError, "coroutine is being awaited already");
  return iterator;
}

Object* get_aiter(Thread& t, Object* o) {
  if (is_async_generator(o)) return o;
  Lookup method = TRY(lookup_on_class(t, o, intern("__aiter__")));
  if (method.is_missing())
    return raise_type_error(t, "'async for' requires an object with __aiter__ method, got %T", o);
  Object* iterator = TRY(call(t, method.value));
  if (type_lookup(iterator->cls, intern("__anext__"))) return iterator;
  return raise_type_error(t, "'async for' received an object from __aiter__ that does not implement __anext__: %T",
                          iterator);
}

// TypeError about the awaitable of __anext__(), with what was wrong with it as its cause.
static Raised raise_invalid_anext(Thread& t, Object* awaitable) {
  auto* cause = is_pending(t) ? take_pending(t) : nullptr;
  raise_type_error(t, "'async for' received an invalid object from __anext__: %T", awaitable);
  if (!cause) return Raised{};
  auto* error = reinterpret_cast<BaseException*>(t.pending);
  error->cause = error->context = cause;
  error->suppress_context = true;
  return Raised{};
}

Object* get_anext(Thread& t, Object* o) {
  if (is_async_generator(o)) return async_generator_anext(t, cast<Generator>(o));
  Lookup method = TRY(lookup_on_class(t, o, intern("__anext__")));
  if (method.is_missing())
    return raise_type_error(t, "'async for' requires an iterator with __anext__ method, got %T", o);
  Object* awaitable = TRY(call(t, method.value));
  Object* iterator = awaitable_iterator(t, awaitable);
  return iterator ? iterator : raise_invalid_anext(t, awaitable);
}

Object* async_wrap(Thread&, Object* value) { return new_async_yielded(value); }

Object* generator_next(Thread& t, Object* generator, Object* sent) {
  Object* result;
  Lookup next = generator_send(t, static_cast<Generator*>(generator), sent, &result);
  return next.is_missing() ? exhausted() : next.value;
}

Object* root_generator(Thread& t) { return Generator::of(t.frame); }
Object* new_suspended_generator(Thread& t, Object* function) {
  Generator* g = sidewinder::new_suspended_generator(t, static_cast<Function*>(function));
  if (!g) PyLanguage::out_of_memory();
  return g;
}
void generator_link(Thread& t, Object* g) { sidewinder::generator_link(t, static_cast<Generator*>(g)); }
void generator_keeps_frame_object(Thread&, Object* g, Object* object) {
  attach_frame_object(static_cast<FrameObject*>(object), &static_cast<Generator*>(g)->header);
}
void generator_suspended(Thread& t, Object* g) { sidewinder::generator_suspended(t, static_cast<Generator*>(g)); }
void generator_ended(Thread& t, Object* g) { sidewinder::generator_ended(t, static_cast<Generator*>(g)); }
void generator_raised(Thread& t, Object* g) { sidewinder::generator_raised(t, static_cast<Generator*>(g)); }

}  // namespace help

Lookup send_to(Thread& t, Object* iterator, Object* value, Object** finished) {
  *finished = nullptr;
  if (is_plain_generator(iterator)) return generator_send(t, static_cast<Generator*>(iterator), value, finished);
  if (iterator->cls == native_sender.cls) return native_sender.next(t, iterator, finished);
  Lookup next = Raised{};
  if (value == none()) {
    NextFn slot = slots_of(iterator).next;
    if (!slot) return raise_type_error(t, "'%T' object is not an iterator", iterator);
    next = slot(t, iterator);
  } else {
    Object* result = call_method(t, iterator, intern("send"), Args{&value, 1});
    next = Lookup(result);
  }
  if (next.failed() && pending_matches(t, exceptions::StopIteration)) {
    *finished = static_cast<StopIterationObject*>(take_pending(t))->value;
    return Lookup::missing();
  }
  return next;
}

}  // namespace sidewinder
