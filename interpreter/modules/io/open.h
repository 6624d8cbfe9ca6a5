// open(), and the standard streams.
#pragma once

#include "interpreter/modules/io/text_wrapper.h"

namespace sidewinder {

Object* open_function(Thread& t);  // open(): one object in builtins and in _io
enum class StandardStream { Input, Output, Error };
Object* new_standard_stream(Thread& t, StandardStream which);  // None if the descriptor is closed
// The standard streams get what PYTHONIOENCODING=encoding:errors says, once codecs can be imported.
Status apply_stream_encoding(Thread& t);
void ready_io_types(Thread& t);  // once or more

}  // namespace sidewinder
