#include "demos/mandelbrot/base64.h"

#include <cstdint>

namespace mandelbrot {

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; j++) group = group << 8 | (i + j < bytes.size() ? std::uint8_t(bytes[i + j]) : 0);
    for (std::size_t j = 0; j < 4; j++)
      text.push_back(i + j <= bytes.size() ? kDigits[group >> (18 - 6 * j) & 63] : '=');
  }
  return text;
}

}  // namespace mandelbrot
