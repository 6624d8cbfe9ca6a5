// datetime.date.
#include <cstring>

#include "interpreter/imports/import.h"
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime.h"
#include "interpreter/modules/datetime/iso_parser.h"
#include "interpreter/modules/datetime/local_time.h"
#include "interpreter/modules/datetime/pickled_state.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Status check_date(Thread& t, int year, int month, int day) {
  if (year < calendar::kMinYear || year > calendar::kMaxYear)
    return raise_value_error(t, "year %d is out of range", year);
  if (month < 1 || month > 12) return raise_value_error(t, "month must be in 1..12");
  if (day < 1 || day > calendar::days_in_month(year, month))
    return raise_value_error(t, "day is out of range for month");
  return Status::ok();
}

Date* new_date(Thread& t, int year, int month, int day, Type* cls) {
  TRY(check_date(t, year, month, day));
  auto* self = static_cast<Date*>(TRY(allocate_instance(t, cls)));
  self->hash = -1;
  self->data[0] = uint8_t(year >> 8);
  self->data[1] = uint8_t(year);
  self->data[2] = uint8_t(month);
  self->data[3] = uint8_t(day);
  return self;
}

Object* make_date(Thread& t, int year, int month, int day, Object* cls) {
  if (cls == &date_type) return new_date(t, year, month, day);
  Object* values[] = {TRY(int_from_int64(year)), TRY(int_from_int64(month)), TRY(int_from_int64(day))};
  return call(t, cls, Args{values, 3});
}

namespace {

constexpr const char* kFieldNames[] = {"year", "month", "day"};

Object* date_new(Thread& t, Type* cls, Args args) {
  static constexpr ArgumentList kList{nullptr, kFieldNames, 3, 3, 3};
  if (args.count == 1 && !args.names) {
    std::string state = TRY(pickled_state(t, args[0], {4, 2, 1, 12}, "date"));
    if (!state.empty()) {
      auto* self = static_cast<Date*>(TRY(allocate_instance(t, cls)));
      self->hash = -1;
      std::memcpy(self->data, state.data(), sizeof self->data);
      return self;
    }
  }
  int fields[3];
  TRY(bind_argument_list(t, kList, args, [&](int i, Object* value) { return take_int(t, value, &fields[i]); }));
  return new_date(t, fields[0], fields[1], fields[2], cls);
}

// --- other constructors -----------------------------------------------------------------------------

Object* date_fromtimestamp(Thread& t, Type& cls, Object* timestamp) {
  tm v;
  TRY(break_down_time(t, TRY(timestamp_seconds(t, timestamp)), true, &v));
  return make_date(t, v.tm_year + 1900, v.tm_mon + 1, v.tm_mday, &cls);
}

// As Python code sees it: whoever replaces time.time() or fromtimestamp() changes this too.
Object* date_today(Thread& t, Type& cls) {
  Object* now = TRY(call_method(t, TRY(import_module(t, "time")), "time"));
  return call_method(t, &cls, intern("fromtimestamp"), Args{&now, 1});
}

Object* date_fromordinal(Thread& t, Object* cls, Args args) {
  TRY(expect_arguments(t, "fromordinal", "date.fromordinal", args, 1));
  int n = 0;
  TRY(take_int(t, args[0], &n));
  if (n < 1) return raise_value_error(t, "ordinal must be >= 1");
  calendar::Day d = calendar::day_of_ordinal(n);
  return make_date(t, d.year, d.month, d.day, cls);
}

Object* date_fromisoformat(Thread& t, Type& cls, Object* text) {
  if (!is_str(text)) return raise_type_error(t, "fromisoformat: argument must be str");
  std::string characters = iso_characters(cast<Str>(text));
  size_t n = characters.size();
  calendar::Day d;
  if ((n != 7 && n != 8 && n != 10) || !parse_iso_date(characters, &d))
    return raise_value_error(t, "Invalid isoformat string: %R", text);
  return make_date(t, d.year, d.month, d.day, &cls);
}

Object* date_fromisocalendar(Thread& t, Object* cls, Args args) {
  static constexpr const char* kNames[] = {"year", "week", "day"};
  static constexpr ArgumentList kList{"fromisocalendar", kNames, 3, 3, 3};
  int f[3];
  auto take = [&](int i, Object* value) { return take_int(t, value, &f[i]); };
  if (bind_argument_list(t, kList, args, take).failed()) {
    if (!pending_matches(t, exceptions::OverflowError)) return nullptr;
    clear_pending(t);
    return raise_value_error(t, "ISO calendar component out of range");
  }
  calendar::Day d;
  switch (calendar::day_of_iso(f[0], f[1], f[2], &d)) {
    case calendar::IsoError::Year: return raise_value_error(t, "Year is out of range: %d", f[0]);
    case calendar::IsoError::Week: return raise_value_error(t, "Invalid week: %d", f[1]);
    case calendar::IsoError::Weekday: return raise_value_error(t, "Invalid day: %d (range is [1, 7])", f[2]);
    default: return make_date(t, d.year, d.month, d.day, cls);
  }
}

// --- text and tuples --------------------------------------------------------------------------------

Object* date_ctime(Date& self) { return new_str(ctime_text(day_of(self), {})); }
Object* date_timetuple(Thread& t, Date& self) { return new_struct_time(t, day_of(self), {}, -1); }
Object* date_strftime(Thread& t, Object* o, Args args) {
  Str* format = TRY(strftime_format(t, args));
  Object* tuple = TRY(call_method(t, o, "timetuple"));
  if (!is_datetime(o)) return format_time(t, format, tuple, none(), o, 0);
  const auto& whole = *cast<DateTime>(o);
  return format_time(t, format, tuple, whole.zone(), o, whole.clock().microsecond);
}
Object* date_format(Thread& t, Object* o, Args args) { return format_by_strftime(t, o, args, "date.__format__"); }
Object* date_isoformat(Date& self) { return new_str(date_text(self)); }

Object* date_repr(Thread&, Object* o) {
  const auto* self = cast<Date>(o);
  char text[64];
  std::snprintf(text, sizeof text, "(%d, %d, %d)", self->year(), self->month(), self->day());
  return new_str(std::string(o->cls->name) + text);
}
Object* date_str(Thread& t, Object* o) { return call_method(t, o, "isoformat"); }

// --- the calendar -----------------------------------------------------------------------------------

int date_toordinal(Date& self) { return calendar::ordinal_of(self.year(), self.month(), self.day()); }
int date_weekday(Date& self) { return calendar::weekday_of(self.year(), self.month(), self.day()); }
int date_isoweekday(Date& self) { return date_weekday(self) + 1; }
Object* date_isocalendar(Thread& t, Date& self) {
  return new_iso_calendar_date(t, calendar::iso_day_of(self.year(), self.month(), self.day()));
}
int date_year(Date& self) { return self.year(); }
int date_month(Date& self) { return self.month(); }
int date_day(Date& self) { return self.day(); }

Object* date_replace(Thread& t, Object* o, Args args) {
  static constexpr ArgumentList kList{"replace", kFieldNames, 3, 0, 3};
  const auto* self = cast<Date>(o);
  int fields[] = {self->year(), self->month(), self->day()};
  TRY(bind_argument_list(t, kList, args, [&](int i, Object* value) { return take_int(t, value, &fields[i]); }));
  return new_date(t, fields[0], fields[1], fields[2], o->cls);
}

Object* date_reduce(Date& self) {
  Object* state = TRY(new_bytes(self.data, sizeof self.data));
  Object* parts[] = {self.cls, TRY(new_tuple(&state, 1))};
  return new_tuple(parts, 2);
}

// --- operators --------------------------------------------------------------------------------------

Object* plus_days(Thread& t, const Date& self, int64_t days) {
  int64_t ordinal = calendar::ordinal_of(self.year(), self.month(), self.day()) + days;
  if (ordinal < 1 || ordinal > calendar::kMaxOrdinal) return raise_overflow_error(t, "date value out of range");
  calendar::Day d = calendar::day_of_ordinal(ordinal);
  return make_date(t, d.year, d.month, d.day, self.cls);
}

// Not for datetimes, whose own operators come first.
Object* date_add(Thread& t, Object* a, Object* b) {
  if (is_datetime(a) || is_datetime(b)) return not_implemented();
  if (is_date(a) && is_timedelta(b)) return plus_days(t, *cast<Date>(a), cast<Timedelta>(b)->days);
  if (is_timedelta(a)) return plus_days(t, *cast<Date>(b), cast<Timedelta>(a)->days);
  return not_implemented();
}
Object* date_subtract(Thread& t, Object* a, Object* b) {
  if (is_datetime(a) || is_datetime(b) || !is_date(a)) return not_implemented();
  if (is_date(b)) return new_timedelta(t, date_toordinal(*cast<Date>(a)) - date_toordinal(*cast<Date>(b)), 0, 0);
  if (is_timedelta(b)) return plus_days(t, *cast<Date>(a), -int64_t(cast<Timedelta>(b)->days));
  return not_implemented();
}

Object* date_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_date(a) || !is_date(b)) return not_implemented();
  return compared(std::memcmp(cast<Date>(a)->data, cast<Date>(b)->data, sizeof(Date::data)), op);
}

Result<ssize> date_hash(Thread&, Object* o) {
  auto* self = cast<Date>(o);
  if (self->hash == -1) self->hash = hash_bytes(self->data, sizeof self->data);
  return self->hash;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/date_methods.def"
#define NATIVE_TYPE Date
#define NATIVE_PREFIX date
#define NATIVE_NAME "date"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_date_data() {
  TypeData d{};
  d.slots.repr = date_repr;
  d.slots.str = date_str;
  d.slots.hash = date_hash;
  d.slots.compare = date_compare;
  d.slots.binary[int(BinaryOp::Add)] = date_add;
  d.slots.binary[int(BinaryOp::Sub)] = date_subtract;
  date_declare(d);
  return d;
}
constinit TypeData date_data = make_date_data();

}  // namespace

constinit Type date_type = static_type("datetime.date", sizeof(Date), 0, kTypeBase, &date_data);

}  // namespace sidewinder
