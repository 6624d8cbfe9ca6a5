// zlib.Compress
#include <cstdlib>

#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/zlib/zlib.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

void end_compressor(Object* o) {
  auto* self = cast<Compressor>(o);
  if (!self->stream) return;
  ::deflateEnd(self->stream);
  std::free(self->stream);
  self->stream = nullptr;
}

Compressor* allocate_compressor(Thread& t) {
  auto* self = TRY(new_object<Compressor>(&compressor_type));
  self->stream = static_cast<z_stream*>(std::calloc(1, sizeof(z_stream)));
  if (!self->stream || !register_finalizer(self, end_compressor)) return raise_memory_error(t);
  return self;
}

Raised raise_finished(Thread& t, const char* what) { return raise_zlib_error(t, z_stream{}, Z_STREAM_ERROR, what); }

Object* compress_compress(Thread& t, Compressor& self, const BytesLike& data) {
  if (!self.stream) return raise_finished(t, "while compressing data");
  std::string out;
  std::string_view input = data.bytes;
  int code = run_stream(self.stream, &input, &out, 0, [](z_stream* s, bool) { return ::deflate(s, Z_NO_FLUSH); });
  if (code == Z_STREAM_ERROR) return raise_zlib_error(t, *self.stream, code, "while compressing data");
  return new_bytes(out);
}

Object* compress_flush(Thread& t, Compressor& self, FlushMode mode) {
  if (mode.value == Z_NO_FLUSH) return empty_bytes();
  if (!self.stream) return raise_finished(t, "while flushing");
  std::string out;
  std::string_view input;
  int code = run_stream(self.stream, &input, &out, 0, [&](z_stream* s, bool) { return ::deflate(s, mode.value); });
  if (code == Z_STREAM_ERROR) return raise_zlib_error(t, *self.stream, code, "while flushing");
  if (code == Z_STREAM_END && mode.value == Z_FINISH) end_compressor(&self);
  return new_bytes(out);
}

Object* compress_copy(Thread& t, Compressor& self) {
  if (!self.stream) return raise_value_error(t, "Inconsistent stream state");
  Compressor* copy = TRY(allocate_compressor(t));
  copy->dictionary = self.dictionary;
  switch (int code = ::deflateCopy(copy->stream, self.stream)) {
    case Z_OK: return copy;
    case Z_STREAM_ERROR: return raise_value_error(t, "Inconsistent stream state");
    case Z_MEM_ERROR: return raise(t, exceptions::MemoryError, "Can't allocate memory for compression object");
    default: return raise_zlib_error(t, *self.stream, code, "while copying compression object");
  }
}
Object* compress_copy_again(Thread& t, Compressor& self) { return compress_copy(t, self); }
Object* compress_deepcopy(Thread& t, Compressor& self, Object*) { return compress_copy(t, self); }

}  // namespace

Compressor* new_compressor(Thread& t, int level, int method, int window, int memory, int strategy, Object* dictionary) {
  Compressor* self = TRY(allocate_compressor(t));
  switch (int code = ::deflateInit2(self->stream, level, method, window, memory, strategy)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(t, exceptions::MemoryError, "Can't allocate memory for compression object");
    case Z_STREAM_ERROR: return raise_value_error(t, "Invalid initialization option");
    default: return raise_zlib_error(t, *self->stream, code, "while creating compression object");
  }
  if (!dictionary) return self;
  self->dictionary = dictionary;
  std::string_view bytes = cast<Bytes>(dictionary)->view();
  int code = ::deflateSetDictionary(self->stream, reinterpret_cast<const Bytef*>(bytes.data()), uInt(bytes.size()));
  if (code == Z_OK) return self;
  if (code == Z_STREAM_ERROR) return raise_value_error(t, "Invalid dictionary");
  return raise_value_error(t, "deflateSetDictionary()");
}

#define NATIVE_TABLE "interpreter/modules/zlib/compress_methods.def"
#define NATIVE_TYPE Compressor
#define NATIVE_PREFIX compress
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_compressor_data() {
  TypeData d{};
  compress_declare(d);
  return d;
}
constinit TypeData compressor_data = make_compressor_data();

}  // namespace

constinit Type compressor_type =
    static_type("zlib.Compress", sizeof(Compressor), 0, kTypeDisallowInstantiation, &compressor_data);

}  // namespace sidewinder
