// The type _socket.socket.
#include <fcntl.h>
#include <linux/if_alg.h>
#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <vector>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/modules/io/io_base.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/socket/socket.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

int64_t default_socket_timeout = -1;

namespace {

constexpr int64_t kBillion = 1000000000;

int64_t now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * kBillion + time.tv_nsec;
}

Raised raise_timed_out(Thread& t) { return raise(t, exceptions::TimeoutError, "timed out"); }

Status set_nonblocking(Thread& t, int fd, bool on) {
  int flags = ::fcntl(fd, F_GETFL);
  int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  if (flags < 0 || (wanted != flags && ::fcntl(fd, F_SETFL, wanted) < 0)) return raise_os_error(t, errno);
  return Status::ok();
}

// Waits within a socket's timeout.
class Waiting {
 public:
  Waiting(Thread& t, Socket& s) : t_(t), s_(s), end_(s.timeout > 0 ? now() + s.timeout : 0) {}

  // Until the socket is ready; at once if it has no timeout, but for idle time.
  Status until_ready(bool writing) {
    if (s_.timeout == 0 || s_.fd < 0) return Status::ok();
    if (s_.timeout > 0) return wait(writing);
    pollfd watched{s_.fd, POLLIN, 0};
    if (!writing && !TRY(system_call(t_, [&] { return ::poll(&watched, 1, idle_); }))) collect_when_idle(t_);
    return Status::ok();
  }
  // A long wait is idle time.
  Status wait(bool writing) {
    pollfd watched{s_.fd, short(writing ? POLLOUT : POLLIN), 0};
    auto left = [&] {
      int64_t milliseconds = s_.timeout < 0 ? -1 : std::max<int64_t>(0, (end_ - now() + 999999) / 1000000);
      return int(std::min<int64_t>(milliseconds, INT32_MAX));
    };
    if (left() < 0 || left() > idle_) {
      if (TRY(system_call(t_, [&] { return ::poll(&watched, 1, idle_); }))) return Status::ok();
      collect_when_idle(t_);
    }
    ssize ready = TRY(system_call(t_, [&] { return ::poll(&watched, 1, left()); }));
    return ready ? Status::ok() : Status(raise_timed_out(t_));
  }
  // f() again and again until it does not fail for being too early.
  template <class F> Result<ssize> call(bool writing, F&& f) {
    for (;;) {
      TRY(until_ready(writing));
      bool too_early = false;
      ssize result = TRY(system_call(t_, [&]() -> ssize {
        ssize n = f();
        too_early = n < 0 && s_.timeout > 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
        return too_early ? 0 : n;
      }));
      if (!too_early) return result;
    }
  }

 private:
  Thread& t_;
  Socket& s_;
  int64_t end_;
  const int idle_ = int(idle_after() * 1000);  // milliseconds
};

// --- connections ----------------------------------------------------------------------------------

Object* socket_accept(Thread& t, Socket& self) {
  SocketAddress address;
  Waiting waiting(t, self);
  ssize fd = TRY(waiting.call(false, [&] {
    address.length = sizeof address.storage;
    return ::accept4(self.fd, address.pointer(), &address.length, SOCK_CLOEXEC);
  }));
  Object* items[] = {int_from_int64(fd), address_object(t, address)};
  if (!items[0] || !items[1]) {
    ::close(int(fd));
    return nullptr;
  }
  return new_tuple(items, 2);
}

Status socket_bind(Thread& t, Socket& self, Object* o) {
  SocketAddress address;
  TRY(read_address(t, self.family, o, "bind", &address));
  TRY(audit(t, "socket.bind", &self, o));
  return system_action(t, [&] { return ::bind(self.fd, address.pointer(), address.length); });
}

// The error's number; a call that a signal ended goes on by itself, and is waited for.
Result<int> connect_to(Thread& t, Socket& self, const SocketAddress& address) {
  Waiting waiting(t, self);
  if (without_gil(t, [&] { return ::connect(self.fd, address.pointer(), address.length); }) == 0) return 0;
  int error = errno;
  bool interrupted = error == EINTR;
  if (interrupted) TRY(check_signals(t));
  bool goes_on = (interrupted && self.timeout != 0) || (error == EINPROGRESS && self.timeout > 0);
  if (!goes_on) return error;
  TRY(waiting.wait(true));
  int result = 0;
  socklen_t size = sizeof result;
  if (::getsockopt(self.fd, SOL_SOCKET, SO_ERROR, &result, &size)) return errno;
  return result == EISCONN ? 0 : result;
}

Status socket_connect(Thread& t, Socket& self, Object* o) {
  SocketAddress address;
  TRY(read_address(t, self.family, o, "connect", &address));
  TRY(audit(t, "socket.connect", &self, o));
  int error = TRY(connect_to(t, self, address));
  return error ? Status(raise_os_error(t, error)) : Status::ok();
}

Result<int> socket_connect_ex(Thread& t, Socket& self, Object* o) {
  SocketAddress address;
  TRY(read_address(t, self.family, o, "connect_ex", &address));
  TRY(audit(t, "socket.connect", &self, o));
  Result<int> error = connect_to(t, self, address);
  if (!error.failed() || !pending_matches(t, exceptions::TimeoutError)) return error;
  clear_pending(t);
  return EAGAIN;
}

Status socket_listen(Thread& t, Socket& self, int backlog) {
  int most = backlog == -1 ? std::min(SOMAXCONN, 128) : std::max(backlog, 0);
  return system_action(t, [&] { return ::listen(self.fd, most); });
}

Status socket_shutdown(Thread& t, Socket& self, int how) {
  return system_action(t, [&] { return ::shutdown(self.fd, how); });
}

Status socket_close(Thread& t, Socket& self) {
  int fd = self.fd;
  self.fd = -1;
  // A connection that the other end has reset is closed all the same.
  if (fd >= 0 && without_gil(t, [&] { return ::close(fd); }) && errno != ECONNRESET && errno != EINTR)
    return raise_os_error(t, errno);
  return Status::ok();
}

int socket_detach(Socket& self) {
  int fd = self.fd;
  self.fd = -1;
  return fd;
}
int socket_fileno(Socket& self) { return self.fd; }

Object* socket_getpeername(Thread& t, Socket& self) {
  SocketAddress address;
  if (::getpeername(self.fd, address.pointer(), &address.length)) return raise_os_error(t, errno);
  return address_object(t, address);
}
Object* socket_getsockname(Thread& t, Socket& self) {
  SocketAddress address;
  if (::getsockname(self.fd, address.pointer(), &address.length)) return raise_os_error(t, errno);
  return address_object(t, address);
}

// --- options --------------------------------------------------------------------------------------

Object* socket_getsockopt(Thread& t, Socket& self, int level, int option, int size) {
  if (size == 0) {
    union {
      uint64_t wide = 0;  // as large as the options of AF_VSOCK are
      int plain;
    } flag;
    socklen_t length = self.family == AF_VSOCK ? sizeof flag.wide : sizeof flag.plain;
    if (::getsockopt(self.fd, level, option, &flag, &length)) return raise_os_error(t, errno);
    return self.family == AF_VSOCK ? int_from_uint64(flag.wide) : int_from_int64(flag.plain);
  }
  if (size < 0 || size > 1024) return raise(t, exceptions::OSError, "getsockopt buflen out of range");
  char buffer[1024];
  auto length = socklen_t(size);
  if (::getsockopt(self.fd, level, option, buffer, &length)) return raise_os_error(t, errno);
  return new_bytes(buffer, ssize(length));
}

Status socket_setsockopt(Thread& t, Socket& self, int level, int option, Object* value, Given length) {
  int result;
  if (length.value) {
    if (value != none()) return raise_type_error(t, "setsockopt() argument 3 must be None, not %T", value);
    int size;
    TRY(argument_int(t, length.value, &size));
    result = ::setsockopt(self.fd, level, option, nullptr, socklen_t(size));
  } else if (slots_of(value).index && self.family == AF_VSOCK) {
    uint64_t flag = TRY(unsigned_number(t, value));
    result = ::setsockopt(self.fd, level, option, &flag, sizeof flag);
  } else if (slots_of(value).index) {
    int flag;
    TRY(argument_int(t, value, &flag));
    result = ::setsockopt(self.fd, level, option, &flag, sizeof flag);
  } else {
    std::string_view bytes = TRY(as_bytes_view(t, value));
    result = ::setsockopt(self.fd, level, option, bytes.data(), socklen_t(bytes.size()));
  }
  if (result) return raise_os_error(t, errno);
  return Status::ok();
}

Status apply_timeout(Thread& t, Socket& self, int64_t timeout) {
  self.timeout = timeout;
  return set_nonblocking(t, self.fd, timeout >= 0);
}
Status socket_setblocking(Thread& t, Socket& self, int flag) { return apply_timeout(t, self, flag ? -1 : 0); }
bool socket_getblocking(Socket& self) { return self.timeout != 0; }
Status socket_settimeout(Thread& t, Socket& self, Object* timeout) {
  return apply_timeout(t, self, TRY(socket_timeout_argument(t, timeout)));
}
Object* socket_gettimeout(Socket& self) { return socket_timeout_object(self.timeout); }
Object* socket_timeout(Socket& self) { return socket_timeout_object(self.timeout); }

// --- receiving ------------------------------------------------------------------------------------

// The sender's address is asked for if `from` is not null.
Result<ssize> receive(Thread& t, Socket& self, void* data, ssize size, int flags, SocketAddress* from) {
  Waiting waiting(t, self);
  return waiting.call(false, [&]() -> ssize {
    if (!from) return ::recv(self.fd, data, size_t(size), flags);
    from->length = sizeof from->storage;
    return ::recvfrom(self.fd, data, size_t(size), flags, from->pointer(), &from->length);
  });
}

Object* receive_bytes(Thread& t, Socket& self, ssize size, int flags, SocketAddress* from, const char* function) {
  if (size < 0) return raise_value_error(t, "negative buffersize in %s", function);
  Bytes* result = TRY(new_bytes(nullptr, size));
  ssize n = TRY(receive(t, self, result->bytes, size, flags, from));
  return n == size ? result : new_bytes(result->bytes, n);
}

Object* socket_recv(Thread& t, Socket& self, ssize size, int flags) {
  return receive_bytes(t, self, size, flags, nullptr, "recv");
}

Object* socket_recvfrom(Thread& t, Socket& self, ssize size, int flags) {
  SocketAddress from;
  Object* bytes = TRY(receive_bytes(t, self, size, flags, &from, "recvfrom"));
  Object* items[] = {bytes, TRY(address_object(t, from))};
  return new_tuple(items, 2);
}

// The bytes are received aside and copied: the buffer may be resized meanwhile.
Result<ssize> receive_into(Thread& t, Socket& self, const WritableBytes& buffer, ssize size, int flags,
                           SocketAddress* from) {
  std::vector<char> data(static_cast<size_t>(size));
  ssize n = TRY(receive(t, self, data.data(), size, flags, from));
  WritableBytes target = writable_bytes(buffer.object);
  ssize copied = std::min(n, target.size);
  if (copied) std::memcpy(target.data, data.data(), size_t(copied));
  return n;
}

Result<ssize> socket_recv_into(Thread& t, Socket& self, WritableBytes buffer, ssize size, int flags) {
  if (size < 0) return raise_value_error(t, "negative buffersize in recv_into");
  if (size > buffer.size) return raise_value_error(t, "buffer too small for requested bytes");
  return receive_into(t, self, buffer, size ? size : buffer.size, flags, nullptr);
}

Object* socket_recvfrom_into(Thread& t, Socket& self, WritableBytes buffer, ssize size, int flags) {
  if (size < 0) return raise_value_error(t, "negative buffersize in recvfrom_into");
  if (size > buffer.size) return raise_value_error(t, "nbytes is greater than the length of the buffer");
  SocketAddress from;
  ssize n = TRY(receive_into(t, self, buffer, size ? size : buffer.size, flags, &from));
  Object* items[] = {TRY(int_from_int64(n)), TRY(address_object(t, from))};
  return new_tuple(items, 2);
}

// --- messages with ancillary data -----------------------------------------------------------------

Object* ancillary_object(Thread& t, msghdr& message) {
  List* list = TRY(new_list(t));
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
    auto* end = static_cast<unsigned char*>(message.msg_control) + message.msg_controllen;
    ssize size = std::min<ssize>(ssize(c->cmsg_len) - ssize(CMSG_LEN(0)), end - CMSG_DATA(c));
    if (size < 0) break;
    Object* items[] = {TRY(int_from_int64(c->cmsg_level)), TRY(int_from_int64(c->cmsg_type)),
                       TRY(new_bytes(CMSG_DATA(c), size))};
    TRY(list_append(t, list, TRY(new_tuple(items, 3))));
  }
  return list;
}

// Everything but the bytes: (first, ancillary data, flags, address).
Object* receive_message(Thread& t, Socket& self, iovec* vectors, size_t count, ssize ancillary, int flags,
                        ssize* received, Object* (*ancillary_of)(Thread&, msghdr&), Object** tail) {
  std::vector<char> control(static_cast<size_t>(ancillary));
  SocketAddress from;
  msghdr message{};
  Waiting waiting(t, self);
  *received = TRY(waiting.call(false, [&] {
    message = msghdr{};
    message.msg_name = from.pointer();
    message.msg_namelen = sizeof from.storage;
    message.msg_iov = vectors;
    message.msg_iovlen = count;
    message.msg_control = ancillary ? control.data() : nullptr;
    message.msg_controllen = control.size();
    return ::recvmsg(self.fd, &message, flags | MSG_CMSG_CLOEXEC);
  }));
  from.length = message.msg_namelen;
  tail[0] = TRY(ancillary_of(t, message));
  tail[1] = TRY(int_from_int64(message.msg_flags & ~MSG_CMSG_CLOEXEC));
  tail[2] = TRY(address_object(t, from));
  return none();
}

Status check_ancillary_size(Thread& t, ssize size) {
  if (size >= 0 && size <= INT32_MAX) return Status::ok();
  return raise_value_error(t, "invalid ancillary data buffer length");
}

Object* socket_recvmsg(Thread& t, Socket& self, ssize size, ssize ancillary, int flags) {
  if (size < 0) return raise_value_error(t, "negative buffer size in recvmsg()");
  TRY(check_ancillary_size(t, ancillary));
  Bytes* data = TRY(new_bytes(nullptr, size));
  iovec vector{data->bytes, size_t(size)};
  ssize n;
  Object* items[4];
  TRY(receive_message(t, self, &vector, 1, ancillary, flags, &n, ancillary_object, items + 1));
  items[0] = n == size ? data : TRY(new_bytes(data->bytes, n));
  return new_tuple(items, 4);
}

Object* socket_recvmsg_into(Thread& t, Socket& self, Object* buffers, ssize ancillary, int flags) {
  TRY(check_ancillary_size(t, ancillary));
  Tuple* all = TRY(tuple_from_iterable(t, buffers));
  std::vector<iovec> vectors;
  for (ssize i = 0; i < all->size; i++) {
    if (!is_writable_bytes(all->items[i]))
      return raise_type_error(t, "recvmsg_into() argument 1 must be an iterable of read-write bytes-like objects");
    WritableBytes buffer = writable_bytes(all->items[i]);
    vectors.push_back({buffer.data, size_t(buffer.size)});
  }
  ssize n;
  Object* items[4];
  TRY(receive_message(t, self, vectors.data(), vectors.size(), ancillary, flags, &n, ancillary_object, items + 1));
  items[0] = TRY(int_from_int64(n));
  return new_tuple(items, 4);
}

void append_ancillary(int level, int kind, std::string_view data, std::string* control) {
  size_t at = control->size();
  control->resize(at + CMSG_SPACE(data.size()), '\0');
  cmsghdr header{};
  header.cmsg_len = CMSG_LEN(data.size());
  header.cmsg_level = level;
  header.cmsg_type = kind;
  std::memcpy(control->data() + at, &header, sizeof header);
  std::memcpy(control->data() + at + CMSG_LEN(0), data.data(), data.size());
}

Status append_ancillary_object(Thread& t, Object* item, std::string* control) {
  Tuple* parts = TRY(tuple_from_iterable(t, item));
  if (parts->size != 3) return raise_type_error(t, "[sendmsg() ancillary data items must be 3-item sequences]");
  int level, kind;
  TRY(argument_int(t, parts->items[0], &level));
  TRY(argument_int(t, parts->items[1], &kind));
  append_ancillary(level, kind, TRY(as_bytes_view(t, parts->items[2])), control);
  return Status::ok();
}

// The bytes of each item of `buffers`.
Status collect_buffers(Thread& t, Object* buffers, std::vector<iovec>* vectors) {
  if (!slots_of(buffers).iter && !slots_of(buffers).get_item)
    return raise_type_error(t, "sendmsg() argument 1 must be an iterable");
  Tuple* all = TRY(tuple_from_iterable(t, buffers));
  for (ssize i = 0; i < all->size; i++) {
    std::string_view bytes = TRY(as_bytes_view(t, all->items[i]));
    vectors->push_back({const_cast<char*>(bytes.data()), bytes.size()});
  }
  return Status::ok();
}

Result<ssize> send_message(Thread& t, Socket& self, std::vector<iovec>& vectors, std::string& control, int flags,
                           SocketAddress* to) {
  msghdr message{};
  if (to) {
    message.msg_name = to->pointer();
    message.msg_namelen = to->length;
  }
  message.msg_iov = vectors.data();
  message.msg_iovlen = vectors.size();
  message.msg_control = control.empty() ? nullptr : control.data();
  message.msg_controllen = control.size();
  Waiting waiting(t, self);
  return waiting.call(true, [&] { return ::sendmsg(self.fd, &message, flags); });
}

Result<ssize> socket_sendmsg(Thread& t, Socket& self, Object* buffers, Object* ancillary, int flags, Object* address) {
  std::vector<iovec> vectors;
  TRY(collect_buffers(t, buffers, &vectors));
  std::string control;
  if (ancillary) TRY(for_each(t, ancillary, [&](Object* item) { return append_ancillary_object(t, item, &control); }));
  SocketAddress to;
  bool has_address = address && address != none();
  if (has_address) TRY(read_address(t, self.family, address, "sendmsg", &to));
  TRY(audit(t, "socket.sendmsg", &self, has_address ? address : nullptr));
  return send_message(t, self, vectors, control, flags, has_address ? &to : nullptr);
}

// A number for the kernel's cryptography, which has no word for negative ones.
Result<uint32_t> algorithm_number(Thread& t, Object* value, int position, const char* refusal) {
  if (!has_flag(value, kTypeLong))
    return raise_type_error(t, "sendmsg_afalg() argument %d must be int, not %A", position, value);
  int64_t number = TRY(int_to_int64(t, value));
  if (number < 0 || number > INT32_MAX) return raise_type_error(t, "%s", refusal);
  return uint32_t(number);
}

std::string_view raw_bytes(const uint32_t& number) { return {reinterpret_cast<const char*>(&number), sizeof number}; }

Result<ssize> socket_sendmsg_afalg(Thread& t, Socket& self, Object* buffers, Object* operation, Object* vector,
                                   Object* associated, int flags) {
  if (self.family != AF_ALG) return raise(t, exceptions::OSError, "algset is only supported for AF_ALG");
  constexpr char kNoOperation[] = "Invalid or missing argument 'op'";
  if (!operation) return raise_type_error(t, kNoOperation);
  std::string control;
  uint32_t number = TRY(algorithm_number(t, operation, 2, kNoOperation));
  append_ancillary(SOL_ALG, ALG_SET_OP, raw_bytes(number), &control);
  if (vector) {
    std::string_view bytes = TRY(as_bytes_view(t, vector));
    uint32_t size = uint32_t(bytes.size());
    append_ancillary(SOL_ALG, ALG_SET_IV, std::string(raw_bytes(size)).append(bytes), &control);
  }
  if (associated) {
    number = TRY(algorithm_number(t, associated, 4, "assoclen must be positive"));
    append_ancillary(SOL_ALG, ALG_SET_AEAD_ASSOCLEN, raw_bytes(number), &control);
  }
  std::vector<iovec> vectors;
  if (buffers) TRY(collect_buffers(t, buffers, &vectors));
  return send_message(t, self, vectors, control, flags, nullptr);
}

// --- sending --------------------------------------------------------------------------------------

Result<ssize> socket_send(Thread& t, Socket& self, const BytesLike& data, int flags) {
  Waiting waiting(t, self);
  return waiting.call(true, [&] { return ::send(self.fd, data.bytes.data(), data.bytes.size(), flags); });
}

// The timeout is for all of it.
Status socket_sendall(Thread& t, Socket& self, const BytesLike& data, int flags) {
  Waiting waiting(t, self);
  for (ssize done = 0; done < ssize(data.bytes.size());) {
    std::string_view bytes = TRY(as_bytes_view(t, data.object));
    if (ssize(bytes.size()) <= done) break;
    done += TRY(
        waiting.call(true, [&] { return ::send(self.fd, bytes.data() + done, bytes.size() - size_t(done), flags); }));
    TRY(check_signals(t));
  }
  return Status::ok();
}

Object* socket_sendto(Thread& t, Object* o, Args args) {
  auto& self = *static_cast<Socket*>(o);
  TRY(args.no_keywords(t, "socket.sendto"));
  if (args.count < 2 || args.count > 3)
    return raise_type_error(t, "sendto() takes 2 or 3 arguments (%zd given)", args.count);
  std::string_view data = TRY(as_bytes_view(t, args[0]));
  int flags = 0;
  if (args.count == 3) TRY(argument_int(t, args[1], &flags));
  SocketAddress to;
  TRY(read_address(t, self.family, args[args.count - 1], "sendto", &to));
  TRY(audit(t, "socket.sendto", &self, args[args.count - 1]));
  Waiting waiting(t, self);
  return int_from_int64(TRY(
      waiting.call(true, [&] { return ::sendto(self.fd, data.data(), data.size(), flags, to.pointer(), to.length); })));
}

// --- life -----------------------------------------------------------------------------------------

Object* socket_create(Thread& t, Type* cls, Args) {
  auto* self = static_cast<Socket*>(TRY(allocate_instance(t, cls)));
  self->fd = -1;
  self->timeout = -1;
  return self;
}

Status open_new(Thread& t, Socket& self, int family, int kind, int protocol) {
  int fd = making_descriptor(t, [&] { return ::socket(family, kind | SOCK_CLOEXEC, protocol); });
  if (fd < 0) return raise_os_error(t, errno);
  self.fd = fd;
  self.family = family;
  self.kind = kind;
  self.protocol = protocol;
  return Status::ok();
}

// What is not said about an open descriptor is asked for.
Status take_descriptor(Thread& t, Socket& self, int fd, int family, int kind, int protocol) {
  if (fd < 0) return raise_value_error(t, "negative file descriptor");
  SocketAddress address;
  if (::getsockname(fd, address.pointer(), &address.length)) {
    if (family == -1 || errno == EBADF || errno == ENOTSOCK) return raise_os_error(t, errno);
    address.pointer()->sa_family = sa_family_t(family);
  }
  auto ask = [&](int option, int* value) {
    socklen_t size = sizeof *value;
    return *value != -1 || ::getsockopt(fd, SOL_SOCKET, option, value, &size) == 0;
  };
  if (!ask(SO_TYPE, &kind) || !ask(SO_PROTOCOL, &protocol)) return raise_os_error(t, errno);
  self.fd = fd;
  self.family = family == -1 ? address.pointer()->sa_family : family;
  self.kind = kind;
  self.protocol = protocol;
  return Status::ok();
}

Status finish(Thread& t, Socket& self) {
  self.timeout = self.kind & SOCK_NONBLOCK ? 0 : default_socket_timeout;
  bool nonblocking = self.timeout > 0 || (self.timeout == 0 && !(self.kind & SOCK_NONBLOCK));
  self.kind &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  return nonblocking ? set_nonblocking(t, self.fd, true) : Status::ok();
}

Status socket_init(Thread& t, Socket& self, int family, int kind, int protocol, Object* descriptor) {
  TRY(audit(t, "socket.__new__", &self, family, kind, protocol));
  if (descriptor && descriptor != none()) {
    int fd;
    TRY(argument_int(t, descriptor, &fd));
    TRY(take_descriptor(t, self, fd, family, kind, protocol));
  } else {
    TRY(open_new(t, self, family == -1 ? AF_INET : family, kind == -1 ? SOCK_STREAM : kind,
                 protocol == -1 ? 0 : protocol));
  }
  return finish(t, self);
}

Object* socket_repr(Thread&, Object* o) {
  auto& s = *static_cast<Socket*>(o);
  char text[128];
  std::snprintf(text, sizeof text, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", s.fd, s.family, s.kind,
                s.protocol);
  return new_str(text);
}

Object* socket_finalize(Thread& t, Object* o) {
  auto& self = *static_cast<Socket*>(o);
  if (self.fd < 0) return none();
  warn_unclosed(t, o, "unclosed ");
  ::close(self.fd);
  self.fd = -1;
  return none();
}
Object* socket_del(Thread& t, Socket& self) { return socket_finalize(t, &self); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/socket/socket_type.def"
#define NATIVE_TYPE Socket
#define NATIVE_PREFIX socket
#define NATIVE_NAME "socket"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_socket_data() {
  TypeData d{};
  socket_declare(d);
  d.slots.create = socket_create;
  d.slots.repr = socket_repr;
  d.slots.finalize = socket_finalize;
  return d;
}
constinit TypeData socket_data = make_socket_data();

}  // namespace

constinit Type socket_type = static_type("_socket.socket", sizeof(Socket), 0, kTypeBase, &socket_data);

Socket* new_socket(Thread& t, Type* cls, int fd, int family, int kind, int protocol) {
  auto* self = static_cast<Socket*>(socket_create(t, cls, Args{}));
  if (!self) return nullptr;
  self->fd = fd;
  self->family = family;
  self->kind = kind;
  self->protocol = protocol;
  TRY(finish(t, *self));
  return self;
}

Result<int64_t> socket_timeout_argument(Thread& t, Object* o) {
  if (o == none()) return int64_t(-1);
  if (!is_float(o)) TRY(index(t, o));
  double seconds = TRY(as_double(t, o));
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (seconds < 0) return raise_value_error(t, "Timeout value out of range");
  if (seconds > 9.2e9) return raise_overflow_error(t, "timeout doesn't fit into C timeval");
  return int64_t(std::ceil(seconds * 1e9));
}

Object* socket_timeout_object(int64_t timeout) { return timeout < 0 ? none() : new_float(double(timeout) / 1e9); }

}  // namespace sidewinder
