#include "interpreter/modules/datetime/datetime_capi.h"

#include "interpreter/execution/thread.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// A new object as C gets it: with a reference that is C's.
Object* owned_by_c(Object* o) {
  if (o) o->refcount++;
  return o;
}

Object* date_from_date(int year, int month, int day, Type* cls) {
  return owned_by_c(new_date(current_thread(), year, month, day, cls));
}

Object* datetime_of_fields(int year, int month, int day, int hour, int minute, int second, int microsecond,
                           Object* tzinfo, int fold, Type* cls) {
  Clock clock{hour, minute, second, microsecond};
  return owned_by_c(new_datetime(current_thread(), {year, month, day}, clock, tzinfo, fold, cls));
}
Object* datetime_without_fold(int year, int month, int day, int hour, int minute, int second, int microsecond,
                              Object* tzinfo, Type* cls) {
  return datetime_of_fields(year, month, day, hour, minute, second, microsecond, tzinfo, 0, cls);
}

Object* time_of_fields(int hour, int minute, int second, int microsecond, Object* tzinfo, int fold, Type* cls) {
  return owned_by_c(new_time(current_thread(), {hour, minute, second, microsecond}, tzinfo, fold, cls));
}
Object* time_without_fold(int hour, int minute, int second, int microsecond, Object* tzinfo, Type* cls) {
  return time_of_fields(hour, minute, second, microsecond, tzinfo, 0, cls);
}

// Ours are always normalised.
Object* delta_from_delta(int days, int seconds, int microseconds, int, Type* cls) {
  return owned_by_c(new_timedelta(current_thread(), days, seconds, microseconds, cls));
}

Object* timezone_from_timezone(Object* offset, Object* name) {
  return owned_by_c(new_timezone(current_thread(), cast<Timedelta>(offset), name));
}

Object* datetime_from_timestamp(Object* cls, Object* arguments, Object* keywords) {
  Thread& t = current_thread();
  Object* method = TRY(get_attribute(t, cls, "fromtimestamp"));
  return owned_by_c(call_with_tuple(t, method, cast<Tuple>(arguments), static_cast<Dict*>(keywords)));
}
Object* date_from_timestamp(Object* cls, Object* arguments) { return datetime_from_timestamp(cls, arguments, nullptr); }

}  // namespace

DateTimeCApi* datetime_c_api() {
  static DateTimeCApi api{&date_type,          &datetime_type,     &time_of_day_type,      &timedelta_type,
                          &tzinfo_type,        utc_timezone(),     date_from_date,         datetime_without_fold,
                          time_without_fold,   delta_from_delta,   timezone_from_timezone, datetime_from_timestamp,
                          date_from_timestamp, datetime_of_fields, time_of_fields};
  return &api;
}

}  // namespace sidewinder
