// Module select: select() and what belongs to the module.
#include "interpreter/modules/select/select_module.h"

#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <vector>

#include "interpreter/base/clock.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

double now() { return seconds_of_clock(CLOCK_MONOTONIC); }

}  // namespace

int64_t Deadline::left() const { return int64_t(std::ceil(std::fmax(end - now(), 0) * 1e9)); }
Deadline deadline_after(double seconds) { return {false, now() + seconds}; }

Result<Deadline> deadline_in_seconds(Thread& t, Object* timeout, const char* type_words) {
  if (timeout == none()) return Deadline{};
  bool is_number = is_float(timeout) || slots_of(timeout).index || slots_of(timeout).to_float;
  if (!is_number) return raise_type_error(t, "%s", type_words);
  double seconds = TRY(as_double(t, timeout));
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (std::fabs(seconds) > 9.2e9) return raise_overflow_error(t, "timestamp too large to convert to C _PyTime_t");
  Deadline deadline = deadline_after(seconds);
  if (seconds < 0) deadline.end = -1;
  return deadline;
}

namespace {

// One of select()'s three lists.
struct WatchedList {
  std::vector<int> descriptors;
  List* objects;
  fd_set set;

  // A list is read as it is at each step: asking an object for its descriptor may change it.
  Status read(Thread& t, Object* sequence) {
    objects = TRY(new_list(t));
    if (!is_list(sequence)) sequence = TRY(tuple_from_iterable(t, sequence));
    for (ssize i = 0; i < cast<VarObject>(sequence)->size; i++) {
      Object* o = is_list(sequence) ? TRY(list_get(t, cast<List>(sequence), i)) : cast<Tuple>(sequence)->items[i];
      int fd = TRY(descriptor_of(t, o));
      if (fd >= FD_SETSIZE) return raise_value_error(t, "filedescriptor out of range in select()");
      descriptors.push_back(fd);
      TRY(list_append(t, objects, o));
    }
    return Status::ok();
  }
  void fill() {
    FD_ZERO(&set);
    for (int fd : descriptors) FD_SET(fd, &set);
  }
  Object* ready(Thread& t) const {
    List* list = TRY(new_list(t));
    for (size_t i = 0; i < descriptors.size(); i++)
      if (FD_ISSET(descriptors[i], &set)) TRY(list_append(t, list, TRY(list_get(t, objects, ssize(i)))));
    return list;
  }
};

bool can_be_iterated(const Object* o) { return slots_of(o).iter || slots_of(o).get_item; }

Object* select_select(Thread& t, Object* readers, Object* writers, Object* others, Object* timeout) {
  Deadline deadline = TRY(deadline_in_seconds(t, timeout, "timeout must be a float or None"));
  if (deadline.end < 0) return raise_value_error(t, "timeout must be non-negative");
  WatchedList lists[3];
  Object* const sequences[] = {readers, writers, others};
  int highest = -1;
  for (int i = 0; i < 3; i++) {
    if (!can_be_iterated(sequences[i])) return raise_type_error(t, "arguments 1-3 must be sequences");
    TRY(lists[i].read(t, sequences[i]));
    for (int fd : lists[i].descriptors) highest = std::max(highest, fd);
  }
  TRY(wait_until(t, deadline, [&](int64_t nanoseconds) {
    for (WatchedList& list : lists) list.fill();
    int64_t left = std::max<int64_t>(0, nanoseconds);
    timeval wait{left / 1000000000, (left % 1000000000 + 999) / 1000};
    if (wait.tv_usec >= 1000000) wait = {wait.tv_sec + 1, 0};
    return ::select(highest + 1, &lists[0].set, &lists[1].set, &lists[2].set, nanoseconds < 0 ? nullptr : &wait);
  }));
  Object* items[] = {TRY(lists[0].ready(t)), TRY(lists[1].ready(t)), TRY(lists[2].ready(t))};
  return new_tuple(items, 3);
}

Object* select_poll(Thread& t) { return new_poll(t); }

struct SelectConstant {
  const char* name;
  int64_t value;
};
#define NUMBER(name) \
  { #name, int64_t(name) }
constexpr SelectConstant select_constants[] = {
    NUMBER(EPOLLERR),    NUMBER(EPOLLEXCLUSIVE), NUMBER(EPOLLHUP),    NUMBER(EPOLLIN),
    NUMBER(EPOLLMSG),    NUMBER(EPOLLONESHOT),   NUMBER(EPOLLOUT),    NUMBER(EPOLLPRI),
    NUMBER(EPOLLRDBAND), NUMBER(EPOLLRDHUP),     NUMBER(EPOLLRDNORM), NUMBER(EPOLLWRBAND),
    NUMBER(EPOLLWRNORM), NUMBER(EPOLL_CLOEXEC),  NUMBER(PIPE_BUF),    NUMBER(POLLERR),
    NUMBER(POLLHUP),     NUMBER(POLLIN),         NUMBER(POLLMSG),     NUMBER(POLLNVAL),
    NUMBER(POLLOUT),     NUMBER(POLLPRI),        NUMBER(POLLRDBAND),  NUMBER(POLLRDHUP),
    NUMBER(POLLRDNORM),  NUMBER(POLLWRBAND),     NUMBER(POLLWRNORM),  {"EPOLLET", int64_t(1) << 31},
};
#undef NUMBER

}  // namespace

#define NATIVE_TABLE "interpreter/modules/select/select_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX select
#define NATIVE_NAME "select"
#include "interpreter/objects/core/native_table.inc"

Module* create_select(Thread& t) {
  ready_type(t, &poll_type);
  ready_type(t, &epoll_type);
  Module* module = TRY(new_module(t, "select"));
  TRY(add_functions(t, module, select_method_rows));
  TRY(add_object(t, module, "error", &exceptions::OSError));
  TRY(add_object(t, module, "epoll", &epoll_type));
  for (const SelectConstant& row : select_constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "__doc__", new_str("Waiting for descriptors: select, poll and epoll.")));
  return module;
}

}  // namespace sidewinder
