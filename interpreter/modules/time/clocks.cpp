// Clocks of the module time, and sleeping.
#include <pthread.h>

#include <cerrno>
#include <cmath>
#include <ctime>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/time/time.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/namespace/simple_namespace.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kBillion = 1000000000;

int64_t nanoseconds_of(const timespec& time) { return time.tv_sec * kBillion + time.tv_nsec; }
// Whole seconds are exact.
double seconds_of(int64_t nanoseconds) {
  if (nanoseconds % kBillion == 0) return double(nanoseconds / kBillion);
  return double(nanoseconds) / 1e9;
}

int64_t clock_nanoseconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return nanoseconds_of(now);
}
double clock_seconds(clockid_t clock) { return seconds_of(clock_nanoseconds(clock)); }

double clock_monotonic() { return clock_seconds(CLOCK_MONOTONIC); }
ssize clock_monotonic_ns() { return clock_nanoseconds(CLOCK_MONOTONIC); }
double clock_perf_counter() { return clock_seconds(CLOCK_MONOTONIC); }
ssize clock_perf_counter_ns() { return clock_nanoseconds(CLOCK_MONOTONIC); }
double clock_process_time() { return clock_seconds(CLOCK_PROCESS_CPUTIME_ID); }
ssize clock_process_time_ns() { return clock_nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }
double clock_thread_time() { return clock_seconds(CLOCK_THREAD_CPUTIME_ID); }
ssize clock_thread_time_ns() { return clock_nanoseconds(CLOCK_THREAD_CPUTIME_ID); }
double clock_time() { return clock_seconds(CLOCK_REALTIME); }
ssize clock_time_ns() { return clock_nanoseconds(CLOCK_REALTIME); }

// --- numbers to nanoseconds -------------------------------------------------------------------------

Raised raise_too_large(Thread& t) { return raise_overflow_error(t, "timestamp too large to convert to C _PyTime_t"); }

// Seconds as a float or int in nanoseconds; what is left over is rounded by `round`.
Result<int64_t> nanoseconds_of_seconds(Thread& t, Object* o, double (*round)(double)) {
  if (is_float(o)) {
    double seconds = cast<Float>(o)->value;
    if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
    double nanoseconds = round(seconds * 1e9);
    if (nanoseconds >= -0x1p63 && nanoseconds < 0x1p63) return int64_t(nanoseconds);
    return raise_too_large(t);
  }
  int64_t whole;
  int64_t nanoseconds;
  if (!int_fits_int64(TRY(index(t, o)), &whole) || __builtin_mul_overflow(whole, kBillion, &nanoseconds))
    return raise_too_large(t);
  return nanoseconds;
}

timespec timespec_of(int64_t nanoseconds) {
  timespec time{nanoseconds / kBillion, nanoseconds % kBillion};
  if (time.tv_nsec < 0) {
    time.tv_nsec += kBillion;
    time.tv_sec--;
  }
  return time;
}

double round_down(double x) { return std::floor(x); }
double round_away(double x) { return x < 0 ? std::floor(x) : std::ceil(x); }

// An interrupted sleep goes on until its end, unless the interrupt raises (PEP 475).
Status sleep_until(Thread& t, int64_t end) {
  timespec until = timespec_of(end);
  for (int result = EINTR; result == EINTR;) {
    TRY(check_signals(t));
    result = without_gil(t, [&] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr); });
  }
  return Status::ok();
}

// A long sleep is idle time.
Status clock_sleep(Thread& t, Object* duration) {
  int64_t nanoseconds = TRY(nanoseconds_of_seconds(t, duration, round_away));
  if (nanoseconds < 0) return raise_value_error(t, "sleep length must be non-negative");
  int64_t end;
  if (__builtin_add_overflow(clock_nanoseconds(CLOCK_MONOTONIC), nanoseconds, &end)) end = INT64_MAX;
  auto idle = int64_t(idle_after() * 1e9);
  if (nanoseconds > idle) {
    TRY(sleep_until(t, end - (nanoseconds - idle)));
    collect_when_idle(t);
  }
  return sleep_until(t, end);
}

// --- any clock --------------------------------------------------------------------------------------

Result<int> one_clock(Thread& t, const char* function, Args args) {
  TRY(args.no_keywords(t, function));
  TRY(expect_arguments(t, function, function, args, 1));
  int clock = 0;
  TRY(take_int(t, args[0], &clock));
  return clock;
}

using ClockCall = int (*)(clockid_t, timespec*);
Result<int64_t> ask_clock(Thread& t, const char* function, Args args, ClockCall ask) {
  timespec time;
  if (ask(TRY(one_clock(t, function, args)), &time) != 0) return raise_os_error(t, errno);
  return nanoseconds_of(time);
}

Object* clock_clock_getres(Thread& t, Object*, Args args) {
  return new_float(seconds_of(TRY(ask_clock(t, "clock_getres", args, ::clock_getres))));
}
Object* clock_clock_gettime(Thread& t, Object*, Args args) {
  return new_float(seconds_of(TRY(ask_clock(t, "clock_gettime", args, ::clock_gettime))));
}
Object* clock_clock_gettime_ns(Thread& t, Object*, Args args) {
  return int_from_int64(TRY(ask_clock(t, "clock_gettime_ns", args, ::clock_gettime)));
}

Object* set_clock(Thread& t, int clock, int64_t nanoseconds) {
  timespec time = timespec_of(nanoseconds);
  if (::clock_settime(clock, &time) != 0) return raise_os_error(t, errno);
  return none();
}

Object* clock_clock_settime(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "clock_settime", "clock_settime", args, 2));
  int clock = 0;
  TRY(take_int(t, args[0], &clock));
  return set_clock(t, clock, TRY(nanoseconds_of_seconds(t, args[1], round_down)));
}

Object* clock_clock_settime_ns(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "clock_settime_ns", "clock_settime_ns", args, 2));
  int clock = 0;
  TRY(take_int(t, args[0], &clock));
  if (!is_int(args[1])) return raise_type_error(t, "expect int, got %T", args[1]);
  int64_t nanoseconds;
  if (!int_fits_int64(args[1], &nanoseconds)) return raise_too_large(t);
  return set_clock(t, clock, nanoseconds);
}

Object* clock_pthread_getcpuclockid(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "pthread_getcpuclockid", "pthread_getcpuclockid", args, 1));
  if (!is_int(args[0])) return raise_type_error(t, "pthread_getcpuclockid() argument 1 must be int, not %A", args[0]);
  int64_t thread = TRY(int_to_int64(t, args[0]));
  clockid_t clock;
  if (int error = ::pthread_getcpuclockid(pthread_t(thread), &clock)) return raise_os_error(t, error);
  return int_from_int64(clock);
}

// --- what is known about the clocks -----------------------------------------------------------------

struct ClockInfo {
  const char *name, *implementation;
  clockid_t clock;
  bool is_monotonic, is_adjustable;
};
constexpr ClockInfo kClockInfos[] = {
    {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, false, true},
    {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, true, false},
    {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, true, false},
};

Object* info_object(Thread& t, const ClockInfo& info) {
  timespec step;
  if (::clock_getres(info.clock, &step) != 0) return raise_os_error(t, errno);
  Dict* attributes = TRY(new_dict(t));
  TRY(dict_set_str(t, attributes, intern("implementation"), TRY(new_str(info.implementation))));
  TRY(dict_set_str(t, attributes, intern("monotonic"), bool_object(info.is_monotonic)));
  TRY(dict_set_str(t, attributes, intern("adjustable"), bool_object(info.is_adjustable)));
  TRY(dict_set_str(t, attributes, intern("resolution"), TRY(new_float(seconds_of(nanoseconds_of(step))))));
  return new_simple_namespace(t, attributes);
}

Object* clock_get_clock_info(Thread& t, Object*, Args args) {
  TRY(expect_arguments(t, "get_clock_info", "get_clock_info", args, 1));
  if (!is_str(args[0])) return raise_not_str(t, "get_clock_info", 1, args[0]);
  for (const ClockInfo& info : kClockInfos)
    if (str_equals(cast<Str>(args[0]), info.name)) return info_object(t, info);
  return raise_value_error(t, "unknown clock");
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/time/clock_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX clock
#define NATIVE_NAME "time"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const clock_functions = clock_method_rows;

Status add_clock_numbers(Thread& t, Module* module) {
  static constexpr struct {
    const char* name;
    int value;
  } kNumbers[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                  {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                  {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                  {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                  {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                  {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                  {"CLOCK_TAI", CLOCK_TAI}};
  for (auto& number : kNumbers) TRY(add_object(t, module, number.name, int_from_int64(number.value)));
  return Status::ok();
}

}  // namespace sidewinder
