// Addresses of sockets, between Python's tuples and the system's structs.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netdb.h>
#include <netpacket/packet.h>

#include <cstring>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/socket/socket.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

template <class T> T& as(SocketAddress* address) { return *reinterpret_cast<T*>(&address->storage); }
template <class T> const T& as(const SocketAddress& address) { return *reinterpret_cast<const T*>(&address.storage); }

Tuple* address_tuple(Thread& t, Object* o, const char* function, const char* family) {
  if (!has_flag(o, kTypeTuple))
    return raise_type_error(t, "%s(): %s address must be tuple, not %T", function, family, o);
  return cast<Tuple>(o);
}

Result<uint16_t> read_port(Thread& t, Object* o, const char* function) {
  int64_t port;
  bool fits = int_fits_int64(TRY(index(t, o)), &port);
  if (fits && port >= 0 && port <= 0xffff) return uint16_t(port);
  return raise_overflow_error(t, "%s(): port must be 0-65535.", function);
}

Status read_inet(Thread& t, Object* o, const char* function, SocketAddress* out) {
  Tuple* pair = TRY(address_tuple(t, o, function, "AF_INET"));
  if (pair->size != 2) return raise_type_error(t, "AF_INET address must be a pair (host, port)");
  std::string host = TRY(host_argument(t, pair->items[0], "str, bytes or bytearray expected, not %T"));
  TRY(index(t, pair->items[1]));
  TRY(resolve_host(t, host, AF_INET, out));
  as<sockaddr_in>(out).sin_port = htons(TRY(read_port(t, pair->items[1], function)));
  return Status::ok();
}

Status read_inet6(Thread& t, Object* o, const char* function, SocketAddress* out) {
  Tuple* items = TRY(address_tuple(t, o, function, "AF_INET6"));
  if (items->size < 2 || items->size > 4)
    return raise_type_error(t, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
  std::string host = TRY(host_argument(t, items->items[0], "str, bytes or bytearray expected, not %T"));
  int64_t numbers[2] = {0, 0};
  for (ssize i = 2; i < items->size; i++)
    if (!int_fits_int64(TRY(index(t, items->items[i])), &numbers[i - 2])) numbers[i - 2] = -1;
  uint16_t port = TRY(read_port(t, items->items[1], function));
  TRY(resolve_host(t, host, AF_INET6, out));
  if (numbers[0] < 0 || numbers[0] > 0xfffff)
    return raise_overflow_error(t, "%s(): flowinfo must be 0-1048575.", function);
  auto& address = as<sockaddr_in6>(out);
  address.sin6_port = htons(port);
  address.sin6_flowinfo = htonl(uint32_t(numbers[0]));
  if (items->size == 4) address.sin6_scope_id = uint32_t(numbers[1]);
  return Status::ok();
}

// A path, or (beginning with a null byte) a name of Linux's abstract namespace.
Status read_unix(Thread& t, Object* o, SocketAddress* out) {
  std::string path = is_str(o) ? TRY(encode_path(t, cast<Str>(o))) : std::string(TRY(as_bytes_view(t, o)));
  auto& address = as<sockaddr_un>(out);
  bool is_abstract = path.empty() || path[0] == '\0';
  if (path.size() + !is_abstract > sizeof address.sun_path)
    return raise(t, exceptions::OSError, "AF_UNIX path too long");
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  out->length = socklen_t(offsetof(sockaddr_un, sun_path) + path.size() + !is_abstract);
  return Status::ok();
}

Status read_netlink(Thread& t, Object* o, const char* function, SocketAddress* out) {
  Tuple* pair = TRY(address_tuple(t, o, function, "AF_NETLINK"));
  if (pair->size != 2) return raise_type_error(t, "AF_NETLINK address must be a pair (pid, groups)");
  int64_t numbers[2];
  for (int i = 0; i < 2; i++)
    if (!int_fits_int64(TRY(index(t, pair->items[i])), &numbers[i])) return raise_overflow_error(t, "int too large");
  auto& address = as<sockaddr_nl>(out);
  address.nl_family = AF_NETLINK;
  address.nl_pid = uint32_t(numbers[0]);
  address.nl_groups = uint32_t(numbers[1]);
  out->length = sizeof address;
  return Status::ok();
}

Object* text_of_inet(const void* address, int family) {
  char text[INET6_ADDRSTRLEN];
  return new_str(::inet_ntop(family, address, text, sizeof text));
}

Object* inet_object(const sockaddr_in& address) {
  Object* items[] = {TRY(text_of_inet(&address.sin_addr, AF_INET)), TRY(int_from_int64(ntohs(address.sin_port)))};
  return new_tuple(items, 2);
}

Object* inet6_object(const SocketAddress& whole) {
  const auto& address = as<sockaddr_in6>(whole);
  Object* items[] = {TRY(text_of_inet(&address.sin6_addr, AF_INET6)), TRY(int_from_int64(ntohs(address.sin6_port))),
                     TRY(int_from_int64(ntohl(address.sin6_flowinfo))), TRY(int_from_int64(address.sin6_scope_id))};
  return new_tuple(items, 4);
}

Object* unix_object(const SocketAddress& whole) {
  const auto& address = as<sockaddr_un>(whole);
  size_t length = whole.length - offsetof(sockaddr_un, sun_path);
  if (whole.length <= offsetof(sockaddr_un, sun_path)) return empty_str();
  if (address.sun_path[0] == '\0') return new_bytes(address.sun_path, ssize(length));
  return decode_path(std::string_view(address.sun_path, ::strnlen(address.sun_path, length)));
}

Object* netlink_object(const sockaddr_nl& address) {
  Object* items[] = {TRY(int_from_int64(address.nl_pid)), TRY(int_from_int64(address.nl_groups))};
  return new_tuple(items, 2);
}

// A family without a form of its own: its number and its bytes.
Object* plain_object(const SocketAddress& whole) {
  const sockaddr* address = whole.pointer();
  Object* items[] = {TRY(int_from_int64(address->sa_family)),
                     TRY(new_bytes(address->sa_data, ssize(whole.length) - ssize(sizeof(sa_family_t))))};
  return new_tuple(items, 2);
}

}  // namespace

Result<std::string> host_argument(Thread& t, Object* o, const char* type_words) {
  if (is_str(o)) {
    auto* text = cast<Str>(o);
    if (text->is_ascii()) return std::string(str_ascii_view(text));
    return std::string(TRY(encode_str(t, text, "idna"))->view());
  }
  if (is_bytes_like(o)) return std::string(TRY(as_bytes_view(t, o)));
  return raise_type_error(t, type_words, o);
}

Raised raise_address_error(Thread& t, int error) {
  if (error == EAI_SYSTEM) return raise_os_error(t, errno);
  Object* arguments[] = {int_from_int64(error), new_str(::gai_strerror(error))};
  Object* exception = call(t, socket_errors()[kAddressInfoError], Args{arguments, 2});
  return exception ? raise_object(t, exception) : Raised{};
}

Status resolve_host(Thread& t, const std::string& name, int family, SocketAddress* out) {
  std::memset(&out->storage, 0, sizeof out->storage);
  auto& inet = as<sockaddr_in>(out);
  if (family == AF_INET && (name.empty() || name == "<broadcast>")) {
    inet.sin_family = AF_INET;
    inet.sin_addr.s_addr = name.empty() ? INADDR_ANY : INADDR_BROADCAST;
    out->length = sizeof inet;
    return Status::ok();
  }
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = name.empty() ? AI_PASSIVE : 0;
  addrinfo* found = nullptr;
  int error = 0;
  TRY(system_action(t, [&] {
    error = ::getaddrinfo(name.empty() ? nullptr : name.c_str(), name.empty() ? "0" : nullptr, &hints, &found);
    return 0;
  }));
  if (error) return raise_address_error(t, error);
  std::memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
  out->length = found->ai_addrlen;
  ::freeaddrinfo(found);
  return Status::ok();
}

Status read_address(Thread& t, int family, Object* o, const char* function, SocketAddress* out) {
  switch (family) {
    case AF_INET: return read_inet(t, o, function, out);
    case AF_INET6: return read_inet6(t, o, function, out);
    case AF_UNIX: return read_unix(t, o, out);
    case AF_NETLINK: return read_netlink(t, o, function, out);
    default: return raise(t, exceptions::OSError, "%s(): bad family", function);
  }
}

Object* numeric_host(Thread& t, const SocketAddress& address) {
  char host[NI_MAXHOST];
  int error = ::getnameinfo(address.pointer(), address.length, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  if (error) return raise_address_error(t, error);
  return new_str(host);
}

Object* address_object(Thread&, const SocketAddress& address) {
  if (address.length == 0) return none();
  switch (address.pointer()->sa_family) {
    case AF_INET: return inet_object(as<sockaddr_in>(address));
    case AF_INET6: return inet6_object(address);
    case AF_UNIX: return unix_object(address);
    case AF_NETLINK: return netlink_object(as<sockaddr_nl>(address));
    default: return plain_object(address);
  }
}

}  // namespace sidewinder
