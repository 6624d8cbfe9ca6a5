// Locks, thread-local storage and threads that C has made: PyThread_*, PyGILState_*.
#include <pthread.h>
#include <semaphore.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/bridge/gil_given.h"
#include "interpreter/cpyext/objects/ends_at_once.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/memory/collector.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

extern "C" {

// --- the GIL, from any thread ----------------------------------------------------------------------------------------

// A thread that C has made keeps its state until it ends, but what Python code has left with it ends with the outermost
// PyGILState_Release, as if the next PyGILState_Ensure made a new one. gilstate_counter is above zero all the time in
// those that Python has made, or PyThreadState_New.
PyGILState_STATE PyGILState_Ensure() {
  Thread* t = find_own_thread();
  python_is_entered();
  if (t) t->gilstate_counter++;
  if (t && holds_gil(*t)) return PyGILState_LOCKED;
  if (t) take_gil_back(*t);
  else adopt_current_thread();
  return PyGILState_UNLOCKED;
}
void PyGILState_Release(PyGILState_STATE state) {
  Thread& t = *find_own_thread();
  python_is_left(t);
  if (--t.gilstate_counter == 0) {
    forget_values(t);
    scrub_stack<8 * 1024>();  // which the collector looks at until the thread has ended
  }
  if (state == PyGILState_UNLOCKED) give_gil_away(t);
}
PyThreadState* PyGILState_GetThisThreadState() {
  return reinterpret_cast<PyThreadState*>(static_cast<ThreadState*>(find_own_thread()));
}

// A thread of the system has one state, from when it first asks for one until it ends: a second one is the first.
PyThreadState* PyThreadState_New(PyInterpreterState*) {
  if (find_own_thread()) return PyGILState_GetThisThreadState();
  Thread& t = *adopt_current_thread();  // which takes the lock
  t.gilstate_counter++;
  release_gil(t);
  return PyGILState_GetThisThreadState();
}
void PyThreadState_Clear(PyThreadState* t) {
  if (&core(t) == &current_thread()) forget_values(core(t));
  else core(t).dict = nullptr;
}
void PyThreadState_Delete(PyThreadState*) {}
void PyThreadState_DeleteCurrent() { release_gil(current_thread()); }

int PyGILState_Check() {
  Thread* t = find_own_thread();
  return t && holds_gil(*t);
}

// --- locks: semaphores, since a lock may be released by another thread than the one that took it
// ----------------------

PyThread_type_lock PyThread_allocate_lock() {
  auto* lock = static_cast<sem_t*>(malloc(sizeof(sem_t)));
  if (lock) sem_init(lock, 0, 1);
  return lock;
}
void PyThread_free_lock(PyThread_type_lock lock) {
  sem_destroy(static_cast<sem_t*>(lock));
  free(lock);
}
PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, PY_TIMEOUT_T microseconds, int interruptible) {
  auto* semaphore = static_cast<sem_t*>(lock);
  timespec until{};
  if (microseconds > 0) {
    clock_gettime(CLOCK_REALTIME, &until);
    long long nanoseconds = until.tv_nsec + microseconds % 1000000 * 1000;
    until.tv_sec += time_t(microseconds / 1000000 + nanoseconds / 1000000000);
    until.tv_nsec = long(nanoseconds % 1000000000);
  }
  for (;;) {
    int result = microseconds < 0    ? sem_wait(semaphore)
                 : microseconds == 0 ? sem_trywait(semaphore)
                                     : sem_timedwait(semaphore, &until);
    if (result == 0) return PY_LOCK_ACQUIRED;
    if (errno != EINTR) return PY_LOCK_FAILURE;
    if (interruptible) return PY_LOCK_INTR;
  }
}
int PyThread_acquire_lock(PyThread_type_lock lock, int wait) {
  return PyThread_acquire_lock_timed(lock, wait ? -1 : 0, 0) == PY_LOCK_ACQUIRED;
}
void PyThread_release_lock(PyThread_type_lock lock) { sem_post(static_cast<sem_t*>(lock)); }

// --- thread-local storage
// ---------------------------------------------------------------------------------------------

Py_tss_t* PyThread_tss_alloc() { return static_cast<Py_tss_t*>(calloc(1, sizeof(Py_tss_t))); }
void PyThread_tss_free(Py_tss_t* key) {
  if (!key) return;
  PyThread_tss_delete(key);
  free(key);
}
int PyThread_tss_is_created(Py_tss_t* key) { return key->_is_initialized; }
int PyThread_tss_create(Py_tss_t* key) {
  if (key->_is_initialized) return 0;
  if (pthread_key_create(&key->_key, nullptr)) return -1;
  key->_is_initialized = 1;
  return 0;
}
void PyThread_tss_delete(Py_tss_t* key) {
  if (!key->_is_initialized) return;
  pthread_key_delete(key->_key);
  key->_is_initialized = 0;
}
int PyThread_tss_set(Py_tss_t* key, void* value) { return pthread_setspecific(key->_key, value); }
void* PyThread_tss_get(Py_tss_t* key) { return pthread_getspecific(key->_key); }

unsigned long PyThread_start_new_thread(void (*function)(void*), void* argument) {
  struct Start {
    void (*function)(void*);
    void* argument;
  };
  auto* start = static_cast<Start*>(malloc(sizeof(Start)));
  *start = {function, argument};
  pthread_t id;
  auto run = [](void* p) -> void* {
    Start s = *static_cast<Start*>(p);
    free(p);
    s.function(s.argument);
    return nullptr;
  };
  if (pthread_create(&id, nullptr, run, start)) return PYTHREAD_INVALID_THREAD_ID;
  pthread_detach(id);
  return static_cast<unsigned long>(id);
}
}
