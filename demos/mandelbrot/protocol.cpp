#include "demos/mandelbrot/protocol.h"

#include <bit>
#include <cstring>

#include "demos/mandelbrot/render_request.h"

namespace mandelbrot {

static_assert(std::endian::native == std::endian::little, "the protocol is little-endian");

namespace {

template <typename T> void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T> T read_at(std::string_view bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

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

std::string encode_render(const RenderRequest& request) {
  std::string payload;
  append(payload, request.width);
  append(payload, request.height);
  append(payload, request.iterations);
  append(payload, request.cx);
  append(payload, request.cy);
  append(payload, request.scale);
  return encode_frame(FrameType::Render, payload);
}

std::optional<Picture> decode_picture(std::string_view payload, const RenderRequest& request) {
  if (payload.size() != sizeof(double) + request.pixels()) return std::nullopt;
  return Picture{read_at<double>(payload, 0), std::string(payload.substr(sizeof(double)))};
}

}  // namespace mandelbrot
