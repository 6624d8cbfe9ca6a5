// How TextIOWrapper decodes and encodes: UTF-8, ASCII and Latin-1 here, any other encoding by the incremental decoders
// and encoders of the module codecs.
#pragma once

#include "interpreter/modules/io/newline_decoder.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

enum class TextCodec : uint8_t { Python, Utf8, Ascii, Latin1 };

struct TextDecoder {
  TextCodec codec;
  bool universal;      // newlines are watched for, and perhaps translated
  uint8_t held_count;  // of the bytes that begin a character of which the rest is still to come
  uint8_t held[4];
  NewlineState newlines;
  Object* decoder;  // of Python; null for our own codecs
  Str* errors;
};
struct TextEncoder {
  TextCodec codec;
  Object* encoder;
  Str* errors;
};

// A codec by its name: one of ours, or *info is its CodecInfo. LookupError: there is none, or it is not for text.
Result<TextCodec> find_text_codec(Thread& t, Str* encoding, Object** info);
Status start_decoder(Thread& t, TextDecoder& d, TextCodec codec, Object* info, Str* errors);
Status start_encoder(Thread& t, TextEncoder& e, TextCodec codec, Object* info, Str* errors);

Str* decode_text(Thread& t, TextDecoder& d, Bytes* input, bool final);
Status reset_decoder(Thread& t, TextDecoder& d);
// Its state, as decoders' getstate() gives it: bytes that are held back, and a number.
struct DecoderState {
  Bytes* held = nullptr;
  int64_t flags = 0;
};
Result<DecoderState> decoder_state(Thread& t, TextDecoder& d);
Status set_decoder_state(Thread& t, TextDecoder& d, const DecoderState& state);

// True: the text's own memory is what the codec would write.
inline bool is_encoded_already(const TextEncoder& e, const Str* text) {
  return text->is_ascii() && e.codec != TextCodec::Python;
}
Bytes* encode_text(Thread& t, TextEncoder& e, Str* text);
// At the beginning of a stream, or (so that no mark is written) inside it.
Status reset_encoder(Thread& t, TextEncoder& e, bool at_start);

Str* locale_encoding();  // what open() uses when no encoding is given

}  // namespace sidewinder
