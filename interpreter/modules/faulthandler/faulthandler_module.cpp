// Module faulthandler: where the program was when a signal ended it, or when too much time had passed.
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/thread.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback_dump.h"

namespace sidewinder {

namespace {

constexpr int kSignalCount = 65;

struct FatalSignal {
  int number;
  const char* name;
  struct sigaction before;
};
FatalSignal fatal_signals[] = {
    {SIGBUS, "Bus error", {}}, {SIGILL, "Illegal instruction", {}}, {SIGFPE, "Floating point exception", {}},
    {SIGABRT, "Aborted", {}},  {SIGSEGV, "Segmentation fault", {}},
};

// Where tracebacks go: a descriptor, and the object that keeps it open.
struct Target {
  int fd = 2;
  bool all_threads = true;
  Object** owner = nullptr;

  void keep(Object* file) {
    if (!owner) owner = allocate_permanent(1);
    *owner = file;
  }
};

bool is_enabled = false;
Target fatal_target;

struct UserSignal {
  bool registered = false, chain = false;
  Target target;
  struct sigaction before;
};
UserSignal user_signals[kSignalCount];

// The descriptor of a file object, or the number itself; None: sys.stderr.
Result<int> descriptor_of(Thread& t, Object** file) {
  if (*file == none()) {
    *file = TRY(system_attribute(t, "stderr"));
    if (*file == none()) return raise(t, exceptions::RuntimeError, "sys.stderr is None");
  }
  if (is_int(*file)) {
    ssize fd = TRY(index_as_ssize(t, *file, &exceptions::OverflowError));
    if (fd < 0 || fd > INT32_MAX) return raise_value_error(t, "file is not a valid file descripter");
    *file = none();
    return int(fd);
  }
  Object* number = TRY(call_method(t, *file, "fileno"));
  ssize fd = is_int(number) ? TRY(index_as_ssize(t, number, &exceptions::OverflowError)) : -1;
  if (fd < 0 || fd > INT32_MAX)
    return raise(t, exceptions::RuntimeError, "file.fileno() is not a valid file descriptor");
  if (!call_method(t, *file, "flush")) clear_pending(t);  // a stream that is only read
  return int(fd);
}

Status aim(Thread& t, Target& target, Object* file, bool all_threads) {
  target.fd = TRY(descriptor_of(t, &file));
  target.all_threads = all_threads;
  target.keep(file);
  return Status::ok();
}

void dump(const Target& target) {
  Thread& t = current_thread();
  if (target.all_threads) dump_all_threads(target.fd, &t);
  else dump_stack(target.fd, t);
}

// --- fatal signals ----------------------------------------------------------------------------------

void restore_handlers() {
  is_enabled = false;
  for (FatalSignal& s : fatal_signals) sigaction(s.number, &s.before, nullptr);
}

void on_fatal_signal(int number) {
  int saved = errno;
  if (is_enabled) {
    restore_handlers();  // a fault in here ends the process
    for (const FatalSignal& s : fatal_signals)
      if (s.number == number) {
        write_signal_safe(fatal_target.fd, "Fatal Python error: ");
        write_signal_safe(fatal_target.fd, s.name);
        write_signal_safe(fatal_target.fd, "\n\n");
      }
    dump(fatal_target);
    dump_extension_modules(fatal_target.fd);
  }
  errno = saved;
  ::raise(number);
}

// A stack of its own, since the other may be what has overflowed.
void use_alternate_stack() {
  constexpr size_t kSize = 64 << 10;
  static char memory[kSize];
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = kSize;
  sigaltstack(&stack, nullptr);
}

Status faulthandler_enable(Thread& t, Object* file, bool all_threads) {
  TRY(aim(t, fatal_target, file, all_threads));
  if (is_enabled) return Status::ok();
  use_alternate_stack();
  struct sigaction action {};
  action.sa_handler = on_fatal_signal;
  action.sa_flags = SA_NODEFER | SA_ONSTACK;
  for (FatalSignal& s : fatal_signals)
    if (sigaction(s.number, &action, &s.before) != 0) return raise_os_error(t, errno);
  is_enabled = true;
  return Status::ok();
}

bool faulthandler_disable() {
  bool was = is_enabled;
  if (was) restore_handlers();
  fatal_target.keep(none());
  return was;
}
bool faulthandler_is_enabled() { return is_enabled; }

Status faulthandler_dump_traceback(Thread& t, Object* file, bool all_threads) {
  int fd = TRY(descriptor_of(t, &file));
  if (all_threads) dump_all_threads(fd, &t);
  else dump_stack(fd, t);
  return Status::ok();
}

// --- after a time -----------------------------------------------------------------------------------

// The thread that waits; it looks at the interpreter's threads without the GIL, as a signal handler would.
struct Watch {
  std::mutex mutex;
  std::condition_variable changed;
  std::thread thread;
  bool cancelled = false;
  Target target;
  std::string title;
  std::chrono::duration<double> timeout;
  bool repeats = false, exits = false;
};
Watch& watch() {
  static Watch* const one = new Watch;  // never destroyed: its thread may outlive main()
  return *one;
}

void keep_watch(Watch& w) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  std::unique_lock lock(w.mutex);
  do {
    if (w.changed.wait_for(lock, w.timeout, [&] { return w.cancelled; })) return;
    write_signal_safe(w.target.fd, w.title);
    dump_all_threads(w.target.fd, nullptr);
    if (w.exits) ::_exit(1);
  } while (w.repeats);
}

void cancel_watch(Thread& t) {
  Watch& w = watch();
  if (!w.thread.joinable()) return;
  {
    std::lock_guard lock(w.mutex);
    w.cancelled = true;
  }
  w.changed.notify_all();
  without_gil(t, [&] { return w.thread.join(), 0; });
  w.target.keep(none());
}

std::string title_of(double seconds) {
  auto microseconds = int64_t(std::ceil(seconds * 1e6));
  auto whole = (long long)(microseconds / 1000000);
  int rest = int(microseconds % 1000000);
  char text[80];
  int n = std::snprintf(text, sizeof text, "Timeout (%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  if (rest) n += std::snprintf(text + n, sizeof text - size_t(n), ".%06d", rest);
  return std::string(text, size_t(n)) + ")!\n";
}

Status faulthandler_dump_traceback_later(Thread& t, double timeout, bool repeats, Object* file, bool exits) {
  if (!(timeout > 0)) return raise_value_error(t, "timeout must be greater than 0");
  if (timeout > 1e9) return raise_overflow_error(t, "timeout value is too large");
  Target target;
  target.fd = TRY(descriptor_of(t, &file));
  cancel_watch(t);
  Watch& w = watch();
  w.target.fd = target.fd;
  w.target.keep(file);
  w.title = title_of(timeout);
  w.timeout = std::chrono::duration<double>(timeout);
  w.repeats = repeats;
  w.exits = exits;
  w.cancelled = false;
  w.thread = std::thread([] { keep_watch(watch()); });
  return Status::ok();
}
void faulthandler_cancel_dump_traceback_later(Thread& t) { cancel_watch(t); }

// --- signals of the user's --------------------------------------------------------------------------

void on_user_signal(int number) {
  UserSignal& s = user_signals[number];
  if (!s.registered) return;
  int saved = errno;
  dump(s.target);
  if (s.chain) {
    struct sigaction ours;
    sigaction(number, &s.before, &ours);
    errno = saved;
    ::raise(number);
    saved = errno;
    sigaction(number, &ours, nullptr);
  }
  errno = saved;
}

Status check_user_signal(Thread& t, int number) {
  for (const FatalSignal& s : fatal_signals)
    if (s.number == number)
      return raise(t, exceptions::RuntimeError, "signal %d cannot be registered, use enable() instead", number);
  if (number < 1 || number >= kSignalCount) return raise_value_error(t, "signal number out of range");
  return Status::ok();
}

Status faulthandler_register(Thread& t, int number, Object* file, bool all_threads, bool chain) {
  TRY(check_user_signal(t, number));
  UserSignal& s = user_signals[number];
  TRY(aim(t, s.target, file, all_threads));
  s.chain = chain;
  if (s.registered) return Status::ok();
  struct sigaction action {};
  action.sa_handler = on_user_signal;
  action.sa_flags = SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0);
  if (sigaction(number, &action, &s.before) != 0) return raise_os_error(t, errno);
  s.registered = true;
  return Status::ok();
}

Object* faulthandler_unregister(Thread& t, int number) {
  TRY(check_user_signal(t, number));
  UserSignal& s = user_signals[number];
  if (!s.registered) return py_false();
  s.registered = false;
  s.target.keep(none());
  sigaction(number, &s.before, nullptr);
  return py_true();
}

// --- faults, for tests ------------------------------------------------------------------------------

void faulthandler__sigsegv(bool) { ::raise(SIGSEGV); }
void faulthandler__sigabrt() { ::abort(); }
void faulthandler__sigfpe() { ::raise(SIGFPE); }
// In a thread that the interpreter knows nothing of.
void faulthandler__fatal_error_c_thread(Thread& t) {
  std::thread ends([] { end_by_fatal_error("faulthandler_fatal_error_thread", "in new thread"); });
  without_gil(t, [&] { return ends.join(), 0; });
}
int faulthandler__read_null() {
  volatile int* volatile nowhere = nullptr;
  return *nowhere;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/faulthandler/faulthandler_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX faulthandler
#define NATIVE_NAME "faulthandler"
#include "interpreter/objects/core/native_table.inc"

Module* create_faulthandler(Thread& t) {
  Module* module = TRY(new_module(t, "faulthandler"));
  TRY(add_functions(t, module, faulthandler_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Tracebacks of programs that hang or end by a signal.")));
  return module;
}

}  // namespace sidewinder
