// open(), and the standard streams.
#pragma once

#include "interpreter/modules/io/text_file.h"
#include "interpreter/objects/core/args.h"

namespace sidewinder {

Object* io_open(Thread& t, Object* self, Args args);  // the builtin function
enum class StandardStream { Input, Output, Error };
Object* new_standard_stream(Thread& t, StandardStream which);  // None if the descriptor is closed
Status ready_io_types(Thread& t);
// A path as open() takes it: str, bytes or __fspath__.
Result<std::string> path_argument(Thread& t, Object* path);

}  // namespace sidewinder
