// Module _asyncio: the fast halves of asyncio's futures, tasks and events. What is not fast is the library's own.
#include <unistd.h>

#include "interpreter/execution/threads.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/asyncio/asyncio_types.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

AsyncioLibrary& asyncio_library() {
  static auto* const library =
      reinterpret_cast<AsyncioLibrary*>(allocate_permanent(sizeof(AsyncioLibrary) / sizeof(Object*)));
  return *library;
}

namespace {

Object* from_module(Thread& t, const char* module, const char* name) {
  return get_attribute(t, TRY(import_module(t, module)), name);
}

Tuple* keyword(const char* name) {
  Object* names[] = {intern(name)};
  return new_tuple(names, 1);
}

// Which loop runs in a thread is in the thread's dict: (loop, process). The last answer is kept.
pid_t process_of_cached_loop = 0;

void remember(Thread& t, Object* loop, pid_t process) {
  AsyncioLibrary& l = asyncio_library();
  l.cached_dict = t.dict;
  l.cached_loop = loop;
  process_of_cached_loop = process;
}

Str* key_of_loop() { return intern("__asyncio_running_event_loop__"); }

Status look_up_loop(Thread& t) {
  Object* found = dict_get_str(TRY(thread_dict(t)), key_of_loop());
  if (!found) {
    remember(t, none(), 0);
    return Status::ok();
  }
  auto* both = cast<Tuple>(found);
  remember(t, both->items[0], pid_t(cast<Int>(both->items[1])->small_value()));
  return Status::ok();
}

}  // namespace

static Status fill_library(Thread& t) {
  AsyncioLibrary& l = asyncio_library();
  l.current_tasks = TRY(new_dict(t));
  l.context_keyword = TRY(keyword("context"));
  l.message_keyword = TRY(keyword("msg"));
  l.all_tasks = TRY(call(t, TRY(from_module(t, "weakref", "WeakSet"))));
  l.get_event_loop_policy = TRY(from_module(t, "asyncio.events", "get_event_loop_policy"));
  l.future_repr = TRY(from_module(t, "asyncio.base_futures", "_future_repr"));
  l.invalid_state_error = TRY(from_module(t, "asyncio.exceptions", "InvalidStateError"));
  l.cancelled_error = TRY(from_module(t, "asyncio.exceptions", "CancelledError"));
  l.task_repr = TRY(from_module(t, "asyncio.base_tasks", "_task_repr"));
  l.task_get_stack = TRY(from_module(t, "asyncio.base_tasks", "_task_get_stack"));
  l.task_print_stack = TRY(from_module(t, "asyncio.base_tasks", "_task_print_stack"));
  l.is_coroutine = TRY(from_module(t, "asyncio.coroutines", "iscoroutine"));
  l.extract_stack = TRY(from_module(t, "traceback", "extract_stack"));
  return Status::ok();
}

Status load_asyncio_library(Thread& t) {
  static bool is_loaded = false;  // or being loaded: the library's modules import this one
  if (is_loaded) return Status::ok();
  is_loaded = true;
  Status status = fill_library(t);
  if (status.failed()) is_loaded = false;
  return status;
}

Object* running_loop(Thread& t) {
  AsyncioLibrary& l = asyncio_library();
  if (!t.dict || l.cached_dict != t.dict) TRY(look_up_loop(t));
  // the child of a fork runs none of its parent's
  return l.cached_loop != none() && process_of_cached_loop == getpid() ? l.cached_loop : none();
}

Status set_running_loop(Thread& t, Object* loop) {
  pid_t process = getpid();
  Object* both[] = {loop, int_from_int64(process)};
  TRY(dict_set_str(t, TRY(thread_dict(t)), key_of_loop(), TRY(new_tuple(both, 2))));
  remember(t, loop, process);
  return Status::ok();
}

Object* current_event_loop(Thread& t) {
  Object* running = TRY(running_loop(t));
  if (running != none()) return running;
  return call_method(t, TRY(call(t, asyncio_library().get_event_loop_policy)), "get_event_loop");
}

Status call_soon(Thread& t, Object* loop, Object* callback, Object* argument, Object* context) {
  static Str* const name = intern("call_soon");
  Object* values[3] = {callback};
  ssize count = 1;
  if (argument) values[count++] = argument;
  values[count] = context;
  Tuple* keywords = context ? static_cast<Tuple*>(asyncio_library().context_keyword) : nullptr;
  TRY(call_method(t, loop, name, Args{values, count, keywords}));
  return Status::ok();
}

Status enter_task(Thread& t, Object* loop, Object* task) {
  auto* current = static_cast<Dict*>(asyncio_library().current_tasks);
  Lookup other = TRY(dict_get(t, current, loop));
  if (other.found())
    return raise(t, exceptions::RuntimeError, "Cannot enter into task %R while another task %R is being executed.",
                 task, other.value);
  return dict_set(t, current, loop, task);
}

Status leave_task(Thread& t, Object* loop, Object* task) {
  auto* current = static_cast<Dict*>(asyncio_library().current_tasks);
  Lookup found = TRY(dict_get(t, current, loop));
  Object* other = found.found() ? found.value : none();
  if (other != task)
    return raise(t, exceptions::RuntimeError, "Leaving task %R does not match the current task %R.", task, other);
  TRY(dict_delete(t, current, loop));
  return Status::ok();
}

namespace {

Object* asyncio_get_running_loop_or_none(Thread& t) { return running_loop(t); }
Status asyncio_set_running_loop(Thread& t, Object* loop) { return set_running_loop(t, loop); }

Object* asyncio_get_running_loop(Thread& t) {
  Object* loop = TRY(running_loop(t));
  return loop != none() ? loop : raise(t, exceptions::RuntimeError, "no running event loop");
}

Object* asyncio_get_event_loop(Thread& t) { return current_event_loop(t); }
Object* asyncio_own_get_event_loop(Thread& t, int) { return current_event_loop(t); }

Object* asyncio_register_task(Thread& t, Object* task) {
  TRY(call_method(t, asyncio_library().all_tasks, intern("add"), Args{&task, 1}));
  return none();
}
Object* asyncio_unregister_task(Thread& t, Object* task) {
  TRY(call_method(t, asyncio_library().all_tasks, intern("discard"), Args{&task, 1}));
  return none();
}
Status asyncio_enter_task(Thread& t, Object* loop, Object* task) { return enter_task(t, loop, task); }
Status asyncio_leave_task(Thread& t, Object* loop, Object* task) { return leave_task(t, loop, task); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/asyncio/asyncio_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX asyncio
#define NATIVE_NAME "_asyncio"
#include "interpreter/objects/core/native_table.inc"

// The library's modules import this one while they are loaded themselves: they find all that they ask for at once.
Module* create_asyncio(Thread& t) {
  for (Type* cls : {&future_type, &task_type, &future_iterator_type, &task_step_type}) ready_type(t, cls);
  install_future_iterator();
  TRY(load_asyncio_library(t));
  Module* module = TRY(new_module(t, "_asyncio"));
  TRY(add_functions(t, module, asyncio_method_rows));
  TRY(add_object(t, module, "Future", &future_type));
  TRY(add_object(t, module, "Task", &task_type));
  TRY(add_object(t, module, "_all_tasks", asyncio_library().all_tasks));
  TRY(add_object(t, module, "_current_tasks", asyncio_library().current_tasks));
  TRY(add_object(t, module, "__doc__", new_str("The fast halves of asyncio's modules.")));
  return module;
}

}  // namespace sidewinder
