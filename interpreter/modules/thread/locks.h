// The types of module _thread.
#pragma once

#include "interpreter/modules/thread/waiting.h"
#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Lock : Object {
  bool is_held;
  Waiters waiters;
  static Type* type();
};
struct RLock : Object {
  uint64_t owner;  // get_ident() of the thread that holds it; 0: nobody does
  ssize count;
  Waiters waiters;
  static Type* type();
};
extern Type lock_type, rlock_type;
inline Type* Lock::type() { return &lock_type; }
inline Type* RLock::type() { return &rlock_type; }

Lock* new_lock();  // null: MemoryError is pending
void release_if_held(Lock& lock);
extern Type thread_local_type;
uint64_t thread_ident();

}  // namespace sidewinder
