// The lock that imports share: one thread holds it at a time, any number of times. A fork waits for it, so that the
// child sees no module that another thread was making.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

Status acquire_import_lock(Thread& t);
Status release_import_lock(Thread& t);  // RuntimeError: this thread does not hold it
bool import_lock_is_held();
// The one that forked is the only thread left; it keeps what it held before it took the lock for the fork.
void import_lock_after_fork_in_child();

}  // namespace sidewinder
