// What the top level runs: text from files, compiled with the dumps that -X dump asks for.
#pragma once

#include <string>

#include "interpreter/compiler/compiler.h"

namespace sidewinder {

// compile_source, and the dumps that -X dump asks for.
Code* compile_text(Thread& t, std::string_view source, const std::string& filename, ParseMode mode,
                   CompileOptions options);
constexpr const char* kStandardInput = "/dev/stdin";
Result<std::string> read_source(Thread& t, const std::string& path);  // OSError

}  // namespace sidewinder
