#include "interpreter/modules/posix/process.h"

#include <unistd.h>

#include <cerrno>

#include "interpreter/execution/threads.h"
#include "interpreter/memory/collector.h"
#include "interpreter/modules/imp/import_lock.h"
#include "interpreter/modules/posix/fork_hooks.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

List*& hooks(ForkHook which) {
  static Object** const roots = allocate_permanent(size_t(ForkHook::kCount));
  return reinterpret_cast<List**>(roots)[int(which)];
}

// What a hook raises is reported and dropped.
void run_hooks(Thread& t, ForkHook which, bool newest_first) {
  List* list = hooks(which);
  if (!list) return;
  for (ssize i = 0; i < list->size; i++) {
    Object* hook = list_get(t, list, newest_first ? list->size - 1 - i : i);
    if (!call(t, hook)) report_unraisable(t, hook);
  }
}

}  // namespace

Status add_fork_hook(Thread& t, ForkHook which, Object* function) {
  if (!hooks(which)) hooks(which) = TRY(new_list(t));
  return list_append(t, hooks(which), function);
}

namespace {
bool holds_import_lock = false;  // for the fork
}

void run_before_fork(Thread& t) {
  run_hooks(t, ForkHook::Before, true);
  holds_import_lock = !acquire_import_lock(t).failed();
  if (!holds_import_lock) report_unraisable(t, nullptr);
}
void run_after_fork_in_parent(Thread& t) {
  if (holds_import_lock && release_import_lock(t).failed()) clear_pending(t);
  run_hooks(t, ForkHook::AfterInParent, false);
}
void run_after_fork_in_child(Thread& t) {
  memory_after_fork_in_child();
  threads_after_fork_in_child(t);
  import_lock_after_fork_in_child();
  run_hooks(t, ForkHook::AfterInChild, false);
}

pid_t fork_process(Thread& t, pid_t (*fork)(void*), void* argument) {
  run_before_fork(t);
  pid_t pid = fork(argument);
  int error = errno;
  if (pid == 0) run_after_fork_in_child(t);
  else run_after_fork_in_parent(t);
  errno = error;
  return pid;
}

char* const* TextVector::pointers() {
  pointers_.clear();
  for (std::string& text : texts_) pointers_.push_back(text.data());
  pointers_.push_back(nullptr);
  return pointers_.data();
}

Status read_arguments(Thread& t, Object* sequence, TextVector* out) {
  Tuple* items = TRY(tuple_from_iterable(t, sequence));
  for (ssize i = 0; i < items->size; i++) out->add(TRY(path_argument(t, items->items[i])));
  return Status::ok();
}

Status read_environment(Thread& t, Object* mapping, TextVector* out) {
  Tuple* keys = TRY(tuple_from_iterable(t, TRY(call_method(t, mapping, "keys"))));
  Tuple* values = TRY(tuple_from_iterable(t, TRY(call_method(t, mapping, "values"))));
  for (ssize i = 0; i < keys->size && i < values->size; i++) {
    std::string name = TRY(path_argument(t, keys->items[i]));
    std::string value = TRY(path_argument(t, values->items[i]));
    if (name.empty() || name.find('=', 1) != std::string::npos || name[0] == '=')
      return raise_value_error(t, "illegal environment variable name");
    out->add(name + "=" + value);
  }
  return Status::ok();
}

Object* process_status(pid_t pid, int status) {
  Object* items[] = {TRY(int_from_int64(pid)), TRY(int_from_int64(status))};
  return new_tuple(items, 2);
}

}  // namespace sidewinder
