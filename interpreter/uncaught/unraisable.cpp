// Exceptions that nobody can catch: sys.unraisablehook, its argument, and what it does by default.
#include "interpreter/protocol/unraisable.h"
#include "interpreter/protocol/audit.h"

#include "interpreter/execution/frame.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

enum Field { kType, kValue, kTraceback, kMessage, kObject };

constexpr NamedField argument_fields[] = {
    {"exc_type", "the exception's class"},       {"exc_value", "the exception, or None"},
    {"exc_traceback", "its traceback, or None"}, {"err_msg", "words about what went on, or None"},
    {"object", "where it was raised, or None"},  {}};
constinit StructSequenceData arguments_data = [] {
  StructSequenceData d = struct_sequence_data(argument_fields);
  d.spec.doc = "UnraisableHookArgs\n\nWhat sys.unraisablehook is called with.";
  return d;
}();

Object* arguments_for(Thread& t, BaseException* e, Object* where, const char* message) {
  Object* text = none();
  if (message) text = TRY(new_str(message));
  return new_struct_sequence(t, &unraisable_arguments_type,
                             {e->cls, e, e->traceback ? e->traceback : none(), text, where ? where : none()});
}

void write(Thread& t, BaseException* e, Object* where, Object* message) {
  PendingSaved saved(t);
  if (Object* stream = system_attribute(t, "stderr"); stream == none()) return;  // there is nobody to tell
  clear_pending(t);
  std::string text = message && is_str(message) ? str_to_utf8(cast<Str>(message)) : "";
  if (where && where != none()) {
    Str* shown = repr(t, where);
    if (!shown) clear_pending(t);
    text = (text.empty() ? "Exception ignored in" : text) + ": " +
           (shown ? str_to_utf8(shown) : "<object repr() failed>") + "\n";
  } else if (!text.empty()) {
    text += ":\n";
  }
  if (e) text += format_exception_alone(t, e);
  write_stderr(t, text);
}

// Where the process is when there is no traceback yet.
void complete_traceback(Thread& t, BaseException* e) {
  FrameHeader* h = function_frame(t.frame);
  if (e->traceback || !h) return;
  set_pending(t, e);
  add_traceback_entry(t, h);
  take_pending(t);
}

}  // namespace

constinit Type unraisable_arguments_type = struct_sequence_type("UnraisableHookArgs", &arguments_data);

Status write_unraisable(Thread& t, Object* arguments) {
  if (!is_instance(arguments, &unraisable_arguments_type))
    return raise_type_error(t, "sys.unraisablehook argument type must be UnraisableHookArgs");
  Object** fields = cast<Tuple>(arguments)->items;
  bool is_exception = is_instance(fields[kValue], &exceptions::BaseException);
  write(t, is_exception ? cast<BaseException>(fields[kValue]) : nullptr, fields[kObject], fields[kMessage]);
  return Status::ok();
}

void report_unraisable(Thread& t, Object* where, const char* message) {
  BaseException* e = take_pending(t);
  complete_traceback(t, e);
  Object* hook = system_attribute(t, "unraisablehook");
  if (!hook) clear_pending(t);
  Object* arguments = hook && hook != none() ? arguments_for(t, e, where, message) : nullptr;
  bool allowed = arguments && !audit(t, "sys.unraisablehook", hook, arguments).failed();
  if (allowed && call(t, hook, arguments)) return;
  Str* text = message ? new_str(message) : nullptr;
  if (is_pending(t)) {  // the hook's own
    e = take_pending(t);
    where = hook;
    text = new_str("Exception ignored in sys.unraisablehook");
  }
  write(t, e, where, text);
  clear_pending(t);
}

}  // namespace sidewinder
