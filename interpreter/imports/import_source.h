// Python files: finding and compiling them.
#pragma once

#include <string>

#include "interpreter/compiler/compiler.h"

namespace sidewinder {

struct SourceFile {
  std::string path;  // of the .py file
  bool is_package = false;
};

// The package or module `name` (without dots) in one of the folders of `path`, an iterable of str. False: in none.
Truth find_source(Thread& t, Object* path, const std::string& name, SourceFile* file);
Code* compile_file(Thread& t, const SourceFile& file);
// compile_source, and the dumps that -X dump asks for.
Code* compile_text(Thread& t, std::string_view source, const std::string& filename, ParseMode mode);
Result<std::string> read_source(Thread& t, const std::string& path);  // OSError

}  // namespace sidewinder
