// Module _signal.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "interpreter/base/clock.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/memory/collector.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/signal/signal_handlers.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status require_main_thread(Thread& t, const char* what) {
  if (is_main_thread()) return Status::ok();
  return raise_value_error(t, "%s only works in main thread of the main interpreter", what);
}
Status check_signal(Thread& t, int signal) {
  if (signal >= 1 && signal < kSignals) return Status::ok();
  return raise_value_error(t, "signal number out of range");
}
Status done_unless(Thread& t, int failed) {
  if (failed) return raise_os_error(t, errno);
  return Status::ok();
}

Object* signal_default_int_handler(Thread& t, int, Object*) {
  Object* exception = call(t, &exceptions::KeyboardInterrupt);
  return exception ? raise_object(t, exception) : Raised{};
}

// --- handlers -------------------------------------------------------------------------------------

bool is_known_number(const Object* o) {
  int64_t number;
  return is_int(o) && int_fits_int64(o, &number) && (number == 0 || number == 1);
}

Object* signal_signal(Thread& t, int signal, Object* handler) {
  TRY(require_main_thread(t, "signal"));
  TRY(check_signal(t, signal));
  bool is_handler = is_known_number(handler) || (slots_of(handler).call && !is_int(handler));
  if (!is_handler)
    return raise_type_error(t, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  if (is_int(handler)) handler = int_exact(handler);
  Object* before;
  TRY(set_signal_handler(t, signal, handler, &before));
  return before;
}

Object* signal_getsignal(Thread& t, int signal) {
  TRY(check_signal(t, signal));
  return signal_handler_of(signal);
}

Object* signal_strsignal(Thread& t, int signal) {
  TRY(check_signal(t, signal));
  const char* text = ::strsignal(signal);
  if (!text || std::strstr(text, "Unknown signal")) return none();
  return new_str(text);
}

Status signal_siginterrupt(Thread& t, int signal, int flag) {
  TRY(check_signal(t, signal));
  struct sigaction action;
  TRY(done_unless(t, ::sigaction(signal, nullptr, &action)));
  if (flag) action.sa_flags &= ~SA_RESTART;
  else action.sa_flags |= SA_RESTART;
  return done_unless(t, ::sigaction(signal, &action, nullptr));
}

Result<int> signal_set_wakeup_fd(Thread& t, int fd, bool warn_on_full_buffer) {
  TRY(require_main_thread(t, "set_wakeup_fd"));
  if (fd != -1) {
    struct stat info;
    TRY(done_unless(t, ::fstat(fd, &info)));
    int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return raise_os_error(t, errno);
    if (!(flags & O_NONBLOCK)) return raise_value_error(t, "the fd %d must be in non-blocking mode", fd);
  }
  return exchange_wakeup_descriptor(fd, warn_on_full_buffer);
}

// --- sending and waiting --------------------------------------------------------------------------

Result<ssize> signal_alarm(int seconds) { return ssize(::alarm(unsigned(seconds))); }

bool has_request(const Thread& t) {
  return __atomic_load_n(&t.request, __ATOMIC_RELAXED) & (kRequestInterrupt | kRequestSignal);
}

// A signal that comes before the wait begins ends it, too: looking and waiting are one step. The collector's signals,
// which stop threads, end no wait. Only the main thread is told of signals; another waits for any.
int wait_for_signal(const Thread& t) {
  if (!is_main_thread()) return ::pause();
  sigset_t all, before;
  sigfillset(&all);
  for (int signal :
       {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, collector_suspend_signal(), collector_restart_signal()})
    sigdelset(&all, signal);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  while (!has_request(t)) ::sigsuspend(&before);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return 0;
}

Status signal_pause(Thread& t) {
  without_gil(t, [&] { return wait_for_signal(t); });
  return run_signal_handlers(t);
}

Status signal_raise_signal(Thread& t, int signal) {
  TRY(done_unless(t, ::raise(signal)));
  return run_signal_handlers(t);
}

Status signal_pthread_kill(Thread& t, Object* thread, int signal) {
  uint64_t id = TRY(unsigned_number(t, thread));
  TRY(audit(t, "signal.pthread_kill", thread, signal));
  int error = ::pthread_kill(pthread_t(id), signal);
  if (error) return raise_os_error(t, error);
  return run_signal_handlers(t);
}

Status signal_pidfd_send_signal(Thread& t, int fd, int signal, Object* info, int flags) {
  if (info != none()) return raise_type_error(t, "siginfo must be None");
  TRY(done_unless(t, ::syscall(SYS_pidfd_send_signal, fd, signal, nullptr, flags) < 0));
  return run_signal_handlers(t);
}

// --- sets of signals ------------------------------------------------------------------------------

struct SignalSet {
  sigset_t set;
};

}  // namespace

Status read_signal_set(Thread& t, Object* signals, sigset_t* set) {
  sigemptyset(set);
  return for_each(t, signals, [&](Object* o) -> Status {
    int64_t signal;
    if (!int_fits_int64(TRY(index(t, o)), &signal)) signal = -1;
    if (signal < 1 || signal >= kSignals)
      return raise_value_error(t, "signal number %zd out of range [1; %d]", ssize(signal), kSignals - 1);
    sigaddset(set, int(signal));
    return Status::ok();
  });
}

template <> struct Argument<SignalSet> {
  static Status convert(Thread& t, Object* value, Site, SignalSet* out) { return read_signal_set(t, value, &out->set); }
};

namespace {

Object* set_object(Thread& t, const sigset_t& set) {
  Set* signals = TRY(new_set(t));
  for (int signal = 1; signal < kSignals; signal++)
    if (sigismember(&set, signal) == 1) TRY(set_add(t, signals, TRY(int_from_int64(signal))));
  return signals;
}

Object* signal_pthread_sigmask(Thread& t, int how, const SignalSet& mask) {
  sigset_t before;
  int error = ::pthread_sigmask(how, &mask.set, &before);
  if (error) return raise_os_error(t, error);
  TRY(run_signal_handlers(t));
  return set_object(t, before);
}

Object* signal_sigpending(Thread& t) {
  sigset_t set;
  TRY(done_unless(t, ::sigpending(&set)));
  return set_object(t, set);
}

Object* signal_valid_signals(Thread& t) {
  sigset_t set;
  sigfillset(&set);
  return set_object(t, set);
}

Result<int> signal_sigwait(Thread& t, const SignalSet& set) {
  int signal = 0;
  int error = without_gil(t, [&] { return ::sigwait(&set.set, &signal); });
  if (error) return raise_os_error(t, error);
  return signal;
}

const NamedField info_fields[] = {{"si_signo", "signal number"},
                                  {"si_code", "signal code"},
                                  {"si_errno", "errno associated with this signal"},
                                  {"si_pid", "sending process ID"},
                                  {"si_uid", "real user ID of sending process"},
                                  {"si_status", "exit value or signal"},
                                  {"si_band", "band event for SIGPOLL"},
                                  {}};
StructSequenceData info_data =
    documented(struct_sequence_data(info_fields), "What sigwaitinfo() and sigtimedwait() tell of a signal.");
Type struct_siginfo_type = struct_sequence_type("signal.struct_siginfo", &info_data);

Object* info_object(Thread& t, const siginfo_t& info) {
  auto n = [](int64_t value) { return int_from_int64(value); };
  return new_struct_sequence(t, &struct_siginfo_type,
                             {n(info.si_signo), n(info.si_code), n(info.si_errno), n(info.si_pid),
                              id_object(info.si_uid), n(info.si_status), n(info.si_band)});
}

Object* signal_sigwaitinfo(Thread& t, const SignalSet& set) {
  siginfo_t info;
  TRY(system_action(t, [&] { return ::sigwaitinfo(&set.set, &info); }));
  return info_object(t, info);
}

double now() { return seconds_of_clock(CLOCK_MONOTONIC); }

Object* signal_sigtimedwait(Thread& t, const SignalSet& set, double timeout) {
  if (!(timeout >= 0)) return raise_value_error(t, "timeout must be non-negative");
  double end = now() + timeout;
  for (;;) {
    double left = std::fmax(end - now(), 0);
    timespec wait{time_t(left), long((left - std::floor(left)) * 1e9)};
    siginfo_t info;
    int error = without_gil(t, [&] { return ::sigtimedwait(&set.set, &info, &wait) >= 0 ? 0 : errno; });
    if (!error) return info_object(t, info);
    if (error == EAGAIN) return none();
    if (error != EINTR) return raise_os_error(t, error);
    TRY(run_signal_handlers(t));
  }
}

// --- timers ---------------------------------------------------------------------------------------

Object* make_timer_error(Thread& t) {
  Object* base = &exceptions::OSError;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("signal")));
  return new_heap_type(t, &type_type, intern("itimer_error"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}
Object*& timer_error() {
  static Object** const root = allocate_permanent(1);
  return root[0];
}

Raised raise_timer_error(Thread& t) {
  Object* arguments[] = {int_from_int64(errno), new_str(std::strerror(errno))};
  Object* exception = call(t, timer_error(), Args{arguments, 2});
  return exception ? raise_object(t, exception) : Raised{};
}

timeval time_of(double seconds) {
  double whole = std::floor(seconds);
  double rest = std::ceil((seconds - whole) * 1e6);
  return rest >= 1e6 ? timeval{time_t(whole) + 1, 0} : timeval{time_t(whole), suseconds_t(rest)};
}
double seconds_of(const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; }

Object* timer_object(const itimerval& timer) {
  Object* items[] = {TRY(new_float(seconds_of(timer.it_value))), TRY(new_float(seconds_of(timer.it_interval)))};
  return new_tuple(items, 2);
}

Object* signal_setitimer(Thread& t, int which, double seconds, double interval) {
  itimerval timer{time_of(interval), time_of(seconds)};
  itimerval before;
  if (::setitimer(__itimer_which_t(which), &timer, &before)) return raise_timer_error(t);
  return timer_object(before);
}

Object* signal_getitimer(Thread& t, int which) {
  itimerval timer;
  if (::getitimer(__itimer_which_t(which), &timer)) return raise_timer_error(t);
  return timer_object(timer);
}

// --- the module -----------------------------------------------------------------------------------

struct SignalConstant {
  const char* name;
  int value;
};
#define NUMBER(name) \
  { #name, name }
constexpr SignalConstant signal_constants[] = {
    NUMBER(SIGABRT),     NUMBER(SIGALRM),     NUMBER(SIGBUS),      NUMBER(SIGCHLD),        NUMBER(SIGCLD),
    NUMBER(SIGCONT),     NUMBER(SIGFPE),      NUMBER(SIGHUP),      NUMBER(SIGILL),         NUMBER(SIGINT),
    NUMBER(SIGIO),       NUMBER(SIGIOT),      NUMBER(SIGKILL),     NUMBER(SIGPIPE),        NUMBER(SIGPOLL),
    NUMBER(SIGPROF),     NUMBER(SIGPWR),      NUMBER(SIGQUIT),     NUMBER(SIGSEGV),        NUMBER(SIGSTKFLT),
    NUMBER(SIGSTOP),     NUMBER(SIGSYS),      NUMBER(SIGTERM),     NUMBER(SIGTRAP),        NUMBER(SIGTSTP),
    NUMBER(SIGTTIN),     NUMBER(SIGTTOU),     NUMBER(SIGURG),      NUMBER(SIGUSR1),        NUMBER(SIGUSR2),
    NUMBER(SIGVTALRM),   NUMBER(SIGWINCH),    NUMBER(SIGXCPU),     NUMBER(SIGXFSZ),        NUMBER(SIG_BLOCK),
    NUMBER(SIG_UNBLOCK), NUMBER(SIG_SETMASK), NUMBER(ITIMER_REAL), NUMBER(ITIMER_VIRTUAL), NUMBER(ITIMER_PROF),
    {"NSIG", kSignals},  {"SIG_DFL", 0},      {"SIG_IGN", 1},
};
#undef NUMBER

}  // namespace

#define NATIVE_TABLE "interpreter/modules/signal/signal_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX signal
#define NATIVE_NAME "_signal"
#include "interpreter/objects/core/native_table.inc"

Module* create_signal(Thread& t) {
  TRY(ready_struct_sequence(t, &struct_siginfo_type));
  if (!timer_error()) timer_error() = TRY(make_timer_error(t));
  Module* module = TRY(new_module(t, "_signal"));
  TRY(add_functions(t, module, signal_method_rows));
  if (!default_interrupt_handler) {
    static Object** const root = allocate_permanent(1);
    root[0] = default_interrupt_handler = dict_get_str(module->dict, intern("default_int_handler"));
  }
  TRY(add_object(t, module, "default_int_handler", default_interrupt_handler));
  start_signal_handlers(t);
  for (const SignalConstant& row : signal_constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "SIGRTMIN", int_from_int64(SIGRTMIN)));
  TRY(add_object(t, module, "SIGRTMAX", int_from_int64(SIGRTMAX)));
  TRY(add_object(t, module, "struct_siginfo", &struct_siginfo_type));
  TRY(add_object(t, module, "ItimerError", timer_error()));
  TRY(add_object(t, module, "__doc__", new_str("What is done when signals come; timers; waiting for signals.")));
  return module;
}

}  // namespace sidewinder
