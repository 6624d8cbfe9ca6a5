// datetime.datetime as Python sees it: fields, text, tuples, zones.
#include <cstring>

#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime.h"
#include "interpreter/modules/datetime/local_time.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- fields and parts -------------------------------------------------------------------------------

int datetime_hour(DateTime& self) { return self.clock().hour; }
int datetime_minute(DateTime& self) { return self.clock().minute; }
int datetime_second(DateTime& self) { return self.clock().second; }
int datetime_microsecond(DateTime& self) { return self.clock().microsecond; }
Object* datetime_tzinfo(DateTime& self) { return self.zone(); }
int datetime_fold(DateTime& self) { return self.fold; }

Object* datetime_date(Thread& t, DateTime& self) { return new_date(t, self.year(), self.month(), self.day()); }
Object* datetime_time(Thread& t, DateTime& self) { return new_time(t, self.clock(), none(), self.fold); }
Object* datetime_timetz(Thread& t, DateTime& self) { return new_time(t, self.clock(), self.zone(), self.fold); }

Object* datetime_utcoffset(Thread& t, DateTime& self) { return datetime_offset(t, self); }
Object* datetime_tzname(Thread& t, DateTime& self) { return zone_name(t, self.zone(), &self); }
Object* datetime_dst(Thread& t, DateTime& self) { return zone_dst(t, self.zone(), &self); }

// --- text -------------------------------------------------------------------------------------------

Object* datetime_repr(Thread& t, Object* o) {
  const auto* self = cast<DateTime>(o);
  Clock c = self->clock();
  char text[96];
  int n = std::snprintf(text, sizeof text, "(%d, %d, %d, %d, %d", self->year(), self->month(), self->day(), c.hour,
                        c.minute);
  if (c.second || c.microsecond) n += std::snprintf(text + n, sizeof text - size_t(n), ", %d", c.second);
  if (c.microsecond) std::snprintf(text + n, sizeof text - size_t(n), ", %d", c.microsecond);
  return repr_with_zone(t, std::string(o->cls->name) + text, self->zone(), self->fold, false);
}

Object* datetime_str(Thread& t, Object* o) {
  Object* space = new_str(" ");
  return call_method(t, o, intern("isoformat"), Args{&space, 1});
}

Object* datetime_isoformat(Thread& t, Object* o, Args args) {
  static constexpr const char* kNames[] = {"sep", "timespec"};
  static constexpr ArgumentList kList{"isoformat", kNames, 2, 0, 2};
  auto* self = cast<DateTime>(o);
  Object* values[2];
  TRY(bind_argument_list(t, kList, args, values));
  if (values[0] && (!is_str(values[0]) || cast<Str>(values[0])->length != 1))
    return raise_type_error(t, "isoformat() argument 1 must be a unicode character, not %A", values[0]);
  TimeSpec spec = TRY(time_spec_of(t, values[1], 2));
  StrBuilder text;
  text.add(date_text(*self)).add_char(values[0] ? cast<Str>(values[0])->at(0) : 'T');
  text.add(clock_text(self->clock(), spec)).add(TRY(zone_offset_text(t, self->zone(), self, ":")));
  return text.finish();
}

Object* datetime_ctime(DateTime& self) { return new_str(ctime_text(day_of(self), self.clock())); }

Object* datetime_strftime(Thread& t, Object* o, Args args) {
  Str* format = TRY(strftime_format(t, args));
  Object* tuple = TRY(call_method(t, o, "timetuple"));
  const auto& self = *cast<DateTime>(o);
  return format_time(t, format, tuple, self.zone(), o, self.clock().microsecond);
}

// --- tuples and timestamps --------------------------------------------------------------------------

Object* datetime_timetuple(Thread& t, DateTime& self) {
  Object* dst = TRY(zone_dst(t, self.zone(), &self));
  int flag = dst == none() ? -1 : !cast<Timedelta>(dst)->is_zero();
  return new_struct_time(t, day_of(self), self.clock(), flag);
}

Object* datetime_utctimetuple(Thread& t, DateTime& self) {
  Object* offset = TRY(datetime_offset(t, self));
  if (offset == none()) return new_struct_time(t, day_of(self), self.clock(), 0);
  Object* utc = TRY(datetime_plus(t, self, *cast<Timedelta>(offset), -1));
  if (!is_datetime(utc)) return new_struct_time(t, day_of(self), self.clock(), 0);
  return new_struct_time(t, day_of(*cast<DateTime>(utc)), cast<DateTime>(utc)->clock(), 0);
}

Object* datetime_timestamp(Thread& t, DateTime& self) {
  if (self.zone() != none()) {
    DateTime* epoch = TRY(new_datetime(t, {1970, 1, 1}, {}, utc_timezone(), 0));
    return call_method(t, TRY(datetime_minus(t, self, *epoch)), "total_seconds");
  }
  int64_t seconds = TRY(seconds_of_local(t, calendar_seconds(day_of(self), self.clock()), self.fold));
  return new_float(double(seconds - kEpochSeconds) + self.clock().microsecond / 1e6);
}

// --- zones ------------------------------------------------------------------------------------------

// The moment in UTC and with that zone, whatever class the arithmetic gave.
DateTime* as_utc(Thread& t, DateTime& self, Object* offset) {
  Object* moment = TRY(datetime_plus(t, self, *cast<Timedelta>(offset), -1));
  if (!is_datetime(moment)) return raise_type_error(t, "a datetime is required, not '%T'", moment);
  auto* dt = cast<DateTime>(moment);
  if (!dt->has_tzinfo) return new_datetime(t, day_of(*dt), dt->clock(), utc_timezone(), dt->fold, dt->cls);
  dt->tzinfo = utc_timezone();
  return dt;
}

Object* datetime_astimezone(Thread& t, DateTime& self, Object* tz) {
  TRY(check_tzinfo(t, tz));
  Object* own = self.zone() == none() ? TRY(local_zone_of(t, self)) : self.zone();
  if (own == tz) return &self;
  Object* offset = TRY(zone_offset(t, own, &self));
  if (offset == none()) {  // aware of a zone that does not know: naive
    own = TRY(local_zone_of(t, self));
    if (own == tz) return &self;
    offset = TRY(zone_offset(t, own, &self));
  }
  DateTime* utc = TRY(as_utc(t, self, offset));
  if (tz == none()) tz = TRY(local_zone_of_utc(t, *utc));
  // The zone gets its own time, which is UTC until it has turned it.
  utc->tzinfo = tz;
  Object* argument = utc;
  return call_method(t, tz, intern("fromutc"), Args{&argument, 1});
}

// --- pickles ----------------------------------------------------------------------------------------

Object* reduced(DateTime& self, int protocol) {
  uint8_t state[DateTime::kPacked];
  std::memcpy(state, self.packed(), sizeof state);
  if (protocol > 3 && self.fold) state[2] |= 0x80;
  Object* arguments[] = {TRY(new_bytes(state, sizeof state)), self.tzinfo};
  Object* parts[] = {self.cls, TRY(new_tuple(arguments, self.has_tzinfo ? 2 : 1))};
  return new_tuple(parts, 2);
}
Object* datetime_reduce_ex(DateTime& self, int protocol) { return reduced(self, protocol); }
Object* datetime_reduce(DateTime& self) { return reduced(self, 2); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/datetime_methods.def"
#define NATIVE_TYPE DateTime
#define NATIVE_PREFIX datetime
#define NATIVE_NAME "datetime"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_datetime_data() {
  TypeData d{};
  d.slots.create = datetime_new;
  d.slots.repr = datetime_repr;
  d.slots.str = datetime_str;
  d.slots.hash = datetime_hash;
  d.slots.compare = datetime_compare;
  d.slots.binary[int(BinaryOp::Add)] = datetime_add;
  d.slots.binary[int(BinaryOp::Sub)] = datetime_subtract;
  datetime_declare(d);
  d.spec.doc =
      "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nA date and the time of the "
      "day; year, month and day are required. Ints, and a tzinfo or None.";
  return d;
}
constinit TypeData datetime_data = make_datetime_data();

}  // namespace

constinit Type datetime_type =
    static_type("datetime.datetime", sizeof(DateTime), 0, kTypeBase, &datetime_data, &date_type);

}  // namespace sidewinder
