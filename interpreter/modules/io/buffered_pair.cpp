// BufferedRWPair: a reader and a writer as one stream.
#include "interpreter/modules/io/buffered_pair.h"
#include "interpreter/modules/io/buffered.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

struct BufferedPair : IOBase {
  Object *reader, *writer;  // null: not initialised
  static Type* type() { return &buffered_pair_type; }
};

Status buffered_pair_init(Thread& t, BufferedPair& self, Object* reader, Object* writer, Given size) {
  ssize buffer_size = kDefaultBufferSize;
  if (size.value) TRY(argument_ssize(t, size.value, &buffer_size));
  TRY(require_readable(t, reader));
  TRY(require_writable(t, writer));
  self.reader = TRY(new_buffered(t, &buffered_reader_type, reader, buffer_size));
  self.writer = TRY(new_buffered(t, &buffered_writer_type, writer, buffer_size));
  return Status::ok();
}

Object* forward(Thread& t, Object* side, const char* method, const Args& args) {
  if (!side) return raise_value_error(t, "I/O operation on uninitialized object");
  return call_method(t, side, intern(method), args);
}
Object* reader_of(Object* o) { return static_cast<BufferedPair*>(o)->reader; }
Object* writer_of(Object* o) { return static_cast<BufferedPair*>(o)->writer; }

Object* buffered_pair_read(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "read", a); }
Object* buffered_pair_peek(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "peek", a); }
Object* buffered_pair_read1(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "read1", a); }
Object* buffered_pair_readinto(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "readinto", a); }
Object* buffered_pair_readinto1(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "readinto1", a); }
Object* buffered_pair_readable(Thread& t, Object* o, Args a) { return forward(t, reader_of(o), "readable", a); }
Object* buffered_pair_write(Thread& t, Object* o, Args a) { return forward(t, writer_of(o), "write", a); }
Object* buffered_pair_flush(Thread& t, Object* o, Args a) { return forward(t, writer_of(o), "flush", a); }
Object* buffered_pair_writable(Thread& t, Object* o, Args a) { return forward(t, writer_of(o), "writable", a); }

// Both sides are closed, the writer first; the first failure is raised.
Object* buffered_pair_close(Thread& t, BufferedPair& self, Args args) {
  Object* written = forward(t, self.writer, "close", args);
  BaseException* failure = written ? nullptr : take_pending(t);
  Object* result = forward(t, self.reader, "close", args);
  if (!failure) return result;
  if (!result) {
    cast<BaseException>(t.pending)->context = failure;
    return nullptr;
  }
  set_pending(t, failure);
  return nullptr;
}

Object* buffered_pair_isatty(Thread& t, BufferedPair& self, Args args) {
  Object* answer = TRY(forward(t, self.writer, "isatty", args));
  return answer == py_false() ? forward(t, self.reader, "isatty", args) : answer;
}

Object* buffered_pair_closed(Thread& t, BufferedPair& self) {
  if (!self.writer) return raise(t, exceptions::RuntimeError, "the BufferedRWPair object is being garbage-collected");
  return get_attribute(t, self.writer, "closed");
}

Object* buffered_pair_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/buffered_pair_methods.def"
#define NATIVE_TYPE BufferedPair
#define NATIVE_PREFIX buffered_pair
#define NATIVE_NAME "BufferedRWPair"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_buffered_pair_data() {
  TypeData d{};
  buffered_pair_declare(d);
  d.slots.create = buffered_pair_create;
  return d;
}
constinit TypeData buffered_pair_data = make_buffered_pair_data();

}  // namespace

constinit Type buffered_pair_type =
    stream_type("_io.BufferedRWPair", sizeof(BufferedPair), &buffered_pair_data, &buffered_io_base_type);

}  // namespace sidewinder
