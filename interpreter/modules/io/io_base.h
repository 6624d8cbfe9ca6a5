// What all streams have: _IOBase and the three classes that refine it. A stream that holds output, and that is still
// open when the process ends, is in a list, so that its output is not lost.
#pragma once

#include "interpreter/modules/io/stream_arguments.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

struct Bytes;

struct IOBase : Object {
  Object* dict;
  uintptr_t previous, next;  // neighbours in the list, hidden from the collector; 0: none
  bool listed;
  bool adopted;     // another stream writes through it, and closes it: it is neither listed nor finalized by itself
  bool is_closed;   // by IOBase.close()
  bool finalizing;  // is being closed because nobody refers to it: its descriptor is a leak
  static Type* type();
};
extern Type io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type;
inline Type* IOBase::type() { return &io_base_type; }

constexpr ssize kDefaultBufferSize = 8192;

// A type of streams: every instance has a __dict__ and may be referred to weakly.
constexpr Type stream_type(const char* name, ssize size, TypeData* data, Type* base) {
  return with_dict_at(offsetof(IOBase, dict), static_type(name, size, 0, kTypeBase | kTypeHaveGC, data, base));
}

// --- lives ----------------------------------------------------------------------------------------

void list_for_exit(IOBase* stream);
void unlist_for_exit(IOBase* stream);
// `inner` is written through by another stream from now on, or no longer.
void adopt_stream(Object* inner);
void release_stream(Thread& t, Object* inner);
// The stream is closed: nothing is left to do when it becomes unreachable.
void retire_stream(IOBase* stream);
// ResourceWarning "unclosed file ..."; what it raises is reported and dropped.
void warn_unclosed(Thread& t, Object* stream, const char* what = "unclosed file ");

// --- what streams ask each other ------------------------------------------------------------------

Raised raise_unsupported_operation(Thread& t, const char* message);
Type* unsupported_operation_class(Thread& t);  // null: raised
Status check_not_closed(Thread& t, Object* stream, const char* message = "I/O operation on closed file.");
Truth stream_is_closed(Thread& t, Object* stream);                   // its attribute `closed`
Truth stream_says(Thread& t, Object* stream, const char* question);  // readable(), seekable(), ...
Status require_readable(Thread& t, Object* stream);
Status require_writable(Thread& t, Object* stream);
Status require_seekable(Thread& t, Object* stream);
// Calls that give a position. OSError if it is negative.
Result<int64_t> stream_tell(Thread& t, Object* stream);
// A position given by Python code: an int, no float.
Result<int64_t> position_argument(Thread& t, Object* o);

// What a method that was found to be IOBase's own does, on any stream.
Object* stream_read_line(Thread& t, Object* stream, ssize limit);
Object* stream_next(Thread& t, Object* stream, Str* readline_name);
Status io_base_close(Thread& t, IOBase& self);

// When the process ends: what streams still hold is written; what cannot be written is dropped.
void flush_all_files();

}  // namespace sidewinder
