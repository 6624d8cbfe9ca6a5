// Locks. What they say is only looked at and changed with the GIL held.
#include "interpreter/modules/thread/locks.h"

#include <pthread.h>

#include <cstdio>

#include "interpreter/execution/request.h"
#include "interpreter/modules/thread/waiting.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

uint64_t thread_ident() { return uint64_t(::pthread_self()); }

Lock* new_lock() {
  Lock* lock = TRY(new_object<Lock>(&lock_type));
  initialize_waiters(lock->waiters);
  return lock;
}

void release_if_held(Lock& lock) {
  if (!lock.is_held) return;
  lock.is_held = false;
  wake_waiter(lock.waiters);
}

namespace {

Result<bool> take_lock(Thread& t, Lock& self, bool blocking, Timeout timeout) {
  TRY(check_timeout(t, blocking, timeout));
  if (self.is_held && !(blocking && TRY(wait_until_free(t, self.waiters, timeout, [&] { return !self.is_held; }))))
    return false;
  self.is_held = true;
  return true;
}
// An interrupt that came while it waited raises here, with the lock held, and not at the beginning of the function that
// is called next: that one may be what a `finally` needs (threading.Condition.wait).
Result<bool> lock_acquire(Thread& t, Lock& self, bool blocking, Timeout timeout) {
  bool waits = self.is_held;
  bool is_taken = TRY(take_lock(t, self, blocking, timeout));
  if (waits) TRY(check_signals(t));
  return is_taken;
}
Result<bool> lock_enter(Thread& t, Lock& self) { return take_lock(t, self, true, {}); }

Status lock_release(Thread& t, Lock& self) {
  if (!self.is_held) return raise(t, exceptions::RuntimeError, "release unlocked lock");
  release_if_held(self);
  return Status::ok();
}
Status lock_exit(Thread& t, Lock& self, Args) { return lock_release(t, self); }
bool lock_locked(const Lock& self) { return self.is_held; }
// The older names.
Result<bool> lock_acquire_lock(Thread& t, Lock& self, bool blocking, Timeout timeout) {
  return lock_acquire(t, self, blocking, timeout);
}
Status lock_release_lock(Thread& t, Lock& self) { return lock_release(t, self); }
bool lock_locked_lock(const Lock& self) { return self.is_held; }

void lock_at_fork_reinit(Lock& self) {
  self.is_held = false;
  initialize_waiters(self.waiters);
}

Object* lock_repr(Thread&, Object* o) {
  char text[128];
  std::snprintf(text, sizeof text, "<%s %s object at %p>", cast<Lock>(o)->is_held ? "locked" : "unlocked", o->cls->name,
                static_cast<void*>(o));
  return new_str(text);
}

// --- re-entrant -----------------------------------------------------------------------------------

bool rlock_is_owned(const RLock& self) { return self.count && self.owner == thread_ident(); }

Result<bool> rlock_acquire(Thread& t, RLock& self, bool blocking, Timeout timeout) {
  TRY(check_timeout(t, blocking, timeout));
  if (self.count && !rlock_is_owned(self) &&
      !(blocking && TRY(wait_until_free(t, self.waiters, timeout, [&] { return !self.count; }))))
    return false;
  self.owner = thread_ident();
  self.count++;
  return true;
}
Result<bool> rlock_enter(Thread& t, RLock& self) { return rlock_acquire(t, self, true, {}); }

void rlock_give_back(RLock& self) {
  self.owner = 0;
  self.count = 0;
  wake_waiter(self.waiters);
}

Status rlock_release(Thread& t, RLock& self) {
  if (!rlock_is_owned(self)) return raise(t, exceptions::RuntimeError, "cannot release un-acquired lock");
  if (!--self.count) rlock_give_back(self);
  return Status::ok();
}
Status rlock_exit(Thread& t, RLock& self, Args) { return rlock_release(t, self); }

void rlock_at_fork_reinit(RLock& self) {
  self.owner = 0;
  self.count = 0;
  initialize_waiters(self.waiters);
}

Object* rlock_release_save(Thread& t, RLock& self) {
  if (!self.count) return raise(t, exceptions::RuntimeError, "cannot release un-acquired lock");
  Object* state[] = {TRY(int_from_int64(self.count)), TRY(int_from_uint64(self.owner))};
  rlock_give_back(self);
  return new_tuple(state, 2);
}

Status rlock_acquire_restore(Thread& t, RLock& self, Tuple* state) {
  if (state->size != 2) return raise_type_error(t, "function takes exactly 2 arguments (%zd given)", state->size);
  ssize count = TRY(index_as_ssize(t, state->items[0], &exceptions::OverflowError));
  Object* owner = TRY(index(t, state->items[1]));
  uint64_t identifier = uint64_t(TRY(int_to_int64(t, owner)));
  TRY(wait_until_free(t, self.waiters, {}, [&] { return !self.count; }));
  self.count = count;
  self.owner = identifier;
  return Status::ok();
}

Object* rlock_repr(Thread&, Object* o) {
  auto* self = cast<RLock>(o);
  char text[160];
  std::snprintf(text, sizeof text, "<%s %s object owner=%lu count=%zd at %p>", self->count ? "locked" : "unlocked",
                o->cls->name, (unsigned long)self->owner, self->count, static_cast<void*>(o));
  return new_str(text);
}

Object* rlock_create(Thread& t, Type* cls, Args) {
  auto* self = static_cast<RLock*>(TRY(allocate_instance(t, cls)));
  initialize_waiters(self->waiters);
  return self;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/thread/lock_methods.def"
#define NATIVE_TYPE Lock
#define NATIVE_PREFIX lock
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/thread/rlock_methods.def"
#define NATIVE_TYPE RLock
#define NATIVE_PREFIX rlock
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_lock_data() {
  TypeData d{};
  d.slots.repr = lock_repr;
  d.allows_weak_references = true;
  d.spec.doc = "Something that one thread holds at a time: acquire(), release(), locked(), or a with statement.";
  lock_declare(d);
  return d;
}
constinit TypeData lock_data = make_lock_data();

constexpr TypeData make_rlock_data() {
  TypeData d{};
  d.slots.repr = rlock_repr;
  d.slots.create = rlock_create;
  d.allows_weak_references = true;
  rlock_declare(d);
  return d;
}
constinit TypeData rlock_data = make_rlock_data();

}  // namespace

constinit Type lock_type = static_type("_thread.lock", sizeof(Lock), 0, kTypeDisallowInstantiation, &lock_data);
constinit Type rlock_type = static_type("_thread.RLock", sizeof(RLock), 0, kTypeBase, &rlock_data);

}  // namespace sidewinder
