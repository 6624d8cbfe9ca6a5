// Module time.
#include <cerrno>
#include <cmath>
#include <ctime>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kBillion = 1000000000;

// --- clocks ---------------------------------------------------------------------------------------

int64_t clock_nanoseconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * kBillion + now.tv_nsec;
}
double clock_seconds(clockid_t clock) { return double(clock_nanoseconds(clock)) * 1e-9; }

double time_monotonic() { return clock_seconds(CLOCK_MONOTONIC); }
ssize time_monotonic_ns() { return clock_nanoseconds(CLOCK_MONOTONIC); }
double time_perf_counter() { return clock_seconds(CLOCK_MONOTONIC); }
ssize time_perf_counter_ns() { return clock_nanoseconds(CLOCK_MONOTONIC); }
double time_process_time() { return clock_seconds(CLOCK_PROCESS_CPUTIME_ID); }
ssize time_process_time_ns() { return clock_nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }
double time_thread_time() { return clock_seconds(CLOCK_THREAD_CPUTIME_ID); }
ssize time_thread_time_ns() { return clock_nanoseconds(CLOCK_THREAD_CPUTIME_ID); }
double time_time() { return clock_seconds(CLOCK_REALTIME); }
ssize time_time_ns() { return clock_nanoseconds(CLOCK_REALTIME); }

// A number of seconds as CPython's clocks take it: a float, or what has __index__.
Result<double> as_seconds(Thread& t, Object* o) {
  if (is_float(o)) return cast<Float>(o)->value;
  int64_t whole;
  Object* number = TRY(index(t, o));
  return int_fits_int64(number, &whole) ? double(whole) : HUGE_VAL;
}

// An interrupted sleep goes on until its end, unless the interrupt raises (PEP 475).
Status time_sleep(Thread& t, Object* duration) {
  double seconds = TRY(as_seconds(t, duration));
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (seconds > 9.2e9) return raise_overflow_error(t, "timestamp too large to convert to C _PyTime_t");
  if (seconds < 0) return raise_value_error(t, "sleep length must be non-negative");
  int64_t end = clock_nanoseconds(CLOCK_MONOTONIC) + int64_t(std::ceil(seconds * 1e9));
  timespec until{end / kBillion, end % kBillion};
  for (int result = EINTR; result == EINTR;) {
    TRY(check_signals(t));
    result = without_gil(t, [&] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr); });
  }
  return Status::ok();
}

// --- broken-down time -----------------------------------------------------------------------------

#define FIELD(name, index) \
  { name, struct_sequence_field<index> }
const NativeGetSet time_fields[] = {FIELD("tm_year", 0), FIELD("tm_mon", 1),     FIELD("tm_mday", 2),
                                    FIELD("tm_hour", 3), FIELD("tm_min", 4),     FIELD("tm_sec", 5),
                                    FIELD("tm_wday", 6), FIELD("tm_yday", 7),    FIELD("tm_isdst", 8),
                                    FIELD("tm_zone", 9), FIELD("tm_gmtoff", 10), {}};
#undef FIELD
StructSequenceData struct_time_data = struct_sequence_data(time_fields, 9);
Type struct_time_type = struct_sequence_type("time.struct_time", &struct_time_data);

Object* from_tm(Thread& t, const tm& v) {
  auto n = [](int64_t i) { return int_from_int64(i); };
  return new_struct_sequence(
      t, &struct_time_type,
      {n(v.tm_year + 1900), n(v.tm_mon + 1), n(v.tm_mday), n(v.tm_hour), n(v.tm_min), n(v.tm_sec),
       n((v.tm_wday + 6) % 7), n(v.tm_yday + 1), n(v.tm_isdst), new_str(v.tm_zone ? v.tm_zone : ""), n(v.tm_gmtoff)});
}

Result<int> tm_item(Thread& t, Tuple* values, int i) {
  int64_t n = TRY(int_to_int64(t, TRY(index(t, values->items[i]))));
  if (n < INT32_MIN || n > INT32_MAX)
    return raise_overflow_error(t, "signed integer is %s than %s", n < 0 ? "less" : "greater",
                                n < 0 ? "minimum" : "maximum");
  return int(n);
}
Status to_tm(Thread& t, Object* o, const char* function, tm* v) {
  if (!has_flag(o, kTypeTuple)) return raise_type_error(t, "Tuple or struct_time argument required");
  auto* values = cast<Tuple>(o);
  if (values->size != 9) return raise_type_error(t, "%s(): illegal time tuple argument", function);
  *v = tm{};
  int* const fields[] = {&v->tm_year, &v->tm_mon,  &v->tm_mday, &v->tm_hour, &v->tm_min,
                         &v->tm_sec,  &v->tm_wday, &v->tm_yday, &v->tm_isdst};
  for (int i = 0; i < 9; i++) *fields[i] = TRY(tm_item(t, values, i));
  v->tm_year -= 1900;
  v->tm_mon -= 1;
  v->tm_wday = (v->tm_wday + 1) % 7;
  v->tm_yday -= 1;
  return Status::ok();
}
// strftime and asctime: values out of range are errors; 0 stands for the first month, day and day of the year.
Status check_tm(Thread& t, tm* v) {
  if (v->tm_mon == -1) v->tm_mon = 0;
  if (v->tm_mday == 0) v->tm_mday = 1;
  if (v->tm_yday == -1) v->tm_yday = 0;
  const struct {
    int value, least, most;
    const char* message;
  } rows[] = {{v->tm_mon, 0, 11, "month out of range"},        {v->tm_mday, 1, 31, "day of month out of range"},
              {v->tm_hour, 0, 23, "hour out of range"},        {v->tm_min, 0, 59, "minute out of range"},
              {v->tm_sec, 0, 61, "seconds out of range"},      {v->tm_wday, 0, 6, "day of week out of range"},
              {v->tm_yday, 0, 365, "day of year out of range"}};
  for (auto& row : rows)
    if (row.value < row.least || row.value > row.most) return raise_value_error(t, "%s", row.message);
  return Status::ok();
}

// None: now.
Result<time_t> time_in_seconds(Thread& t, Object* o) {
  if (o == none()) return std::time(nullptr);
  constexpr const char* kTooLarge = "timestamp out of range for platform time_t";
  if (is_float(o)) {
    double seconds = std::floor(cast<Float>(o)->value);
    if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
    if (std::fabs(seconds) > 9.2e18) return raise_overflow_error(t, kTooLarge);
    return time_t(seconds);
  }
  int64_t whole;
  if (!int_fits_int64(TRY(index(t, o)), &whole)) return raise_overflow_error(t, kTooLarge);
  return time_t(whole);
}

Status local_time(Thread& t, time_t seconds, tm* v) {
  if (!localtime_r(&seconds, v)) return raise_os_error(t, errno);
  return Status::ok();
}

Object* time_localtime(Thread& t, Object* seconds) {
  tm v;
  TRY(local_time(t, TRY(time_in_seconds(t, seconds)), &v));
  return from_tm(t, v);
}

Object* time_gmtime(Thread& t, Object* seconds) {
  time_t when = TRY(time_in_seconds(t, seconds));
  tm v;
  if (!gmtime_r(&when, &v)) return raise_os_error(t, errno);
  v.tm_zone = "UTC";
  return from_tm(t, v);
}

Result<double> time_mktime(Thread& t, Object* tuple) {
  tm v;
  TRY(to_tm(t, tuple, "mktime", &v));
  v.tm_wday = -1;  // stays so if mktime fails
  time_t seconds = std::mktime(&v);
  if (seconds == -1 && v.tm_wday == -1) return raise_overflow_error(t, "mktime argument out of range");
  return double(seconds);
}

// Null: now.
Status tm_or_now(Thread& t, Object* tuple, const char* function, tm* v) {
  if (!tuple) return local_time(t, std::time(nullptr), v);
  TRY(to_tm(t, tuple, function, v));
  return check_tm(t, v);
}

Object* asctime_text(const tm& v) {
  static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %d", days[v.tm_wday], months[v.tm_mon], v.tm_mday,
                v.tm_hour, v.tm_min, v.tm_sec, 1900 + v.tm_year);
  return new_str(text);
}
Object* time_asctime(Thread& t, Object* tuple) {
  tm v;
  TRY(tm_or_now(t, tuple, "asctime", &v));
  return asctime_text(v);
}

Object* time_ctime(Thread& t, Object* seconds) {
  tm v;
  TRY(local_time(t, TRY(time_in_seconds(t, seconds)), &v));
  return asctime_text(v);
}

// strftime's result in as much memory as it needs. The format ends in a space that is dropped, so that an empty result
// is no failure.
std::string formatted_time(const std::string& format, const tm& v) {
  constexpr size_t kMost = size_t(1) << 20;
  std::string text;
  for (size_t size = 256 + format.size() * 4; size < kMost * 4; size *= 4) {
    text.resize(size);
    size_t n = std::strftime(text.data(), size, format.c_str(), &v);
    if (n) return text.substr(0, n - 1);
  }
  return "";
}

Object* time_strftime(Thread& t, Str* format, Object* tuple) {
  tm v;
  TRY(tm_or_now(t, tuple, "strftime", &v));
  return new_str(formatted_time(str_to_utf8(format) + " ", v));
}

Status add_zone(Thread& t, Module* module) {
  ::tzset();
  Object* names[] = {new_str(tzname[0]), new_str(tzname[1])};
  TRY(add_object(t, module, "timezone", int_from_int64(::timezone)));
  TRY(add_object(t, module, "altzone", int_from_int64(::timezone - (::daylight ? 3600 : 0))));
  TRY(add_object(t, module, "daylight", int_from_int64(::daylight)));
  return add_object(t, module, "tzname", new_tuple(names, 2));
}
Status time_tzset(Thread& t, Module& module) { return add_zone(t, &module); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/time/time_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX time
#define NATIVE_NAME "time"
#include "interpreter/objects/core/native_table.inc"

Module* create_time(Thread& t) {
  TRY(ready_struct_sequence(t, &struct_time_type));
  Module* module = TRY(new_module(t, "time"));
  TRY(add_functions(t, module, time_method_rows));
  TRY(add_object(t, module, "struct_time", &struct_time_type));
  TRY(add_object(t, module, "_STRUCT_TM_ITEMS", int_from_int64(11)));
  TRY(add_zone(t, module));
  return module;
}

}  // namespace sidewinder
