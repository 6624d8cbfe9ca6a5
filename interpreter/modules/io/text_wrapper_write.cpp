// TextIOWrapper: encoding, and passing on.
#include <algorithm>

#include "interpreter/execution/descriptors.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

bool contains(const Str* text, char c) {
  if (text->kind() == 1) return text->length && std::memchr(text->data(), c, size_t(text->length));
  return str_find(text, new_str_char(uint8_t(c)), 0, text->length) >= 0;
}

Status pass_on(Thread& t, TextWrapper& f, const uint8_t* data, ssize n) {
  if (f.fast && f.fast->can_write) {
    TRY(buffered_require_open(t, *f.fast, "write"));
    TRY(buffered_write_from(t, *f.fast, data, n));
    return Status::ok();
  }
  Object* bytes = TRY(new_bytes(data, n));
  TRY(call_method(t, f.buffer, intern("write"), Args{&bytes, 1}));
  return Status::ok();
}

Status flush_buffer(Thread& t, TextWrapper& f) {
  TRY(call_method(t, f.buffer, "flush"));
  return Status::ok();
}

Status keep_pending(TextWrapper& f, const void* data, ssize n) {
  ssize wanted = f.pending_count + n;
  if (wanted > f.pending_capacity) {
    ssize capacity = std::max(wanted, std::min<ssize>(f.chunk_size, 1 << 20));
    auto* fresh = TRY(allocate_raw_leaf<uint8_t>(size_t(capacity)));
    if (f.pending_count) std::memcpy(fresh, f.pending, size_t(f.pending_count));
    f.pending = fresh;
    f.pending_capacity = capacity;
  }
  if (n) std::memcpy(f.pending + f.pending_count, data, size_t(n));
  f.pending_count += n;
  if (f.fast && f.fast->file) note_held_output(f.fast->file->fd);
  return Status::ok();
}

// What the next read would have found is no longer true.
Status forget_input(Thread& t, TextWrapper& f) {
  text_forget_decoded(f);
  f.snapshot = nullptr;
  return f.has_decoder ? reset_decoder(t, f.decoder) : Status::ok();
}

}  // namespace

// What is pending is dropped if it cannot be written: part of it may have been.
Status text_write_out(Thread& t, TextWrapper& f) {
  if (!f.pending_count) return Status::ok();
  uint8_t* data = f.pending;
  ssize n = f.pending_count;
  // Otherwise others may write here before it is passed on: threads, or what is called.
  bool stays_ours = f.fast && f.fast->can_write && buffered_takes_at_once(*f.fast, n);
  if (!stays_ours) f.pending = nullptr, f.pending_capacity = 0;
  f.pending_count = 0;
  return pass_on(t, f, data, n);
}

Status text_write(Thread& t, TextWrapper& f, Str* text) {
  TRY(text_require_open(t, f));
  if (!f.has_encoder) return raise_unsupported_operation(t, "not writable");
  bool has_newline = (f.line_buffering || f.written_newline) && contains(text, '\n');
  bool ends_line = f.line_buffering && (has_newline || contains(text, '\r'));
  if (has_newline && f.written_newline) text = TRY(str_replace(t, text, intern("\n"), f.written_newline, -1));
  const void* data = text->data();
  ssize n = text->length;
  Bytes* encoded = nullptr;
  if (!is_encoded_already(f.encoder, text)) {
    encoded = TRY(encode_text(t, f.encoder, text));
    data = encoded->bytes;
    n = encoded->size;
  }
  if (f.pending_count + n > f.chunk_size) TRY(text_write_out(t, f));
  TRY(keep_pending(f, data, n));
  if (f.pending_count >= f.chunk_size || ends_line || f.write_through) TRY(text_write_out(t, f));
  if (ends_line) TRY(flush_buffer(t, f));
  if (f.decoded || f.snapshot || f.has_decoder) TRY(forget_input(t, f));
  return Status::ok();
}

Status text_flush(Thread& t, TextWrapper& f) {
  TRY(text_require_open(t, f));
  f.telling = f.seekable;
  TRY(text_write_out(t, f));
  return flush_buffer(t, f);
}

}  // namespace sidewinder
