#include "interpreter/execution/async_exception.h"

#include "interpreter/execution/request.h"
#include "interpreter/execution/threads.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object** asked_for;  // a dict: what each thread is to raise, by its identifier; None: nothing any more

Object* key_of(const Thread& t) { return int_from_uint64(thread_identifier(t)); }

Thread* thread_with(uint64_t identifier) {
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (thread_identifier(*t) == identifier) return t;
  return nullptr;
}

// The system gives identifiers again.
void forget(Thread& t, Object*) {
  Object* key = key_of(t);
  if (!key || dict_delete(t, cast<Dict>(*asked_for), key) == Truth::Error) clear_pending(t);
}

}  // namespace

Result<int> ask_for_exception(Thread& t, uint64_t identifier, Object* exception) {
  Thread* target = thread_with(identifier);
  if (!target) return 0;
  if (!asked_for) asked_for = allocate_permanent(1);
  if (!*asked_for) *asked_for = TRY(new_dict(t));
  auto* dict = cast<Dict>(*asked_for);
  Object* key = TRY(key_of(*target));
  Lookup before = TRY(dict_get(t, dict, key));
  if (before.is_missing()) at_thread_end(*target, forget, nullptr);
  TRY(dict_set(t, dict, key, exception ? exception : none()));
  if (exception) ask_thread(*target, kRequestSignal);
  return 1;
}

Status raise_asked_exception(Thread& t) {
  if (!asked_for || !*asked_for) return Status::ok();
  auto* dict = cast<Dict>(*asked_for);
  Object* key = TRY(key_of(t));
  Lookup found = TRY(dict_get(t, dict, key));
  if (found.is_missing() || found.value == none()) return Status::ok();
  TRY(dict_set(t, dict, key, none()));
  if (!has_flag(found.value, kTypeType)) return raise_object(t, found.value);
  Object* exception = TRY(call(t, found.value));
  return raise_object(t, exception);
}

}  // namespace sidewinder
