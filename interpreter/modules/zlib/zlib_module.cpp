// Module zlib, over the library of that name.
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/zlib/zlib.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object** error_class() {
  static Object** const place = allocate_permanent(1);
  return place;
}

const char* message_of(const z_stream& stream, int code) {
  if (code == Z_VERSION_ERROR) return "library version mismatch";
  if (stream.msg) return stream.msg;
  switch (code) {
    case Z_BUF_ERROR: return "incomplete or truncated stream";
    case Z_STREAM_ERROR: return "inconsistent stream state";
    case Z_DATA_ERROR: return "invalid input data";
    default: return nullptr;
  }
}

}  // namespace

Type* zlib_error() { return static_cast<Type*>(*error_class()); }

Raised raise_zlib_error(Thread& t, const z_stream& stream, int code, const char* what) {
  if (const char* message = message_of(stream, code))
    return raise(t, *zlib_error(), "Error %d %s: %s", code, what, message);
  return raise(t, *zlib_error(), "Error %d %s", code, what);
}

namespace {

// A checksum's start: any int, of which 32 bits count.
struct Checksum {
  uint32_t value = 0;
};

}  // namespace

template <> struct Argument<Checksum> {
  static Status convert(Thread& t, Object* value, Site, Checksum* out) {
    Object* number = TRY(index(t, value));
    Object* low = TRY(int_binary(t, BinaryOp::And, number, TRY(int_from_int64(UINT32_MAX))));
    out->value = uint32_t(TRY(int_to_int64(t, low)));
    return Status::ok();
  }
  static consteval Checksum literal(std::string_view text) { return {uint32_t(literals::parse_int(text))}; }
};

namespace {

const Bytef* bytes_of(const BytesLike& data) { return reinterpret_cast<const Bytef*>(data.bytes.data()); }

Object* zlib_adler32(const BytesLike& data, Checksum value) {
  return int_from_int64(int64_t(::adler32_z(value.value, bytes_of(data), data.bytes.size())));
}
Object* zlib_crc32(const BytesLike& data, Checksum value) {
  return int_from_int64(int64_t(::crc32_z(value.value, bytes_of(data), data.bytes.size())));
}

Object* zlib_compress(Thread& t, const BytesLike& data, Level level, Window window) {
  z_stream stream{};
  int code = ::deflateInit2(&stream, level.value, Z_DEFLATED, window.value, kZlibMemoryLevel, Z_DEFAULT_STRATEGY);
  if (code == Z_MEM_ERROR) return raise(t, exceptions::MemoryError, "Out of memory while compressing data");
  if (code == Z_STREAM_ERROR) return raise(t, *zlib_error(), "Bad compression level");
  if (code != Z_OK) return raise_zlib_error(t, stream, code, "while compressing data");
  std::string out;
  std::string_view input = data.bytes;
  code = run_stream(&stream, &input, &out, 0,
                    [](z_stream* s, bool is_last) { return ::deflate(s, is_last ? Z_FINISH : Z_NO_FLUSH); });
  Object* result = code == Z_STREAM_END ? static_cast<Object*>(new_bytes(out))
                                        : raise_zlib_error(t, stream, code, "while compressing data");
  ::deflateEnd(&stream);
  return result;
}

Object* zlib_decompress(Thread& t, const BytesLike& data, Window window, BufferSize size) {
  if (size.value < 0) return raise_value_error(t, "bufsize must be non-negative");
  z_stream stream{};
  int code = ::inflateInit2(&stream, window.value);
  if (code == Z_MEM_ERROR) return raise(t, exceptions::MemoryError, "Out of memory while decompressing data");
  if (code != Z_OK) return raise_zlib_error(t, stream, code, "while preparing to decompress data");
  std::string out;
  std::string_view input = data.bytes;
  code = run_stream(&stream, &input, &out, 0, [](z_stream* s, bool) { return ::inflate(s, Z_SYNC_FLUSH); });
  if (code == Z_OK) code = Z_BUF_ERROR;  // there was no end
  Object* result = code == Z_STREAM_END ? static_cast<Object*>(new_bytes(out))
                                        : raise_zlib_error(t, stream, code, "while decompressing data");
  ::inflateEnd(&stream);
  return result;
}

// A dictionary as bytes, which do not change. *out null: none was given.
Status dictionary_of(Thread& t, Object* argument, Object** out) {
  *out = nullptr;
  if (!argument || argument == none()) return Status::ok();
  if (!is_bytes_like(argument)) return raise_type_error(t, "zdict argument must support the buffer protocol");
  *out = TRY(new_bytes(TRY(as_bytes_view(t, argument))));
  return Status::ok();
}

Object* zlib_compressobj(Thread& t, Level level, CompressionMethod method, Window window, MemoryLevel memory,
                         Strategy strategy, Object* zdict) {
  Object* dictionary;
  if (zdict && zdict != none() && !is_bytes_like(zdict))
    return raise_type_error(t, "a bytes-like object is required, not '%T'", zdict);
  TRY(dictionary_of(t, zdict, &dictionary));
  return new_compressor(t, level.value, method.value, window.value, memory.value, strategy.value, dictionary);
}

Object* zlib_decompressobj(Thread& t, Window window, Object* zdict) {
  Object* dictionary;
  if (zdict == none()) return raise_type_error(t, "zdict argument must support the buffer protocol");
  TRY(dictionary_of(t, zdict, &dictionary));
  if (dictionary && !cast<Bytes>(dictionary)->size) dictionary = nullptr;
  return new_decompressor(t, window.value, dictionary);
}

Object* make_error_class(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* names = TRY(new_dict(t));
  TRY(dict_set_str(t, names, intern("__module__"), intern("zlib")));
  return new_heap_type(t, &type_type, intern("error"), TRY(new_tuple(&base, 1)), names, Args{});
}

struct Constant {
  const char* name;
  int value;
};
const Constant constants[] = {{"MAX_WBITS", MAX_WBITS},
                              {"DEFLATED", Z_DEFLATED},
                              {"DEF_MEM_LEVEL", kZlibMemoryLevel},
                              {"DEF_BUF_SIZE", kZlibBufferSize},
                              {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
                              {"Z_BEST_SPEED", Z_BEST_SPEED},
                              {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
                              {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
                              {"Z_FILTERED", Z_FILTERED},
                              {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
                              {"Z_RLE", Z_RLE},
                              {"Z_FIXED", Z_FIXED},
                              {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
                              {"Z_NO_FLUSH", Z_NO_FLUSH},
                              {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
                              {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
                              {"Z_FULL_FLUSH", Z_FULL_FLUSH},
                              {"Z_FINISH", Z_FINISH},
                              {"Z_BLOCK", Z_BLOCK},
                              {"Z_TREES", Z_TREES}};

}  // namespace

#define NATIVE_TABLE "interpreter/modules/zlib/zlib_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX zlib
#define NATIVE_NAME "zlib"
#include "interpreter/objects/core/native_table.inc"

Module* create_zlib(Thread& t) {
  ready_type(t, &compressor_type);
  ready_type(t, &decompressor_type);
  if (!*error_class()) *error_class() = TRY(make_error_class(t));
  Module* module = TRY(new_module(t, "zlib"));
  TRY(add_functions(t, module, zlib_method_rows));
  for (const Constant& constant : constants) TRY(add_object(t, module, constant.name, int_from_int64(constant.value)));
  TRY(add_object(t, module, "error", zlib_error()));
  TRY(add_object(t, module, "ZLIB_VERSION", new_str(ZLIB_VERSION)));
  TRY(add_object(t, module, "ZLIB_RUNTIME_VERSION", new_str(::zlibVersion())));
  TRY(add_object(t, module, "__version__", new_str("1.0")));
  return add_object(t, module, "__doc__", new_str("Compression as gzip and zip archives have it, and checksums."))
                 .failed()
             ? nullptr
             : module;
}

}  // namespace sidewinder
