// Binary files as Python sees them.
#include <errno.h>
#include <unistd.h>

#include "interpreter/modules/io/binary_file.h"
#include "interpreter/modules/io/file_arguments.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status check_size(Thread& t, SizeOrAll n) {
  if (n.size < -1) return raise_value_error(t, "read length must be non-negative or -1");
  return Status::ok();
}

Bytes* binary_file_read(Thread& t, BinaryFile& self, SizeOrAll n) {
  TRY(check_size(t, n));
  std::string data;
  TRY(binary_read(t, &self, n.size, &data));
  return new_bytes(data);
}

Bytes* binary_file_read1(Thread& t, BinaryFile& self, ssize n) {
  TRY(binary_check_open(t, &self));
  std::string data;
  if (self.begin == self.end) {
    TRY(binary_read(t, &self, 1, &data));
    if (data.empty() || n == 1) return new_bytes(data);
  }
  ssize rest = self.end - self.begin;
  if (n >= 0) rest = std::min(rest, n - ssize(data.size()));
  if (rest > 0) TRY(binary_read(t, &self, rest, &data));
  return new_bytes(data);
}

Result<ssize> binary_file_readinto(Thread& t, BinaryFile& self, Object* buffer) {
  if (!is_bytearray(buffer))
    return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T", buffer);
  auto* target = cast<ByteArray>(buffer);
  std::string data;
  TRY(binary_read(t, &self, target->size, &data));
  ssize n = std::min(ssize(data.size()), target->size);
  if (n) std::memcpy(target->start, data.data(), size_t(n));
  return n;
}

Bytes* binary_file_readline(Thread& t, BinaryFile& self, SizeOrAll n) {
  std::string data;
  TRY(binary_read_line(t, &self, false, n.size, &data));
  return new_bytes(data);
}

Lookup binary_file_next(Thread& t, Object* self) {
  std::string data;
  TRY(binary_read_line(t, cast<BinaryFile>(self), false, -1, &data));
  return data.empty() ? Lookup::missing() : Lookup(new_bytes(data));
}

Object* binary_file_iter(Thread& t, Object* self) {
  TRY(binary_check_open(t, cast<BinaryFile>(self)));
  return self;
}

List* binary_file_readlines(Thread& t, BinaryFile& self, SizeOrAll hint) {
  ssize total = 0;
  List* lines = TRY(new_list(t));
  for (;;) {
    Lookup line = TRY(binary_file_next(t, &self));
    if (line.is_missing()) return lines;
    TRY(list_append(t, lines, line.value));
    total += cast<Bytes>(line.value)->size;
    if (hint.size > 0 && total >= hint.size) return lines;
  }
}

Result<ssize> binary_file_write(Thread& t, BinaryFile& self, const BytesLike& data) {
  TRY(binary_write(t, &self, data.bytes.data(), data.bytes.size()));
  return ssize(data.bytes.size());
}

Status binary_file_writelines(Thread& t, BinaryFile& self, Object* lines) {
  TRY(binary_check_open(t, &self));
  return for_each(t, lines, [&](Object* line) -> Status {
    std::string_view data = TRY(as_bytes_view(t, line));
    return binary_write(t, &self, data.data(), data.size());
  });
}

Status binary_file_flush(Thread& t, BinaryFile& self) { return binary_flush(t, &self); }

Status binary_file_close(Thread& t, BinaryFile& self) { return binary_close(t, &self); }

Result<int> binary_file_fileno(Thread& t, BinaryFile& self) {
  TRY(binary_check_open(t, &self));
  return self.fd;
}

Truth binary_file_isatty(Thread& t, BinaryFile& self) { return truth_of(::isatty(TRY(binary_file_fileno(t, self)))); }

Truth binary_file_readable(Thread& t, BinaryFile& self) {
  TRY(binary_check_open(t, &self));
  return truth_of(self.readable);
}

Truth binary_file_writable(Thread& t, BinaryFile& self) {
  TRY(binary_check_open(t, &self));
  return truth_of(self.writable);
}

Truth binary_file_seekable(Thread& t, BinaryFile& self) {
  return truth_of(::lseek(TRY(binary_file_fileno(t, self)), 0, SEEK_CUR) >= 0);
}

Result<ssize> binary_file_seek(Thread& t, BinaryFile& self, ssize offset, int whence) {
  if (whence < 0 || whence > 2) return raise_value_error(t, "whence value %d unsupported", whence);
  return binary_seek(t, &self, offset, whence);
}

Result<ssize> binary_file_tell(Thread& t, BinaryFile& self) { return binary_tell(t, &self); }

Result<ssize> binary_file_truncate(Thread& t, BinaryFile& self, Optional<ssize> size) {
  return binary_truncate(t, &self, size.given ? size.value : TRY(binary_tell(t, &self)));
}

Object* binary_file_enter(Thread& t, BinaryFile& self) {
  TRY(binary_check_open(t, &self));
  return &self;
}

Status binary_file_exit(Thread& t, BinaryFile& self, Args) { return binary_close(t, &self); }

bool binary_file_closed(BinaryFile& self) { return self.closed; }

Str* binary_file_mode_text(BinaryFile& self) { return new_str(self.mode); }

Object* binary_file_repr(Thread& t, Object* self) {
  StrBuilder text;
  return text.add("<_io.Buffered name=").add(TRY(repr(t, cast<BinaryFile>(self)->name))).add(">").finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/binary_file_methods.def"
#define NATIVE_TYPE BinaryFile
#define NATIVE_PREFIX binary_file
#define NATIVE_NAME "Buffered"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_binary_file_data() {
  TypeData d{};
  d.slots.repr = binary_file_repr;
  d.allows_weak_references = true;
  d.slots.iter = binary_file_iter;
  d.slots.next = binary_file_next;
  binary_file_declare(d);
  return d;
}
constinit TypeData binary_file_data = make_binary_file_data();

}  // namespace

constinit Type binary_file_type =
    static_type("_io.Buffered", sizeof(BinaryFile), 0, kTypeDisallowInstantiation, &binary_file_data);

}  // namespace sidewinder
