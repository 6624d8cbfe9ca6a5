// Futures and tasks of the module _asyncio, and what their sources share. A future is done once: with a result, an
// exception, or cancelled; its callbacks are then given to the loop's call_soon(). A task is a future that runs a
// coroutine, a step at a time.
#pragma once

#include "interpreter/memory/light_finalizer.h"
#include "interpreter/objects/core/type.h"
#include "interpreter/objects/exception/base_exception.h"

namespace sidewinder {

struct Dict;
struct List;

extern Type future_type, task_type, future_iterator_type, task_step_type;

enum class FutureState : uint8_t { Pending, Cancelled, Finished };

struct Future : Object {
  Object* loop;                            // null: __init__ was not called
  Object *first_callback, *first_context;  // of those that wait, or null
  List* callbacks;                         // the others, as tuples of both; or null
  Object* result;                          // or null
  BaseException* exception;                // or null
  Object* exception_traceback;             // what it had when it was set; result() puts it back, once
  Object* source_traceback;                // where the future was made, in debug mode; or null
  Object* cancel_message;                  // or null
  BaseException* cancelled_error;          // that ended a task: the first to ask is given it; or null
  Object* dict;                            // __dict__
  FutureState state;
  bool has_unseen_exception;  // nobody has asked for it: it is logged when the future dies
  bool is_blocking;           // _asyncio_future_blocking: it was yielded by an await
  FinalizerPlace finalizer;   // of exact futures and tasks only, and only while there is cause
  static Type* type() { return &future_type; }
};

struct Task : Future {
  Object* coroutine;  // null: __init__ was not called
  Object* context;
  Object* waits_for;  // the future whose end calls task_wakeup; null while a step is scheduled
  Object* name;       // null: made of the number when it is asked for
  uint64_t number;
  ssize cancel_requests;
  bool must_cancel;  // the next step throws CancelledError
  bool log_destroy_pending;
  static Type* type() { return &task_type; }
};

// Exact ones have none of their methods overridden.
inline bool is_exact_future(const Object* o) { return o->cls == &future_type || o->cls == &task_type; }

// --- what the library has, and what is kept for the whole process ---

struct AsyncioLibrary {
  Object *cancelled_error, *invalid_state_error;  // classes
  Object *get_event_loop_policy, *is_coroutine, *extract_stack;
  Object *future_repr, *task_repr, *task_get_stack, *task_print_stack;
  Object *all_tasks, *current_tasks;          // _all_tasks, a WeakSet; _current_tasks, a dict: loop to task
  Object *context_keyword, *message_keyword;  // tuples of one name, for calls
  Object *cached_dict, *cached_loop;          // of the thread that asked last
};
AsyncioLibrary& asyncio_library();
Status load_asyncio_library(Thread& t);  // imports asyncio's own modules; once

// --- loops ---

Object* running_loop(Thread& t);  // of this thread and process; None if there is none
Status set_running_loop(Thread& t, Object* loop);
Object* current_event_loop(Thread& t);  // the running one, else the policy's
// loop.call_soon(callback[, argument][, context=context])
Status call_soon(Thread& t, Object* loop, Object* callback, Object* argument, Object* context);
Status enter_task(Thread& t, Object* loop, Object* task);
Status leave_task(Thread& t, Object* loop, Object* task);

// --- futures ---

Object* allocate_future(Thread& t, Type* cls);
Status initialize_future(Thread& t, Future& f, Object* loop /* or None */);
Status check_initialized(Thread& t, const Future& f);
Status future_add_callback(Thread& t, Future& f, Object* callback, Object* context);
Status future_finish(Thread& t, Future& f, Object* result);
Status future_fail(Thread& t, Future& f, Object* exception);
Truth future_cancel_with(Thread& t, Future& f, Object* message);
BaseException* take_cancelled_error(Thread& t, Future& f);
// The result, or null with *exception set, or null with an exception pending (cancelled, not done).
Object* future_outcome(Thread& t, Future& f, BaseException** exception);
Object* future_iterator(Thread& t, Future& f);
void install_future_iterator();
// Whether something has to be said when the future dies.
Status update_finalizer(Thread& t, Future& f);
void tell_loop(Thread& t, Object* loop, Dict* facts);  // loop.call_exception_handler(facts); what it raises is reported
Object* finalize_future(Thread& t, Object* o);
Object* future_class_getitem(Thread& t, Type& cls, Object* item);
Raised raise_cannot_delete(Thread& t);

}  // namespace sidewinder
