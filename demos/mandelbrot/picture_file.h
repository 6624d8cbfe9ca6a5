// Shades (see demos/mandelbrot/py_mandel.py) to colours to a picture file.
#pragma once

#include <string>
#include <string_view>

namespace mandelbrot {

// `shades` has width * height bytes.
std::string encode_bmp(std::string_view shades, int width, int height);
std::string encode_png(std::string_view shades, int width, int height);

}  // namespace mandelbrot
