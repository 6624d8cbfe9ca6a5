// Bytes as text, for pictures in JSON.
#pragma once

#include <string>
#include <string_view>

namespace mandelbrot {

std::string base64(std::string_view bytes);

}  // namespace mandelbrot
