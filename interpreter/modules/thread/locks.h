// The types of module _thread.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Lock : Object {
  bool is_held;
  static Type* type();
};
struct RLock : Object {
  uint64_t owner;  // get_ident() of the thread that holds it; 0: nobody does
  ssize count;
  static Type* type();
};
extern Type lock_type, rlock_type, thread_local_type;
inline Type* Lock::type() { return &lock_type; }
inline Type* RLock::type() { return &rlock_type; }

Lock* new_lock();
uint64_t thread_ident();

}  // namespace sidewinder
