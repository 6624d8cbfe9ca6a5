// datetime.time.
#include <cstring>

#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/modules/datetime/iso_parser.h"
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

void pack_clock(const Clock& clock, uint8_t* p) {
  p[0] = uint8_t(clock.hour);
  p[1] = uint8_t(clock.minute);
  p[2] = uint8_t(clock.second);
  p[3] = uint8_t(clock.microsecond >> 16);
  p[4] = uint8_t(clock.microsecond >> 8);
  p[5] = uint8_t(clock.microsecond);
}

Status check_clock(Thread& t, const Clock& clock, int fold) {
  auto within = [](int value, int end) { return value >= 0 && value < end; };
  if (!within(clock.hour, 24)) return raise_value_error(t, "hour must be in 0..23");
  if (!within(clock.minute, 60)) return raise_value_error(t, "minute must be in 0..59");
  if (!within(clock.second, 60)) return raise_value_error(t, "second must be in 0..59");
  if (!within(clock.microsecond, 1000000)) return raise_value_error(t, "microsecond must be in 0..999999");
  if (!within(fold, 2)) return raise_value_error(t, "fold must be either 0 or 1");
  return Status::ok();
}

namespace {

TimeOfDay* allocate_time(Thread& t, Type* cls, Object* tzinfo, int fold) {
  auto* self = static_cast<TimeOfDay*>(TRY(allocate_instance(t, cls)));
  self->hash = -1;
  self->has_tzinfo = tzinfo != none();
  self->tzinfo = self->has_tzinfo ? tzinfo : nullptr;
  self->fold = uint8_t(fold);
  return self;
}

}  // namespace

TimeOfDay* new_time(Thread& t, const Clock& clock, Object* tzinfo, int fold, Type* cls) {
  TRY(check_clock(t, clock, fold));
  TRY(check_tzinfo(t, tzinfo));
  TimeOfDay* self = TRY(allocate_time(t, cls, tzinfo, fold));
  pack_clock(clock, self->data);
  return self;
}

Object* make_time(Thread& t, const Clock& c, Object* tzinfo, Object* cls) {
  if (cls == &time_of_day_type) return new_time(t, c, tzinfo, 0);
  Object* values[] = {TRY(int_from_int64(c.hour)), TRY(int_from_int64(c.minute)), TRY(int_from_int64(c.second)),
                      TRY(int_from_int64(c.microsecond)), tzinfo};
  return call(t, cls, Args{values, 5});
}

namespace {

constexpr const char* kFieldNames[] = {"hour", "minute", "second", "microsecond", "tzinfo", "fold"};

// The object of a pickle; null without exception: the arguments are none of it.
Lookup time_of_state(Thread& t, Type* cls, Args args) {
  if (args.count < 1 || args.count > 2 || args.names) return Lookup::missing();
  std::string state = TRY(pickled_state(t, args[0], {TimeOfDay::kPacked, 0, 0, 23}, "time"));
  if (state.empty()) return Lookup::missing();
  Object* tzinfo = args.or_default(1, none());
  if (!is_tzinfo(tzinfo)) return raise_type_error(t, "bad tzinfo state arg");
  TimeOfDay* self = TRY(allocate_time(t, cls, tzinfo, uint8_t(state[0]) >> 7));
  std::memcpy(self->data, state.data(), sizeof self->data);
  self->data[0] &= 0x7f;
  return self;
}

// The values of the fields, on top of what they are already.
Status take_fields(Thread& t, const ArgumentList& list, const Args& args, Clock* c, Object** tzinfo, int* fold) {
  int* const fields[] = {&c->hour, &c->minute, &c->second, &c->microsecond, nullptr, fold};
  return bind_argument_list(t, list, args, [&](int i, Object* value) {
    if (fields[i]) return take_int(t, value, fields[i]);
    *tzinfo = value;
    return Status::ok();
  });
}

Object* time_new(Thread& t, Type* cls, Args args) {
  static constexpr ArgumentList kList{nullptr, kFieldNames, 6, 0, 5};
  Lookup pickled = TRY(time_of_state(t, cls, args));
  if (pickled.found()) return pickled.value;
  Clock clock{};
  Object* tzinfo = none();
  int fold = 0;
  TRY(take_fields(t, kList, args, &clock, &tzinfo, &fold));
  return new_time(t, clock, tzinfo, fold, cls);
}

Object* time_replace(Thread& t, Object* o, Args args) {
  static constexpr ArgumentList kList{"replace", kFieldNames, 6, 0, 5};
  const auto* self = cast<TimeOfDay>(o);
  Clock clock = self->clock();
  Object* tzinfo = self->zone();
  int fold = self->fold;
  TRY(take_fields(t, kList, args, &clock, &tzinfo, &fold));
  if (fold != 0 && fold != 1) return raise_value_error(t, "fold must be either 0 or 1");
  return new_time(t, clock, tzinfo, fold, o->cls);
}

Object* time_fromisoformat(Thread& t, Type& cls, Object* text) {
  if (!is_str(text)) return raise_type_error(t, "fromisoformat: argument must be str");
  std::string characters = iso_characters(cast<Str>(text));
  std::string_view rest = characters;
  if (rest.starts_with('T')) rest.remove_prefix(1);
  IsoTime time;
  if (!parse_iso_time(rest, &time)) return raise_value_error(t, "Invalid isoformat string: %R", text);
  return make_time(t, time.clock, TRY(iso_zone(t, time)), &cls);
}

// --- fields -----------------------------------------------------------------------------------------

int time_hour(TimeOfDay& self) { return self.clock().hour; }
int time_minute(TimeOfDay& self) { return self.clock().minute; }
int time_second(TimeOfDay& self) { return self.clock().second; }
int time_microsecond(TimeOfDay& self) { return self.clock().microsecond; }
Object* time_tzinfo(TimeOfDay& self) { return self.zone(); }
int time_fold(TimeOfDay& self) { return self.fold; }

Object* time_utcoffset(Thread& t, TimeOfDay& self) { return zone_offset(t, self.zone(), none()); }
Object* time_tzname(Thread& t, TimeOfDay& self) { return zone_name(t, self.zone(), none()); }
Object* time_dst(Thread& t, TimeOfDay& self) { return zone_dst(t, self.zone(), none()); }

// --- text -------------------------------------------------------------------------------------------

Object* time_repr(Thread& t, Object* o) {
  const auto* self = cast<TimeOfDay>(o);
  Clock c = self->clock();
  char text[64];
  int n = std::snprintf(text, sizeof text, "(%d, %d", c.hour, c.minute);
  if (c.second || c.microsecond) n += std::snprintf(text + n, sizeof text - size_t(n), ", %d", c.second);
  if (c.microsecond) std::snprintf(text + n, sizeof text - size_t(n), ", %d", c.microsecond);
  return repr_with_zone(t, std::string(o->cls->name) + text, self->zone(), self->fold, true);
}
Object* time_str(Thread& t, Object* o) { return call_method(t, o, "isoformat"); }

Object* time_isoformat(Thread& t, Object* o, Args args) {
  static constexpr const char* kNames[] = {"timespec"};
  static constexpr ArgumentList kList{"isoformat", kNames, 1, 0, 1};
  auto* self = cast<TimeOfDay>(o);
  Object* spec;
  TRY(bind_argument_list(t, kList, args, &spec));
  std::string text = clock_text(self->clock(), TRY(time_spec_of(t, spec, 1)));
  return new_str(text + TRY(zone_offset_text(t, self->zone(), none(), ":")));
}

Object* time_strftime(Thread& t, Object* o, Args args) {
  Str* format = TRY(strftime_format(t, args));
  const auto& self = *cast<TimeOfDay>(o);
  Clock c = self.clock();
  int values[] = {1900, 1, 1, c.hour, c.minute, c.second, 0, 1, -1};
  Tuple* tuple = TRY(new_tuple(ssize(std::size(values))));
  for (ssize i = 0; i < tuple->size; i++) tuple->items[i] = TRY(int_from_int64(values[i]));
  return format_time(t, format, tuple, self.zone(), none(), c.microsecond);
}

Object* time_format(Thread& t, Object* o, Args args) { return format_by_strftime(t, o, args, "time.__format__"); }

Object* reduced(TimeOfDay& self, int protocol) {
  uint8_t state[TimeOfDay::kPacked];
  std::memcpy(state, self.data, sizeof state);
  if (protocol > 3 && self.fold) state[0] |= 0x80;
  Object* arguments[] = {TRY(new_bytes(state, sizeof state)), self.tzinfo};
  Object* parts[] = {self.cls, TRY(new_tuple(arguments, self.has_tzinfo ? 2 : 1))};
  return new_tuple(parts, 2);
}
Object* time_reduce_ex(TimeOfDay& self, int protocol) { return reduced(self, protocol); }
Object* time_reduce(TimeOfDay& self) { return reduced(self, 2); }

// --- comparison -------------------------------------------------------------------------------------

// Since midnight in UTC, if the time is aware; it may be negative.
Microseconds microseconds_since(const TimeOfDay& self, Object* offset) {
  Clock c = self.clock();
  Microseconds own = Microseconds(c.seconds()) * 1000000 + c.microsecond;
  return offset == none() ? own : own - total_microseconds(*cast<Timedelta>(offset));
}

int compare_fields(const TimeOfDay& a, const TimeOfDay& b) {
  return std::memcmp(a.data, b.data, sizeof(TimeOfDay::data));
}

Object* time_compare(Thread& t, Object* left, Object* right, CompareOp op) {
  if (!is_time_of_day(left) || !is_time_of_day(right)) return not_implemented();
  auto& a = *cast<TimeOfDay>(left);
  auto& b = *cast<TimeOfDay>(right);
  if (a.zone() == b.zone()) return compared(compare_fields(a, b), op);
  Object* offset_a = TRY(zone_offset(t, a.zone(), none()));
  Object* offset_b = TRY(zone_offset(t, b.zone(), none()));
  if ((offset_a == none()) == (offset_b == none())) {
    Microseconds x = microseconds_since(a, offset_a);
    Microseconds y = microseconds_since(b, offset_b);
    return compared((x > y) - (x < y), op);
  }
  if (op == CompareOp::Eq || op == CompareOp::Ne) return bool_object(op == CompareOp::Ne);
  return raise_type_error(t, "can't compare offset-naive and offset-aware times");
}

Result<ssize> time_hash(Thread& t, Object* o) {
  auto* self = cast<TimeOfDay>(o);
  if (self->hash != -1) return self->hash;
  Object* offset = TRY(zone_offset(t, self->zone(), none()));
  if (offset == none()) return self->hash = hash_bytes(self->data, sizeof self->data);
  Timedelta* since = TRY(timedelta_of(t, microseconds_since(*self, offset)));
  return self->hash = TRY(hash(t, since));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/time_methods.def"
#define NATIVE_TYPE TimeOfDay
#define NATIVE_PREFIX time
#define NATIVE_NAME "time"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_time_data() {
  TypeData d{};
  d.slots.repr = time_repr;
  d.slots.str = time_str;
  d.slots.hash = time_hash;
  d.slots.compare = time_compare;
  time_declare(d);
  return d;
}
constinit TypeData time_data = make_time_data();

}  // namespace

constinit Type time_of_day_type = static_type("datetime.time", sizeof(TimeOfDay), 0, kTypeBase, &time_data);

}  // namespace sidewinder
