// From the renderer's shades to a picture file.
#pragma once

#include <string>
#include <string_view>

namespace mandelbrot {

// A 24-bit BMP of width * height shades: 0 is black (inside the set), 1..255 run once around the palette.
std::string encode_bmp(std::string_view shades, int width, int height);

}  // namespace mandelbrot
