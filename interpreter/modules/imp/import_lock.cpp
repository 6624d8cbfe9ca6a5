#include "interpreter/modules/imp/import_lock.h"

#include "interpreter/modules/thread/locks.h"
#include "interpreter/modules/thread/waiting.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

struct ImportLock {
  uint64_t owner = 0;
  int depth = 0;
  Waiters waiters;
  ImportLock() { initialize_waiters(waiters); }
};
ImportLock& lock() {
  static ImportLock the_lock;
  return the_lock;
}

bool is_owned(const ImportLock& l) { return l.depth && l.owner == thread_ident(); }

}  // namespace

Status acquire_import_lock(Thread& t) {
  ImportLock& l = lock();
  if (l.depth && !is_owned(l)) TRY(wait_until_free(t, l.waiters, {}, [&] { return l.depth == 0; }));
  l.owner = thread_ident();
  l.depth++;
  return Status::ok();
}

Status release_import_lock(Thread& t) {
  ImportLock& l = lock();
  if (!is_owned(l)) return raise(t, exceptions::RuntimeError, "not holding the import lock");
  if (--l.depth == 0) wake_waiter(l.waiters);
  return Status::ok();
}

bool import_lock_is_held() { return lock().depth > 0; }

void import_lock_after_fork_in_child() {
  ImportLock& l = lock();
  l.depth = is_owned(l) ? l.depth - 1 : 0;
  initialize_waiters(l.waiters);
}

}  // namespace sidewinder
