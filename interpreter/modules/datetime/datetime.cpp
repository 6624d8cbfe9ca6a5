// datetime.datetime: construction, arithmetic, comparison.
#include "interpreter/modules/datetime/datetime.h"

#include <cstring>

#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/local_time.h"
#include "interpreter/modules/datetime/pickled_state.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr const char* kFieldNames[] = {"year",   "month",       "day",    "hour", "minute",
                                       "second", "microsecond", "tzinfo", "fold"};
constexpr int kFields = 9;
constexpr int kNumbers = 7;  // the first of them

DateTime* allocate_datetime(Thread& t, Type* cls, Object* tzinfo, int fold) {
  auto* self = static_cast<DateTime*>(TRY(allocate_instance(t, cls)));
  self->hash = -1;
  self->has_tzinfo = tzinfo != none();
  self->tzinfo = self->has_tzinfo ? tzinfo : nullptr;
  self->fold = uint8_t(fold);
  return self;
}

// Of fields that are known to be right.
DateTime* filled_datetime(Thread& t, const calendar::Day& d, const Clock& clock, Object* tzinfo, int fold, Type* cls) {
  DateTime* self = TRY(allocate_datetime(t, cls, tzinfo, fold));
  self->data[0] = uint8_t(d.year >> 8);
  self->data[1] = uint8_t(d.year);
  self->data[2] = uint8_t(d.month);
  self->data[3] = uint8_t(d.day);
  pack_clock(clock, self->clock_data);
  return self;
}

Lookup datetime_of_state(Thread& t, Type* cls, Args args) {
  if (args.count < 1 || args.count > 2 || args.names) return Lookup::missing();
  std::string state = TRY(pickled_state(t, args[0], {DateTime::kPacked, 2, 1, 12}, "datetime"));
  if (state.empty()) return Lookup::missing();
  Object* tzinfo = args.or_default(1, none());
  if (!is_tzinfo(tzinfo)) return raise_type_error(t, "bad tzinfo state arg");
  DateTime* self = TRY(allocate_datetime(t, cls, tzinfo, uint8_t(state[2]) >> 7));
  state[2] &= 0x7f;
  std::memcpy(self->data, state.data(), sizeof self->data);
  std::memcpy(self->clock_data, state.data() + sizeof self->data, sizeof self->clock_data);
  return self;
}

struct Fields {
  int numbers[kNumbers] = {};
  Object* tzinfo = none();
  int fold = 0;

  calendar::Day day() const { return {numbers[0], numbers[1], numbers[2]}; }
  Clock clock() const { return {numbers[3], numbers[4], numbers[5], numbers[6]}; }
};

Status take_fields(Thread& t, const ArgumentList& list, const Args& args, Fields* fields) {
  return bind_argument_list(t, list, args, [&](int i, Object* value) {
    if (i < kNumbers) return take_int(t, value, &fields->numbers[i]);
    if (i > kNumbers) return take_int(t, value, &fields->fold);
    fields->tzinfo = value;
    return Status::ok();
  });
}

Fields fields_of(const DateTime& o) {
  Clock c = o.clock();
  return {{o.year(), o.month(), o.day(), c.hour, c.minute, c.second, c.microsecond}, o.zone(), o.fold};
}

}  // namespace

DateTime* new_datetime(Thread& t, const calendar::Day& day, const Clock& clock, Object* tzinfo, int fold, Type* cls) {
  TRY(check_date(t, day.year, day.month, day.day));
  TRY(check_clock(t, clock, fold));
  TRY(check_tzinfo(t, tzinfo));
  return filled_datetime(t, day, clock, tzinfo, fold, cls);
}

Object* make_datetime(Thread& t, const calendar::Day& d, const Clock& c, Object* tzinfo, int fold, Object* cls) {
  if (cls == &datetime_type) return new_datetime(t, d, c, tzinfo, fold);
  int numbers[] = {d.year, d.month, d.day, c.hour, c.minute, c.second, c.microsecond};
  Object* values[kNumbers + 1];
  for (int i = 0; i < kNumbers; i++) values[i] = TRY(int_from_int64(numbers[i]));
  values[kNumbers] = tzinfo;
  Object* made = TRY(call(t, cls, Args{values, kNumbers + 1}));
  if (fold && is_datetime(made)) cast<DateTime>(made)->fold = uint8_t(fold);
  return made;
}

Object* datetime_new(Thread& t, Type* cls, Args args) {
  static constexpr ArgumentList kList{nullptr, kFieldNames, kFields, 3, kNumbers + 1};
  Lookup pickled = TRY(datetime_of_state(t, cls, args));
  if (pickled.found()) return pickled.value;
  Fields fields;
  TRY(take_fields(t, kList, args, &fields));
  return new_datetime(t, fields.day(), fields.clock(), fields.tzinfo, fields.fold, cls);
}

Object* datetime_replace(Thread& t, Object* o, Args args) {
  static constexpr ArgumentList kList{"replace", kFieldNames, kFields, 0, kNumbers + 1};
  Fields fields = fields_of(*cast<DateTime>(o));
  TRY(take_fields(t, kList, args, &fields));
  if (fields.fold != 0 && fields.fold != 1) return raise_value_error(t, "fold must be either 0 or 1");
  return new_datetime(t, fields.day(), fields.clock(), fields.tzinfo, fields.fold, o->cls);
}

// --- arithmetic -------------------------------------------------------------------------------------

namespace {

constexpr int64_t kDayMicroseconds = calendar::kDaySeconds * 1000000;

// Since the calendar's beginning, without regard to zones: at most 3.2e17.
int64_t microseconds_of(const DateTime& o) {
  Clock c = o.clock();
  return calendar_seconds(day_of(o), c) * 1000000 + c.microsecond;
}

}  // namespace

Object* datetime_plus(Thread& t, const DateTime& a, const Timedelta& b, int sign) {
  Microseconds sum = microseconds_of(a) + sign * total_microseconds(b);
  if (sum < kDayMicroseconds || sum >= Microseconds(calendar::kMaxOrdinal + 1) * kDayMicroseconds)
    return raise_overflow_error(t, "date value out of range");
  calendar::Day day = calendar::day_of_ordinal(int64_t(sum / kDayMicroseconds));
  int64_t rest = int64_t(sum % kDayMicroseconds);
  int seconds = int(rest / 1000000);
  Clock clock{seconds / 3600, seconds / 60 % 60, seconds % 60, int(rest % 1000000)};
  if (a.cls == &datetime_type) return filled_datetime(t, day, clock, a.zone(), 0, &datetime_type);
  return make_datetime(t, day, clock, a.zone(), 0, a.cls);
}

Object* datetime_offset(Thread& t, DateTime& self) { return zone_offset(t, self.zone(), &self); }

namespace {

// What UTC would be, of an aware one; the offset may be None.
Microseconds utc_microseconds(const DateTime& o, Object* offset) {
  Microseconds own = microseconds_of(o);
  return offset == none() ? own : own - total_microseconds(*cast<Timedelta>(offset));
}

}  // namespace

Object* datetime_minus(Thread& t, DateTime& a, DateTime& b) {
  if (a.zone() == b.zone()) return timedelta_of(t, microseconds_of(a) - microseconds_of(b));
  Object* offset_a = TRY(datetime_offset(t, a));
  Object* offset_b = TRY(datetime_offset(t, b));
  if ((offset_a == none()) != (offset_b == none()))
    return raise_type_error(t, "can't subtract offset-naive and offset-aware datetimes");
  return timedelta_of(t, utc_microseconds(a, offset_a) - utc_microseconds(b, offset_b));
}

Object* datetime_add(Thread& t, Object* a, Object* b) {
  if (!is_datetime(a)) std::swap(a, b);
  if (!is_datetime(a) || !is_timedelta(b)) return not_implemented();
  return datetime_plus(t, *cast<DateTime>(a), *cast<Timedelta>(b), 1);
}

Object* datetime_subtract(Thread& t, Object* a, Object* b) {
  if (!is_datetime(a)) return not_implemented();
  if (is_datetime(b)) return datetime_minus(t, *cast<DateTime>(a), *cast<DateTime>(b));
  if (is_timedelta(b)) return datetime_plus(t, *cast<DateTime>(a), *cast<Timedelta>(b), -1);
  return not_implemented();
}

// --- comparison -------------------------------------------------------------------------------------

Truth offset_depends_on_fold(Thread& t, Object* o, Object* offset) {
  if (!is_datetime(o)) return Truth::False;
  auto* self = cast<DateTime>(o);
  DateTime* other = TRY(filled_datetime(t, day_of(*self), self->clock(), self->zone(), !self->fold, &datetime_type));
  Object* flipped = TRY(datetime_offset(t, *other));
  if (flipped == none() || offset == none()) return truth_of(flipped != offset);
  return truth_of(compare_timedeltas(*cast<Timedelta>(flipped), *cast<Timedelta>(offset)) != 0);
}

namespace {

int compare_fields(const DateTime& a, const DateTime& b) {
  return std::memcmp(a.packed(), b.packed(), DateTime::kPacked);
}

Object* compare_zoned(Thread& t, DateTime& a, DateTime& b, CompareOp op) {
  Object* offset_a = TRY(datetime_offset(t, a));
  Object* offset_b = TRY(datetime_offset(t, b));
  bool is_equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if ((offset_a == none()) != (offset_b == none())) {
    if (is_equality) return bool_object(op == CompareOp::Ne);
    return raise_type_error(t, "can't compare offset-naive and offset-aware datetimes");
  }
  Microseconds x = utc_microseconds(a, offset_a);
  Microseconds y = utc_microseconds(b, offset_b);
  int difference = (x > y) - (x < y);
  if (is_equality && !difference &&
      (TRY(offset_depends_on_fold(t, &a, offset_a)) || TRY(offset_depends_on_fold(t, &b, offset_b))))
    difference = 1;
  return compared(difference, op);
}

}  // namespace

Object* datetime_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_datetime(a)) return not_implemented();
  if (!is_datetime(b)) {
    if (!is_date(b)) return not_implemented();
    // date's own comparison would look at the date alone.
    if (op == CompareOp::Eq || op == CompareOp::Ne) return bool_object(op == CompareOp::Ne);
    return raise_cannot_compare(t, a, b);
  }
  auto& x = *cast<DateTime>(a);
  auto& y = *cast<DateTime>(b);
  if (x.zone() == y.zone()) return compared(compare_fields(x, y), op);
  return compare_zoned(t, x, y, op);
}

Result<ssize> datetime_hash(Thread& t, Object* o) {
  auto* self = cast<DateTime>(o);
  if (self->hash != -1) return self->hash;
  DateTime* first = self;
  if (self->fold) first = TRY(filled_datetime(t, day_of(*self), self->clock(), self->zone(), 0, self->cls));
  Object* offset = TRY(datetime_offset(t, *first));
  if (offset == none()) return self->hash = hash_bytes(self->packed(), DateTime::kPacked);
  Timedelta* moment = TRY(timedelta_of(t, utc_microseconds(*self, offset)));
  return self->hash = TRY(hash(t, moment));
}

}  // namespace sidewinder
