// Tasks: what Python sees of them.
#include "interpreter/modules/asyncio/task_step.h"
#include "interpreter/modules/contextvars/contextvars.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

uint64_t tasks_made = 0;

Truth is_coroutine_object(Thread& t, Object* o) {
  if (is_coroutine(o)) return Truth::True;
  return truth(t, TRY(call(t, asyncio_library().is_coroutine, o)));
}

Object* name_of(Task& task) {
  if (!task.name && task.coroutine) task.name = new_str("Task-" + std::to_string(task.number));
  return task.name ? task.name : none();
}

Object* task_new(Thread& t, Type* cls, Args) { return allocate_future(t, cls); }

Status set_name(Thread& t, Task& task, Object* name) {
  task.name = is_exact<Str>(name) ? name : TRY(to_str(t, name));
  return Status::ok();
}

Status take_coroutine(Thread& t, Task& self, Object* coroutine) {
  bool is_one = TRY(is_coroutine_object(t, coroutine));
  if (!is_one) {
    self.log_destroy_pending = false;
    return raise_type_error(t, "a coroutine was expected, got %R", coroutine);
  }
  self.coroutine = coroutine;
  return Status::ok();
}

Status task_init(Thread& t, Task& self, Object* coroutine, Object* loop, Object* name, Object* context) {
  self.log_destroy_pending = false;
  TRY(initialize_future(t, self, loop));
  TRY(take_coroutine(t, self, coroutine));
  self.context = context != none() ? context : TRY(copy_current_context(t));
  self.waits_for = nullptr;
  self.must_cancel = false;
  self.log_destroy_pending = true;
  self.cancel_requests = 0;
  self.name = nullptr;
  if (name == none()) self.number = ++tasks_made;
  else TRY(set_name(t, self, name));
  TRY(update_finalizer(t, self));
  TRY(schedule_step(t, self, nullptr));
  Object* task = &self;
  TRY(call_method(t, asyncio_library().all_tasks, intern("add"), Args{&task, 1}));
  return Status::ok();
}

Truth task_cancel(Thread& t, Task& self, Object* message) {
  self.has_unseen_exception = false;
  if (self.state != FutureState::Pending) {
    TRY(update_finalizer(t, self));
    return Truth::False;
  }
  self.cancel_requests++;
  if (self.waits_for) {
    auto* keyword = static_cast<Tuple*>(asyncio_library().message_keyword);
    Object* answer = TRY(call_method(t, self.waits_for, intern("cancel"), Args{&message, 0, keyword}));
    bool is_cancelled = TRY(truth(t, answer));
    if (is_cancelled) return Truth::True;
  }
  self.must_cancel = true;
  self.cancel_message = message;
  return Truth::True;
}

ssize task_cancelling(const Task& self) { return self.cancel_requests; }
ssize task_uncancel(Task& self) { return self.cancel_requests > 0 ? --self.cancel_requests : 0; }

Object* task_get_stack(Thread& t, Task& self, Object* limit) {
  return call(t, asyncio_library().task_get_stack, &self, limit);
}
Object* task_print_stack(Thread& t, Task& self, Object* limit, Object* file) {
  Object* given[] = {&self, limit, file};
  return call(t, asyncio_library().task_print_stack, Args{given, 3});
}

Object* task_set_result(Thread& t, Task&, Object*) {
  return raise(t, exceptions::RuntimeError, "Task does not support set_result operation");
}
Object* task_set_exception(Thread& t, Task&, Object*) {
  return raise(t, exceptions::RuntimeError, "Task does not support set_exception operation");
}

Object* task_get_coro(const Task& self) { return self.coroutine ? self.coroutine : none(); }
Object* task_get_name(Task& self) { return name_of(self); }
Status task_set_name(Thread& t, Task& self, Object* value) { return set_name(t, self, value); }
Object* task_make_cancelled_error(Thread& t, Task& self) { return take_cancelled_error(t, self); }

bool task_log_destroy_pending(const Task& self) { return self.log_destroy_pending; }
Status task_set_log_destroy_pending(Thread& t, Task& self, Object* value) {
  if (!value) return raise_cannot_delete(t);
  self.log_destroy_pending = TRY(truth(t, value));
  return update_finalizer(t, self);
}
bool task_must_cancel(const Task& self) { return self.must_cancel; }
Object* task_coroutine(const Task& self) { return self.coroutine ? self.coroutine : none(); }
Object* task_waits_for(const Task& self) { return self.waits_for ? self.waits_for : none(); }

Object* task_repr(Thread& t, Object* o) {
  TRY(check_initialized(t, *cast<Task>(o)));
  return call(t, asyncio_library().task_repr, o);
}

Status report_pending(Thread& t, Task& task) {
  Dict* facts = TRY(new_dict(t));
  TRY(dict_set_str(t, facts, intern("task"), &task));
  TRY(dict_set_str(t, facts, intern("message"), TRY(new_str("Task was destroyed but it is pending!"))));
  if (task.source_traceback) TRY(dict_set_str(t, facts, intern("source_traceback"), task.source_traceback));
  tell_loop(t, task.loop, facts);
  return Status::ok();
}

Object* finalize_task(Thread& t, Object* o) {
  auto* self = cast<Task>(o);
  bool is_pending = self->loop && self->state == FutureState::Pending;
  if (is_pending && self->log_destroy_pending) TRY(report_pending(t, *self));
  return finalize_future(t, o);
}
Object* task_del(Thread& t, Task& self) { return finalize_task(t, &self); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/asyncio/task_methods.def"
#define NATIVE_TYPE Task
#define NATIVE_PREFIX task
#define NATIVE_NAME "Task"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_task_data() {
  TypeData d{};
  d.slots.create = task_new;
  d.slots.repr = task_repr;
  d.slots.finalize = finalize_task;
  d.allows_weak_references = true;
  task_declare(d);
  return d;
}
constinit TypeData task_data = make_task_data();

}  // namespace

constinit Type task_type =
    with_dict_at(offsetof(Task, dict),
                 static_type("_asyncio.Task", sizeof(Task), 0, kTypeBase | kTypeHaveGC, &task_data, &future_type));

}  // namespace sidewinder
