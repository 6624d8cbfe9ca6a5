// The registry of codecs and error handlers: what the module _codecs shows, and what str.encode and bytes.decode ask
// for codecs that are not built in. The library's package encodings is imported by the first search.
#pragma once

#include <string_view>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// The codec's tuple (encode, decode, stream reader, stream writer), usually a codecs.CodecInfo. LookupError if no
// search function knows it.
Tuple* codec_lookup(Thread& t, std::string_view encoding);
// The same, if the codec is between text and bytes; else LookupError, which names `instead` ("codecs.encode()").
Tuple* text_codec_lookup(Thread& t, std::string_view encoding, const char* instead);
Status register_codec_search(Thread& t, Object* function);
Status unregister_codec_search(Thread& t, Object* function);

// Imports the library's package encodings, whose search function registers itself. Defined in modules/codecs.
Status import_encodings(Thread& t);

// codecs.encode, codecs.decode: any object by any codec. errors null: strict.
Object* codec_encode(Thread& t, Object* object, std::string_view encoding, const char* errors);
Object* codec_decode(Thread& t, Object* object, std::string_view encoding, const char* errors);
// By a codec that is not built in: what encode_str and decode_bytes end with.
Bytes* encode_by_registered(Thread& t, Str* s, const char* encoding, const char* errors);
Str* decode_by_registered(Thread& t, Object* bytes, const char* encoding, const char* errors);

// The handler of that name (null: strict), a function of the exception. LookupError.
Object* lookup_error_handler(Thread& t, const char* name);
Status register_error_handler(Thread& t, Str* name, Object* handler);
// The functions behind the names that are known from the beginning.
extern const NativeMethod error_handler_functions[];

}  // namespace sidewinder
