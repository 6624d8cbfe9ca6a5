// Module _socket: names, addresses and numbers; the type is in socket_type.cpp.
#include <sys/socket.h>

#include <arpa/inet.h>
#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/isotp.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/rds.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <sys/un.h>
#include <unistd.h>

#include <fcntl.h>

#include <climits>
#include <cstring>
#include <mutex>
#include <vector>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/socket/socket.h"
#include "interpreter/objects/capsule/capsule.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object** socket_errors() {
  static Object** const roots = allocate_permanent(2);
  return roots;
}

namespace {

Raised raise_plain(Thread& t, const char* message) { return raise(t, exceptions::OSError, "%s", message); }

// --- hosts ----------------------------------------------------------------------------------------

Raised raise_host_error(Thread& t, int error) {
  Object* arguments[] = {int_from_int64(error), new_str(::hstrerror(error))};
  Object* exception = call(t, socket_errors()[kHostError], Args{arguments, 2});
  return exception ? raise_object(t, exception) : Raised{};
}

Result<std::string> host_of(Thread& t, Object* host, const char* function) {
  std::string words = std::string(function) + "() argument 1 must be str, bytes or bytearray, not %A";
  return host_argument(t, host, words.c_str());
}

Object* socket_module_gethostbyname(Thread& t, Object* host) {
  std::string name = TRY(host_of(t, host, "gethostbyname"));
  TRY(audit(t, "socket.gethostbyname", host));
  SocketAddress address;
  TRY(resolve_host(t, name, AF_INET, &address));
  return numeric_host(t, address);
}

// The answers of gethostbyname() and the like, which lie in memory that the next such call uses again.
struct HostAnswer {
  int error = 0;  // of h_errno; 0: found
  int family = AF_INET;
  std::string name;
  std::vector<std::string> aliases, addresses;  // the latter packed

  void take(const hostent* entry) {
    if (!entry) {
      error = h_errno;
      return;
    }
    name = entry->h_name;
    family = entry->h_addrtype;
    for (char** alias = entry->h_aliases; alias && *alias; alias++) aliases.push_back(*alias);
    for (char** address = entry->h_addr_list; address && *address; address++)
      addresses.emplace_back(*address, size_t(entry->h_length));
  }
};
// ask() -> hostent*, one thread at a time; meanwhile others run.
template <class Ask> HostAnswer ask_host(Thread& t, Ask&& ask) {
  static std::mutex one_at_a_time;
  HostAnswer answer;
  without_gil(t, [&] {
    std::lock_guard guard(one_at_a_time);
    answer.take(ask());
    return 0;
  });
  return answer;
}

// (name, other names, addresses)
Object* host_entry(Thread& t, const HostAnswer& entry) {
  if (entry.error) return raise_host_error(t, entry.error);
  List* aliases = TRY(new_list(t));
  for (const std::string& alias : entry.aliases) TRY(list_append(t, aliases, TRY(decode_path(alias))));
  List* addresses = TRY(new_list(t));
  for (const std::string& address : entry.addresses) {
    char text[INET6_ADDRSTRLEN];
    const char* written = ::inet_ntop(entry.family, address.data(), text, sizeof text);
    TRY(list_append(t, addresses, TRY(new_str(written ? written : ""))));
  }
  Object* items[] = {TRY(decode_path(entry.name)), aliases, addresses};
  return new_tuple(items, 3);
}

Object* socket_module_gethostbyname_ex(Thread& t, Object* host) {
  std::string name = TRY(host_of(t, host, "gethostbyname_ex"));
  TRY(audit(t, "socket.gethostbyname", host));
  SocketAddress address;
  TRY(resolve_host(t, name, AF_INET, &address));
  return host_entry(t, ask_host(t, [&] { return ::gethostbyname(name.c_str()); }));
}

Object* socket_module_gethostbyaddr(Thread& t, Object* host) {
  std::string name = TRY(host_of(t, host, "gethostbyaddr"));
  TRY(audit(t, "socket.gethostbyaddr", host));
  SocketAddress address;
  TRY(resolve_host(t, name, AF_UNSPEC, &address));
  const sockaddr* a = address.pointer();
  if (a->sa_family == AF_INET) {
    auto* inet = reinterpret_cast<const sockaddr_in*>(a);
    return host_entry(t, ask_host(t, [&] { return ::gethostbyaddr(&inet->sin_addr, sizeof inet->sin_addr, AF_INET); }));
  }
  if (a->sa_family != AF_INET6) return raise_plain(t, "unsupported address family");
  auto* inet6 = reinterpret_cast<const sockaddr_in6*>(a);
  return host_entry(t,
                    ask_host(t, [&] { return ::gethostbyaddr(&inet6->sin6_addr, sizeof inet6->sin6_addr, AF_INET6); }));
}

Object* socket_module_gethostname(Thread& t) {
  TRY(audit(t, "socket.gethostname"));
  char name[1024];
  if (::gethostname(name, sizeof name - 1)) return raise_os_error(t, errno);
  name[sizeof name - 1] = 0;
  return decode_path(name);
}
Status socket_module_sethostname(Thread& t, Object* name) {
  TRY(audit(t, "socket.sethostname", name));
  std::string text = TRY(path_argument(t, name));
  if (::sethostname(text.data(), text.size())) return raise_os_error(t, errno);
  return Status::ok();
}

// --- services -------------------------------------------------------------------------------------

std::string text_or_empty(const Str* s) { return s ? str_to_utf8(s) : std::string(); }
const char* null_if_missing(const Str* s, const std::string& text) { return s ? text.c_str() : nullptr; }

Result<int> socket_module_getservbyname(Thread& t, Str* name, Str* protocol) {
  TRY(audit(t, "socket.getservbyname", name, protocol ? static_cast<Object*>(protocol) : TRY(new_str(""))));
  std::string service = str_to_utf8(name);
  std::string protocol_text = text_or_empty(protocol);
  const servent* entry = ::getservbyname(service.c_str(), null_if_missing(protocol, protocol_text));
  if (!entry) return raise_plain(t, "service/proto not found");
  return int(ntohs(uint16_t(entry->s_port)));
}

Object* socket_module_getservbyport(Thread& t, int port, Str* protocol) {
  if (port < 0 || port > 0xffff) return raise_overflow_error(t, "getservbyport: port must be 0-65535.");
  TRY(audit(t, "socket.getservbyport", port, protocol ? static_cast<Object*>(protocol) : TRY(new_str(""))));
  std::string protocol_text = text_or_empty(protocol);
  const servent* entry = ::getservbyport(htons(uint16_t(port)), null_if_missing(protocol, protocol_text));
  if (!entry) return raise_plain(t, "port/proto not found");
  return new_str(entry->s_name);
}

Result<int> socket_module_getprotobyname(Thread& t, Str* name) {
  const protoent* entry = ::getprotobyname(str_to_utf8(name).c_str());
  if (!entry) return raise_plain(t, "protocol not found");
  return entry->p_proto;
}

// --- descriptors ----------------------------------------------------------------------------------

Status socket_module_close(Thread& t, int fd) {
  if (without_gil(t, [&] { return ::close(fd); }) && errno != ECONNRESET) return raise_os_error(t, errno);
  return Status::ok();
}
Result<ssize> socket_module_dup(Thread& t, int fd) {
  return system_call(t, [&] { return ::fcntl(fd, F_DUPFD_CLOEXEC, 0); });
}

Object* socket_module_socketpair(Thread& t, Given family_object, int kind, int protocol) {
  int family = AF_UNIX;
  if (family_object.value) TRY(argument_int(t, family_object.value, &family));
  int ends[2];
  if (making_descriptor(t, [&] { return ::socketpair(family, kind | SOCK_CLOEXEC, protocol, ends); }))
    return raise_os_error(t, errno);
  Object* items[2];
  for (int i = 0; i < 2; i++) items[i] = TRY(new_socket(t, &socket_type, ends[i], family, kind, protocol));
  return new_tuple(items, 2);
}

// --- numbers --------------------------------------------------------------------------------------

Result<uint16_t> number16(Thread& t, Object* o, const char* function) {
  Object* number = TRY(index(t, o));
  int64_t value;
  bool fits = int_fits_int64(number, &value);
  if (int_sign(number) < 0)
    return raise_overflow_error(t, "%s: can't convert negative Python int to C 16-bit unsigned integer", function);
  if (fits && value <= 0xffff) return uint16_t(value);
  return raise_overflow_error(t, "%s: Python int too large to convert to C 16-bit unsigned integer", function);
}
Result<uint32_t> number32(Thread& t, Object* o) {
  if (!is_int(o)) return raise_type_error(t, "expected int, %T found", o);
  int64_t value;
  bool fits = int_fits_int64(o, &value);
  if (int_sign(o) < 0) return raise_overflow_error(t, "can't convert negative value to unsigned int");
  if (fits && value <= int64_t(UINT32_MAX)) return uint32_t(value);
  return raise_overflow_error(t, "int larger than 32 bits");
}
Result<int64_t> socket_module_ntohs(Thread& t, Object* o) { return int64_t(ntohs(TRY(number16(t, o, "ntohs")))); }
Result<int64_t> socket_module_htons(Thread& t, Object* o) { return int64_t(htons(TRY(number16(t, o, "htons")))); }
Result<int64_t> socket_module_ntohl(Thread& t, Object* o) { return int64_t(ntohl(TRY(number32(t, o)))); }
Result<int64_t> socket_module_htonl(Thread& t, Object* o) { return int64_t(htonl(TRY(number32(t, o)))); }

Object* socket_module_inet_aton(Thread& t, Str* text) {
  in_addr address;
  if (!::inet_aton(str_to_utf8(text).c_str(), &address))
    return raise_plain(t, "illegal IP address string passed to inet_aton");
  return new_bytes(&address, sizeof address);
}
Object* socket_module_inet_ntoa(Thread& t, const BytesLike& packed) {
  if (packed.bytes.size() != sizeof(in_addr)) return raise_plain(t, "packed IP wrong length for inet_ntoa");
  in_addr address;
  std::memcpy(&address, packed.bytes.data(), sizeof address);
  return new_str(::inet_ntoa(address));
}
Object* socket_module_inet_pton(Thread& t, int family, Str* text) {
  unsigned char packed[sizeof(in6_addr)];
  int result = ::inet_pton(family, str_to_utf8(text).c_str(), packed);
  if (result < 0) return raise_os_error(t, errno);
  if (result == 0) return raise_plain(t, "illegal IP address string passed to inet_pton");
  return new_bytes(packed, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr));
}
Object* socket_module_inet_ntop(Thread& t, int family, const BytesLike& packed) {
  if (family != AF_INET && family != AF_INET6) return raise_value_error(t, "unknown address family %d", family);
  size_t wanted = family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr);
  if (packed.bytes.size() != wanted) return raise_value_error(t, "invalid length of packed IP address string");
  char text[INET6_ADDRSTRLEN];
  if (!::inet_ntop(family, packed.bytes.data(), text, sizeof text)) return raise_os_error(t, errno);
  return new_str(text);
}

// --- getaddrinfo ----------------------------------------------------------------------------------

// A null text stands for None.
struct OptionalText {
  std::string text;
  bool given = false;
  const char* c_str() const { return given ? text.c_str() : nullptr; }
};
Status read_host(Thread& t, Object* o, OptionalText* out) {
  out->given = o != none();
  if (!out->given) return Status::ok();
  if (!is_str(o) && !is_bytes(o)) return raise_type_error(t, "getaddrinfo() argument 1 must be string or None");
  out->text = TRY(host_argument(t, o, "%T"));
  return Status::ok();
}
Status read_service(Thread& t, Object* o, OptionalText* out) {
  out->given = o != none();
  if (!out->given) return Status::ok();
  if (is_int(o)) out->text = str_to_utf8(TRY(to_str(t, o)));
  else if (is_str(o)) out->text = TRY(encode_str(t, cast<Str>(o), "utf-8"))->view();
  else if (is_bytes(o)) out->text = cast<Bytes>(o)->view();
  else return raise_plain(t, "Int or String expected");
  return Status::ok();
}

Object* info_entry(Thread& t, const addrinfo& info) {
  SocketAddress address;
  std::memcpy(&address.storage, info.ai_addr, info.ai_addrlen);
  address.length = info.ai_addrlen;
  Object* items[] = {TRY(int_from_int64(info.ai_family)), TRY(int_from_int64(info.ai_socktype)),
                     TRY(int_from_int64(info.ai_protocol)),
                     TRY(decode_path(info.ai_canonname ? info.ai_canonname : "")), TRY(address_object(t, address))};
  return new_tuple(items, 5);
}

Object* entries_of(Thread& t, const addrinfo* first) {
  List* entries = TRY(new_list(t));
  for (const addrinfo* info = first; info; info = info->ai_next)
    TRY(list_append(t, entries, TRY(info_entry(t, *info))));
  return entries;
}

Object* socket_module_getaddrinfo(Thread& t, Object* host, Object* port, int family, int kind, int protocol,
                                  int flags) {
  OptionalText host_text, service;
  TRY(read_host(t, host, &host_text));
  TRY(read_service(t, port, &service));
  TRY(audit(t, "socket.getaddrinfo", host, port, family, kind, protocol));
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = kind;
  hints.ai_protocol = protocol;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  int error = 0;
  TRY(system_action(t, [&] {
    error = ::getaddrinfo(host_text.c_str(), service.c_str(), &hints, &found);
    return 0;
  }));
  if (error) return raise_address_error(t, error);
  Object* entries = entries_of(t, found);
  ::freeaddrinfo(found);
  return entries;
}

Object* socket_module_getnameinfo(Thread& t, Object* address, int flags) {
  if (!has_flag(address, kTypeTuple)) return raise_type_error(t, "getnameinfo() argument 1 must be a tuple");
  auto* items = cast<Tuple>(address);
  if (items->size < 2 || items->size > 4 || !is_str(items->items[0]))
    return raise_type_error(t, "getnameinfo(): illegal sockaddr argument");
  int64_t numbers[3] = {0, 0, 0};
  for (ssize i = 1; i < items->size; i++)
    if (!int_fits_int64(TRY(index(t, items->items[i])), &numbers[i - 1])) numbers[i - 1] = -1;
  if (numbers[1] < 0 || numbers[1] > 0xfffff)
    return raise_overflow_error(t, "getnameinfo(): flowinfo must be 0-1048575.");
  TRY(audit(t, "socket.getnameinfo", address));
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  std::string host = str_to_utf8(cast<Str>(items->items[0]));
  std::string port = std::to_string(numbers[0]);
  int error = without_gil(t, [&] { return ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found); });
  if (error) return raise_address_error(t, error);
  SocketAddress a;
  std::memcpy(&a.storage, found->ai_addr, found->ai_addrlen);
  a.length = found->ai_addrlen;
  ::freeaddrinfo(found);
  if (a.pointer()->sa_family == AF_INET && items->size != 2) return raise_plain(t, "IPv4 sockaddr must be 2 tuple");
  if (a.pointer()->sa_family == AF_INET6) {
    auto* inet6 = reinterpret_cast<sockaddr_in6*>(&a.storage);
    inet6->sin6_flowinfo = htonl(uint32_t(numbers[1]));
    inet6->sin6_scope_id = uint32_t(numbers[2]);
  }
  char host_text[NI_MAXHOST], service_text[NI_MAXSERV];
  error = without_gil(t, [&] {
    return ::getnameinfo(a.pointer(), a.length, host_text, sizeof host_text, service_text, sizeof service_text, flags);
  });
  if (error) return raise_address_error(t, error);
  Object* pair[] = {TRY(decode_path(host_text)), TRY(decode_path(service_text))};
  return new_tuple(pair, 2);
}

Object* socket_module_getdefaulttimeout() { return socket_timeout_object(default_socket_timeout); }
Status socket_module_setdefaulttimeout(Thread& t, Object* timeout) {
  default_socket_timeout = TRY(socket_timeout_argument(t, timeout));
  return Status::ok();
}

// --- interfaces -----------------------------------------------------------------------------------

Object* interface_list(Thread& t, const struct if_nameindex* first) {
  List* list = TRY(new_list(t));
  for (const struct if_nameindex* i = first; i->if_index || i->if_name; i++) {
    Object* pair[] = {TRY(int_from_int64(i->if_index)), TRY(decode_path(i->if_name))};
    TRY(list_append(t, list, TRY(new_tuple(pair, 2))));
  }
  return list;
}
Object* socket_module_if_nameindex(Thread& t) {
  struct if_nameindex* all = ::if_nameindex();
  if (!all) return raise_os_error(t, errno);
  Object* list = interface_list(t, all);
  ::if_freenameindex(all);
  return list;
}
Result<ssize> socket_module_if_nametoindex(Thread& t, Object* name) {
  std::string text = TRY(path_argument(t, name));
  unsigned number = ::if_nametoindex(text.c_str());
  if (!number) return raise_plain(t, "no interface with this name");
  return ssize(number);
}
Object* socket_module_if_indextoname(Thread& t, ssize number) {
  char name[IF_NAMESIZE + 1];
  if (!::if_indextoname(unsigned(number), name)) return raise_os_error(t, errno);
  return decode_path(name);
}

Result<ssize> socket_module_cmsg_len(Thread& t, ssize length) {
  if (length < 0 || length > INT32_MAX - ssize(CMSG_LEN(0)))
    return raise_overflow_error(t, "CMSG_LEN() argument out of range");
  return ssize(CMSG_LEN(size_t(length)));
}
Result<ssize> socket_module_cmsg_space(Thread& t, ssize length) {
  if (length < 0 || length > INT32_MAX - ssize(CMSG_SPACE(1)))
    return raise_overflow_error(t, "CMSG_SPACE() argument out of range");
  return ssize(CMSG_SPACE(size_t(length)));
}

// --- the module -----------------------------------------------------------------------------------

struct SocketConstant {
  const char* name;
  int64_t value;
};
constexpr SocketConstant socket_constants[] = {
#define NUMBER(name) {#name, int64_t(name)},
#define VALUE(name, value) {#name, value},
#include "interpreter/modules/socket/socket_constants.def"
#undef NUMBER
#undef VALUE
};

Object* make_error(Thread& t, const char* name) {
  Object* base = &exceptions::OSError;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("socket")));
  return new_heap_type(t, &type_type, intern(name), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

// What the capsule _socket.CAPI points to, for the distribution's ssl: CPython's PySocketModule_APIObject.
struct SocketCApi {
  Type* socket;
  Object *error, *timeout;
};
Object* c_api_capsule(Thread& t) {
  static SocketCApi api{&socket_type, &exceptions::OSError, &exceptions::TimeoutError};
  return new_capsule(t, &api, "_socket.CAPI");
}

Status add_types(Thread& t, Module* module) {
  ready_type(t, &socket_type);
  if (!socket_errors()[kHostError]) socket_errors()[kHostError] = TRY(make_error(t, "herror"));
  if (!socket_errors()[kAddressInfoError]) socket_errors()[kAddressInfoError] = TRY(make_error(t, "gaierror"));
  TRY(add_object(t, module, "socket", &socket_type));
  TRY(add_object(t, module, "SocketType", &socket_type));
  TRY(add_object(t, module, "error", &exceptions::OSError));
  TRY(add_object(t, module, "timeout", &exceptions::TimeoutError));
  TRY(add_object(t, module, "herror", socket_errors()[kHostError]));
  return add_object(t, module, "gaierror", socket_errors()[kAddressInfoError]);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/socket/socket_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX socket_module
#define NATIVE_NAME "_socket"
#include "interpreter/objects/core/native_table.inc"

Module* create_socket(Thread& t) {
  Module* module = TRY(new_module(t, "_socket"));
  TRY(add_functions(t, module, socket_module_method_rows));
  TRY(add_types(t, module));
  for (const SocketConstant& row : socket_constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "CAPI", c_api_capsule(t)));
  TRY(add_object(t, module, "has_ipv6", py_true()));
  TRY(add_object(t, module, "BDADDR_ANY", new_str("00:00:00:00:00:00")));
  TRY(add_object(t, module, "BDADDR_LOCAL", new_str("00:00:00:FF:FF:FF")));
  TRY(add_object(t, module, "__doc__", new_str("Sockets, for the module socket.")));
  return module;
}

}  // namespace sidewinder
