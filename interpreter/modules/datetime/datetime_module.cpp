// Module _datetime: the classes, with the constants that they have.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/datetime/datetime_capi.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/objects/capsule/capsule.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr Clock kLastMoment{23, 59, 59, 999999};

Status set_bounds(Thread& t, Type* cls, Object* least, Object* most) {
  TRY(type_set_own(t, cls, intern("min"), TRY(least)));
  return type_set_own(t, cls, intern("max"), TRY(most));
}
Status set_resolution(Thread& t, Type* cls, Object* resolution) {
  return type_set_own(t, cls, intern("resolution"), TRY(resolution));
}

Status set_timezone_constants(Thread& t) {
  constexpr int kMostMinutes = 23 * 60 + 59;
  TRY(type_set_own(t, &timezone_type, intern("utc"), utc_timezone()));
  Timedelta* least = TRY(new_timedelta(t, 0, -kMostMinutes * 60, 0));
  Timedelta* most = TRY(new_timedelta(t, 0, kMostMinutes * 60, 0));
  return set_bounds(t, &timezone_type, new_timezone(t, least, nullptr), new_timezone(t, most, nullptr));
}

Status set_constants(Thread& t) {
  TRY(set_bounds(t, &timedelta_type, new_timedelta(t, -999999999, 0, 0), new_timedelta(t, 999999999, 86399, 999999)));
  TRY(set_resolution(t, &timedelta_type, new_timedelta(t, 0, 0, 1)));
  TRY(set_bounds(t, &date_type, new_date(t, 1, 1, 1), new_date(t, 9999, 12, 31)));
  TRY(set_resolution(t, &date_type, new_timedelta(t, 1, 0, 0)));
  TRY(set_bounds(t, &time_of_day_type, new_time(t, {}, none(), 0), new_time(t, kLastMoment, none(), 0)));
  TRY(set_resolution(t, &time_of_day_type, new_timedelta(t, 0, 0, 1)));
  TRY(set_bounds(t, &datetime_type, new_datetime(t, {1, 1, 1}, {}, none(), 0),
                 new_datetime(t, {9999, 12, 31}, kLastMoment, none(), 0)));
  TRY(set_resolution(t, &datetime_type, new_timedelta(t, 0, 0, 1)));
  return set_timezone_constants(t);
}

Status ready_types(Thread& t) {
  static bool are_ready = false;
  if (are_ready) return Status::ok();
  for (Type* cls : {&timedelta_type, &tzinfo_type, &timezone_type, &date_type, &time_of_day_type, &datetime_type,
                    &iso_calendar_date_type})
    ready_type(t, cls);
  TRY(set_constants(t));
  are_ready = true;
  return Status::ok();
}

}  // namespace

Module* create_datetime(Thread& t) {
  TRY(ready_types(t));
  Module* module = TRY(new_module(t, "_datetime"));
  for (Type* cls : {&date_type, &time_of_day_type, &datetime_type, &timedelta_type, &tzinfo_type, &timezone_type})
    TRY(add_object(t, module, std::string(str_ascii_view(type_name(cls))).c_str(), cls));
  TRY(add_object(t, module, "UTC", utc_timezone()));
  TRY(add_object(t, module, "MINYEAR", int_from_int64(calendar::kMinYear)));
  TRY(add_object(t, module, "MAXYEAR", int_from_int64(calendar::kMaxYear)));
  TRY(add_object(t, module, "datetime_CAPI", new_capsule(t, datetime_c_api(), "datetime.datetime_CAPI")));
  TRY(add_object(t, module, "__doc__", new_str("Dates and times in C++.")));
  return module;
}

}  // namespace sidewinder
