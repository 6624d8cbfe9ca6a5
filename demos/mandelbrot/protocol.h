// The framed pipe protocol between server and workers; its other side is demos/mandelbrot/worker.py.
// A frame is a header {version u8, type u8, zero u16, payload length u32} and the payload, little-endian.
// This file turns frames into bytes and back; demos/mandelbrot/worker_process.h moves them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mandelbrot {

struct RenderRequest;

inline constexpr std::uint8_t kProtocolVersion = 1;
inline constexpr std::size_t kHeaderSize = 8;
inline constexpr std::uint32_t kMaxPayload = (1u << 24) + 64;  // the largest picture and its time

enum class FrameType : std::uint8_t { Hello = 1, Render = 2, Picture = 3, Error = 4 };

struct FrameHeader {
  FrameType type;
  std::uint32_t length;  // of the payload that follows
};

struct Picture {
  double seconds = 0;  // measured by the worker around the renderer alone
  std::string shades;  // one byte a pixel, see demos/mandelbrot/py_mandel.py
};

// Nothing if the bytes are no header of this version; `bytes` has kHeaderSize bytes.
std::optional<FrameHeader> decode_header(std::string_view bytes);
std::string encode_frame(FrameType type, std::string_view payload);

std::string encode_render(const RenderRequest& request);
// Nothing if the payload does not hold exactly the pixels that were asked for.
std::optional<Picture> decode_picture(std::string_view payload, const RenderRequest& request);

}  // namespace mandelbrot
