// What cpp-httplib reads a request from and writes its answer to: the request is all in memory, and each piece of the
// answer has an absolute deadline.
#pragma once

#include <httplib.h>

#include <string>

#include "demos/mandelbrot/http/connection.h"

namespace mandelbrot::http {

class BufferedStream : public httplib::Stream {
 public:
  BufferedStream(Connection& connection, std::string request, const Limits& limits);

  // The socket of the request that this thread is answering, or -1.
  static int current_socket();

  bool is_readable() const override { return position_ < request_.size(); }
  bool is_writable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return connection_.socket; }
  ~BufferedStream() override;

  bool is_broken() const { return is_broken_; }

 private:
  bool wait_until_writable(Deadline deadline) const;

  Connection& connection_;
  const std::string request_;
  const Limits& limits_;
  std::size_t position_ = 0;
  bool is_broken_ = false;  // a piece of the answer was not taken: nothing may follow
};

}  // namespace mandelbrot::http
