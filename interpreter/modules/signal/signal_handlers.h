// What is done about signals: the handlers of Python, and those of the process.
#pragma once

#include <csignal>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

constexpr int kSignals = 65;

void start_signal_handlers(Thread& t);  // reads what the process has; once
Object* signal_handler_of(int signal);  // what getsignal() says
// SIG_DFL and SIG_IGN are ints; anything else is called. OSError: the system refuses.
Status set_signal_handler(Thread& t, int signal, Object* handler, Object** before);
int exchange_wakeup_descriptor(int fd, bool warns);  // -1: none
extern Object* default_interrupt_handler;            // signal.default_int_handler
bool is_main_thread();
Status read_signal_set(Thread& t, Object* signals, sigset_t* set);  // of any iterable of numbers; ValueError

}  // namespace sidewinder
