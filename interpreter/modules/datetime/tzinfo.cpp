// datetime.tzinfo and datetime.timezone, and what the other classes ask a tzinfo.
#include <cmath>

#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kSecond = 1000000;
constexpr Microseconds kDay = Microseconds(calendar::kDaySeconds) * kSecond;

bool is_less_than_a_day(const Timedelta& offset) {
  Microseconds total = total_microseconds(offset);
  return total > -kDay && total < kDay;
}

Object* ask_zone(Thread& t, Object* tzinfo, const char* method, Object* argument) {
  if (tzinfo == none()) return none();
  Object* callee = TRY(get_attribute(t, tzinfo, method));
  Object* answer = TRY(call(t, callee, argument));
  if (answer == none()) return answer;
  if (!is_timedelta(answer))
    return raise_type_error(t, "tzinfo.%s() must return None or timedelta, not '%T'", method, answer);
  if (!is_less_than_a_day(*cast<Timedelta>(answer)))
    return raise_value_error(t,
                             "offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24).");
  return answer;
}

Object* timezone_name(const Timezone& self) {
  if (self.name) return self.name;
  if (&self == utc_timezone() || self.offset->is_zero()) return new_str("UTC");
  return new_str("UTC" + offset_text(*self.offset, ":"));
}

}  // namespace

Status check_tzinfo(Thread& t, Object* o) {
  if (is_tzinfo(o)) return Status::ok();
  return raise_type_error(t, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", o);
}

Object* zone_offset(Thread& t, Object* tzinfo, Object* argument) {
  if (is_exact<Timezone>(tzinfo)) return cast<Timezone>(tzinfo)->offset;
  return ask_zone(t, tzinfo, "utcoffset", argument);
}
Object* zone_dst(Thread& t, Object* tzinfo, Object* argument) { return ask_zone(t, tzinfo, "dst", argument); }

Object* zone_name(Thread& t, Object* tzinfo, Object* argument) {
  if (tzinfo == none()) return none();
  if (is_exact<Timezone>(tzinfo)) return timezone_name(*cast<Timezone>(tzinfo));
  Object* answer = TRY(call(t, TRY(get_attribute(t, tzinfo, "tzname")), argument));
  if (answer == none() || is_str(answer)) return answer;
  return raise_type_error(t, "tzinfo.tzname() must return None or a string, not '%T'", answer);
}

std::string offset_text(const Timedelta& offset, const char* separator) {
  Microseconds total = total_microseconds(offset);
  const char* sign = total < 0 ? "-" : "+";
  int64_t rest = int64_t(total < 0 ? -total : total);
  int microseconds = int(rest % kSecond);
  int seconds = int(rest / kSecond);
  char text[64];
  int n = std::snprintf(text, sizeof text, "%s%02d%s%02d", sign, seconds / 3600, separator, seconds / 60 % 60);
  if (seconds % 60 || microseconds)
    n += std::snprintf(text + n, sizeof text - size_t(n), "%s%02d", separator, seconds % 60);
  if (microseconds) std::snprintf(text + n, sizeof text - size_t(n), ".%06d", microseconds);
  return text;
}

Result<std::string> zone_offset_text(Thread& t, Object* tzinfo, Object* argument, const char* separator) {
  Object* offset = TRY(zone_offset(t, tzinfo, argument));
  return offset == none() ? std::string() : offset_text(*cast<Timedelta>(offset), separator);
}

// --- tzinfo -----------------------------------------------------------------------------------------

namespace {

Object* tzinfo_new(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Raised raise_not_implemented(Thread& t, const char* method) {
  return raise(t, exceptions::NotImplementedError, "a tzinfo subclass must implement %s()", method);
}
Object* tzinfo_tzname(Thread& t, TimezoneInfo&, Object*) { return raise_not_implemented(t, "tzname"); }
Object* tzinfo_utcoffset(Thread& t, TimezoneInfo&, Object*) { return raise_not_implemented(t, "utcoffset"); }
Object* tzinfo_dst(Thread& t, TimezoneInfo&, Object*) { return raise_not_implemented(t, "dst"); }

Status check_is_own(Thread& t, Object* self, Object* o) {
  if (!is_datetime(o)) return raise_type_error(t, "fromutc: argument must be a datetime");
  if (cast<DateTime>(o)->zone() != self) return raise_value_error(t, "fromutc: dt.tzinfo is not self");
  return Status::ok();
}

// UTC plus the standard offset is standard local time; what is daylight saving time then is added.
Object* tzinfo_fromutc(Thread& t, TimezoneInfo& self, Object* o) {
  TRY(check_is_own(t, &self, o));
  auto* dt = cast<DateTime>(o);
  Object* offset = TRY(zone_offset(t, &self, dt));
  if (offset == none()) return raise_value_error(t, "fromutc: non-None utcoffset() result required");
  Object* dst = TRY(zone_dst(t, &self, dt));
  if (dst == none()) return raise_value_error(t, "fromutc: non-None dst() result required");
  Timedelta* standard = TRY(timedelta_difference(t, *cast<Timedelta>(offset), *cast<Timedelta>(dst)));
  Object* local = TRY(datetime_plus(t, *dt, *standard, 1));
  dst = TRY(zone_dst(t, dt->zone(), local));
  if (dst == none()) return raise_value_error(t, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  if (cast<Timedelta>(dst)->is_zero() || !is_datetime(local)) return local;
  return datetime_plus(t, *cast<DateTime>(local), *cast<Timedelta>(dst), 1);
}

Object* tzinfo_reduce(Thread& t, TimezoneInfo& self) {
  Lookup method = TRY(find_attribute(t, &self, intern("__getinitargs__")));
  Object* arguments = method.found() ? TRY(call(t, method.value)) : empty_tuple();
  Object* state = TRY(call_method(t, &self, "__getstate__"));
  Object* parts[] = {self.cls, arguments, state};
  return new_tuple(parts, 3);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/tzinfo_methods.def"
#define NATIVE_TYPE TimezoneInfo
#define NATIVE_PREFIX tzinfo
#define NATIVE_NAME "tzinfo"
#include "interpreter/objects/core/native_table.inc"

// --- timezone ---------------------------------------------------------------------------------------

namespace {

Timezone* allocate_timezone(Thread& t, Timedelta* offset, Object* name) {
  auto* self = static_cast<Timezone*>(TRY(allocate_instance(t, &timezone_type)));
  self->offset = offset;
  self->name = name;
  return self;
}

}  // namespace

Object* new_timezone(Thread& t, Timedelta* offset, Object* name) {
  if (!name && offset->is_zero()) return utc_timezone();
  if (!is_less_than_a_day(*offset))
    return raise_value_error(t,
                             "offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24), not %R.",
                             offset);
  return allocate_timezone(t, offset, name);
}

Object* utc_timezone() {
  static Object** utc = [] {
    Object** root = allocate_permanent(1);
    Thread& t = current_thread();
    Timedelta* zero = new_timedelta(t, 0, 0, 0);
    PY_CHECK(zero && (*root = allocate_timezone(t, zero, nullptr)));
    return root;
  }();
  return *utc;
}

namespace {

Object* timezone_new(Thread& t, Type*, Args args) {
  static constexpr const char* kNames[] = {"offset", "name"};
  static constexpr ArgumentList kList{"timezone", kNames, 2, 1, 2};
  Object* values[2];
  TRY(bind_argument_list(t, kList, args, values));
  if (!is_timedelta(values[0]))
    return raise_type_error(t, "timezone() argument 1 must be datetime.timedelta, not %A", values[0]);
  if (values[1] && !is_str(values[1])) return raise_not_str(t, "timezone", 2, values[1]);
  return new_timezone(t, cast<Timedelta>(values[0]), values[1]);
}

Status check_argument(Thread& t, Object* o, const char* method) {
  if (o == none() || is_datetime(o)) return Status::ok();
  return raise_type_error(t, "%s(dt) argument must be a datetime instance or None, not %T", method, o);
}
Object* timezone_tzname(Thread& t, Timezone& self, Object* dt) {
  TRY(check_argument(t, dt, "tzname"));
  return timezone_name(self);
}
Object* timezone_utcoffset(Thread& t, Timezone& self, Object* dt) {
  TRY(check_argument(t, dt, "utcoffset"));
  return self.offset;
}
Status timezone_dst(Thread& t, Timezone&, Object* dt) { return check_argument(t, dt, "dst"); }

Object* timezone_fromutc(Thread& t, Timezone& self, Object* dt) {
  TRY(check_is_own(t, &self, dt));
  return datetime_plus(t, *cast<DateTime>(dt), *self.offset, 1);
}

Object* timezone_getinitargs(Timezone& self) {
  Object* parts[] = {self.offset, self.name};
  return new_tuple(parts, self.name ? 2 : 1);
}

Object* timezone_str(Thread&, Object* o) { return timezone_name(*cast<Timezone>(o)); }

Object* timezone_repr(Thread& t, Object* o) {
  auto* self = cast<Timezone>(o);
  if (self == utc_timezone()) return new_str("datetime.timezone.utc");
  StrBuilder text;
  text.add(o->cls->name).add("(").add(TRY(repr(t, self->offset)));
  if (self->name) text.add(", ").add(TRY(repr(t, self->name)));
  return text.add(")").finish();
}

Result<ssize> timezone_hash(Thread& t, Object* o) { return hash(t, cast<Timezone>(o)->offset); }

Object* timezone_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return not_implemented();
  if (!is_exact<Timezone>(a) || !is_exact<Timezone>(b)) return not_implemented();
  return compared(compare_timedeltas(*cast<Timezone>(a)->offset, *cast<Timezone>(b)->offset), op);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/timezone_methods.def"
#define NATIVE_TYPE Timezone
#define NATIVE_PREFIX timezone
#define NATIVE_NAME "timezone"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_tzinfo_data() {
  TypeData d{};
  tzinfo_declare(d);
  return d;
}
constexpr TypeData make_timezone_data() {
  TypeData d{};
  d.slots.repr = timezone_repr;
  d.slots.str = timezone_str;
  d.slots.hash = timezone_hash;
  d.slots.compare = timezone_compare;
  timezone_declare(d);
  return d;
}
constinit TypeData tzinfo_data = make_tzinfo_data();
constinit TypeData timezone_data = make_timezone_data();

}  // namespace

constinit Type tzinfo_type = static_type("datetime.tzinfo", sizeof(TimezoneInfo), 0, kTypeBase, &tzinfo_data);
constinit Type timezone_type = static_type("datetime.timezone", sizeof(Timezone), 0, 0, &timezone_data, &tzinfo_type);

}  // namespace sidewinder
