// The framed pipe protocol between server and workers; its other side is demos/mandelbrot/worker.py.
// A frame is a header {version u8, type u8, zero u16, payload length u32} and the payload, little-endian.
// This file turns frames into bytes and back; demos/mandelbrot/worker_process.h moves them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "demos/mandelbrot/render_request.h"

namespace mandelbrot {

inline constexpr std::uint8_t kProtocolVersion = 2;
inline constexpr std::size_t kHeaderSize = 8;
inline constexpr std::uint32_t kMaxPayload = (1u << 24) + 64;  // the largest picture and its times

enum class FrameType : std::uint8_t { Hello = 1, Render = 2, Picture = 3, Error = 4 };

struct FrameHeader {
  FrameType type;
  std::uint32_t length;  // of the payload that follows
};

// What a worker says of itself.
struct Hello {
  std::string version;        // such as "cpython 3.11.2"
  std::string source_sha256;  // of the renderer that it will run
};

// A part of a picture.
struct Tile {
  std::uint32_t x = 0, y = 0, width = 0, height = 0;

  std::size_t pixels() const { return std::size_t{width} * height; }
};

struct Picture {
  double seconds = 0;      // measured by the worker around the renderer alone
  double cpu_seconds = 0;  // of the worker's process, over the same stretch
  std::string shades;      // one byte a pixel, see demos/mandelbrot/py_mandel.py
};

// Nothing if the bytes are no header of this version; `bytes` has kHeaderSize bytes.
std::optional<FrameHeader> decode_header(std::string_view bytes);
std::string encode_frame(FrameType type, std::string_view payload);
std::optional<Hello> decode_hello(std::string_view payload);

std::string encode_render(const RenderRequest& request, const Tile& tile, std::uint32_t number);
// Nothing if the payload is not exactly the tile of this number, or holds shades that the renderer cannot give.
std::optional<Picture> decode_picture(std::string_view payload, const RenderRequest& request, const Tile& tile,
                                      std::uint32_t number);

}  // namespace mandelbrot
