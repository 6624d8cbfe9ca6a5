// What one client may cost. Nothing of a request reaches cpp-httplib before all of it has passed these.
#pragma once

#include <chrono>
#include <cstddef>

namespace mandelbrot::http {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

struct Limits {
  std::size_t request_line = 2048;  // bytes
  std::size_t head = 16 * 1024;     // bytes of request line and headers together
  std::size_t headers = 64;
  std::size_t body = 1024;                        // bytes; no page takes any
  std::size_t connections = 1000;                 // open at once, of all clients
  std::size_t connections_per_address = 32;       // loopback is exempt
  std::chrono::milliseconds whole_request{5000};  // from its first byte to its last, however they trickle
  std::chrono::milliseconds idle{30000};          // without a byte of a request
  std::chrono::milliseconds write{10000};         // for each piece of an answer to be taken
  int backlog = 256;
};

}  // namespace mandelbrot::http
