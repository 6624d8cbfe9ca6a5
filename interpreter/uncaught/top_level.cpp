// What happens to exceptions that nobody caught.
#include <cstdio>

#include "interpreter/imports/import.h"
#include "interpreter/memory/reserve.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

// sys.stderr if it can be written to, else the process's.
void write_stderr(Thread& t, const std::string& text) {
  PendingSaved saved(t);
  Object* stderr_object = system_attribute(t, "stderr");
  if (stderr_object && stderr_object != none()) {
    Object* argument = reinterpret_cast<Object*>(new_str(text));
    if (call_method(t, stderr_object, intern("write"), Args{&argument, 1}) && call_method(t, stderr_object, "flush"))
      return;
  }
  clear_pending(t);
  std::fputs(text.c_str(), stderr);
}

void print_uncaught(Thread& t) {
  if (pending_matches(t, exceptions::MemoryError)) use_last_heap_reserve();
  BaseException* e = take_pending(t);
  Object* hook = system_attribute(t, "excepthook");
  if (hook) {
    Object* traceback = e->traceback ? e->traceback : none();
    Object* arguments[] = {e->cls, e, traceback};
    // What a hook raises here is reported, and nothing but a RuntimeError keeps the exception from being shown.
    if (audit(t, "sys.excepthook", hook, e->cls, e, traceback).failed()) {
      if (!pending_matches(t, exceptions::RuntimeError)) report_unraisable(t, nullptr);
      else clear_pending(t);
    }
    if (call(t, hook, Args{arguments, 3})) return;
    if (!pending_matches(t, exceptions::SystemExit)) {
      std::string text = "Error in sys.excepthook:\n" + format_exception(t, take_pending(t)) +
                         "\nOriginal exception was:\n";
      write_stderr(t, text);
    }
  }
  clear_pending(t);
  write_stderr(t, format_exception(t, e));
}

int exit_code_of_pending(Thread& t) {
  if (!pending_matches(t, exceptions::SystemExit)) {
    bool interrupted = t.pending->cls == &exceptions::KeyboardInterrupt;
    print_uncaught(t);
    return interrupted ? kEndedByInterrupt : 1;
  }
  Object* code = static_cast<SystemExitObject*>(take_pending(t))->code;
  if (!code || code == none()) return 0;
  int64_t number;
  if (has_flag(code, kTypeLong)) return int_fits_int64(code, &number) ? int(number & 0xff) : 255;
  Str* text = to_str(t, code);
  if (text) write_stderr(t, str_to_utf8(text) + "\n");
  clear_pending(t);
  return 1;
}

}  // namespace sidewinder
