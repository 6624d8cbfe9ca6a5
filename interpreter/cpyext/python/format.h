// PyUnicode_FromFormat's language, which PyErr_Format shares.
#pragma once

#include <cstdarg>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Text of C for a message: UTF-8, or with replacement characters where it is none.
Object* decode_for_message(const char* text);

}  // namespace sidewinder
