// The format mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type] (library reference,
// string).
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct FormatSpec {
  uint32_t fill = ' ';
  char align = 0;              // < > = ^
  char sign = 0;               // + - space, or 0
  char grouping = 0;           // , or _ or 0
  bool positive_zero = false;  // z
  bool alternate = false;      // #
  ssize width = -1;            // -1: not given
  ssize precision = -1;
  uint32_t type = 0;
  bool align_given = false;
};

// `value` is what shall be formatted (for messages); `type` and `align` are the defaults.
Result<FormatSpec> parse_format_spec(Thread& t, const Str* text, Object* value, uint32_t type, char align);
Raised raise_unknown_format(Thread& t, uint32_t type, Object* value);

// Fill characters before and after a body of n characters.
struct Padding {
  ssize left, right;
};
Padding padding_for(const FormatSpec& spec, ssize n);

}  // namespace sidewinder
