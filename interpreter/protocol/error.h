// Raising, looking at and clearing the pending exception of a thread. raise_* returns Raised, which converts to every
// failure value. Formats: printf's %s %d %zd %c %x %%, and %U (Str*), %R (repr of Object*), %S (str of Object*), %T
// (name of Object*'s class), %A (the same as argument parsing says it: None of None).
#pragma once

#include <string_view>

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct BaseException;
struct Code;
struct Dict;
struct FrameObject;
struct Instr;
struct Str;

// The classes, as exceptions::TypeError etc.
namespace exceptions {
extern Type BaseException;
#define EXCEPTION(name, base, layout, doc) extern Type name;
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
}  // namespace exceptions

Raised raise(Thread& t, Type& cls, const char* format, ...);
Raised raise_type_error(Thread& t, const char* format, ...);
Raised raise_value_error(Thread& t, const char* format, ...);
Raised raise_index_error(Thread& t, const char* format, ...);
Raised raise_attribute_error(Thread& t, Object* object, Str* name);  // "'C' object has no attribute 'x'"
// Reading object.name raised what is pending. An AttributeError that has neither gets name and obj; those of writing
// and deleting have none.
void name_attribute_read(Thread& t, Object* object, Str* name);
Raised raise_name_error(Thread& t, Str* name);  // "name 'x' is not defined", sets name
Raised raise_key_error(Thread& t, Object* key);
Raised raise_overflow_error(Thread& t, const char* format, ...);
Raised raise_stop_iteration(Thread& t, Object* value);  // value null: none
Raised raise_os_error(Thread& t, int errno_value, Object* filename = nullptr, Object* filename2 = nullptr);
Raised raise_object(Thread& t, Object* exception);  // an instance; chains __context__ with what is handled
Raised raise_class_or_instance(Thread& t, Object* what, Object* cause);  // the raise statement
Raised raise_memory_error(Thread& t);

PY_ALWAYS_INLINE bool is_pending(Thread& t) { return t.pending != nullptr; }
bool pending_matches(Thread& t, const Type& cls);       // an exception is pending and is an instance of cls
BaseException* take_pending(Thread& t);                 // clears it; never null when one is pending
void set_pending(Thread& t, BaseException* exception);  // as it is: no chaining
void clear_pending(Thread& t);

// Keeps the pending exception (if any) aside for the lifetime of the object, then puts it back.
class PendingSaved {
 public:
  explicit PendingSaved(Thread& t);
  ~PendingSaved();

 private:
  Thread& t_;
  BaseException* saved_;
};

// pc: the instruction after the one that raised
void add_traceback_entry(Thread& t, FrameObject* frame, const Instr* pc);
// to the pending exception, for the frame's current pc
void add_traceback_entry(Thread& t, FrameHeader* frame);
// as the top level does: sys.excepthook, traceback to stderr; clears
void print_uncaught(Thread& t);
// SystemExit's code; else printed, 1 or kEndedByInterrupt; clears
int exit_code_of_pending(Thread& t);

}  // namespace sidewinder
