// What the sources of module zlib share: streams, growing output, errors.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes_argument.h"

namespace sidewinder {

// Sizes and modes whose defaults are written by name in the signatures.
template <int kDefault> struct ZlibNumber { int value = kDefault; };
template <int kDefault> struct Argument<ZlibNumber<kDefault>> {
  static Status convert(Thread& t, Object* value, Site, ZlibNumber<kDefault>* out) {
    return argument_int(t, value, &out->value);
  }
  static consteval ZlibNumber<kDefault> literal(std::string_view) { return {}; }
};
constexpr int kZlibMemoryLevel = 8, kZlibBufferSize = 16384;
using Level = ZlibNumber<Z_DEFAULT_COMPRESSION>;
using Window = ZlibNumber<MAX_WBITS>;
using FlushMode = ZlibNumber<Z_FINISH>;
using CompressionMethod = ZlibNumber<Z_DEFLATED>;
using MemoryLevel = ZlibNumber<kZlibMemoryLevel>;
using Strategy = ZlibNumber<Z_DEFAULT_STRATEGY>;

// A size of at least 1.
struct BufferSize {
  ssize value = kZlibBufferSize;
};
template <> struct Argument<BufferSize> {
  static Status convert(Thread& t, Object* value, Site, BufferSize* out) {
    return argument_ssize(t, value, &out->value);
  }
  static consteval BufferSize literal(std::string_view) { return {}; }
};

// zlib.error: "Error -3 while decompressing data: incorrect header check"
Raised raise_zlib_error(Thread& t, const z_stream& stream, int code, const char* what);
Type* zlib_error();

// The two kinds of stream objects. Their z_stream is malloc memory, freed by a finalizer.
struct ZlibStream : Object {
  z_stream* stream;    // null: over
  Object* dictionary;  // bytes, or null
};
struct Compressor : ZlibStream {
  static Type* type();
};
struct Decompressor : ZlibStream {
  Object *unused_data, *unconsumed_tail;
  bool is_at_end;
  static Type* type();
};
extern Type compressor_type, decompressor_type;
inline Type* Compressor::type() { return &compressor_type; }
inline Type* Decompressor::type() { return &decompressor_type; }

Compressor* new_compressor(Thread& t, int level, int method, int window, int memory, int strategy, Object* dictionary);
Decompressor* new_decompressor(Thread& t, int window, Object* dictionary);

// Room for output grows in these steps, as in CPython: where stored blocks end depends on it.
inline size_t zlib_block_size(size_t number) {
  constexpr size_t kKilobytes[] = {32,    64,    256,   1024,  4096,  8192,   16384,  16384, 32768,
                                   32768, 32768, 32768, 65536, 65536, 131072, 131072, 262144};
  return kKilobytes[std::min(number, std::size(kKilobytes) - 1)] << 10;
}

// Runs `step(&stream)` with room for output until it wants no more; the input may be larger than zlib counts. Gives
// zlib's last answer; stops at `most` bytes of output (0: any number).
template <class Step>
int run_stream(z_stream* stream, std::string_view* input, std::string* out, size_t most, Step&& step) {
  int code = Z_OK;
  for (size_t number = 0;; number++) {
    stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input->data()));
    size_t part = std::min<size_t>(input->size(), UINT32_MAX);
    stream->avail_in = uInt(part);
    size_t begin = out->size();
    size_t room = most ? std::min(zlib_block_size(number), most - begin) : zlib_block_size(number);
    out->resize(begin + room);
    stream->next_out = reinterpret_cast<Bytef*>(out->data() + begin);
    stream->avail_out = uInt(room);
    code = step(stream, part == input->size());
    out->resize(begin + room - stream->avail_out);
    input->remove_prefix(part - stream->avail_in);
    if (code != Z_OK && code != Z_BUF_ERROR) return code;
    if (most && out->size() == most) return code;
    bool filled = stream->avail_out == 0;
    if (!filled && (input->empty() || code == Z_BUF_ERROR)) return code;
  }
}

}  // namespace sidewinder
