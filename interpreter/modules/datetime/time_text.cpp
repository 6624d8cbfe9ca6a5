// Dates and times as text: fields in ISO format, strftime, repr.
#include <cstdio>

#include "interpreter/imports/import.h"
#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

std::string date_text(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year(), date.month(), date.day());
  return text;
}

std::string ctime_text(const calendar::Day& d, const Clock& c) {
  static const char* const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %04d", days[calendar::weekday_of(d.year, d.month, d.day)],
                months[d.month - 1], d.day, c.hour, c.minute, c.second, d.year);
  return text;
}

Result<TimeSpec> time_spec_of(Thread& t, Object* text, int position) {
  static constexpr const char* kNames[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
  if (!text) return TimeSpec::Auto;
  if (!is_str(text)) return raise_not_str(t, "isoformat", position, text);
  std::string name = str_to_utf8(cast<Str>(text));
  if (name.find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  for (int i = 0; i < int(std::size(kNames)); i++)
    if (name == kNames[i]) return TimeSpec(i);
  return raise_value_error(t, "Unknown timespec value");
}

std::string clock_text(const Clock& c, TimeSpec spec) {
  if (spec == TimeSpec::Auto) spec = c.microsecond ? TimeSpec::Microseconds : TimeSpec::Seconds;
  char text[64];
  int n = std::snprintf(text, sizeof text, "%02d", c.hour);
  auto add = [&](const char* format, int value) {
    n += std::snprintf(text + n, sizeof text - size_t(n), format, value);
  };
  if (spec >= TimeSpec::Minutes) add(":%02d", c.minute);
  if (spec >= TimeSpec::Seconds) add(":%02d", c.second);
  if (spec == TimeSpec::Milliseconds) add(".%03d", c.microsecond / 1000);
  if (spec == TimeSpec::Microseconds) add(".%06d", c.microsecond);
  return text;
}

Object* repr_with_zone(Thread& t, std::string start, Object* zone, int fold, bool fold_last) {
  StrBuilder text;
  text.add(start);
  if (fold && !fold_last) text.add(", fold=1");
  if (zone != none()) text.add(", tzinfo=").add(TRY(repr(t, zone)));
  if (fold && fold_last) text.add(", fold=1");
  return text.add(")").finish();
}

Raised raise_cannot_compare(Thread& t, Object* a, Object* b) {
  return raise_type_error(t, "can't compare %s to %s", a->cls->name, b->cls->name);
}

Object* new_struct_time(Thread& t, const calendar::Day& day, const Clock& clock, int dst_flag) {
  int values[] = {day.year,
                  day.month,
                  day.day,
                  clock.hour,
                  clock.minute,
                  clock.second,
                  calendar::weekday_of(day.year, day.month, day.day),
                  calendar::days_before_month(day.year, day.month) + day.day,
                  dst_flag};
  Tuple* fields = TRY(new_tuple(ssize(std::size(values))));
  for (ssize i = 0; i < fields->size; i++) fields->items[i] = TRY(int_from_int64(values[i]));
  Object* cls = TRY(get_attribute(t, TRY(import_module(t, "time")), "struct_time"));
  return call(t, cls, fields);
}

namespace {

// A str that C can have: without surrogates.
Status check_encodable(Thread& t, Str* s) {
  if (s->kind() == 1) return Status::ok();
  Object* encoding = new_str("utf-8");
  TRY(call_method(t, s, intern("encode"), Args{&encoding, 1}));
  return Status::ok();
}

// The parts of a format that time.strftime does not know, filled in.
struct FormatFiller {
  Object *tzinfo, *argument;
  int microsecond;
  StrBuilder text;

  Status add_zone_name(Thread& t) {
    Object* name = TRY(zone_name(t, tzinfo, argument));
    if (name == none()) return Status::ok();
    // What is a % in the name shall be one in the result.
    Object* values[] = {new_str("%"), new_str("%%")};
    Object* escaped = TRY(call_method(t, name, intern("replace"), Args{values, 2}));
    if (!is_str(escaped)) return raise_type_error(t, "tzname.replace() did not return a string");
    TRY(check_encodable(t, cast<Str>(escaped)));
    text.add(cast<Str>(escaped));
    return Status::ok();
  }
  Status add(Thread& t, uint32_t letter) {
    if (letter == 'z') {
      text.add(TRY(zone_offset_text(t, tzinfo, argument, "")));
    } else if (letter == 'Z') {
      return add_zone_name(t);
    } else if (letter == 'f') {
      char digits[16];
      std::snprintf(digits, sizeof digits, "%06d", microsecond);
      text.add(digits);
    } else {
      text.add_char('%').add_char(letter);
    }
    return Status::ok();
  }
};

}  // namespace

Object* format_time(Thread& t, Str* format, Object* time_tuple, Object* tzinfo, Object* zone_argument,
                    int microsecond) {
  TRY(check_encodable(t, format));
  FormatFiller filler{tzinfo, zone_argument, microsecond, {}};
  for (ssize i = 0; i < format->length && format->at(i); i++) {  // up to a NUL: C's text
    uint32_t c = format->at(i);
    if (c == '%' && i + 1 < format->length) TRY(filler.add(t, format->at(++i)));
    else filler.text.add_char(c);
  }
  Object* strftime = TRY(get_attribute(t, TRY(import_module(t, "time")), "strftime"));
  return call(t, strftime, TRY(filler.text.finish()), time_tuple);
}

Str* strftime_format(Thread& t, const Args& args) {
  static constexpr const char* kNames[] = {"format"};
  static constexpr ArgumentList kList{"strftime", kNames, 1, 1, 1};
  Object* format;
  TRY(bind_argument_list(t, kList, args, &format));
  return is_str(format) ? cast<Str>(format) : raise_not_str(t, "strftime", 1, format);
}

Object* format_by_strftime(Thread& t, Object* self, Args args, const char* qualified) {
  TRY(expect_arguments(t, "__format__", qualified, args, 1));
  if (!is_str(args[0])) return raise_not_str(t, "__format__", 1, args[0]);
  if (!cast<Str>(args[0])->length) return to_str(t, self);
  return call_method(t, self, intern("strftime"), args);
}

}  // namespace sidewinder
