#include "interpreter/execution/threads.h"

#include <pthread.h>
#include <signal.h>

#include <cstdlib>
#include <new>

#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

int running = 0, adopted = 0;
size_t stack_size = 0;
thread_local Thread* own;      // of the calling thread of the system
pthread_key_t end_of_adopted;  // its destructor is what runs when a thread ends that Python did not start

struct AtEnd {
  void (*function)(Thread&, Object*);
  Object* argument;
  AtEnd* next;
};

// In permanent storage, which the collector scans.
struct Started {
  Thread thread;
  Object* function;
  Tuple* positional;
  Dict* keywords;
};

// The list of what is called at the end stands where C has on_delete_data; its rows are permanent storage.
AtEnd*& at_end_of(Thread& t) { return reinterpret_cast<AtEnd*&>(t.on_delete_data); }

void run_at_end(Thread& t) {
  while (AtEnd* row = at_end_of(t)) {
    at_end_of(t) = row->next;
    row->function(t, row->argument);
    free_permanent(reinterpret_cast<Object**>(row));
  }
}

void link(Thread& t) {
  Thread* first = first_thread();
  t.next = first->next;
  t.prev = first;
  if (first->next) first->next->prev = &t;
  first->next = &t;
}
void unlink(Thread& t) {
  if (t.prev) t.prev->next = t.next;
  if (t.next) t.next->prev = t.prev;
}

void call_function_of(Started& s) {
  Thread& t = s.thread;
  if (call_with_tuple(t, s.function, s.positional, s.keywords)) return;
  if (pending_matches(t, exceptions::SystemExit)) clear_pending(t);
  else report_unraisable(t, s.function, "Exception ignored in thread started by");
}

size_t own_stack_size() {
  pthread_attr_t attributes;
  size_t size = 0;
  void* lowest;
  if (pthread_getattr_np(pthread_self(), &attributes)) return 0;
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  return size;
}

// `count` is of its kind.
void end(Thread& t, int& count) {
  forget_values(t);
  forget_frames(t);
  unlink(t);
  count--;
  if (!running && !adopted) has_other_threads = false;
}

// t has ended; it is in `memory`. Before others may collect the collector forgets its stack, where what the program had
// is left over, and which could not answer later on.
void leave(Thread& t, Object** memory) {
  own = nullptr;
  unregister_current_thread();
  release_gil(t);
  free_permanent(memory);
}

void end_adopted(void* p) {
  auto& t = *static_cast<Thread*>(p);
  if (first_thread() == &t) return;  // of a forked child, which ends with it
  if (!holds_gil(t)) acquire_gil(t);
  end(t, adopted);
  leave(t, static_cast<Object**>(p));
}

void tell_of_end(Thread& t) {
  static bool is_made = pthread_key_create(&end_of_adopted, end_adopted) == 0;
  PY_CHECK(is_made && pthread_setspecific(end_of_adopted, &t) == 0);
}

void* run_thread(void* argument) {
  auto& s = *static_cast<Started*>(argument);
  register_current_thread();
  own = &s.thread;
  s.thread.thread_id = uint64_t(pthread_self());
  limit_native_stack(s.thread, own_stack_size());
  acquire_gil(s.thread);
  call_function_of(s);
  if (first_thread() == &s.thread)
    std::_Exit(0);       // of a forked child, which it is all of; the collector's do not count
  s.function = nullptr;  // the collector looks at it until it is freed
  s.positional = nullptr;
  s.keywords = nullptr;
  end(s.thread, running);
  leave(s.thread, reinterpret_cast<Object**>(&s));
  return nullptr;
}

// The thread holds back the signals that its maker holds back: those for the process still go to the main thread first,
// and programs that the thread starts are not deaf.
bool create(Started* s) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size) pthread_attr_setstacksize(&attributes, stack_size + kNativeStackReserve);
  pthread_t id;
  bool created = pthread_create(&id, &attributes, run_thread, s) == 0;
  if (created) s->thread.thread_id = uint64_t(id);
  pthread_attr_destroy(&attributes);
  return created;
}

}  // namespace

Result<uint64_t> start_thread(Thread& t, Object* function, Tuple* positional, Dict* keywords) {
  constexpr size_t kWords = (sizeof(Started) + sizeof(Object*) - 1) / sizeof(Object*);
  Object** memory = allocate_permanent(kWords);
  if (!memory) return raise_memory_error(t);
  auto* s = new (memory) Started{};
  s->function = function;
  s->positional = positional;
  s->keywords = keywords;
  if (!prepare_thread(s->thread, t.recursion_limit)) {
    free_permanent(memory);
    return raise_memory_error(t);
  }
  push_bottom_frame(s->thread, continuations.after_ignore, nullptr);
  link(s->thread);
  running++;
  has_other_threads = true;
  if (!create(s)) {
    end(s->thread, running);
    free_permanent(memory);
    return raise(t, exceptions::RuntimeError, "can't start new thread");
  }
  return thread_identifier(s->thread);
}

Thread* adopt_current_thread() {
  register_current_thread();
  constexpr size_t kWords = (sizeof(Thread) + sizeof(Object*) - 1) / sizeof(Object*);
  Object** memory = allocate_permanent(kWords);
  if (!memory) end_without_memory();
  auto* t = new (memory) Thread{};
  t->thread_id = uint64_t(pthread_self());
  limit_native_stack(*t, own_stack_size());
  has_other_threads = true;
  acquire_gil(*t);
  PY_CHECK(prepare_thread(*t, first_thread()->recursion_limit));
  push_bottom_frame(*t, continuations.after_ignore, nullptr);
  link(*t);
  adopted++;
  has_other_threads = true;  // the last other one may have ended meanwhile
  own = t;
  tell_of_end(*t);
  return t;
}

Thread* find_own_thread() {
  if (!own && thread_identifier(*first_thread()) == uint64_t(pthread_self())) own = first_thread();
  return own;
}

int running_thread_count() { return running; }
uint64_t thread_identifier(const Thread& t) { return t.thread_id; }
size_t thread_stack_size() { return stack_size; }
void set_thread_stack_size(size_t bytes) { stack_size = bytes; }

void at_thread_end(Thread& t, void (*function)(Thread&, Object*), Object* argument) {
  auto* row = reinterpret_cast<AtEnd*>(allocate_permanent(sizeof(AtEnd) / sizeof(Object*)));
  PY_CHECK(row);
  *row = {function, argument, at_end_of(t)};
  at_end_of(t) = row;
}

void forget_values(Thread& t) {
  run_at_end(t);
  t.dict = t.context = t.async_gen_firstiter = t.async_gen_finalizer = nullptr;
  t.context_version++;
  t.coroutine_origin_depth = 0;
  if (t.trace_function) set_trace_function(t, nullptr, nullptr);
  if (t.profile_function) set_profile_function(t, nullptr, nullptr);
}

Dict* thread_dict(Thread& t) {
  if (!t.dict) t.dict = TRY(new_dict(t));
  return cast<Dict>(t.dict);
}

void threads_after_fork_in_child(Thread& t) {
  forget_traces_of_others(t);
  for (Thread* other = first_thread(); other;) {
    Thread* next = next_thread(*other);
    if (other != &t) forget_frames(*other);
    other = next;
  }
  t.prev = t.next = nullptr;
  running = adopted = 0;
  gil_after_fork_in_child(t);
  become_main_thread(t);
}

}  // namespace sidewinder
