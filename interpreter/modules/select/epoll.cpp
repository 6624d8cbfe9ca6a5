// select.epoll.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/select/select_module.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct Epoll : Object {
  int fd;  // -1: closed
  static Type* type() { return &epoll_type; }
};

struct EpollMask {
  uint32_t value = EPOLLIN | EPOLLPRI | EPOLLOUT;
};

}  // namespace

template <> struct Argument<EpollMask> {
  static Status convert(Thread& t, Object* value, Site, EpollMask* out) {
    out->value = uint32_t(TRY(unsigned_number(t, value)));
    return Status::ok();
  }
  static consteval EpollMask literal(std::string_view) { return {}; }
};

namespace {

Status require_open(Thread& t, const Epoll& self) {
  if (self.fd >= 0) return Status::ok();
  return raise_value_error(t, "I/O operation on closed epoll object");
}

void close_quietly(Object* o) {
  auto* self = static_cast<Epoll*>(o);
  if (self->fd >= 0) ::close(self->fd);
  self->fd = -1;
}

Object* new_epoll(Thread& t, Type* cls, int fd) {
  auto* self = static_cast<Epoll*>(TRY(allocate_instance(t, cls)));
  self->fd = fd;
  if (!register_finalizer(self, close_quietly)) return raise_memory_error(t);
  return self;
}

Object* epoll_new(Thread& t, Type& cls, int size, int flags) {
  if (size != -1 && size <= 0) return raise_value_error(t, "negative sizehint");
  if (flags && flags != EPOLL_CLOEXEC) return raise(t, exceptions::OSError, "invalid flags");
  int fd = making_descriptor(t, [] { return ::epoll_create1(EPOLL_CLOEXEC); });
  if (fd < 0) return raise_os_error(t, errno);
  return new_epoll(t, &cls, fd);
}
Object* epoll_fromfd(Thread& t, Type& cls, int fd) { return new_epoll(t, &cls, fd); }

Status epoll_close(Thread& t, Epoll& self) {
  int fd = self.fd;
  self.fd = -1;
  if (fd >= 0 && ::close(fd)) return raise_os_error(t, errno);
  return Status::ok();
}
Result<int> epoll_fileno(Thread& t, Epoll& self) {
  TRY(require_open(t, self));
  return self.fd;
}
bool epoll_closed(Epoll& self) { return self.fd < 0; }
Object* epoll_enter(Thread& t, Epoll& self) {
  TRY(require_open(t, self));
  return &self;
}
Status epoll_exit(Thread& t, Epoll& self, Object*, Object*, Object*) { return epoll_close(t, self); }

Status control(Thread& t, Epoll& self, int operation, int fd, uint32_t events) {
  TRY(require_open(t, self));
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  if (::epoll_ctl(self.fd, operation, fd, &event)) return raise_os_error(t, errno);
  return Status::ok();
}
Status epoll_register(Thread& t, Epoll& self, Descriptor file, EpollMask mask) {
  return control(t, self, EPOLL_CTL_ADD, file.fd, mask.value);
}
Status epoll_modify(Thread& t, Epoll& self, Descriptor file, EpollMask mask) {
  return control(t, self, EPOLL_CTL_MOD, file.fd, mask.value);
}
Status epoll_unregister(Thread& t, Epoll& self, Descriptor file) { return control(t, self, EPOLL_CTL_DEL, file.fd, 0); }

Object* epoll_poll(Thread& t, Epoll& self, Object* timeout, int most) {
  TRY(require_open(t, self));
  Deadline deadline = TRY(deadline_in_seconds(t, timeout, "timeout must be an integer or None"));
  if (deadline.end < 0) deadline = Deadline{};
  if (most == -1) most = FD_SETSIZE - 1;
  if (most < 1) return raise_value_error(t, "maxevents must be greater than 0, got %d", most);
  std::vector<epoll_event> events(static_cast<size_t>(most));
  ssize count = TRY(wait_until(
      t, deadline, [&](int64_t left) { return ::epoll_wait(self.fd, events.data(), most, milliseconds_of(left)); }));
  List* ready = TRY(new_list(t));
  for (ssize i = 0; i < count; i++) {
    Object* items[] = {TRY(int_from_int64(events[size_t(i)].data.fd)), TRY(int_from_int64(events[size_t(i)].events))};
    TRY(list_append(t, ready, TRY(new_tuple(items, 2))));
  }
  return ready;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/select/epoll_methods.def"
#define NATIVE_TYPE Epoll
#define NATIVE_PREFIX epoll
#define NATIVE_NAME "select.epoll"
#include "interpreter/objects/core/native_table.inc"

namespace {
constexpr TypeData make_epoll_data() {
  TypeData d{};
  epoll_declare(d);
  return d;
}
constinit TypeData epoll_data = make_epoll_data();
}  // namespace

constinit Type epoll_type = static_type("select.epoll", sizeof(Epoll), 0, 0, &epoll_data);

}  // namespace sidewinder
