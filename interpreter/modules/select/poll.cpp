// select.poll objects.
#include <poll.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/select/select_module.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct Poll : Object {
  Dict* events;  // by descriptor
  bool is_waiting;
  static Type* type() { return &poll_type; }
};

struct EventMask {
  int value = POLLIN | POLLPRI | POLLOUT;
};

}  // namespace

template <> struct Argument<EventMask> {
  static Status convert(Thread& t, Object* value, Site, EventMask* out) {
    Object* number = TRY(index(t, value));
    if (int_sign(number) < 0) return raise_value_error(t, "value must be positive");
    int64_t mask;
    if (!int_fits_int64(number, &mask) || mask > UINT16_MAX)
      return raise_overflow_error(t, "Python int too large for C unsigned short");
    out->value = int(mask);
    return Status::ok();
  }
  static consteval EventMask literal(std::string_view) { return {}; }
};

namespace {

Status poll_register(Thread& t, Poll& self, Descriptor file, EventMask mask) {
  return dict_set(t, self.events, TRY(int_from_int64(file.fd)), TRY(int_from_int64(mask.value)));
}

Status poll_modify(Thread& t, Poll& self, Descriptor file, EventMask mask) {
  Object* key = TRY(int_from_int64(file.fd));
  if (!TRY(dict_contains(t, self.events, key))) return raise_os_error(t, ENOENT);
  return dict_set(t, self.events, key, TRY(int_from_int64(mask.value)));
}

Status poll_unregister(Thread& t, Poll& self, Descriptor file) {
  Object* key = TRY(int_from_int64(file.fd));
  if (TRY(dict_delete(t, self.events, key))) return Status::ok();
  return raise_key_error(t, key);
}

// Milliseconds; negative and None: for ever.
Result<Deadline> poll_deadline(Thread& t, Object* timeout) {
  if (timeout == none()) return Deadline{};
  if (!is_float(timeout) && !slots_of(timeout).index) return raise_type_error(t, "timeout must be an integer or None");
  double milliseconds = TRY(as_double(t, timeout));
  if (milliseconds > INT32_MAX) return raise_overflow_error(t, "timeout is too large");
  if (milliseconds < 0) return Deadline{};
  return deadline_after(milliseconds * 1e-3);
}

class WaitingMark {
 public:
  explicit WaitingMark(Poll& self) : self_(self) { self_.is_waiting = true; }
  ~WaitingMark() { self_.is_waiting = false; }
  WaitingMark(const WaitingMark&) = delete;

 private:
  Poll& self_;
};

Object* poll_poll(Thread& t, Poll& self, Object* timeout) {
  Deadline deadline = TRY(poll_deadline(t, timeout));
  if (self.is_waiting) return raise(t, exceptions::RuntimeError, "concurrent poll() invocation");
  WaitingMark mark(self);
  std::vector<pollfd> watched;
  ssize position = 0;
  Object *key, *value;
  while (dict_next(self.events, &position, &key, &value))
    watched.push_back({int(cast<Int>(key)->small_value()), short(cast<Int>(value)->small_value()), 0});
  TRY(wait_until(t, deadline,
                 [&](int64_t left) { return ::poll(watched.data(), nfds_t(watched.size()), milliseconds_of(left)); }));
  List* ready = TRY(new_list(t));
  for (const pollfd& each : watched) {
    if (!each.revents) continue;
    Object* items[] = {TRY(int_from_int64(each.fd)), TRY(int_from_int64(each.revents & 0xffff))};
    TRY(list_append(t, ready, TRY(new_tuple(items, 2))));
  }
  return ready;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/select/poll_methods.def"
#define NATIVE_TYPE Poll
#define NATIVE_PREFIX poll
#define NATIVE_NAME "poll"
#include "interpreter/objects/core/native_table.inc"

namespace {
constexpr TypeData make_poll_data() {
  TypeData d{};
  poll_declare(d);
  return d;
}
constinit TypeData poll_data = make_poll_data();
}  // namespace

constinit Type poll_type = static_type("select.poll", sizeof(Poll), 0, kTypeDisallowInstantiation, &poll_data);

Object* new_poll(Thread& t) {
  auto* self = static_cast<Poll*>(TRY(allocate_instance(t, &poll_type)));
  self->events = TRY(new_dict(t));
  return self;
}

}  // namespace sidewinder
