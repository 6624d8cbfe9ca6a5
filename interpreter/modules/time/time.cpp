// Module time.
#include <cerrno>
#include <cmath>
#include <ctime>

#include "interpreter/execution/request.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
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
Object* clock_seconds(Thread& t, Args args, const char* name, clockid_t clock) {
  TRY(args.expect(t, name, 0, 0));
  return new_float(double(clock_nanoseconds(clock)) * 1e-9);
}
Object* clock_integer(Thread& t, Args args, const char* name, clockid_t clock) {
  TRY(args.expect(t, name, 0, 0));
  return int_from_int64(clock_nanoseconds(clock));
}
// A clock's two functions: NAME() in seconds, NAME_ns() in nanoseconds.
#define CLOCK(name, clock, doc)                                                                                  \
  {name, [](Thread& t, Object*, Args args) { return clock_seconds(t, args, "time." name, clock); },              \
   MethodKind::Instance, name "() -> float\n\n" doc},                                                            \
  {                                                                                                              \
    name "_ns", [](Thread& t, Object*, Args args) { return clock_integer(t, args, "time." name "_ns", clock); }, \
        MethodKind::Instance, name "_ns() -> int\n\n" doc                                                        \
  }

// An interrupted sleep goes on until its end, unless the interrupt raises (PEP 475).
Object* time_sleep(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "sleep", 1, 1));
  double seconds = TRY(as_double(t, args[0]));
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (seconds < 0) return raise_value_error(t, "sleep length must be non-negative");
  if (seconds > 9.2e9) return raise_overflow_error(t, "timestamp too large to convert to C _PyTime_t");
  int64_t end = clock_nanoseconds(CLOCK_MONOTONIC) + int64_t(std::ceil(seconds * 1e9));
  timespec until{end / kBillion, end % kBillion};
  for (int result = EINTR; result == EINTR;) {
    TRY(check_interrupt(t));
    result = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  }
  return none();
}

// --- broken-down time -----------------------------------------------------------------------------

#define FIELD(name, index) \
  { name, struct_sequence_field<index> }
const NativeGetSet time_fields[] = {FIELD("tm_year", 0), FIELD("tm_mon", 1),     FIELD("tm_mday", 2),
                                    FIELD("tm_hour", 3), FIELD("tm_min", 4),     FIELD("tm_sec", 5),
                                    FIELD("tm_wday", 6), FIELD("tm_yday", 7),    FIELD("tm_isdst", 8),
                                    FIELD("tm_zone", 9), FIELD("tm_gmtoff", 10), {}};
#undef FIELD
TypeData struct_time_data = struct_sequence_data(time_fields, struct_sequence_create<9, 11>);
Type struct_time_type = struct_sequence_type("time.struct_time", &struct_time_data);

Object* from_tm(Thread& t, const tm& v) {
  auto n = [](int64_t i) { return int_from_int64(i); };
  return new_struct_sequence(
      t, &struct_time_type,
      {n(v.tm_year + 1900), n(v.tm_mon + 1), n(v.tm_mday), n(v.tm_hour), n(v.tm_min), n(v.tm_sec),
       n((v.tm_wday + 6) % 7), n(v.tm_yday + 1), n(v.tm_isdst), new_str(v.tm_zone ? v.tm_zone : ""), n(v.tm_gmtoff)},
      9);
}

Result<int> tm_item(Thread& t, Tuple* values, int i) {
  int64_t n = TRY(int_to_int64(t, TRY(index(t, values->items[i]))));
  if (n < INT32_MIN || n > INT32_MAX) return raise_overflow_error(t, "Python int too large to convert to C int");
  return int(n);
}
Status to_tm(Thread& t, Object* o, const char* function, tm* v) {
  if (!has_flag(o, kTypeTuple)) return raise_type_error(t, "Tuple or struct_time argument required");
  auto* values = cast<Tuple>(o);
  if (values->size != 9) return raise_type_error(t, "%s(): illegal time tuple argument", function);
  *v = tm{};
  int* const fields[] = {&v->tm_year, &v->tm_mon,  &v->tm_mday, &v->tm_hour, &v->tm_min,
                         &v->tm_sec,  &v->tm_wday, &v->tm_yday, &v->tm_isdst};
  for (int i = 0; i < 9; ++i) *fields[i] = TRY(tm_item(t, values, i));
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

Result<time_t> seconds_argument(Thread& t, Args args, const char* name) {
  TRY(args.expect(t, name, 0, 1));
  if (!args.count || args[0] == none()) return std::time(nullptr);
  if (is_int(args[0])) return time_t(TRY(int_to_int64(t, args[0])));
  double seconds = std::floor(TRY(as_double(t, args[0])));
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (std::fabs(seconds) > 9e18) return raise_overflow_error(t, "timestamp out of range for platform time_t");
  return time_t(seconds);
}
Object* time_localtime(Thread& t, Object*, Args args) {
  time_t seconds = TRY(seconds_argument(t, args, "localtime"));
  tm v;
  if (!localtime_r(&seconds, &v)) return raise_os_error(t, errno);
  return from_tm(t, v);
}
Object* time_gmtime(Thread& t, Object*, Args args) {
  time_t seconds = TRY(seconds_argument(t, args, "gmtime"));
  tm v;
  if (!gmtime_r(&seconds, &v)) return raise_os_error(t, errno);
  v.tm_zone = "UTC";
  return from_tm(t, v);
}
Object* time_mktime(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "mktime", 1, 1));
  tm v;
  TRY(to_tm(t, args[0], "mktime", &v));
  v.tm_wday = -1;  // stays so if mktime fails
  time_t seconds = std::mktime(&v);
  if (seconds == -1 && v.tm_wday == -1) return raise_overflow_error(t, "mktime argument out of range");
  return new_float(double(seconds));
}

Status tm_or_now(Thread& t, Args args, ssize i, const char* function, tm* v) {
  if (i < args.count) {
    TRY(to_tm(t, args[i], function, v));
    return check_tm(t, v);
  }
  time_t now = std::time(nullptr);
  localtime_r(&now, v);
  return Status::ok();
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
Object* time_asctime(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "asctime", 0, 1));
  tm v;
  TRY(tm_or_now(t, args, 0, "asctime", &v));
  return asctime_text(v);
}
Object* time_ctime(Thread& t, Object*, Args args) {
  time_t seconds = TRY(seconds_argument(t, args, "ctime"));
  tm v;
  if (!localtime_r(&seconds, &v)) return raise_os_error(t, errno);
  return asctime_text(v);
}
Object* time_strftime(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "strftime", 1, 2));
  if (!is_str(args[0])) return raise_type_error(t, "strftime() argument 1 must be str, not %T", args[0]);
  tm v;
  TRY(tm_or_now(t, args, 1, "strftime", &v));
  std::string format = str_to_utf8(cast<Str>(args[0])) + " ";  // so that an empty result is no failure
  std::string text(256 + format.size() * 4, '\0');
  size_t n = std::strftime(text.data(), text.size(), format.c_str(), &v);
  while (!n && text.size() < (size_t(1) << 20)) {
    text.resize(text.size() * 4);
    n = std::strftime(text.data(), text.size(), format.c_str(), &v);
  }
  return new_str(std::string_view(text).substr(0, n ? n - 1 : 0));
}

Status add_zone(Thread& t, Module* module) {
  ::tzset();
  Object* names[] = {new_str(tzname[0]), new_str(tzname[1])};
  TRY(add_object(t, module, "timezone", int_from_int64(::timezone)));
  TRY(add_object(t, module, "altzone", int_from_int64(::timezone - (::daylight ? 3600 : 0))));
  TRY(add_object(t, module, "daylight", int_from_int64(::daylight)));
  return add_object(t, module, "tzname", new_tuple(names, 2));
}
Object* time_tzset(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "tzset", 0, 0));
  TRY(add_zone(t, cast<Module>(self)));
  return none();
}

const NativeMethod functions[] = {
    {"asctime", time_asctime},
    {"ctime", time_ctime},
    {"gmtime", time_gmtime},
    {"localtime", time_localtime},
    {"mktime", time_mktime},
    CLOCK("monotonic", CLOCK_MONOTONIC, "Monotonic clock, cannot go backward."),
    CLOCK("perf_counter", CLOCK_MONOTONIC, "Performance counter for benchmarking."),
    CLOCK("process_time", CLOCK_PROCESS_CPUTIME_ID, "Process time for profiling: the processor time of the process."),
    CLOCK("thread_time", CLOCK_THREAD_CPUTIME_ID, "Thread time for profiling: the processor time of the thread."),
    CLOCK("time", CLOCK_REALTIME, "The current time since the Epoch."),
    {"sleep", time_sleep, MethodKind::Instance, "sleep(seconds)\n\nDelay execution for a given number of seconds."},
    {"strftime", time_strftime},
    {"tzset", time_tzset},
    {}};

}  // namespace

Module* create_time(Thread& t) {
  ready_type(t, &struct_time_type);
  Module* module = TRY(new_module(t, "time"));
  TRY(add_functions(t, module, functions));
  TRY(add_object(t, module, "struct_time", &struct_time_type));
  TRY(add_object(t, module, "_STRUCT_TM_ITEMS", int_from_int64(11)));
  TRY(add_zone(t, module));
  return module;
}

}  // namespace sidewinder
