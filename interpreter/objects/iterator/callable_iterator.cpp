#include "interpreter/objects/iterator/callable_iterator.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Lookup exhausted_for_good(CallableIterator* it) {
  it->callable = nullptr;
  it->sentinel = nullptr;
  return Lookup::missing();
}

// The call may exhaust this very iterator; its result counts for nothing then.
Lookup callable_iterator_next(Thread& t, Object* o) {
  CallableIterator* it = cast<CallableIterator>(o);
  if (!it->callable) return Lookup::missing();
  Object* result = call(t, it->callable);
  if (!result) {
    if (!pending_matches(t, exceptions::StopIteration)) return Raised{};
    clear_pending(t);
    return exhausted_for_good(it);
  }
  if (!it->sentinel) return Lookup::missing();
  bool over = TRY(equal(t, it->sentinel, result));
  return over ? exhausted_for_good(it) : Lookup(result);
}

Object* callable_iterator_reduce(Thread& t, const CallableIterator& self) {
  if (!self.callable) return reduce_to_call(t, "iter", empty_tuple());
  Object* arguments[] = {self.callable, self.sentinel};
  Object* items[] = {TRY(builtin_named(t, "iter")), TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/callable_iterator_methods.def"
#define NATIVE_TYPE CallableIterator
#define NATIVE_PREFIX callable_iterator
#define NATIVE_NAME "callable_iterator"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData callable_iterator_data = iterator_data(callable_iterator_next, callable_iterator_declare);

constinit Type callable_iterator_type =
    static_type("callable_iterator", sizeof(CallableIterator), 0, kIteratorFlags, &callable_iterator_data);

CallableIterator* new_callable_iterator(Object* callable, Object* sentinel) {
  CallableIterator* it = TRY(new_object<CallableIterator>(&callable_iterator_type));
  it->callable = callable;
  it->sentinel = sentinel;
  return it;
}

}  // namespace sidewinder
