// One client's connection: its socket and the bytes of requests that have come and were not answered yet.
#pragma once

#include <cstddef>
#include <string>

#include "demos/mandelbrot/http/limits.h"

namespace mandelbrot::http {

struct Connection {
  explicit Connection(int socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Reads what is there, at most as much as a request may have. False: the other side has closed, or an error.
  bool read_available(std::size_t limit);

  // Sends an answer that ends the connection; what does not go out at once is lost.
  void refuse(int status, const std::string& message, int retry_after_seconds = 0);

  // Throws away what is there. False: nothing more will come, or more came than a polite client has.
  bool discard_available();

  const int socket;
  std::string address;  // the client's, without port
  int port = 0;
  bool is_loopback = false;
  std::string buffer;
  Deadline deadline;
  bool is_draining = false;  // answered for the last time: waits until the client has read it
  std::size_t discarded = 0;
};

// Whether the client has closed or broken the connection. Any thread.
bool is_gone(int socket);

// Whether the client is a program of this machine. Any thread.
bool is_loopback(int socket);

}  // namespace mandelbrot::http
