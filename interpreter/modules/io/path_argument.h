// Paths as open() and compile() take them: str, bytes, or an object with __fspath__.
#pragma once

#include <string>

#include "interpreter/objects/core/argument.h"

namespace sidewinder {

// os.fspath(path): a str or bytes.
Object* path_object(Thread& t, Object* path);
Result<std::string> path_argument(Thread& t, Object* path, const char* words_for_null = "embedded null byte");

// A parameter of a native function.
struct Path {
  std::string text;
};
template <> struct Argument<Path> {
  static Status convert(Thread& t, Object* value, Site, Path* out) {
    out->text = TRY(path_argument(t, value, "embedded null character"));
    return Status::ok();
  }
};

}  // namespace sidewinder
