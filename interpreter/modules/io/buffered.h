// The three buffered streams of bytes over a raw one: BufferedReader, BufferedWriter, BufferedRandom. The buffer holds
// either what was read but not taken yet, or what was written but not passed on; before the direction changes it is
// emptied, for the reader's sake by moving the raw stream back.
#pragma once

#include "interpreter/modules/io/file_io.h"
#include "interpreter/objects/container/dict.h"

namespace sidewinder {

struct Buffered : IOBase {
  Object* raw;      // null: not initialised, or detached
  FileIO* file;     // raw, if it is exactly a FileIO: it is asked without calls of Python
  uint8_t* buffer;  // raw storage
  ssize buffer_size;
  ssize begin, end;  // input that was read but not taken
  ssize pending;     // output, from the buffer's beginning
  int64_t position;  // of the raw stream; -1: not known
  bool can_read, can_write, detached, busy;
  const Thread* worker;  // if it is busy: whose call works on it
  static Type* type();
};
extern Type buffered_reader_type, buffered_writer_type, buffered_random_type;
// Any of the three: what their tables have in common is written for it.
inline Type* Buffered::type() { return &buffered_reader_type; }
bool is_buffered(const Object* o);

Buffered* new_buffered(Thread& t, Type* cls, Object* raw, ssize buffer_size);

Status buffered_require(Thread& t, Buffered& b);                         // initialised and not detached
Status buffered_require_open(Thread& t, Buffered& b, const char* what);  // "read of closed file"

// The raw stream's calls. -2: it does not wait, and there is nothing to do yet.
Result<ssize> raw_read_into(Thread& t, Buffered& b, uint8_t* data, ssize n);
Result<ssize> raw_write_from(Thread& t, Buffered& b, const uint8_t* data, ssize n);
Result<int64_t> raw_position(Thread& t, Buffered& b);
Result<int64_t> raw_seek(Thread& t, Buffered& b, int64_t target, int whence);

// Input. A null pointer: raised.
Object* buffered_read_some(Thread& t, Buffered& b, ssize n);  // read1(); n < 0: a bufferful
// readinto1(): what the buffer has, and then what one read gives if it takes more than a bufferful. None: nothing yet.
Object* buffered_read_once(Thread& t, Buffered& b, ssize n);
Object* buffered_read_line_of(Thread& t, Buffered& b, ssize limit);
Object* buffered_read_size(Thread& t, Buffered& b, ssize n);  // read(n), None if nothing comes without waiting
Object* buffered_read_to_end(Thread& t, Buffered& b);
Result<ssize> buffered_fill(Thread& t, Buffered& b);  // reads once into the empty buffer
// The buffer is empty of input afterwards, and the raw stream where Python code thinks it is.
Status buffered_forget_input(Thread& t, Buffered& b);

// close() of a stream that is exactly one of the three, over a FileIO: nothing of it is overridden, also not by
// attributes of the instance.
inline bool is_plain(const Buffered& b) {
  bool has_attributes = b.dict && cast<Dict>(b.dict)->used > 0;
  return b.file && !b.finalizing && !has_attributes &&
         (b.cls == &buffered_reader_type || b.cls == &buffered_writer_type || b.cls == &buffered_random_type);
}
Status buffered_close_plain(Thread& t, Buffered& b);

// Output.
Result<ssize> buffered_write_from(Thread& t, Buffered& b, const uint8_t* data, ssize n);
Status buffered_flush_output(Thread& t, Buffered& b);
Raised raise_blocking(Thread& t, ssize written);
// Are so many bytes only copied? Then no other thread runs meanwhile.
inline bool buffered_takes_at_once(const Buffered& b, ssize n) {
  return b.begin == b.end && n <= b.buffer_size - b.pending && !b.busy;
}

// Marks a stream that a call works on. Another thread that calls it meanwhile waits; a signal handler gets
// RuntimeError.
class BufferedCall {
 public:
  BufferedCall(Thread& t, Buffered& b);
  ~BufferedCall();
  BufferedCall(const BufferedCall&) = delete;
  bool failed() const { return failed_; }

 private:
  Buffered& b_;
  bool failed_;
};

}  // namespace sidewinder
