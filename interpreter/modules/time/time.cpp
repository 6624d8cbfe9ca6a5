// Module time: broken-down time. The clocks are in clocks.cpp.
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <ctime>
#include <cwchar>
#include <vector>

#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/time/time.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- broken-down time -----------------------------------------------------------------------------

const NamedField time_fields[] = {{"tm_year", "the year, such as 1993"},
                                  {"tm_mon", "the month, 1 to 12"},
                                  {"tm_mday", "the day of the month, 1 to 31"},
                                  {"tm_hour", "the hour, 0 to 23"},
                                  {"tm_min", "the minute, 0 to 59"},
                                  {"tm_sec", "the second, 0 to 61"},
                                  {"tm_wday", "the day of the week, 0 to 6; Monday is 0"},
                                  {"tm_yday", "the day of the year, 1 to 366"},
                                  {"tm_isdst", "1 in summer time, 0 if not, -1 if not known"},
                                  {"tm_zone", "abbreviation of the time zone"},
                                  {"tm_gmtoff", "seconds that the zone is east of UTC"},
                                  {}};
constexpr StructSequenceData make_time_data() {
  StructSequenceData d = struct_sequence_data(time_fields, 9);
  d.spec.doc = "A time as gmtime(), localtime() and strptime() give it: a tuple of nine ints, whose items have names.";
  return d;
}
StructSequenceData struct_time_data = make_time_data();
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
// What a struct_time has beside its nine items. The name stays in `zone`.
Status take_zone(Thread& t, Tuple* values, tm* v, std::string* zone) {
  Object* name = values->items[9];
  Object* offset = values->items[10];
  if (name && is_str(name)) {
    *zone = str_to_utf8(cast<Str>(name));
    v->tm_zone = zone->c_str();
  }
  if (offset && offset != none()) v->tm_gmtoff = TRY(int_to_int64(t, TRY(index(t, offset))));
  return Status::ok();
}

Status to_tm(Thread& t, Object* o, const char* function, tm* v, std::string* zone) {
  if (!has_flag(o, kTypeTuple)) return raise_type_error(t, "Tuple or struct_time argument required");
  auto* values = cast<Tuple>(o);
  if (values->size != 9) return raise_type_error(t, "%s(): illegal time tuple argument", function);
  *v = tm{};
  int* const fields[] = {&v->tm_year, &v->tm_mon,  &v->tm_mday, &v->tm_hour, &v->tm_min,
                         &v->tm_sec,  &v->tm_wday, &v->tm_yday, &v->tm_isdst};
  for (int i = 0; i < 9; i++) *fields[i] = TRY(tm_item(t, values, i));
  if (v->tm_year < INT32_MIN + 1900) return raise_overflow_error(t, "year out of range");
  v->tm_year -= 1900;
  v->tm_mon -= 1;
  v->tm_wday = (v->tm_wday + 1) % 7;
  v->tm_yday -= 1;
  return o->cls == &struct_time_type ? take_zone(t, values, v, zone) : Status::ok();
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
  std::string zone;
  TRY(to_tm(t, tuple, "mktime", &v, &zone));
  v.tm_wday = -1;  // stays so if mktime fails
  time_t seconds = std::mktime(&v);
  if (seconds == -1 && v.tm_wday == -1) return raise_overflow_error(t, "mktime argument out of range");
  return double(seconds);
}

// Null: now.
Status tm_or_now(Thread& t, Object* tuple, const char* function, tm* v, std::string* zone) {
  if (!tuple) return local_time(t, std::time(nullptr), v);
  TRY(to_tm(t, tuple, function, v, zone));
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
  std::string zone;
  TRY(tm_or_now(t, tuple, "asctime", &v, &zone));
  return asctime_text(v);
}

Object* time_ctime(Thread& t, Object* seconds) {
  tm v;
  TRY(local_time(t, TRY(time_in_seconds(t, seconds)), &v));
  return asctime_text(v);
}

// strftime's result in as much memory as it needs. An empty result looks like too little memory: where the memory is
// much more than any format makes, it is one.
std::wstring formatted_time(const std::wstring& format, const tm& v) {
  constexpr size_t kMostGrowth = 256;
  std::wstring text;
  for (size_t size = 1024;; size += size) {
    text.resize(size);
    size_t n = std::wcsftime(text.data(), size, format.c_str(), &v);
    if (n || size >= kMostGrowth * format.size()) return text.substr(0, n);
  }
}

Object* time_strftime(Thread& t, Str* format, Object* tuple) {
  tm v;
  std::string zone;
  TRY(tm_or_now(t, tuple, "strftime", &v, &zone));
  v.tm_isdst = std::clamp(v.tm_isdst, -1, 1);
  std::wstring wide;
  for (ssize i = 0; i < format->length; i++) wide += wchar_t(format->at(i));
  if (wide.find(L'\0') != std::wstring::npos) return raise_value_error(t, "embedded null character");
  std::wstring text = formatted_time(wide, v);
  static_assert(sizeof(wchar_t) == sizeof(uint32_t));
  return new_str_of(reinterpret_cast<const uint32_t*>(text.data()), ssize(text.size()));
}

Object* time_strptime(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "strptime"));
  return call(t, TRY(get_attribute(t, TRY(import_module(t, "_strptime")), "_strptime_time")), args);
}

// --- the local zone ---------------------------------------------------------------------------------

struct ZoneSample {
  int64_t west = 0;  // seconds
  std::string name;
};
Result<ZoneSample> zone_at(Thread& t, time_t when) {
  tm v;
  TRY(local_time(t, when, &v));
  return ZoneSample{-v.tm_gmtoff, v.tm_zone ? v.tm_zone : ""};
}

// The zone as it is this year: in January and in July, of which one may be daylight saving time.
Status add_zone(Thread& t, Module* module) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  time_t january = std::time(nullptr) / kYear * kYear;
  ZoneSample winter = TRY(zone_at(t, january));
  ZoneSample summer = TRY(zone_at(t, january + kYear / 2));
  if (winter.west < summer.west) std::swap(winter, summer);  // of the southern hemisphere
  Object* names[] = {TRY(new_str(winter.name)), TRY(new_str(summer.name))};
  TRY(add_object(t, module, "timezone", int_from_int64(winter.west)));
  TRY(add_object(t, module, "altzone", int_from_int64(summer.west)));
  TRY(add_object(t, module, "daylight", int_from_int64(winter.west != summer.west)));
  return add_object(t, module, "tzname", new_tuple(names, 2));
}
Status time_tzset(Thread& t, Module& module) {
  ::tzset();
  return add_zone(t, &module);
}

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
  TRY(add_functions(t, module, clock_functions));
  TRY(add_clock_numbers(t, module));
  TRY(add_object(t, module, "struct_time", &struct_time_type));
  TRY(add_object(t, module, "_STRUCT_TM_ITEMS", int_from_int64(11)));
  ::tzset();
  TRY(add_zone(t, module));
  TRY(add_object(t, module, "__doc__", new_str("Clocks, and times as numbers, tuples and text.")));
  return module;
}

}  // namespace sidewinder
