// Universal newlines: what ends a line in text is \n, \r or \r\n.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

enum NewlineKind : uint8_t { kNewlineLf = 1, kNewlineCr = 2, kNewlineCrLf = 4 };

// What was met, and a \r that may be followed by \n.
struct NewlineState {
  bool translate = false;
  bool pending_cr = false;
  uint8_t seen = 0;  // NewlineKind
};
// The next piece of text. A \r at its end is kept back unless it is the last piece.
Str* translate_newlines(Thread& t, NewlineState& state, Str* text, bool final);
Object* newlines_object(uint8_t seen);  // None, a str, or a tuple of several

struct NewlineDecoder : Object {
  Object* decoder;  // None: the input is text already; null: not initialised
  Str* errors;
  NewlineState state;
  static Type* type();
};
extern Type newline_decoder_type;
inline Type* NewlineDecoder::type() { return &newline_decoder_type; }

}  // namespace sidewinder
