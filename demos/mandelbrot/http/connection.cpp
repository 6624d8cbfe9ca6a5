#include "demos/mandelbrot/http/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace mandelbrot::http {

namespace {

constexpr std::size_t kMostDiscarded = 1 << 20;

struct Peer {
  std::string address;
  int port = 0;
  bool is_loopback = false;
};

Peer peer_of(int socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  char text[INET6_ADDRSTRLEN] = "";
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
  if (storage.ss_family == AF_INET) {
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
    return {text, ntohs(four->sin_port), (ntohl(four->sin_addr.s_addr) >> 24) == 127};
  }
  auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
  inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
  return {text, ntohs(six->sin6_port), IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) != 0};
}

const char* reason_of(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 411: return "Length Required";
    case 413: return "Payload Too Large";
    case 414: return "URI Too Long";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 505: return "HTTP Version Not Supported";
    default: return "Service Unavailable";
  }
}

}  // namespace

Connection::Connection(int socket) : socket(socket) {
  Peer peer = peer_of(socket);
  address = peer.address;
  port = peer.port;
  is_loopback = peer.is_loopback;
  fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
  int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Connection::~Connection() { close(socket); }

bool is_loopback(int socket) { return peer_of(socket).is_loopback; }

bool Connection::read_available(std::size_t limit) {
  char piece[4096];
  while (buffer.size() < limit) {
    ssize_t got = recv(socket, piece, std::min(sizeof piece, limit - buffer.size()), 0);
    if (got > 0) buffer.append(piece, got);
    else if (got < 0 && errno == EINTR) continue;
    else return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
  return true;
}

bool Connection::discard_available() {
  char piece[4096];
  for (;;) {
    ssize_t got = recv(socket, piece, sizeof piece, 0);
    if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    discarded += got;
    if (discarded > kMostDiscarded) return false;
  }
}

void Connection::refuse(int status, const std::string& message, int retry_after_seconds) {
  std::string body = "{\"error\":\"" + message + "\"}\n";
  std::string answer = "HTTP/1.1 " + std::to_string(status) + " " + reason_of(status) +
                       "\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nConnection: close\r\n";
  if (status == 405) answer += "Allow: GET, HEAD\r\n";
  if (retry_after_seconds > 0) answer += "Retry-After: " + std::to_string(retry_after_seconds) + "\r\n";
  answer += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  [[maybe_unused]] ssize_t sent = send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(socket, SHUT_WR);
}

bool is_gone(int socket) {
  pollfd wanted{socket, POLLRDHUP, 0};
  return poll(&wanted, 1, 0) > 0 && (wanted.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

}  // namespace mandelbrot::http
