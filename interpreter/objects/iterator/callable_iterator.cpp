#include "interpreter/objects/iterator/callable_iterator.h"

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

constinit TypeData callable_iterator_data = iterator_data(callable_iterator_next);

}  // namespace

constinit Type callable_iterator_type =
    static_type("callable_iterator", sizeof(CallableIterator), 0, kIteratorFlags, &callable_iterator_data);

CallableIterator* new_callable_iterator(Object* callable, Object* sentinel) {
  CallableIterator* it = TRY(new_object<CallableIterator>(&callable_iterator_type));
  it->callable = callable;
  it->sentinel = sentinel;
  return it;
}

}  // namespace sidewinder
