// Binary files as Python sees them.
#include <errno.h>
#include <unistd.h>

#include "interpreter/modules/io/binary_file.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

BinaryFile* file(Object* self) { return cast<BinaryFile>(self); }

// The optional size argument: None and negative numbers mean all.
Result<ssize> size_argument(Thread& t, Args args, const char* name) {
  TRY(args.expect(t, name, 0, 1));
  if (!args.count || args[0] == none()) return ssize(-1);
  return index_as_ssize(t, args[0], &exceptions::OverflowError);
}

Object* binary_method_read(Thread& t, Object* self, Args args) {
  ssize n = TRY(size_argument(t, args, "read"));
  std::string data;
  TRY(binary_read(t, file(self), n, &data));
  return new_bytes(data);
}

Object* binary_method_read1(Thread& t, Object* self, Args args) {
  ssize n = TRY(size_argument(t, args, "read1"));
  std::string data;
  BinaryFile* f = file(self);
  if (f->begin == f->end) {
    TRY(binary_read(t, f, 1, &data));
    if (data.empty() || n == 1) return new_bytes(data);
  }
  ssize there = f->end - f->begin, rest = n < 0 ? there : std::min(there, n - ssize(data.size()));
  if (rest > 0) TRY(binary_read(t, f, rest, &data));
  return new_bytes(data);
}

Object* binary_method_readinto(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "readinto", 1, 1));
  if (!is_bytearray(args[0]))
    return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T", args[0]);
  auto* target = cast<ByteArray>(args[0]);
  std::string data;
  TRY(binary_read(t, file(self), target->size, &data));
  ssize n = std::min(ssize(data.size()), target->size);
  if (n) std::memcpy(target->start, data.data(), size_t(n));
  return int_from_int64(n);
}

Object* binary_method_readline(Thread& t, Object* self, Args args) {
  ssize n = TRY(size_argument(t, args, "readline"));
  std::string data;
  TRY(binary_read_line(t, file(self), false, n, &data));
  return new_bytes(data);
}

Lookup binary_slot_next(Thread& t, Object* self) {
  std::string data;
  TRY(binary_read_line(t, file(self), false, -1, &data));
  return data.empty() ? Lookup::missing() : Lookup(new_bytes(data));
}
Object* binary_slot_iter(Thread& t, Object* self) {
  TRY(binary_check_open(t, file(self)));
  return self;
}

Object* binary_method_readlines(Thread& t, Object* self, Args args) {
  ssize hint = TRY(size_argument(t, args, "readlines")), total = 0;
  List* lines = TRY(new_list(t));
  for (;;) {
    Lookup line = binary_slot_next(t, self);
    if (line.failed()) return nullptr;
    if (line.is_missing()) return lines;
    TRY(list_append(t, lines, line.value));
    total += cast<Bytes>(line.value)->size;
    if (hint > 0 && total >= hint) return lines;
  }
}

Object* binary_method_write(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "write", 1, 1));
  std::string_view data = TRY(as_bytes_view(t, args[0]));
  TRY(binary_write(t, file(self), data.data(), data.size()));
  return int_from_int64(ssize(data.size()));
}

Object* binary_method_writelines(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "writelines", 1, 1));
  TRY(for_each(t, args[0], [&](Object* line) -> Status {
    std::string_view data = TRY(as_bytes_view(t, line));
    return binary_write(t, file(self), data.data(), data.size());
  }));
  return none();
}

Object* binary_method_flush(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "flush", 0, 0));
  TRY(binary_flush(t, file(self)));
  return none();
}
Object* binary_method_close(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "close", 0, 0));
  TRY(binary_close(t, file(self)));
  return none();
}
Object* binary_method_fileno(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "fileno", 0, 0));
  TRY(binary_check_open(t, file(self)));
  return int_from_int64(file(self)->fd);
}
Object* binary_method_isatty(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "isatty", 0, 0));
  TRY(binary_check_open(t, file(self)));
  return bool_object(::isatty(file(self)->fd));
}
Object* binary_method_readable(Thread&, Object* self, Args) { return bool_object(file(self)->readable); }
Object* binary_method_writable(Thread&, Object* self, Args) { return bool_object(file(self)->writable); }
Object* binary_method_seekable(Thread&, Object* self, Args) {
  return bool_object(::lseek(file(self)->fd, 0, SEEK_CUR) >= 0);
}

Object* binary_method_seek(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "seek", 1, 2));
  ssize offset = TRY(index_as_ssize(t, args[0], &exceptions::OverflowError));
  ssize whence = TRY(args.index_or(t, 1, SEEK_SET));
  if (whence < 0 || whence > 2) return raise_value_error(t, "whence value %zd unsupported", whence);
  return int_from_int64(TRY(binary_seek(t, file(self), offset, int(whence))));
}
Object* binary_method_tell(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "tell", 0, 0));
  return int_from_int64(TRY(binary_tell(t, file(self))));
}
Object* binary_method_truncate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "truncate", 0, 1));
  BinaryFile* f = file(self);
  int64_t size = args.count && args[0] != none() ? TRY(index_as_ssize(t, args[0], &exceptions::OverflowError))
                                                 : TRY(binary_tell(t, f));
  TRY(binary_flush(t, f));
  if (::ftruncate(f->fd, off_t(size)) < 0) return raise_os_error(t, errno);
  return int_from_int64(size);
}
Object* binary_method_enter(Thread& t, Object* self, Args) {
  TRY(binary_check_open(t, file(self)));
  return self;
}
Object* binary_method_exit(Thread& t, Object* self, Args) {
  TRY(binary_close(t, file(self)));
  return none();
}

Object* get_closed(Thread&, Object* self) { return bool_object(file(self)->closed); }
Object* get_mode(Thread&, Object* self) { return new_str(file(self)->mode); }

Object* binary_slot_repr(Thread& t, Object* self) {
  StrBuilder text;
  return text.add("<_io.Buffered name=").add(TRY(repr(t, file(self)->name))).add(">").finish();
}

const NativeMethod binary_methods[] = {{"read", binary_method_read},
                                       {"read1", binary_method_read1},
                                       {"readinto", binary_method_readinto},
                                       {"readline", binary_method_readline},
                                       {"readlines", binary_method_readlines},
                                       {"write", binary_method_write},
                                       {"writelines", binary_method_writelines},
                                       {"flush", binary_method_flush},
                                       {"close", binary_method_close},
                                       {"fileno", binary_method_fileno},
                                       {"isatty", binary_method_isatty},
                                       {"readable", binary_method_readable},
                                       {"writable", binary_method_writable},
                                       {"seekable", binary_method_seekable},
                                       {"seek", binary_method_seek},
                                       {"tell", binary_method_tell},
                                       {"truncate", binary_method_truncate},
                                       {"__enter__", binary_method_enter},
                                       {"__exit__", binary_method_exit},
                                       {}};
const NativeGetSet binary_getsets[] = {{"closed", get_closed}, {"mode", get_mode}, {}};
const NativeMember binary_members[] = {{"name", MemberKind::ObjectOrNone, offsetof(BinaryFile, name)}, {}};

TypeData binary_file_data = {
    .slots = {.repr = binary_slot_repr, .iter = binary_slot_iter, .next = binary_slot_next},
    .spec = {.methods = binary_methods, .getsets = binary_getsets, .members = binary_members},
};

}  // namespace

Type binary_file_type =
    static_type("_io.Buffered", sizeof(BinaryFile), 0, kTypeDisallowInstantiation, &binary_file_data);

}  // namespace sidewinder
