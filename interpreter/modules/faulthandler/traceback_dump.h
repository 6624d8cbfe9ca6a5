// Tracebacks written by a signal handler: no memory is allocated, no lock taken, no object changed.
#pragma once

#include <string_view>

namespace sidewinder {

struct Thread;

void write_signal_safe(int fd, std::string_view text);
// "Thread 0x...: (most recent call first):" and its frames; of all threads, the current one last.
void dump_stack(int fd, const Thread& t);  // the same, without saying which thread it is
void dump_thread(int fd, const Thread& t, const char* title);
void dump_all_threads(int fd, const Thread* current);  // null: none is the current one

}  // namespace sidewinder
