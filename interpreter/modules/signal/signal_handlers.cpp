// The process's handler notes that a signal came; the function of Python is called at the main thread's next boundary.
#include "interpreter/modules/signal/signal_handlers.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "interpreter/execution/frame.h"
#include "interpreter/execution/request.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

Object* default_interrupt_handler;

namespace {

Object** handlers;  // permanent storage
std::atomic<bool> came[kSignals];
std::atomic<int> wakeup_descriptor{-1};
std::atomic<int> wakeup_error{0};  // errno of a number that could not be written
bool warns_about_wakeup = true;

void wake_up(int signal) {
  int fd = wakeup_descriptor;
  if (fd < 0) return;
  auto byte = static_cast<unsigned char>(signal);
  ssize_t written;
  do {
    written = ::write(fd, &byte, 1);
  } while (written < 0 && errno == EINTR);
  bool is_full = written < 0 && (errno == EWOULDBLOCK || errno == EAGAIN);
  if (written < 0 && (warns_about_wakeup || !is_full)) wakeup_error = errno;
}

void on_signal(int signal) {
  int saved = errno;
  came[signal] = true;
  note_signal();
  wake_up(signal);
  errno = saved;
}

Object* current_frame_object(Thread& t) {
  FrameHeader* frame = visible_frame(t.frame);
  return frame ? frame_object_of(t, frame) : none();
}

bool is_callable_handler(const Object* handler) { return handler && slots_of(handler).call; }

void report_wakeup_error(Thread& t) {
  int error = wakeup_error.exchange(0);
  if (!error) return;
  raise_os_error(t, error);
  report_unraisable(t, nullptr, "Exception ignored when trying to write to the signal wakeup fd:");
}

Status run_handlers(Thread& t) {
  if (!is_main_thread()) {
    note_signal();
    return Status::ok();
  }
  report_wakeup_error(t);
  for (int signal = 1; signal < kSignals; signal++) {
    if (!came[signal].exchange(false)) continue;
    Object* handler = handlers[signal];
    if (!is_callable_handler(handler)) continue;  // it was changed since
    Object* frame = TRY(current_frame_object(t));
    if (call(t, handler, TRY(int_from_int64(signal)), frame)) continue;
    for (int later = signal + 1; later < kSignals; later++)
      if (came[later]) note_signal();
    return Raised{};
  }
  return Status::ok();
}

// Without SA_RESTART: calls that wait return.
int install(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  return ::sigaction(signal, &action, nullptr);
}

Object* what_the_process_does(int signal) {
  struct sigaction action {};
  if (::sigaction(signal, nullptr, &action)) return none();
  if (action.sa_handler == SIG_DFL) return int_from_int64(0);
  if (action.sa_handler == SIG_IGN) return int_from_int64(1);
  return signal == SIGINT ? default_interrupt_handler : none();
}

}  // namespace

bool is_main_thread() { return ::getpid() == pid_t(::syscall(SYS_gettid)); }

void start_signal_handlers(Thread&) {
  if (handlers) return;
  handlers = allocate_permanent(kSignals);
  set_signal_hook(run_handlers);
  for (int signal = 1; signal < kSignals; signal++) handlers[signal] = what_the_process_does(signal);
}

Object* signal_handler_of(int signal) { return handlers[signal]; }

Status set_signal_handler(Thread& t, int signal, Object* handler, Object** before) {
  TRY(run_signal_handlers(t));
  int64_t number = 0;
  bool is_number = is_int(handler) && int_fits_int64(handler, &number);
  int failed = 0;
  if (is_number) failed = install(signal, number ? SIG_IGN : SIG_DFL);
  else if (signal == SIGINT && handler == default_interrupt_handler) handle_interrupts();
  else failed = install(signal, on_signal);
  if (failed) return raise_os_error(t, errno);
  *before = handlers[signal];
  handlers[signal] = handler;
  return Status::ok();
}

int exchange_wakeup_descriptor(int fd, bool warns) {
  warns_about_wakeup = warns;
  return wakeup_descriptor.exchange(fd);
}

}  // namespace sidewinder
