// Module _json: text to values (json_scan.cpp), values to text (json_encode.cpp).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type json_scanner_type, json_encoder_type;

// Raises json.JSONDecodeError(message, document, position).
Raised raise_json_error(Thread& t, const char* message, Object* document, ssize position);
// A string literal of `document` whose text begins at *end, behind the quote; *end becomes the place behind it.
Str* json_scan_string(Thread& t, Str* document, ssize* end, bool strict);

}  // namespace sidewinder
