// TextIOWrapper: its beginning and its end, settings, and the table of its methods.
#include <algorithm>

#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// --- the beginning --------------------------------------------------------------------------------

Status check_text_newline(Thread& t, Str* newline) {
  if (newline && str_to_utf8(newline).find('\0') != std::string::npos)
    return raise_value_error(t, "embedded null character");
  bool legal = !check_newline(t, newline).failed();
  if (legal) return Status::ok();
  clear_pending(t);
  return raise_value_error(t, "illegal newline value: %U", newline);
}

void set_newline(TextWrapper& f, Str* newline) {
  f.newline = newline;
  f.decoder.universal = !newline || newline->length == 0;
  f.decoder.newlines.translate = !newline;
  bool translates_written = newline && newline->length && newline->at(0) == '\r';
  f.written_newline = translates_written ? newline : nullptr;
}

// Exactly one of the three buffered streams: none of its methods is overridden.
bool is_ours(const Object* buffer) {
  return buffer->cls == &buffered_reader_type || buffer->cls == &buffered_writer_type ||
         buffer->cls == &buffered_random_type;
}

Status set_codecs(Thread& t, TextWrapper& f, Str* encoding, Str* errors) {
  Object* info;
  TextCodec codec = TRY(find_text_codec(t, encoding, &info));
  f.encoding = encoding;
  f.errors = errors;
  const FileIO* file = is_ours(f.buffer) ? static_cast<Buffered*>(f.buffer)->file : nullptr;
  f.has_decoder = file && file->fd >= 0 ? file->readable && static_cast<Buffered*>(f.buffer)->can_read
                                        : TRY(stream_says(t, f.buffer, "readable"));
  if (f.has_decoder) TRY(start_decoder(t, f.decoder, codec, info, errors));
  f.has_encoder = file && file->fd >= 0 ? file->writable && static_cast<Buffered*>(f.buffer)->can_write
                                        : TRY(stream_says(t, f.buffer, "writable"));
  if (f.has_encoder) TRY(start_encoder(t, f.encoder, codec, info, errors));
  return Status::ok();
}

// In the middle of a file no byte order mark is written.
Status start_in_the_middle(Thread& t, TextWrapper& f) {
  if (!f.seekable || !f.has_encoder || !f.encoder.encoder) return Status::ok();
  Object* place = TRY(call_method(t, f.buffer, "tell"));
  if (!TRY(compare_truth(t, place, int_from_int64(0), CompareOp::Eq))) TRY(reset_encoder(t, f.encoder, false));
  return Status::ok();
}

// "locale" is the locale's encoding.
Str* actual_encoding(Str* encoding) {
  return !encoding || str_equals(encoding, "locale") ? locale_encoding() : encoding;
}

Object* text_wrapper_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Status text_wrapper_init(Thread& t, TextWrapper& self, Object* buffer, Optional<Str*> encoding, Object* errors,
                         Optional<Str*> newline, bool line_buffering, bool write_through) {
  if (errors != none() && !is_str(errors))
    return raise_type_error(t, "TextIOWrapper() argument 'errors' must be str or None, not %T", errors);
  Str* handler = errors == none() ? nullptr : cast<Str>(errors);
  return text_initialize(t, self, buffer,
                         TextOptions{encoding.value, handler, newline.value, line_buffering, write_through});
}

// --- the end --------------------------------------------------------------------------------------

Object* text_wrapper_detach(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  TRY(call_method(t, &self, "flush"));
  Object* buffer = self.buffer;
  self.buffer = nullptr;
  self.fast = nullptr;
  self.detached = true;
  release_stream(t, buffer);
  retire_stream(&self);
  return buffer;
}

Truth is_closed(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  if (self.fast && self.fast->file) return truth_of(self.fast->file->fd < 0);
  return stream_is_closed(t, self.buffer);
}
Object* text_wrapper_closed(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  return get_attribute(t, self.buffer, "closed");
}

// By an attribute of the instance.
bool is_overridden(const TextWrapper& self, const char* name) {
  return self.dict && dict_get_str(cast<Dict>(self.dict), intern(name));
}

// The buffer is closed whether or not flushing works; the first failure is raised.
Object* text_wrapper_close(Thread& t, TextWrapper& self) {
  if (TRY(is_closed(t, self))) return none();
  if (self.finalizing) {
    Object* source = &self;
    if (!call_method(t, self.buffer, intern("_dealloc_warn"), Args{&source, 1})) clear_pending(t);
  }
  bool is_exact_text = self.cls == &text_wrapper_type;
  bool plain = is_exact_text && self.fast && is_plain(*self.fast) && !is_overridden(self, "flush");
  bool flushed = plain ? !text_write_out(t, self).failed() : call_method(t, &self, "flush") != nullptr;
  BaseException* failure = flushed ? nullptr : take_pending(t);
  Object* result = nullptr;
  if (!plain) result = call_method(t, self.buffer, "close");
  else if (!buffered_close_plain(t, *self.fast).failed()) result = none();
  retire_stream(&self);
  if (!failure) return result;
  if (!result) {
    cast<BaseException>(t.pending)->context = failure;
    return nullptr;
  }
  set_pending(t, failure);
  return nullptr;
}

// --- settings -------------------------------------------------------------------------------------

Status optional_text(Thread& t, Object* value, Str** out) {
  if (!value || value == none()) return Status::ok();
  if (!is_str(value)) return raise_type_error(t, "bad argument type for built-in operation");
  *out = cast<Str>(value);
  return Status::ok();
}

Status optional_truth(Thread& t, Object* value, bool* out) {
  if (value == none()) return Status::ok();
  int number;
  TRY(argument_int(t, value, &number));
  *out = number != 0;
  return Status::ok();
}

Status text_wrapper_reconfigure(Thread& t, TextWrapper& self, Object* encoding, Object* errors, Given newline,
                                Object* line_buffering, Object* write_through) {
  TRY(text_require_attached(t, self));
  if (self.decoded && (encoding != none() || newline.value))
    return raise_unsupported_operation(
        t, "It is not possible to set the encoding or newline of stream after the first read");
  Str *new_encoding = nullptr, *new_errors = nullptr;
  Str* new_newline = nullptr;
  TRY(optional_text(t, newline.value, &new_newline));
  if (newline.value) TRY(check_text_newline(t, new_newline));
  TRY(optional_text(t, encoding, &new_encoding));
  TRY(optional_text(t, errors, &new_errors));
  bool lines = self.line_buffering;
  bool through = self.write_through;
  TRY(optional_truth(t, line_buffering, &lines));
  TRY(optional_truth(t, write_through, &through));
  TRY(call_method(t, &self, "flush"));
  if (newline.value) set_newline(self, new_newline);
  if (new_encoding || new_errors || newline.value) {
    if (!new_errors) new_errors = new_encoding ? intern("strict") : cast<Str>(self.errors);
    new_encoding = new_encoding ? actual_encoding(new_encoding) : cast<Str>(self.encoding);
    TRY(set_codecs(t, self, new_encoding, new_errors));
    TRY(start_in_the_middle(t, self));
  }
  self.line_buffering = lines;
  self.write_through = through;
  return Status::ok();
}

Object* text_wrapper_chunk_size(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  return int_from_int64(self.chunk_size);
}
Status text_wrapper_set_chunk_size(Thread& t, TextWrapper& self, Object* value) {
  TRY(text_require_attached(t, self));
  if (!value) return raise(t, exceptions::AttributeError, "cannot delete attribute");
  ssize size = TRY(index_as_ssize(t, value, &exceptions::ValueError));
  if (size <= 0) return raise_value_error(t, "a strictly positive integer is required");
  self.chunk_size = size;
  return Status::ok();
}

Object* text_wrapper_name(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  return get_attribute(t, self.buffer, "name");
}
Object* text_wrapper_newlines(Thread& t, TextWrapper& self) {
  TRY(text_require_attached(t, self));
  return self.has_decoder ? newlines_object(self.decoder.newlines.seen) : none();
}
Object* text_wrapper_errors(Thread& t, TextWrapper& self) {
  if (!self.errors) TRY(text_require_attached(t, self));
  return self.errors;
}

// --- reading and writing --------------------------------------------------------------------------

Result<ssize> text_wrapper_write(Thread& t, TextWrapper& self, Str* text) {
  TRY(text_write(t, self, text));
  return text->length;
}
Object* text_wrapper_read(Thread& t, TextWrapper& self, SizeOrAll size) { return text_read(t, self, size.size); }
Object* text_wrapper_readline(Thread& t, TextWrapper& self, ssize size) { return text_read_line(t, self, size); }
Status text_wrapper_flush(Thread& t, TextWrapper& self) { return text_flush(t, self); }
Object* text_wrapper_seek(Thread& t, TextWrapper& self, Object* cookie, int whence) {
  return text_seek(t, self, cookie, whence);
}
Object* text_wrapper_tell(Thread& t, TextWrapper& self) { return text_tell(t, self); }

Object* text_wrapper_truncate(Thread& t, TextWrapper& self, Object* position) {
  TRY(text_require_attached(t, self));
  TRY(call_method(t, &self, "flush"));
  return call_method(t, self.buffer, intern("truncate"), Args{&position, 1});
}

// A subclass's readline() is asked for the lines. tell() does not work meanwhile: it would cost a look at the decoder's
// state for each chunk.
Lookup text_wrapper_next(Thread& t, Object* o) {
  auto& self = *static_cast<TextWrapper*>(o);
  TRY(text_require_attached(t, self));
  self.telling = false;
  Object* line;
  if (o->cls == &text_wrapper_type) {
    line = TRY(text_read_line(t, self));
  } else {
    line = TRY(call_method(t, o, "readline"));
    if (!is_str(line))
      return raise(t, exceptions::OSError, "readline() should have returned a str object, not '%T'", line);
  }
  if (cast<Str>(line)->length) return line;
  self.snapshot = nullptr;
  self.telling = self.seekable;
  return Lookup::missing();
}

// --- questions ------------------------------------------------------------------------------------

Object* ask_buffer(Thread& t, TextWrapper& self, const char* question) {
  TRY(text_require_attached(t, self));
  return call_method(t, self.buffer, question);
}
Object* text_wrapper_fileno(Thread& t, TextWrapper& self) { return ask_buffer(t, self, "fileno"); }
Object* text_wrapper_seekable(Thread& t, TextWrapper& self) { return ask_buffer(t, self, "seekable"); }
Object* text_wrapper_readable(Thread& t, TextWrapper& self) { return ask_buffer(t, self, "readable"); }
Object* text_wrapper_writable(Thread& t, TextWrapper& self) { return ask_buffer(t, self, "writable"); }
Object* text_wrapper_isatty(Thread& t, TextWrapper& self) { return ask_buffer(t, self, "isatty"); }

// An attribute that the representation shows, if there is one.
Status add_attribute(Thread& t, Object* o, const char* name, StrBuilder* text) {
  Lookup value = find_attribute(t, o, intern(name));
  if (value.failed()) {
    if (!pending_matches(t, exceptions::ValueError)) return Raised{};
    clear_pending(t);
  }
  if (value.found()) text->add(" ").add(name).add("=").add(TRY(repr(t, value.value)));
  return Status::ok();
}

Object* text_wrapper_repr(Thread& t, Object* o) {
  auto& self = *static_cast<TextWrapper*>(o);
  if (!self.encoding) TRY(text_require_attached(t, self));
  ReprGuard guard(t, o);
  if (guard.recursive()) return raise(t, exceptions::RuntimeError, "reentrant call inside %s.__repr__", o->cls->name);
  StrBuilder text;
  text.add("<_io.TextIOWrapper");
  TRY(add_attribute(t, o, "name", &text));
  TRY(add_attribute(t, o, "mode", &text));
  text.add(" encoding=").add(TRY(repr(t, self.encoding))).add(">");
  return text.finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/text_wrapper_methods.def"
#define NATIVE_TYPE TextWrapper
#define NATIVE_PREFIX text_wrapper
#define NATIVE_NAME "TextIOWrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_text_wrapper_data() {
  TypeData d{};
  text_wrapper_declare(d);
  d.slots.create = text_wrapper_create;
  d.slots.repr = text_wrapper_repr;
  d.slots.next = text_wrapper_next;
  return d;
}
constinit TypeData text_wrapper_data = make_text_wrapper_data();

}  // namespace

constinit Type text_wrapper_type =
    stream_type("_io.TextIOWrapper", sizeof(TextWrapper), &text_wrapper_data, &text_io_base_type);

Status text_require_attached(Thread& t, TextWrapper& f) {
  if (f.buffer) [[likely]]
    return Status::ok();
  return raise_value_error(
      t, f.detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
}

Status text_require_open(Thread& t, TextWrapper& f) {
  TRY(text_require_attached(t, f));
  if (f.fast && f.fast->file && f.cls == &text_wrapper_type) {
    if (f.fast->file->fd >= 0) [[likely]]
      return Status::ok();
    return raise_value_error(t, "I/O operation on closed file.");
  }
  return check_not_closed(t, f.cls == &text_wrapper_type ? f.buffer : &f);
}

Status warn_about_default_encoding(Thread& t, int level) {
  return warn_format(t, exceptions::EncodingWarning, level, "'encoding' argument not specified");
}

Status text_initialize(Thread& t, TextWrapper& f, Object* buffer, const TextOptions& options) {
  f.buffer = nullptr;
  f.fast = nullptr;
  f.detached = false;
  f.pending_count = 0;
  f.snapshot = nullptr;
  text_forget_decoded(f);
  TRY(check_text_newline(t, options.newline));
  if (!options.encoding && runtime_settings.warn_default_encoding) TRY(warn_about_default_encoding(t, 1));
  Str* encoding = actual_encoding(options.encoding);
  Str* errors = options.errors ? options.errors : intern("strict");
  if (str_to_utf8(errors).find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  if (runtime_settings.dev_mode) TRY(lookup_error_handler(t, str_to_utf8(errors).c_str()));
  f.chunk_size = kDefaultBufferSize;
  f.line_buffering = options.line_buffering;
  f.write_through = options.write_through;
  set_newline(f, options.newline);
  f.buffer = buffer;
  Status ready = set_codecs(t, f, encoding, errors);
  f.buffer = nullptr;
  TRY(ready);
  f.has_read1 = is_ours(buffer) || TRY(find_attribute(t, buffer, intern("read1"))).found();
  f.seekable = f.telling = TRY(stream_says(t, buffer, "seekable"));
  f.buffer = buffer;
  f.fast = is_ours(buffer) ? static_cast<Buffered*>(buffer) : nullptr;
  adopt_stream(buffer);
  if (f.has_encoder) list_for_exit(&f);
  return start_in_the_middle(t, f);
}

TextWrapper* new_text_wrapper(Thread& t, Object* buffer, const TextOptions& options) {
  auto* f = static_cast<TextWrapper*>(TRY(allocate_instance(t, &text_wrapper_type)));
  TRY(text_initialize(t, *f, buffer, options));
  return f;
}

}  // namespace sidewinder
