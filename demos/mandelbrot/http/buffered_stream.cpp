#include "demos/mandelbrot/http/buffered_stream.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace mandelbrot::http {

namespace {
thread_local int answering_socket = -1;
}

BufferedStream::BufferedStream(Connection& connection, std::string request, const Limits& limits)
    : connection_(connection), request_(std::move(request)), limits_(limits) {
  answering_socket = connection.socket;
}

BufferedStream::~BufferedStream() { answering_socket = -1; }

int BufferedStream::current_socket() { return answering_socket; }

bool BufferedStream::is_writable() const { return !is_broken_ && !is_gone(connection_.socket); }

ssize_t BufferedStream::read(char* bytes, std::size_t size) {
  std::size_t part = std::min(size, request_.size() - position_);
  std::copy_n(request_.data() + position_, part, bytes);
  position_ += part;
  return ssize_t(part);
}

bool BufferedStream::wait_until_writable(Deadline deadline) const {
  auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd wanted{connection_.socket, POLLOUT, 0};
  return left > 0 && (poll(&wanted, 1, int(left)) > 0 || errno == EINTR);
}

ssize_t BufferedStream::write(const char* bytes, std::size_t size) {
  Deadline deadline = Clock::now() + limits_.write;
  std::size_t done = 0;
  while (done < size && !is_broken_) {
    ssize_t sent = send(connection_.socket, bytes + done, size - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) done += std::size_t(sent);
    else if (errno == EAGAIN || errno == EWOULDBLOCK) is_broken_ = !wait_until_writable(deadline);
    else if (errno != EINTR) is_broken_ = true;
  }
  return is_broken_ ? -1 : ssize_t(size);
}

void BufferedStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = connection_.address;
  port = connection_.port;
}

void BufferedStream::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace mandelbrot::http
