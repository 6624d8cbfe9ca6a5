// What a browser asks for: which part of the complex plane, at what size. A value of this type is always valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace mandelbrot {

struct RenderRequest {
  std::uint32_t width = 320;
  std::uint32_t height = 240;
  std::uint32_t iterations = 255;
  double cx = -0.65;  // centre
  double cy = 0;
  double scale = 3.2;    // width of the picture in the complex plane
  bool is_cold = false;  // in fresh processes

  std::size_t pixels() const { return std::size_t{width} * height; }
};

struct BadRequest {
  std::string message;  // names the parameter and its bounds
  std::string parameter;
  std::string minimum, maximum;
};

struct Pixel {
  std::uint32_t x = 0, y = 0;
};

// Reads w, h, cx, cy, scale, iterations and cold; `parameter` gives the text of one, or nothing for its default.
using Parameters = std::function<std::optional<std::string>(const char* name)>;
std::variant<RenderRequest, BadRequest> parse_render_request(const Parameters& parameter, std::size_t max_pixels);
// Reads x and y, a pixel of the picture.
std::variant<Pixel, BadRequest> parse_pixel(const Parameters& parameter, const RenderRequest& request);

}  // namespace mandelbrot
