// Tracebacks written by a signal handler, or where nothing is left but to end the process: no memory is allocated, no
// lock taken, no object changed.
#pragma once

#include <string_view>

namespace sidewinder {

struct Thread;

void write_signal_safe(int fd, std::string_view text);
// "Thread 0x...: (most recent call first):" and its frames; of all threads, the current one last.
void dump_stack(int fd, const Thread& t);  // the same, without saying which thread it is
void dump_thread(int fd, const Thread& t, const char* title);
void dump_all_threads(int fd, const Thread* current);  // null: none is the current one
const Thread* thread_that_runs_here();                 // with or without the GIL; null: not one of the interpreter's
// The modules in C that are loaded, but for those of the standard library.
void dump_extension_modules(int fd);
// What Py_FatalError writes, to standard error; then the process aborts. `function` may be null.
[[noreturn]] void end_by_fatal_error(const char* function, const char* text);

}  // namespace sidewinder
