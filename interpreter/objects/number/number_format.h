// format(number, spec): the format mini-language of int, float and complex.
#pragma once

#include <string>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Str;

// `value` may be of a subclass; it names its class in messages.
Object* int_format(Thread& t, Object* value, Str* spec);
Object* float_format(Thread& t, Object* value, Str* spec);
Object* complex_format(Thread& t, Object* value, Str* spec);

// Digits of `count` or more places, grouped from the right: group_digits("1234", 3, ',', 7) is "001,234".
std::string group_digits(const std::string& digits, ssize group, char separator, ssize min_width);

}  // namespace sidewinder
