// _socket: the type, addresses, and what the sources of the module share. The layout of a socket is CPython's: the
// distribution's ssl reads it.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <netinet/in.h>

#include <string>

#include "interpreter/objects/core/module.h"

namespace sidewinder {

struct Socket : Object {
  int fd;           // 16; -1: closed
  int family;       // 20
  int kind;         // 24: type
  int protocol;     // 28
  void* on_error;   // 32: of C
  int64_t timeout;  // 40: nanoseconds; negative: for ever
  static Type* type();
};
static_assert(offsetof(Socket, fd) == 16 && offsetof(Socket, timeout) == 40);
extern Type socket_type;
inline Type* Socket::type() { return &socket_type; }

Socket* new_socket(Thread& t, Type* cls, int fd, int family, int kind, int protocol);
extern int64_t default_socket_timeout;  // nanoseconds
// Seconds or None.
Result<int64_t> socket_timeout_argument(Thread& t, Object* o);
Object* socket_timeout_object(int64_t timeout);

// --- addresses ------------------------------------------------------------------------------------

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);
  sockaddr* pointer() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* pointer() const { return reinterpret_cast<const sockaddr*>(&storage); }
};
Status read_address(Thread& t, int family, Object* o, const char* function, SocketAddress* out);
// None for a length of 0.
Object* address_object(Thread& t, const SocketAddress& address);
// Looks a name up (or reads its digits) and puts it into the address; the port stays.
Status resolve_host(Thread& t, const std::string& name, int family, SocketAddress* out);
// A host's name: str by the codec idna, bytes or bytearray.
Result<std::string> host_argument(Thread& t, Object* o, const char* type_words);
Raised raise_address_error(Thread& t, int error);  // gaierror
Object* numeric_host(Thread& t, const SocketAddress& address);

Object** socket_errors();  // herror, gaierror
enum SocketError { kHostError, kAddressInfoError };

}  // namespace sidewinder
