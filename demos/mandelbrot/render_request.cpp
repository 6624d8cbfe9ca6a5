#include "demos/mandelbrot/render_request.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace mandelbrot {

namespace {

// Reads parameters one after the other and keeps the first complaint.
class Reader {
 public:
  explicit Reader(const Parameters& parameter) : parameter_(parameter) {}

  void integer(const char* name, std::uint32_t& value, std::uint32_t low, std::uint32_t high) {
    auto text = parameter_(name);
    if (!text) return;
    std::uint32_t number = 0;
    if (!parse(*text, number) || number < low || number > high)
      complain(name, *text, "a whole number", std::to_string(low), std::to_string(high));
    else value = number;
  }

  void real(const char* name, double& value, double low, double high) {
    auto text = parameter_(name);
    if (!text) return;
    double number = 0;
    if (!parse(*text, number) || !std::isfinite(number) || number < low || number > high)
      complain(name, *text, "a number", short_text(low), short_text(high));
    else value = number;
  }

  const std::optional<BadRequest>& complaint() const { return complaint_; }

 private:
  template <typename T> static bool parse(const std::string& text, T& number) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
  }

  static std::string short_text(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", number);
    return text;
  }

  void complain(const char* name, const std::string& text, const char* kind, const std::string& low,
                const std::string& high) {
    if (complaint_) return;
    std::string message = std::string(name) + " must be " + kind + " from " + low + " to " + high + ", not '" +
                          text.substr(0, 40) + "'";
    complaint_ = BadRequest{std::move(message), name, low, high};
  }

  const Parameters& parameter_;
  std::optional<BadRequest> complaint_;
};

BadRequest too_many_pixels(const RenderRequest& request, std::size_t max_pixels) {
  std::string most = std::to_string(max_pixels);
  return {"w times h must be at most " + most + " pixels, not " + std::to_string(request.pixels()), "w", "1", most};
}

}  // namespace

std::variant<RenderRequest, BadRequest> parse_render_request(const Parameters& parameter, std::size_t max_pixels) {
  RenderRequest request;
  std::uint32_t cold = 0;
  Reader reader(parameter);
  reader.integer("w", request.width, 1, 4096);
  reader.integer("h", request.height, 1, 4096);
  reader.integer("iterations", request.iterations, 1, 100000);
  reader.integer("cold", cold, 0, 1);
  reader.real("cx", request.cx, -4, 4);
  reader.real("cy", request.cy, -4, 4);
  reader.real("scale", request.scale, 1e-14, 16);
  if (reader.complaint()) return *reader.complaint();
  if (request.pixels() > max_pixels) return too_many_pixels(request, max_pixels);
  request.is_cold = cold == 1;
  return request;
}

std::variant<Pixel, BadRequest> parse_pixel(const Parameters& parameter, const RenderRequest& request) {
  Pixel pixel;
  Reader reader(parameter);
  reader.integer("x", pixel.x, 0, request.width - 1);
  reader.integer("y", pixel.y, 0, request.height - 1);
  if (reader.complaint()) return *reader.complaint();
  return pixel;
}

}  // namespace mandelbrot
