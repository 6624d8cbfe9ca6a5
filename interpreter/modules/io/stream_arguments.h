// Parameters of the methods of streams.
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// The size of read() and its like: an integer or None; None and negative numbers mean all there is.
struct SizeOrAll {
  ssize size = -1;
};
template <> struct Argument<SizeOrAll> {
  static Status convert(Thread& t, Object* value, Site, SizeOrAll* out) {
    if (value == none()) return Status::ok();
    if (!slots_of(value).index) return raise_type_error(t, "argument should be integer or None, not '%T'", value);
    out->size = TRY(index_as_ssize(t, value, &exceptions::OverflowError));
    return Status::ok();
  }
  static consteval SizeOrAll literal(std::string_view text) {
    return {text == "None" ? -1 : literals::parse_int(text)};
  }
};

}  // namespace sidewinder
