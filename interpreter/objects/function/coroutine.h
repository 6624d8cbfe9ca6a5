// What `await`, `async for` and asynchronous generators make beside coroutines themselves (PEP 492, PEP 525), and the
// questions about awaitables.
#pragma once

#include "interpreter/objects/function/generator.h"

namespace sidewinder {

// A value that an asynchronous generator yields: told by its class from what passes through its `await`s.
struct AsyncYielded : Object {
  Object* value;
};
extern Type async_yielded_type;
AsyncYielded* new_async_yielded(Object* value);

// coroutine.__await__()
struct CoroutineWrapper : Object {
  Generator* coroutine;
};
extern Type coroutine_wrapper_type;

// What an awaitable gives to `await`: an iterator, a coroutine, or a generator that types.coroutine() has marked.
// Missing: `o` is no awaitable.
Lookup find_awaitable_iterator(Thread& t, Object* o);
Object* awaitable_iterator(Thread& t, Object* o);  // TypeError instead

// An iterator in C++ whose end has a value (_asyncio's, of a future): what awaits it asks it directly, and
// StopIteration is not made. Missing: *result is the value.
struct NativeSender {
  Type* cls;
  Lookup (*next)(Thread& t, Object* iterator, Object** result);
};
extern NativeSender native_sender;

// What is done with an unfinished one that is collected, now; exceptions are reported and dropped.
void finalize_generator(Object* generator);
// The same before it is collected: frame.clear(), __del__().
inline void end_generator(Generator* g) {
  if (g->finalizer) unregister_generator_finalizer(g);
  finalize_generator(g);
}
// Bytes of a generator with its registers.
inline ssize size_with_variables(const Generator& g) {
  return ssize(sizeof(Generator) + g.header.code->register_count * sizeof(Object*));
}

Object* async_generator_anext(Thread& t, Generator* g);  // __anext__()
Object* async_iterator(Thread& t, Object* o);            // aiter(o)
bool is_async_awaitable(const Object* o);                // what __anext__(), asend(), athrow(), aclose() give
// anext(iterator, otherwise); otherwise null: not given
Object* async_next(Thread& t, Object* iterator, Object* otherwise);

}  // namespace sidewinder
