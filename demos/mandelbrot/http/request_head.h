// Looks at the bytes of a request before cpp-httplib does: is it whole, and is it one that this server takes?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "demos/mandelbrot/http/limits.h"

namespace mandelbrot::http {

struct Verdict {
  enum class Kind { Incomplete, Complete, Refused };
  Kind kind = Kind::Incomplete;

  // Refused: the answer.
  int status = 0;
  std::string message;

  // Complete: how many bytes of the buffer are this request, its path, and its head as cpp-httplib is to see it,
  // without the headers that this server has no use for (Range, Expect, the body's).
  std::size_t size = 0;
  std::string path;
  std::string head;
};

Verdict judge(std::string_view buffer, const Limits& limits);

}  // namespace mandelbrot::http
