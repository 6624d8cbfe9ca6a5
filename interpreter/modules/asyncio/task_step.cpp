// How a task runs: each step sends to its coroutine, or throws into it, and looks at what it then waits for.
#include "interpreter/modules/asyncio/task_step.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/message.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// What is given to call_soon(): called without arguments, it makes a step.
struct TaskStep : Object {
  Task* task;
  Object* exception;  // to be thrown, or null
  static Type* type() { return &task_step_type; }
};

Object* wake_up(Thread& t, Object* self, Args args);
const NativeMethod wakeup_method{"task_wakeup", wake_up,         MethodKind::Instance,
                                 nullptr,       Intrinsic::None, CallShape::One};

// --- one step ---

Lookup outcome_of_call(Thread& t, Object* value, Object** result) {
  if (value) return Lookup(value);
  if (!pending_matches(t, exceptions::StopIteration)) return Raised{};
  *result = static_cast<StopIterationObject*>(take_pending(t))->value;
  return Lookup::missing();
}

// Missing: the coroutine has returned *result.
Lookup send_none(Thread& t, Object* coroutine, Object** result) {
  if (is_plain_generator(coroutine)) return generator_send(t, cast<Generator>(coroutine), none(), result);
  *result = none();
  NextFn next = slots_of(coroutine).next;
  if (next) {
    Lookup value = next(t, coroutine);
    return value.failed() ? outcome_of_call(t, nullptr, result) : value;
  }
  Object* nothing = none();
  return outcome_of_call(t, call_method(t, coroutine, intern("send"), Args{&nothing, 1}), result);
}

Lookup throw_into(Thread& t, Object* coroutine, Object* exception, Object** result) {
  Args given{&exception, 1};
  if (is_plain_generator(coroutine)) return generator_throw(t, cast<Generator>(coroutine), given, result);
  return outcome_of_call(t, call_method(t, coroutine, intern("throw"), given), result);
}

// Puts the CancelledError that a request to cancel asks for in the place of what would be thrown.
Status take_cancel_request(Thread& t, Task& task, Object** exception) {
  if (!task.must_cancel) return Status::ok();
  bool is_cancelled_error = false;
  if (*exception) is_cancelled_error = TRY(is_instance_of(t, *exception, asyncio_library().cancelled_error));
  if (!is_cancelled_error) *exception = TRY(take_cancelled_error(t, task));
  task.must_cancel = false;
  return Status::ok();
}

Status end_with_result(Thread& t, Task& task, Object* result) {
  if (!task.must_cancel) return future_finish(t, task, result);
  task.must_cancel = false;  // cancelled right before the coroutine returned
  return future_cancel_with(t, task, task.cancel_message) == Truth::Error ? Status(Raised{}) : Status::ok();
}

// KeyboardInterrupt and SystemExit end the loop too.
Status end_with_pending(Thread& t, Task& task) {
  bool is_cancelled = pending_matches(t, *static_cast<Type*>(asyncio_library().cancelled_error));
  bool goes_on = pending_matches(t, exceptions::KeyboardInterrupt) || pending_matches(t, exceptions::SystemExit);
  BaseException* exception = take_pending(t);
  if (is_cancelled) {
    task.cancelled_error = exception;
    return future_cancel_with(t, task, nullptr) == Truth::Error ? Status(Raised{}) : Status::ok();
  }
  TRY(future_fail(t, task, exception));
  if (!goes_on) return Status::ok();
  set_pending(t, exception);
  return Raised{};
}

// --- what it waits for ---

Status throw_soon(Thread& t, Task& task, const char* format, ...) {
  va_list args;
  va_start(args, format);
  std::string message;
  bool is_made = format_message(t, format, args, &message);
  va_end(args);
  if (!is_made) return Raised{};
  Object* text = TRY(new_str(message));
  return schedule_step(t, task, TRY(call(t, &exceptions::RuntimeError, text)));
}

Status raise_other_loop(Thread& t, Task& task, Object* future) {
  return throw_soon(t, task, "Task %R got Future %R attached to a different loop", &task, future);
}
Status raise_yielded(Thread& t, Task& task, Object* future) {
  return throw_soon(t, task, "yield was used instead of yield from in task %R with %R", &task, future);
}

// A request to cancel that came while the coroutine ran goes to what it waits for.
Status wait_for(Thread& t, Task& task, Object* future) {
  task.waits_for = future;
  if (!task.must_cancel) return Status::ok();
  Object* message = task.cancel_message ? task.cancel_message : none();
  auto* keyword = static_cast<Tuple*>(asyncio_library().message_keyword);
  Object* answer = TRY(call_method(t, future, intern("cancel"), Args{&message, 0, keyword}));
  bool is_cancelled = TRY(truth(t, answer));
  if (is_cancelled) task.must_cancel = false;
  return Status::ok();
}

Status wait_for_own(Thread& t, Task& task, Future& future) {
  if (future.loop != task.loop) return raise_other_loop(t, task, &future);
  if (!future.is_blocking) return raise_yielded(t, task, &future);
  future.is_blocking = false;
  TRY(future_add_callback(t, future, TRY(new_builtin_function(t, &wakeup_method, &task)), task.context));
  return wait_for(t, task, &future);
}

Object* loop_of(Thread& t, Object* future) {
  if (is_exact_future(future)) return cast<Future>(future)->loop;
  Lookup get_loop = TRY(find_attribute(t, future, intern("get_loop")));
  return get_loop.found() ? call(t, get_loop.value) : get_attribute(t, future, "_loop");
}

// Of any class with asyncio's protocol.
Status wait_for_other(Thread& t, Task& task, Object* future, Object* blocking) {
  bool is_blocking = TRY(truth(t, blocking));
  if (TRY(loop_of(t, future)) != task.loop) return raise_other_loop(t, task, future);
  if (!is_blocking) return raise_yielded(t, task, future);
  TRY(set_attribute(t, future, intern("_asyncio_future_blocking"), bool_object(false)));
  Object* given[] = {TRY(new_builtin_function(t, &wakeup_method, &task)), task.context};
  auto* keyword = static_cast<Tuple*>(asyncio_library().context_keyword);
  TRY(call_method(t, future, intern("add_done_callback"), Args{given, 1, keyword}));
  return wait_for(t, task, future);
}

Status look_at_yielded(Thread& t, Task& task, Object* yielded) {
  if (yielded == &task) return throw_soon(t, task, "Task cannot await on itself: %R", &task);
  if (is_exact_future(yielded)) return wait_for_own(t, task, *cast<Future>(yielded));
  if (yielded == none()) return schedule_step(t, task, nullptr);
  Lookup blocking = TRY(find_attribute(t, yielded, intern("_asyncio_future_blocking")));
  if (blocking.found() && blocking.value != none()) return wait_for_other(t, task, yielded, blocking.value);
  if (is_instance(yielded, &generator_type))
    return throw_soon(t, task, "yield was used instead of yield from for generator in task %R with %R", &task, yielded);
  return throw_soon(t, task, "Task got bad yield: %R", yielded);
}

Status step_entered(Thread& t, Task& task, Object* exception) {
  if (task.state != FutureState::Pending)
    return raise(t, *static_cast<Type*>(asyncio_library().invalid_state_error), "_step(): already done: %R %R", &task,
                 exception ? exception : none());
  TRY(take_cancel_request(t, task, &exception));
  task.waits_for = nullptr;
  if (!task.coroutine) return raise(t, exceptions::RuntimeError, "uninitialized Task object");
  Object* result;
  Lookup next = exception ? throw_into(t, task.coroutine, exception, &result) : send_none(t, task.coroutine, &result);
  if (next.failed()) return end_with_pending(t, task);
  if (next.is_missing()) return end_with_result(t, task, result);
  return look_at_yielded(t, task, next.value);
}

// What is pending stays so, as the context of what leaving raises.
Status leave_with_pending(Thread& t, Task& task) {
  BaseException* exception = take_pending(t);
  if (leave_task(t, task.loop, &task).failed()) static_cast<BaseException*>(t.pending)->context = exception;
  else set_pending(t, exception);
  return Raised{};
}

Status make_step(Thread& t, Task& task, Object* exception) {
  TRY(enter_task(t, task.loop, &task));
  if (step_entered(t, task, exception).failed()) return leave_with_pending(t, task);
  return leave_task(t, task.loop, &task);
}

// --- what the loop calls ---

Object* task_step_call(Thread& t, Object* callee, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "function takes no keyword arguments");
  if (args.count) return raise_type_error(t, "function takes no positional arguments");
  auto* self = cast<TaskStep>(callee);
  TRY(make_step(t, *self->task, self->exception));
  return none();
}

// The future that the task has waited for is done. An exception of its goes into the coroutine.
Object* wake_up(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "Task.task_wakeup", 1, 1));
  auto* self = cast<Task>(o);
  BaseException* exception = nullptr;
  Object* result;
  if (is_exact_future(args[0])) result = future_outcome(t, *cast<Future>(args[0]), &exception);
  else result = call_method(t, args[0], intern("result"), Args{});
  if (!result && !exception) exception = take_pending(t);
  TRY(make_step(t, *self, exception));
  return none();
}

Object* task_step_task(const TaskStep& self) { return self.task; }

}  // namespace

Status schedule_step(Thread& t, Task& task, Object* exception) {
  auto* step = TRY(new_object<TaskStep>(&task_step_type));
  step->task = &task;
  step->exception = exception;
  return call_soon(t, task.loop, step, nullptr, task.context);
}

#define NATIVE_TABLE "interpreter/modules/asyncio/task_step.def"
#define NATIVE_TYPE TaskStep
#define NATIVE_PREFIX task_step
#define NATIVE_NAME "TaskStepMethWrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_task_step_data() {
  TypeData d{};
  d.slots.call = task_step_call;
  task_step_declare(d);
  return d;
}
constinit TypeData task_step_data = make_task_step_data();

}  // namespace

constinit Type task_step_type =
    static_type("TaskStepMethWrapper", sizeof(TaskStep), 0, kTypeHaveGC | kTypeDisallowInstantiation, &task_step_data);

}  // namespace sidewinder
