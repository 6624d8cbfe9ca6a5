// The other constructors of datetime.datetime: from clocks, timestamps, text, and parts.
#include "interpreter/imports/import.h"
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime.h"
#include "interpreter/modules/datetime/iso_parser.h"
#include "interpreter/modules/datetime/local_time.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Timestamp timestamp_now() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return {now.tv_sec, int(now.tv_nsec / 1000)};
}

// With a zone: UTC, which the zone turns into its own time.
Object* in_zone(Thread& t, Type& cls, Timestamp when, Object* tz) {
  TRY(check_tzinfo(t, tz));
  Object* made = TRY(datetime_of_timestamp(t, &cls, when, tz == none(), tz));
  if (tz == none()) return made;
  return call_method(t, tz, intern("fromutc"), Args{&made, 1});
}

}  // namespace

Object* datetime_now(Thread& t, Type& cls, Object* tz) { return in_zone(t, cls, timestamp_now(), tz); }
Object* datetime_utcnow(Thread& t, Type& cls) { return datetime_of_timestamp(t, &cls, timestamp_now(), false, none()); }
Object* datetime_fromtimestamp(Thread& t, Type& cls, Object* timestamp, Object* tz) {
  TRY(check_tzinfo(t, tz));
  return in_zone(t, cls, TRY(timestamp_of(t, timestamp)), tz);
}
Object* datetime_utcfromtimestamp(Thread& t, Object* cls, Args args) {
  TRY(expect_arguments(t, "utcfromtimestamp", "datetime.utcfromtimestamp", args, 1));
  return datetime_of_timestamp(t, cls, TRY(timestamp_of(t, args[0])), false, none());
}

Object* datetime_strptime(Thread& t, Type& cls, Str* text, Str* format) {
  Object* values[] = {&cls, text, format};
  return call_method(t, TRY(import_module(t, "_strptime")), intern("_strptime_datetime"), Args{values, 3});
}

Object* datetime_combine(Thread& t, Object* cls, Args args) {
  static constexpr const char* kNames[] = {"date", "time", "tzinfo"};
  static constexpr ArgumentList kList{"combine", kNames, 3, 2, 3};
  Object* values[3];
  TRY(bind_argument_list(t, kList, args, values));
  if (!is_date(values[0])) return raise_type_error(t, "combine() argument 1 must be datetime.date, not %A", values[0]);
  if (!is_time_of_day(values[1]))
    return raise_type_error(t, "combine() argument 2 must be datetime.time, not %A", values[1]);
  auto* time = cast<TimeOfDay>(values[1]);
  Object* tzinfo = values[2] ? values[2] : time->zone();
  return make_datetime(t, day_of(*cast<Date>(values[0])), time->clock(), tzinfo, time->fold, cls);
}

Object* datetime_fromisoformat(Thread& t, Type& cls, Object* text) {
  if (!is_str(text)) return raise_type_error(t, "fromisoformat: argument must be str");
  std::string characters = iso_characters(cast<Str>(text));
  std::string_view all = characters;
  size_t end = find_iso_separator(all);
  calendar::Day day;
  IsoTime time;
  bool is_valid = end != std::string_view::npos && parse_iso_date(all.substr(0, end), &day);
  if (is_valid && all.size() > end) is_valid = parse_iso_time(all.substr(end + 1), &time);
  if (!is_valid) return raise_value_error(t, "Invalid isoformat string: %R", text);
  return make_datetime(t, day, time.clock, TRY(iso_zone(t, time)), 0, &cls);
}

}  // namespace sidewinder
