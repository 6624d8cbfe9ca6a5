#include "demos/mandelbrot/protocol.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace mandelbrot {

static_assert(std::endian::native == std::endian::little, "the protocol is little-endian");

namespace {

constexpr std::size_t kSha256Digits = 64;
constexpr std::size_t kPictureHead = 5 * sizeof(std::uint32_t) + 2 * sizeof(double);

template <typename T> void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T> T read_at(std::string_view bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

void append_tile(std::string& bytes, const Tile& tile, std::uint32_t number) {
  append(bytes, number);
  append(bytes, tile.x);
  append(bytes, tile.y);
  append(bytes, tile.width);
  append(bytes, tile.height);
}

// Shades are 0 or 1 + count % 255 with count below the number of iterations.
bool are_possible(std::string_view shades, std::uint32_t iterations) {
  std::uint32_t most = std::min(iterations, 255u);
  return std::ranges::all_of(shades, [most](char shade) { return std::uint8_t(shade) <= most; });
}

bool is_duration(double seconds) { return std::isfinite(seconds) && seconds >= 0; }

}  // namespace

std::optional<FrameHeader> decode_header(std::string_view bytes) {
  auto version = read_at<std::uint8_t>(bytes, 0);
  auto type = read_at<std::uint8_t>(bytes, 1);
  auto length = read_at<std::uint32_t>(bytes, 4);
  bool known = type >= std::uint8_t(FrameType::Hello) && type <= std::uint8_t(FrameType::Error);
  if (version != kProtocolVersion || !known || length > kMaxPayload) return std::nullopt;
  return FrameHeader{FrameType(type), length};
}

std::string encode_frame(FrameType type, std::string_view payload) {
  std::string bytes;
  append(bytes, kProtocolVersion);
  append(bytes, type);
  append(bytes, std::uint16_t{0});
  append(bytes, std::uint32_t(payload.size()));
  bytes.append(payload);
  return bytes;
}

std::optional<Hello> decode_hello(std::string_view payload) {
  std::size_t end_of_line = payload.find('\n');
  if (end_of_line == payload.npos || payload.size() - end_of_line - 1 != kSha256Digits) return std::nullopt;
  return Hello{std::string(payload.substr(0, end_of_line)), std::string(payload.substr(end_of_line + 1))};
}

std::string encode_render(const RenderRequest& request, const Tile& tile, std::uint32_t number) {
  std::string payload;
  append(payload, request.width);
  append(payload, request.height);
  append(payload, request.iterations);
  append(payload, request.cx);
  append(payload, request.cy);
  append(payload, request.scale);
  append_tile(payload, tile, number);
  return encode_frame(FrameType::Render, payload);
}

std::optional<Picture> decode_picture(std::string_view payload, const RenderRequest& request, const Tile& tile,
                                      std::uint32_t number) {
  if (payload.size() != kPictureHead + tile.pixels()) return std::nullopt;
  std::string expected;
  append_tile(expected, tile, number);
  if (!payload.starts_with(expected)) return std::nullopt;
  Picture picture{read_at<double>(payload, expected.size()), read_at<double>(payload, expected.size() + sizeof(double)),
                  std::string(payload.substr(kPictureHead))};
  bool credible = is_duration(picture.seconds) && is_duration(picture.cpu_seconds);
  if (!credible || !are_possible(picture.shades, request.iterations)) return std::nullopt;
  return picture;
}

}  // namespace mandelbrot
