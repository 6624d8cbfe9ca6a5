// Threads of Python code beside the main one: each has a thread of the operating system, frames of its own, and waits
// for the GIL.
#pragma once

#include "interpreter/execution/thread_setup.h"

namespace sidewinder {

struct Dict;
struct Tuple;

// Runs function(*positional, **keywords) in a new thread and gives its identifier; what it raises is reported. Keywords
// may be null. RuntimeError: no thread can be had.
Result<uint64_t> start_thread(Thread& t, Object* function, Tuple* positional, Dict* keywords);
// A thread of the system that Python code did not start becomes one of Python's, until it ends, and has the lock. Ends
// the process if there is no memory for it.
Thread* adopt_current_thread();
Thread* find_own_thread();   // that of the calling thread of the system; null: it is not Python's yet
int running_thread_count();  // without the main one
uint64_t thread_identifier(const Thread& t);
// Of those that start from now on; 0: the system's.
size_t thread_stack_size();
void set_thread_stack_size(size_t bytes);

// Called with the lock held when the thread ends, the last registered first.
void at_thread_end(Thread& t, void (*function)(Thread& t, Object* argument), Object* argument);
// Lets go of what Python code has left with the thread: attributes of _thread._local, context, hooks, functions that
// trace. Those of at_thread_end are called.
void forget_values(Thread& t);
// The attributes that _thread._local has in this thread; made on demand.
Dict* thread_dict(Thread& t);
// All threads: from first_thread() (thread_setup.h) on.
inline Thread* next_thread(const Thread& t) { return static_cast<Thread*>(t.next); }

// Only the calling thread is left.
void threads_after_fork_in_child(Thread& t);

}  // namespace sidewinder
