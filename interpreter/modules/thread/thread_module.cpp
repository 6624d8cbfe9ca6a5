// Module _thread: starting threads, and what they know of themselves.
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/threads.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/thread/locks.h"
#include "interpreter/modules/thread/waiting.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

const NamedField hook_fields[] = {{"exc_type", "the exception's class"},
                                  {"exc_value", "the exception, or None"},
                                  {"exc_traceback", "its traceback, or None"},
                                  {"thread", "the thread that it ended, or None"},
                                  {}};
StructSequenceData hook_data =
    documented(struct_sequence_data(hook_fields), "What threading.excepthook is called with.");
Type hook_arguments_type = struct_sequence_type("_thread._ExceptHookArgs", &hook_data);

// Whoever asks looks at what threads have left behind: what the program has let go of goes first.
int thread_count(Thread& t) {
  collect_what_was_dropped(t, {});
  return running_thread_count();
}
Lock* thread_allocate_lock() { return new_lock(); }
Lock* thread_allocate() { return new_lock(); }
Lock* thread_set_sentinel(Thread& t) {
  Lock* lock = TRY(new_lock());
  at_thread_end(
      t, [](Thread&, Object* sentinel) { release_if_held(*cast<Lock>(sentinel)); }, lock);
  return lock;
}
Object* thread_get_ident() { return int_from_uint64(thread_ident()); }
Object* thread_get_native_id() { return int_from_int64(::syscall(SYS_gettid)); }
Status thread_exit(Thread& t) { return raise(t, exceptions::SystemExit, ""); }

Status thread_exit_thread(Thread& t) { return thread_exit(t); }

// Nothing if the signal has no handler.
Status thread_interrupt_main(Thread& t, int signum) {
  if (signum < 1 || signum >= NSIG) return raise_value_error(t, "signal number out of range");
  struct sigaction action {};
  if (sigaction(signum, nullptr, &action) || action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN)
    return Status::ok();
  ::pthread_kill(pthread_t(first_thread()->thread_id), signum);
  return check_signals(t);
}

Status thread_excepthook(Thread& t, Object* arguments) {
  if (arguments->cls != &hook_arguments_type)
    return raise_type_error(t, "_thread.excepthook argument type must be ExceptHookArgs");
  auto* items = cast<Tuple>(arguments)->items;
  if (items[0] == &exceptions::SystemExit || !is_exception(items[1])) return Status::ok();
  Object* thread = items[3];
  std::string name = std::to_string(thread_ident());
  if (thread != none()) {
    Str* shown = TRY(to_str(t, TRY(get_attribute(t, thread, "name"))));
    name = str_to_utf8(shown);
  }
  write_stderr(t, "Exception in thread " + name + ":\n" + format_exception(t, cast<BaseException>(items[1])));
  return Status::ok();
}

Object* thread_stack_size(Thread& t, ssize wanted) {
  constexpr ssize kLeast = 32768;
  if (wanted < 0) return raise_value_error(t, "size must be 0 or a positive value");
  if (wanted && wanted < kLeast) return raise_value_error(t, "size not valid: %zd bytes", wanted);
  auto old = ssize(sidewinder::thread_stack_size());
  set_thread_stack_size(size_t(wanted));
  return int_from_int64(old);
}

Object* thread_start_new_thread(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "start_new_thread", 2, 3));
  if (!slots_of(args[0]).call) return raise_type_error(t, "first arg must be callable");
  if (!has_flag(args[1], kTypeTuple)) return raise_type_error(t, "2nd arg must be a tuple");
  if (args.count > 2 && !is_dict(args[2])) return raise_type_error(t, "optional 3rd arg must be a dictionary");
  Dict* keywords = nullptr;
  if (args.count > 2) keywords = TRY(dict_copy(t, cast<Dict>(args[2])));
  return int_from_uint64(TRY(start_thread(t, args[0], cast<Tuple>(args[1]), keywords)));
}
Object* thread_start_new(Thread& t, Object* self, Args args) { return thread_start_new_thread(t, self, args); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/thread/thread_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX thread
#define NATIVE_NAME "_thread"
#include "interpreter/objects/core/native_table.inc"

Module* create_thread(Thread& t) {
  for (Type* type : {&lock_type, &rlock_type, &thread_local_type}) ready_type(t, type);
  TRY(ready_struct_sequence(t, &hook_arguments_type));
  Module* module = TRY(new_module(t, "_thread"));
  TRY(add_functions(t, module, thread_method_rows));
  TRY(add_object(t, module, "LockType", &lock_type));
  TRY(add_object(t, module, "RLock", &rlock_type));
  TRY(add_object(t, module, "_local", &thread_local_type));
  TRY(add_object(t, module, "_ExceptHookArgs", &hook_arguments_type));
  TRY(add_object(t, module, "error", &exceptions::RuntimeError));
  TRY(add_object(t, module, "TIMEOUT_MAX", new_float(kLongestTimeout)));
  TRY(add_object(t, module, "__doc__", new_str("Threads and locks, as the module threading needs them.")));
  return module;
}

}  // namespace sidewinder
