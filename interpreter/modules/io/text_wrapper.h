// TextIOWrapper: text over a buffered stream of bytes. Text that was decoded but not taken lies in `decoded`; encoded
// text that was not passed on yet in `pending`. What makes tell() possible is in text_wrapper_seek.cpp.
#pragma once

#include "interpreter/modules/io/buffered.h"
#include "interpreter/modules/io/line_end.h"
#include "interpreter/modules/io/text_codec.h"

namespace sidewinder {

struct TextWrapper : IOBase {
  Object* buffer;  // null: not initialised, or detached
  Buffered* fast;  // buffer, if it is exactly one of our three: it is asked without calls of Python
  Object *encoding, *errors;
  Str* newline;          // as given; null: None
  Str* written_newline;  // what \n becomes when it is written; null: itself
  TextDecoder decoder;
  TextEncoder encoder;
  Str* decoded;  // or null
  ssize taken;   // characters of it
  // What the decoder was given to make `decoded`, and its state before; snapshot null: not known.
  Bytes* snapshot;
  int64_t snapshot_flags;
  double bytes_per_character;  // of the last chunk
  uint8_t* pending;            // raw storage
  ssize pending_count, pending_capacity;
  ssize chunk_size;
  bool detached, has_decoder, has_encoder, has_read1;
  bool line_buffering, write_through;
  bool seekable, telling;  // telling: not while lines are iterated over
  static Type* type();
};
extern Type text_wrapper_type;
inline Type* TextWrapper::type() { return &text_wrapper_type; }

struct TextOptions {
  Str* encoding = nullptr;  // null: the locale's
  Str* errors = nullptr;    // null: strict
  Str* newline = nullptr;   // null: None
  bool line_buffering = false, write_through = false;
};
TextWrapper* new_text_wrapper(Thread& t, Object* buffer, const TextOptions& options);
// EncodingWarning (PEP 597), asked for by -X warn_default_encoding. level: 1 for the caller's line.
Status warn_about_default_encoding(Thread& t, int level);
Status text_initialize(Thread& t, TextWrapper& f, Object* buffer, const TextOptions& options);

Status text_require_attached(Thread& t, TextWrapper& f);
Status text_require_open(Thread& t, TextWrapper& f);

// Writing. `text_write_out` passes on what is pending.
Status text_write(Thread& t, TextWrapper& f, Str* text);
Status text_write_out(Thread& t, TextWrapper& f);
Status text_flush(Thread& t, TextWrapper& f);

// Reading; a line is empty at the end of the stream.
Str* text_read(Thread& t, TextWrapper& f, ssize n);  // n < 0: all
Str* text_read_line(Thread& t, TextWrapper& f, ssize limit = -1);
Truth text_read_chunk(Thread& t, TextWrapper& f, ssize size_hint);  // False: the end
inline void text_forget_decoded(TextWrapper& f) {
  f.decoded = nullptr;
  f.taken = 0;
}

Object* text_seek(Thread& t, TextWrapper& f, Object* cookie, int whence);
Object* text_tell(Thread& t, TextWrapper& f);

}  // namespace sidewinder
