#include "demos/mandelbrot/picture_file.h"

#include <array>
#include <cmath>
#include <cstdint>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace mandelbrot {

namespace {

struct Colour {
  std::uint8_t red, green, blue;
};

struct Stop {
  double position;
  Colour colour;
};

// Dark blue, ice, sand, ember, and back to where it began, so that counts beyond 255 continue without a seam.
constexpr std::array<Stop, 6> kStops = {{
    {0.00, {4, 10, 44}},
    {0.16, {32, 107, 203}},
    {0.42, {237, 250, 255}},
    {0.64, {255, 170, 0}},
    {0.86, {86, 12, 40}},
    {1.00, {4, 10, 44}},
}};

std::uint8_t blend(std::uint8_t from, std::uint8_t to, double part) {
  return std::uint8_t(std::lround(from + (to - from) * part));
}

Colour colour_at(double position) {
  std::size_t next = 1;
  while (next + 1 < kStops.size() && kStops[next].position < position) next++;
  const Stop& low = kStops[next - 1];
  const Stop& high = kStops[next];
  double part = (position - low.position) / (high.position - low.position);
  return {blend(low.colour.red, high.colour.red, part), blend(low.colour.green, high.colour.green, part),
          blend(low.colour.blue, high.colour.blue, part)};
}

// Most points escape within few steps: the first shades are spread over more of the palette than the last.
std::array<Colour, 256> make_palette() {
  std::array<Colour, 256> palette{};
  for (int shade = 1; shade < 256; shade++) palette[shade] = colour_at(std::pow((shade - 1) / 255.0, 0.45));
  return palette;
}

void append_bytes(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
}

std::string colour_bytes(std::string_view shades) {
  static const std::array<Colour, 256> palette = make_palette();
  std::string pixels;
  pixels.reserve(shades.size() * 3);
  for (unsigned char shade : shades) {
    Colour colour = palette[shade];
    pixels.push_back(char(colour.red));
    pixels.push_back(char(colour.green));
    pixels.push_back(char(colour.blue));
  }
  return pixels;
}

}  // namespace

std::string encode_bmp(std::string_view shades, int width, int height) {
  std::string pixels = colour_bytes(shades);
  std::string file;
  file.reserve(pixels.size() + 64);
  stbi_write_bmp_to_func(append_bytes, &file, width, height, 3, pixels.data());
  return file;
}

std::string encode_png(std::string_view shades, int width, int height) {
  std::string pixels = colour_bytes(shades);
  std::string file;
  stbi_write_png_to_func(append_bytes, &file, width, height, 3, pixels.data(), width * 3);
  return file;
}

}  // namespace mandelbrot
