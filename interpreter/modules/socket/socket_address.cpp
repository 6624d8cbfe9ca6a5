// Addresses of sockets, between Python's tuples and the system's structs.
#include <arpa/inet.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/vm_sockets.h>
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

// Numbers of 32 bits.
Status read_numbers(Thread& t, Tuple* items, ssize count, uint32_t* out) {
  for (ssize i = 0; i < count; i++) {
    int64_t number;
    if (!int_fits_int64(TRY(index(t, items->items[i])), &number)) return raise_overflow_error(t, "int too large");
    out[i] = uint32_t(number);
  }
  return Status::ok();
}

// The address of a family that is a pair of numbers; `words` says what the pair is.
Status read_pair(Thread& t, Object* o, const char* function, const char* family, const char* words, uint32_t* out) {
  Tuple* pair = TRY(address_tuple(t, o, function, family));
  if (pair->size != 2) return raise_type_error(t, "%s address must be a pair %s", family, words);
  return read_numbers(t, pair, 2, out);
}

Status read_vsock(Thread& t, Object* o, const char* function, SocketAddress* out) {
  uint32_t numbers[2];
  TRY(read_pair(t, o, function, "AF_VSOCK", "(cid, port)", numbers));
  auto& address = as<sockaddr_vm>(out);
  address.svm_family = AF_VSOCK;
  address.svm_cid = numbers[0];
  address.svm_port = numbers[1];
  out->length = sizeof address;
  return Status::ok();
}

Status read_qipcrtr(Thread& t, Object* o, const char* function, SocketAddress* out) {
  uint32_t numbers[2];
  TRY(read_pair(t, o, function, "AF_QIPCRTR", "(node, port)", numbers));
  auto& address = as<sockaddr_qrtr>(out);
  address.sq_family = AF_QIPCRTR;
  address.sq_node = numbers[0];
  address.sq_port = numbers[1];
  out->length = sizeof address;
  return Status::ok();
}

// (interface, protocol[, kind of packet[, kind of hardware[, address]]])
Status read_packet(Thread& t, Object* o, const char* function, SocketAddress* out) {
  constexpr const char* kWords =
      "AF_PACKET address must be a tuple of two to five elements (ifname, proto[, pkttype[, hatype[, addr]]])";
  Tuple* items = TRY(address_tuple(t, o, function, "AF_PACKET"));
  if (items->size < 2 || items->size > 5 || !is_str(items->items[0])) return raise_type_error(t, "%s", kWords);
  int64_t numbers[] = {0, 0, 0};
  for (ssize i = 1; i < items->size && i < 4; i++)
    numbers[i - 1] = TRY(int_to_int64(t, TRY(index(t, items->items[i]))));
  std::string name = TRY(path_argument(t, items->items[0]));
  std::string hardware = items->size == 5 ? std::string(TRY(as_bytes_view(t, items->items[4]))) : std::string();
  if (hardware.size() > 8) return raise_value_error(t, "hardware address must be 8 bytes or less");
  if (numbers[0] < 0 || numbers[0] > 0xffff) return raise_overflow_error(t, "%s(): proto must be 0-65535.", function);
  unsigned number = ::if_nametoindex(name.c_str());
  if (!number) return raise_os_error(t, errno);
  auto& address = as<sockaddr_ll>(out);
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(uint16_t(numbers[0]));
  address.sll_ifindex = int(number);
  address.sll_pkttype = uint8_t(numbers[1]);
  address.sll_hatype = uint16_t(numbers[2]);
  address.sll_halen = uint8_t(hardware.size());
  std::memcpy(address.sll_addr, hardware.data(), hardware.size());
  out->length = sizeof address;
  return Status::ok();
}

// (type, name[, features[, mask]]) of the kernel's cryptography
Status read_algorithm(Thread& t, Object* o, const char* function, SocketAddress* out) {
  Tuple* items = TRY(address_tuple(t, o, function, "AF_ALG"));
  if (items->size < 2 || items->size > 4 || !is_str(items->items[0]) || !is_str(items->items[1]))
    return raise_type_error(t, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
  std::string type = TRY(path_argument(t, items->items[0]));
  std::string name = TRY(path_argument(t, items->items[1]));
  auto& address = as<sockaddr_alg>(out);
  if (type.size() >= sizeof address.salg_type) return raise_value_error(t, "AF_ALG type too long.");
  if (name.size() >= sizeof address.salg_name) return raise_value_error(t, "AF_ALG name too long.");
  uint32_t numbers[2] = {0, 0};
  for (ssize i = 2; i < items->size; i++)
    numbers[i - 2] = uint32_t(TRY(int_to_int64(t, TRY(index(t, items->items[i])))));
  address.salg_family = AF_ALG;
  address.salg_feat = numbers[0];
  address.salg_mask = numbers[1];
  std::memcpy(address.salg_type, type.c_str(), type.size() + 1);
  std::memcpy(address.salg_name, name.c_str(), name.size() + 1);
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

Object* pair_object(uint32_t a, uint32_t b) {
  Object* items[] = {TRY(int_from_int64(a)), TRY(int_from_int64(b))};
  return new_tuple(items, 2);
}

Object* packet_object(const sockaddr_ll& address) {
  char name[IF_NAMESIZE] = "";
  if (address.sll_ifindex) ::if_indextoname(unsigned(address.sll_ifindex), name);
  Object* items[] = {TRY(decode_path(name)), TRY(int_from_int64(ntohs(address.sll_protocol))),
                     TRY(int_from_int64(address.sll_pkttype)), TRY(int_from_int64(address.sll_hatype)),
                     TRY(new_bytes(address.sll_addr, address.sll_halen))};
  return new_tuple(items, 5);
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
    case AF_VSOCK: return read_vsock(t, o, function, out);
    case AF_QIPCRTR: return read_qipcrtr(t, o, function, out);
    case AF_PACKET: return read_packet(t, o, function, out);
    case AF_ALG: return read_algorithm(t, o, function, out);
    default: return raise(t, exceptions::OSError, "%s(): bad family", function);
  }
}

Object* numeric_host(Thread& t, const SocketAddress& address) {
  char host[NI_MAXHOST];
  int error = without_gil(t, [&] {
    return ::getnameinfo(address.pointer(), address.length, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  });
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
    case AF_VSOCK: return pair_object(as<sockaddr_vm>(address).svm_cid, as<sockaddr_vm>(address).svm_port);
    case AF_QIPCRTR: return pair_object(as<sockaddr_qrtr>(address).sq_node, as<sockaddr_qrtr>(address).sq_port);
    case AF_PACKET: return packet_object(as<sockaddr_ll>(address));
    default: return plain_object(address);
  }
}

}  // namespace sidewinder
