// open(), and the standard streams.
#pragma once

#include "interpreter/modules/io/text_file.h"

namespace sidewinder {

extern const NativeMethod* const io_functions;  // open()
enum class StandardStream { Input, Output, Error };
Object* new_standard_stream(Thread& t, StandardStream which);  // None if the descriptor is closed
Status ready_io_types(Thread& t);

}  // namespace sidewinder
