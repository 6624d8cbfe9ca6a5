// The objects of _datetime, with CPython 3.11's layouts (interpreter/cpyext/layout_check.cpp compares them), and what
// makes them. Everything but tzinfo is immutable.
#pragma once

#include <string>

#include "interpreter/modules/datetime/calendar.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type timedelta_type, tzinfo_type, timezone_type, date_type, time_of_day_type, datetime_type,
    iso_calendar_date_type;

struct Timedelta : Object {
  ssize hash;                       // -1: not computed
  int days, seconds, microseconds;  // seconds 0..86399, microseconds 0..999999
  static Type* type() { return &timedelta_type; }
  bool is_zero() const { return !days && !seconds && !microseconds; }
};

struct TimezoneInfo : Object {  // tzinfo
  static Type* type() { return &tzinfo_type; }
};
struct Timezone : Object {
  Timedelta* offset;
  Object* name;  // a str, or null
  static Type* type() { return &timezone_type; }
};

struct Date : Object {
  ssize hash;
  uint8_t has_tzinfo;
  uint8_t data[4];  // the year (big-endian), month, day: in the order in which dates compare
  static Type* type() { return &date_type; }

  int year() const { return data[0] << 8 | data[1]; }
  int month() const { return data[2]; }
  int day() const { return data[3]; }
};

// The time of a day as it is packed: hour, minute, second, microsecond (big-endian).
struct Clock {
  int hour, minute, second, microsecond;
  int seconds() const { return (hour * 60 + minute) * 60 + second; }
};
inline Clock unpack_clock(const uint8_t* p) { return {p[0], p[1], p[2], p[3] << 16 | p[4] << 8 | p[5]}; }
void pack_clock(const Clock& clock, uint8_t* p);

struct TimeOfDay : Object {  // datetime.time
  static constexpr int kPacked = 6;
  ssize hash;
  uint8_t has_tzinfo;
  uint8_t data[kPacked];
  uint8_t fold;
  Object* tzinfo;  // null: None
  static Type* type() { return &time_of_day_type; }

  Clock clock() const { return unpack_clock(data); }
  Object* zone() const { return has_tzinfo ? tzinfo : none(); }
};

struct DateTime : Date {
  static constexpr int kPacked = 10;
  uint8_t clock_data[6];  // right behind `data`
  uint8_t fold;
  Object* tzinfo;  // null: None
  static Type* type() { return &datetime_type; }

  Clock clock() const { return unpack_clock(clock_data); }
  Object* zone() const { return has_tzinfo ? tzinfo : none(); }
  const uint8_t* packed() const { return reinterpret_cast<const uint8_t*>(this) + offsetof(Date, data); }
};

// None or a tzinfo
inline bool is_tzinfo(const Object* o) { return o == none() || is_instance(o, &tzinfo_type); }
inline bool is_timedelta(const Object* o) { return is_instance(o, &timedelta_type); }
inline bool is_date(const Object* o) { return is_instance(o, &date_type); }
inline bool is_time_of_day(const Object* o) { return is_instance(o, &time_of_day_type); }
inline bool is_datetime(const Object* o) { return is_instance(o, &datetime_type); }

// --- timedelta ---

using Microseconds = __int128;
Microseconds total_microseconds(const Timedelta& d);
// Any numbers: they are normalised. OverflowError.
Timedelta* new_timedelta(Thread& t, int64_t days, int64_t seconds, int64_t microseconds, Type* cls = &timedelta_type);
Timedelta* timedelta_of(Thread& t, Microseconds total, Type* cls = &timedelta_type);
Timedelta* timedelta_difference(Thread& t, const Timedelta& a, const Timedelta& b);
int compare_timedeltas(const Timedelta& a, const Timedelta& b);  // <0, 0, >0

// --- tzinfo ---

Status check_tzinfo(Thread& t, Object* o);  // None or a tzinfo, else TypeError
// tzinfo.utcoffset(argument), tzinfo.dst(argument): a timedelta of less than a day, or None.
Object* zone_offset(Thread& t, Object* tzinfo, Object* argument);
Object* zone_dst(Thread& t, Object* tzinfo, Object* argument);
Object* zone_name(Thread& t, Object* tzinfo, Object* argument);  // a str or None
Object* new_timezone(Thread& t, Timedelta* offset, Object* name /* or null */);
Object* utc_timezone();
// An offset as text, "+01:00": with seconds and microseconds where it has any.
std::string offset_text(const Timedelta& offset, const char* separator);
// The same of what the tzinfo says; "" for None.
Result<std::string> zone_offset_text(Thread& t, Object* tzinfo, Object* argument, const char* separator);

// --- date, time, datetime ---

Status check_date(Thread& t, int year, int month, int day);
Status check_clock(Thread& t, const Clock& clock, int fold);

// Checked; instances of cls made without running Python code.
Date* new_date(Thread& t, int year, int month, int day, Type* cls = &date_type);
TimeOfDay* new_time(Thread& t, const Clock& clock, Object* tzinfo, int fold, Type* cls = &time_of_day_type);
DateTime* new_datetime(Thread& t, const calendar::Day& day, const Clock& clock, Object* tzinfo, int fold,
                       Type* cls = &datetime_type);
// The same by calling cls, if it is a subclass.
Object* make_date(Thread& t, int year, int month, int day, Object* cls);
Object* make_time(Thread& t, const Clock& clock, Object* tzinfo, Object* cls);
Object* make_datetime(Thread& t, const calendar::Day& day, const Clock& clock, Object* tzinfo, int fold, Object* cls);

// A moment as days and microseconds of the day, as datetime arithmetic takes it. OverflowError: "date value out of
// range".
Object* datetime_plus(Thread& t, const DateTime& a, const Timedelta& b, int sign);
Object* new_iso_calendar_date(Thread& t, const calendar::IsoDay& day);
Object* datetime_offset(Thread& t, DateTime& self);  // a timedelta, or None

// What the words of a comparison are when it makes no sense.
Raised raise_cannot_compare(Thread& t, Object* a, Object* b);
Object* compared(int difference, CompareOp op);

// --- text ---

// strftime of the object: %z, %Z and %f are the object's own, the rest is time.strftime's with the tuple that
// timetuple() gave.
Object* format_time(Thread& t, Str* format, Object* time_tuple, Object* tzinfo, Object* zone_argument, int microsecond);
Str* strftime_format(Thread& t, const Args& args);                                      // strftime's argument
Object* format_by_strftime(Thread& t, Object* self, Args args, const char* qualified);  // __format__
Object* new_struct_time(Thread& t, const calendar::Day& day, const Clock& clock, int dst_flag);
// How many of the fields to show; ValueError, TypeError.
enum class TimeSpec { Auto, Hours, Minutes, Seconds, Milliseconds, Microseconds };
Result<TimeSpec> time_spec_of(Thread& t, Object* text /* null: auto */, int position);
std::string clock_text(const Clock& clock, TimeSpec spec);
std::string date_text(const Date& date);
std::string ctime_text(const calendar::Day& day, const Clock& clock);
// repr with ", fold=1" and ", tzinfo=..." before the closing parenthesis.
Object* repr_with_zone(Thread& t, std::string start, Object* zone, int fold, bool fold_last);

// `dt` with another fold answers another offset: it lies in a gap or a fold, and equals nothing in other zones (PEP
// 495).
Truth offset_depends_on_fold(Thread& t, Object* o, Object* offset);

}  // namespace sidewinder
