// zlib.Decompress
#include <cstdlib>

#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/zlib/zlib.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

void end_decompressor(Object* o) {
  auto* self = cast<Decompressor>(o);
  if (!self->stream) return;
  ::inflateEnd(self->stream);
  std::free(self->stream);
  self->stream = nullptr;
}

Decompressor* allocate_decompressor(Thread& t) {
  auto* self = TRY(new_object<Decompressor>(&decompressor_type));
  self->unused_data = self->unconsumed_tail = empty_bytes();
  self->stream = static_cast<z_stream*>(std::calloc(1, sizeof(z_stream)));
  if (!self->stream || !register_finalizer(self, end_decompressor)) return raise_memory_error(t);
  return self;
}

int set_dictionary(Decompressor* self) {
  std::string_view bytes = cast<Bytes>(self->dictionary)->view();
  return ::inflateSetDictionary(self->stream, reinterpret_cast<const Bytef*>(bytes.data()), uInt(bytes.size()));
}

constexpr char kWhileSetting[] = "while setting zdict";

// One step; a stream that asks for its dictionary gets it. *refused: it was the wrong one.
int inflate_step(Decompressor* self, int mode, bool* refused) {
  int code = ::inflate(self->stream, mode);
  if (code != Z_NEED_DICT || !self->dictionary) return code;
  code = set_dictionary(self);
  *refused = code != Z_OK;
  return *refused ? code : ::inflate(self->stream, mode);
}

// What was not read belongs behind the stream, or waits for the next call.
Status keep_rest(Thread& t, Decompressor* self, std::string_view rest) {
  if (self->is_at_end && !rest.empty()) {
    Object* all = TRY(binary(t, BinaryOp::Add, self->unused_data, TRY(new_bytes(rest))));
    self->unused_data = all;
    rest = {};
  }
  self->unconsumed_tail = rest.empty() ? empty_bytes() : TRY(new_bytes(rest));
  return Status::ok();
}

// The data is copied: what keeps it may be replaced meanwhile.
Object* run(Thread& t, Decompressor* self, std::string data, size_t most, int mode) {
  std::string out;
  std::string_view input = data;
  int code = Z_STREAM_END;
  bool refused = false;
  if (!self->is_at_end)
    code = run_stream(self->stream, &input, &out, most, [&](z_stream*, bool is_last) {
      return inflate_step(self, is_last ? mode : Z_SYNC_FLUSH, &refused);
    });
  if (code == Z_STREAM_END) self->is_at_end = true;
  TRY(keep_rest(t, self, input));
  if (code != Z_STREAM_END && code != Z_OK && code != Z_BUF_ERROR && mode != Z_FINISH)
    return raise_zlib_error(t, *self->stream, code, refused ? kWhileSetting : "while decompressing data");
  return new_bytes(out);
}

Object* decompress_decompress(Thread& t, Decompressor& self, const BytesLike& data, ssize max_length) {
  if (max_length < 0) return raise_value_error(t, "max_length must be non-negative");
  return run(t, &self, std::string(data.bytes), size_t(max_length), Z_SYNC_FLUSH);
}

Object* decompress_flush(Thread& t, Decompressor& self, BufferSize length) {
  if (length.value <= 0) return raise_value_error(t, "length must be greater than zero");
  if (!self.stream->state) return empty_bytes();
  Object* rest = TRY(run(t, &self, std::string(cast<Bytes>(self.unconsumed_tail)->view()), 0, Z_FINISH));
  if (self.is_at_end) ::inflateEnd(self.stream);  // it cannot be copied any more
  return rest;
}

Object* decompress_copy(Thread& t, Decompressor& self) {
  Decompressor* copy = TRY(allocate_decompressor(t));
  copy->dictionary = self.dictionary;
  copy->unused_data = self.unused_data;
  copy->unconsumed_tail = self.unconsumed_tail;
  copy->is_at_end = self.is_at_end;
  switch (int code = ::inflateCopy(copy->stream, self.stream)) {
    case Z_OK: return copy;
    case Z_STREAM_ERROR: return raise_value_error(t, "Inconsistent stream state");
    case Z_MEM_ERROR: return raise(t, exceptions::MemoryError, "Can't allocate memory for decompression object");
    default: return raise_zlib_error(t, *self.stream, code, "while copying decompression object");
  }
}
Object* decompress_copy_again(Thread& t, Decompressor& self) { return decompress_copy(t, self); }
Object* decompress_deepcopy(Thread& t, Decompressor& self, Object*) { return decompress_copy(t, self); }

}  // namespace

Decompressor* new_decompressor(Thread& t, int window, Object* dictionary) {
  Decompressor* self = TRY(allocate_decompressor(t));
  switch (int code = ::inflateInit2(self->stream, window)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(t, exceptions::MemoryError, "Can't allocate memory for decompression object");
    case Z_STREAM_ERROR: return raise_value_error(t, "Invalid initialization option");
    default: return raise_zlib_error(t, *self->stream, code, "while creating decompression object");
  }
  self->dictionary = dictionary;
  // A raw stream does not ask for it.
  if (dictionary && window < 0 && set_dictionary(self) != Z_OK)
    return raise_zlib_error(t, *self->stream, Z_DATA_ERROR, kWhileSetting);
  return self;
}

#define NATIVE_TABLE "interpreter/modules/zlib/decompress_methods.def"
#define NATIVE_TYPE Decompressor
#define NATIVE_PREFIX decompress
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_decompressor_data() {
  TypeData d{};
  decompress_declare(d);
  return d;
}
constinit TypeData decompressor_data = make_decompressor_data();

}  // namespace

constinit Type decompressor_type =
    static_type("zlib.Decompress", sizeof(Decompressor), 0, kTypeDisallowInstantiation, &decompressor_data);

}  // namespace sidewinder
