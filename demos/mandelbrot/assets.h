// The pages' files, compiled in by cmake/embed.py: no path is ever opened on a client's word.
#pragma once

#include <span>
#include <string_view>

namespace mandelbrot {

struct Asset {
  std::string_view path;  // as in addresses: "/style.css"
  std::string_view type;
  std::string_view content;
};

std::span<const Asset> assets();

}  // namespace mandelbrot
