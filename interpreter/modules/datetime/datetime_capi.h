// What the capsule datetime.datetime_CAPI points to: CPython's PyDateTime_CAPI, by which C reaches the classes and
// makes objects.
#pragma once

#include "interpreter/modules/datetime/datetime_types.h"

namespace sidewinder {

struct DateTimeCApi {
  Type *date_type, *datetime_type, *time_type, *delta_type, *tzinfo_type;
  Object* timezone_utc;
  // Each gives a reference that C owns, or null with an exception pending.
  Object* (*date_from_date)(int year, int month, int day, Type* cls);
  Object* (*datetime_from_date_and_time)(int year, int month, int day, int hour, int minute, int second,
                                         int microsecond, Object* tzinfo, Type* cls);
  Object* (*time_from_time)(int hour, int minute, int second, int microsecond, Object* tzinfo, Type* cls);
  Object* (*delta_from_delta)(int days, int seconds, int microseconds, int normalize, Type* cls);
  Object* (*timezone_from_timezone)(Object* offset, Object* name);
  Object* (*datetime_from_timestamp)(Object* cls, Object* arguments, Object* keywords);
  Object* (*date_from_timestamp)(Object* cls, Object* arguments);
  Object* (*datetime_from_date_and_time_and_fold)(int year, int month, int day, int hour, int minute, int second,
                                                  int microsecond, Object* tzinfo, int fold, Type* cls);
  Object* (*time_from_time_and_fold)(int hour, int minute, int second, int microsecond, Object* tzinfo, int fold,
                                     Type* cls);
};

// The one there is; static.
DateTimeCApi* datetime_c_api();

}  // namespace sidewinder
