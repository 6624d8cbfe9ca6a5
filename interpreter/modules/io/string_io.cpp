#include "interpreter/modules/io/string_io.h"

#include <algorithm>

#include "interpreter/modules/io/line_end.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder {

namespace {

Status require_open(Thread& t, const StringIO& self) {
  if (self.is_open) [[likely]]
    return Status::ok();
  return raise_value_error(t, "I/O operation on closed file");
}

// --- storage --------------------------------------------------------------------------------------

template <class From, class To> void copy_wider(const From* from, To* to, ssize n) { std::copy_n(from, n, to); }

void copy_code_points(const char* from, int from_kind, char* to, int to_kind, ssize n) {
  if (!n) return;
  auto* out2 = reinterpret_cast<uint16_t*>(to);
  auto* out4 = reinterpret_cast<uint32_t*>(to);
  if (from_kind == to_kind) std::memcpy(to, from, size_t(n * to_kind));
  else if (from_kind == 1 && to_kind == 2) copy_wider(reinterpret_cast<const uint8_t*>(from), out2, n);
  else if (from_kind == 1) copy_wider(reinterpret_cast<const uint8_t*>(from), out4, n);
  else copy_wider(reinterpret_cast<const uint16_t*>(from), out4, n);
}

// Room for `length` code points of at least `kind` bytes.
Status reserve(StringIO& self, ssize length, int kind) {
  if (length <= self.capacity && kind <= self.kind) return Status::ok();
  ssize capacity = length <= self.capacity ? self.capacity : std::max(length + (length >> 3) + 32, self.capacity * 2);
  kind = std::max(kind, self.kind);
  char* fresh = TRY(allocate_raw_leaf<char>(size_t(capacity * kind)));
  copy_code_points(self.data, self.kind, fresh, kind, self.length);
  self.data = fresh;
  self.capacity = capacity;
  self.kind = kind;
  return Status::ok();
}

Str* text_of(const StringIO& self, ssize begin, ssize end) {
  if (begin >= end) return empty_str();
  const char* data = self.data + begin * self.kind;
  switch (self.kind) {
    case 1: return new_str_latin1(reinterpret_cast<const uint8_t*>(data), end - begin);
    case 2: return new_str_of(reinterpret_cast<const uint16_t*>(data), end - begin);
    default: return new_str_of(reinterpret_cast<const uint32_t*>(data), end - begin);
  }
}

// --- life -----------------------------------------------------------------------------------------

Object* string_io_new(Thread& t, Type* cls, Args) {
  auto* self = cls == &string_io_type ? new_object<StringIO>(cls) : static_cast<StringIO*>(allocate_instance(t, cls));
  TRY(self);
  self->kind = 1;
  return self;
}

// *ends is null for None.
Status read_newline(Thread& t, Object* newline, Str** ends) {
  *ends = nullptr;
  if (newline == none()) return Status::ok();
  if (newline && !is_str(newline)) return raise_type_error(t, "newline must be str or None, not %T", newline);
  *ends = newline ? cast<Str>(newline) : intern("\n");
  return check_newline(t, *ends);
}

Status string_io_init(Thread& t, StringIO& self, Object* value, Given newline) {
  Str* ends;
  TRY(read_newline(t, newline.value, &ends));
  if (value && value != none() && !is_str(value))
    return raise_type_error(t, "initial_value must be str or None, not %T", value);
  self.data = nullptr;
  self.capacity = self.length = self.position = 0;
  self.kind = 1;
  self.newline = ends;
  self.universal = !ends || ends->length == 0;
  self.newlines = NewlineState{!ends, false, 0};
  self.written_newline = ends && ends->length && ends->at(0) == '\r' ? ends : nullptr;
  self.is_open = true;
  self.was_closed = false;
  if (value && value != none()) TRY(string_io_write_text(t, self, cast<Str>(value)));
  self.position = 0;
  return Status::ok();
}

void string_io_close(StringIO& self) {
  self.is_open = false;
  self.was_closed = true;
  self.data = nullptr;
  self.capacity = self.length = 0;
}

Object* string_io_getvalue(Thread& t, StringIO& self) {
  TRY(require_open(t, self));
  return text_of(self, 0, self.length);
}

// --- reading --------------------------------------------------------------------------------------

Str* take(StringIO& self, ssize n) {
  Str* text = TRY(text_of(self, self.position, self.position + n));
  self.position += n;
  return text;
}

Object* string_io_read(Thread& t, StringIO& self, SizeOrAll size) {
  TRY(require_open(t, self));
  ssize left = std::max<ssize>(self.length - self.position, 0);
  return take(self, size.size < 0 ? left : std::min(left, size.size));
}

Str* read_line(StringIO& self, ssize limit) {
  ssize left = std::max<ssize>(self.length - self.position, 0);
  if (limit >= 0) left = std::min(left, limit);
  if (!left) return empty_str();
  LineEnds ends{self.newlines.translate, self.universal, self.newline};
  ssize keep;
  ssize end = find_line_end(ends, self.data, self.kind, self.position, self.position + left, &keep);
  return take(self, end < 0 ? left : end - self.position);
}

Object* string_io_readline(Thread& t, StringIO& self, SizeOrAll size) {
  TRY(require_open(t, self));
  return read_line(self, size.size);
}

Lookup string_io_next(Thread& t, Object* o) {
  auto& self = *static_cast<StringIO*>(o);
  TRY(require_open(t, self));
  Object* line;
  if (o->cls == &string_io_type) {
    line = TRY(read_line(self, -1));
  } else {
    line = TRY(call_method(t, o, "readline"));
    if (!is_str(line))
      return raise(t, exceptions::OSError, "readline() should have returned a str object, not '%T'", line);
  }
  if (cast<Str>(line)->length == 0) return Lookup::missing();
  return line;
}

// --- writing --------------------------------------------------------------------------------------

Result<ssize> string_io_write(Thread& t, StringIO& self, Object* text) {
  if (!is_str(text)) return raise_type_error(t, "string argument expected, got '%T'", text);
  TRY(require_open(t, self));
  TRY(string_io_write_text(t, self, cast<Str>(text)));
  return cast<Str>(text)->length;
}

// --- the position ---------------------------------------------------------------------------------

Result<ssize> string_io_tell(Thread& t, StringIO& self) {
  TRY(require_open(t, self));
  return self.position;
}

Result<ssize> string_io_seek(Thread& t, StringIO& self, ssize position, int whence) {
  TRY(require_open(t, self));
  if (whence < 0 || whence > 2) return raise_value_error(t, "Invalid whence (%d, should be 0, 1 or 2)", whence);
  if (position < 0 && whence == 0) return raise_value_error(t, "Negative seek position %zd", position);
  if (whence && position) return raise(t, exceptions::OSError, "Can't do nonzero cur-relative seeks");
  if (whence == 1) position = self.position;
  if (whence == 2) position = self.length;
  self.position = position;
  return position;
}

Result<ssize> string_io_truncate(Thread& t, StringIO& self, Object* size) {
  TRY(require_open(t, self));
  ssize length = self.position;
  if (size != none()) {
    if (!slots_of(size).index) return raise_type_error(t, "argument should be integer or None, not '%T'", size);
    TRY(argument_ssize(t, size, &length));
  }
  if (length < 0) return raise_value_error(t, "Negative size value %zd", length);
  self.length = std::min(self.length, length);
  return length;
}

// --- questions ------------------------------------------------------------------------------------

Object* constant_if_open(Thread& t, const StringIO& self, Object* answer) {
  TRY(require_open(t, self));
  return answer;
}
Object* string_io_seekable(Thread& t, StringIO& self) { return constant_if_open(t, self, py_true()); }
Object* string_io_readable(Thread& t, StringIO& self) { return constant_if_open(t, self, py_true()); }
Object* string_io_writable(Thread& t, StringIO& self) { return constant_if_open(t, self, py_true()); }
Object* string_io_line_buffering(Thread& t, StringIO& self) { return constant_if_open(t, self, py_false()); }
bool string_io_closed(StringIO& self) { return !self.is_open; }
Object* string_io_newlines(Thread& t, StringIO& self) {
  TRY(require_open(t, self));
  return newlines_object(self.newlines.seen);
}

// --- state ----------------------------------------------------------------------------------------

Object* string_io_getstate(Thread& t, StringIO& self) {
  Object* attributes = self.dict ? static_cast<Object*>(TRY(dict_copy(t, cast<Dict>(self.dict)))) : none();
  Object* newline = self.newline ? self.newline : none();
  Object* items[] = {TRY(string_io_getvalue(t, self)), newline, TRY(int_from_int64(self.position)), attributes};
  return new_tuple(items, 4);
}

// The text is kept as it is: its newlines were translated when it was written.
Status string_io_setstate(Thread& t, StringIO& self, Object* state) {
  if (!has_flag(state, kTypeTuple) || cast<Tuple>(state)->size < 4)
    return raise_type_error(t, "%s.__setstate__ argument should be 4-tuple, got %T", self.cls->name, state);
  if (self.was_closed) return raise_value_error(t, "I/O operation on closed file");
  Object* const* items = cast<Tuple>(state)->items;
  TRY(string_io_init(t, self, none(), Given{items[1]}));
  if (!is_str(items[0])) return raise_type_error(t, "first item of state must be a str, not %T", items[0]);
  auto* text = cast<Str>(items[0]);
  TRY(reserve(self, text->length, text->kind()));
  str_copy_into(text, 0, text->length, self.data, self.kind, 0);
  self.length = text->length;
  if (!is_int(items[2])) return raise_type_error(t, "third item of state must be an integer, got %T", items[2]);
  ssize position;
  TRY(argument_ssize(t, items[2], &position));
  if (position < 0) return raise_value_error(t, "position value cannot be negative");
  self.position = position;
  if (items[3] == none()) return Status::ok();
  if (!is_dict(items[3])) return raise_type_error(t, "fourth item of state should be a dict, got a %T", items[3]);
  if (!self.dict) self.dict = TRY(new_dict(t));
  return dict_update(t, cast<Dict>(self.dict), items[3]);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/string_io_methods.def"
#define NATIVE_TYPE StringIO
#define NATIVE_PREFIX string_io
#define NATIVE_NAME "StringIO"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_string_io_data() {
  TypeData d{};
  d.slots.next = string_io_next;
  d.slots.create = string_io_new;
  string_io_declare(d);
  return d;
}
constinit TypeData string_io_data = make_string_io_data();

}  // namespace

constinit Type string_io_type = stream_type("_io.StringIO", sizeof(StringIO), &string_io_data, &text_io_base_type);

Status string_io_write_text(Thread& t, StringIO& self, Str* text) {
  if (self.universal) text = TRY(translate_newlines(t, self.newlines, text, true));
  if (self.written_newline) text = TRY(str_replace(t, text, intern("\n"), self.written_newline, -1));
  ssize end = self.position + text->length;
  if (!text->length) return Status::ok();
  TRY(reserve(self, std::max(end, self.length), text->kind()));
  if (self.position > self.length)
    std::memset(self.data + self.length * self.kind, 0, size_t((self.position - self.length) * self.kind));
  str_copy_into(text, 0, text->length, self.data, self.kind, self.position);
  self.position = end;
  self.length = std::max(self.length, end);
  return Status::ok();
}

}  // namespace sidewinder
