// datetime.timedelta: days, seconds, microseconds. Arithmetic goes through the number of microseconds, in 128 bits or,
// where factors are of any size, as ints.
#include <climits>
#include <cmath>

#include "interpreter/modules/datetime/argument_list.h"
#include "interpreter/modules/datetime/datetime_types.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int kMostDays = 999999999;
constexpr int64_t kSecond = 1000000;  // in microseconds
constexpr int64_t kDay = calendar::kDaySeconds * kSecond;

Raised raise_days_out_of_range(Thread& t, Microseconds days) {
  if (days < INT_MIN || days > INT_MAX) return raise_overflow_error(t, "Python int too large to convert to C int");
  return raise_overflow_error(t, "days=%d; must have magnitude <= %d", int(days), kMostDays);
}

}  // namespace

Microseconds total_microseconds(const Timedelta& d) {
  return (Microseconds(d.days) * calendar::kDaySeconds + d.seconds) * kSecond + d.microseconds;
}

Timedelta* timedelta_of(Thread& t, Microseconds total, Type* cls) {
  Microseconds days = total / kDay;
  int64_t rest = int64_t(total % kDay);
  if (rest < 0) {
    rest += kDay;
    days--;
  }
  if (days < -kMostDays || days > kMostDays) return raise_days_out_of_range(t, days);
  auto* self = static_cast<Timedelta*>(TRY(allocate_instance(t, cls)));
  self->hash = -1;
  self->days = int(days);
  self->seconds = int(rest / kSecond);
  self->microseconds = int(rest % kSecond);
  return self;
}
Timedelta* new_timedelta(Thread& t, int64_t days, int64_t seconds, int64_t microseconds, Type* cls) {
  return timedelta_of(t, Microseconds(days) * kDay + Microseconds(seconds) * kSecond + microseconds, cls);
}
Timedelta* timedelta_difference(Thread& t, const Timedelta& a, const Timedelta& b) {
  return timedelta_of(t, total_microseconds(a) - total_microseconds(b));
}
int compare_timedeltas(const Timedelta& a, const Timedelta& b) {
  Microseconds x = total_microseconds(a);
  Microseconds y = total_microseconds(b);
  return (x > y) - (x < y);
}

Object* compared(int difference, CompareOp op) { return bool_object(compare_order(difference, 0, op)); }

namespace {

// --- between microseconds and ints ------------------------------------------------------------------

Object* int_of(Microseconds value) {
  if (value >= INT64_MIN && value <= INT64_MAX) return int_from_int64(int64_t(value));
  return int_from_bytes(reinterpret_cast<const uint8_t*>(&value), sizeof value, true, true);
}
Object* int_of(const Timedelta& d) { return int_of(total_microseconds(d)); }

Timedelta* timedelta_of_int(Thread& t, Object* total, Type* cls = &timedelta_type) {
  Microseconds value;
  if (int_bit_length(total) > 120) return raise_days_out_of_range(t, Microseconds(INT64_MAX));
  TRY(int_to_bytes(t, total, reinterpret_cast<uint8_t*>(&value), sizeof value, true, true));
  return timedelta_of(t, value, cls);
}

// a / b rounded to the nearest, half to even.
Object* divide_nearest(Thread& t, Object* a, Object* b) {
  Object* rest;
  Object* quotient = TRY(int_divmod(t, a, b, &rest));
  // The rest has b's sign: twice it is compared with b, both turned positive.
  Object* twice = TRY(int_binary(t, BinaryOp::Add, rest, rest));
  int order = int_sign(b) < 0 ? int_compare(b, twice) : int_compare(twice, b);
  if (order < 0 || (order == 0 && !int_is_odd(quotient))) return quotient;
  return int_binary(t, BinaryOp::Add, quotient, int_from_int64(1));
}

// --- construction -----------------------------------------------------------------------------------

// The sum of what the constructor got, in microseconds; parts that may not fit are ints.
struct Sum {
  Microseconds small = 0;
  Object* big = nullptr;
  double rest = 0;  // fractions of microseconds

  Status add_int(Thread& t, Object* value, int64_t factor) {
    if (cast<Int>(value)->is_small()) {
      small += Microseconds(cast<Int>(value)->small_value()) * factor;
      return Status::ok();
    }
    Object* product = TRY(int_binary(t, BinaryOp::Mul, value, int_from_int64(factor)));
    big = big ? TRY(int_binary(t, BinaryOp::Add, big, product)) : product;
    return Status::ok();
  }
  Status add_double(Thread& t, double value, int64_t factor) {
    double whole;
    double fraction = std::modf(value, &whole);
    TRY(add_int(t, TRY(int_from_double(t, whole)), factor));
    if (fraction == 0) return Status::ok();
    fraction = std::modf(double(factor) * fraction, &whole);
    small += int64_t(whole);
    rest += fraction;
    return Status::ok();
  }
  Status add(Thread& t, const char* name, Object* value, int64_t factor) {
    if (is_int(value)) return add_int(t, value, factor);
    if (is_float(value)) return add_double(t, cast<Float>(value)->value, factor);
    return raise_type_error(t, "unsupported type for timedelta %s component: %T", name, value);
  }
  // What is left of fractions is rounded half to even, seen together with the whole.
  void round_rest(bool is_odd) {
    double whole = std::round(rest);
    if (std::fabs(whole - rest) == 0.5) whole = 2.0 * std::round((rest + is_odd) * 0.5) - is_odd;
    small += int64_t(whole);
  }
};

Object* timedelta_new(Thread& t, Type* cls, Args args) {
  static constexpr const char* kNames[] = {"days",    "seconds", "microseconds", "milliseconds",
                                           "minutes", "hours",   "weeks"};
  static constexpr ArgumentList kList{"__new__", kNames, 7, 0, 7};
  static constexpr int kOrder[] = {2, 3, 1, 4, 5, 0, 6};
  static constexpr int64_t kFactors[] = {kDay, kSecond, 1, 1000, 60 * kSecond, 3600 * kSecond, 7 * kDay};
  Object* values[7];
  TRY(bind_argument_list(t, kList, args, values));
  Sum sum;
  for (int i : kOrder)
    if (values[i]) TRY(sum.add(t, kNames[i], values[i], kFactors[i]));
  Object* big = sum.big;
  if (sum.rest != 0) sum.round_rest(bool(sum.small & 1) != (big && int_is_odd(big)));
  if (!big) return timedelta_of(t, sum.small, cls);
  return timedelta_of_int(t, TRY(int_binary(t, BinaryOp::Add, big, TRY(int_of(sum.small)))), cls);
}

// --- methods ----------------------------------------------------------------------------------------

Object* timedelta_total_seconds(Thread& t, Timedelta& self) {
  Microseconds total = total_microseconds(self);
  constexpr Microseconds kExact = Microseconds(1) << 53;
  if (total > -kExact && total < kExact) return new_float(double(int64_t(total)) / 1e6);
  return int_true_div(t, TRY(int_of(total)), TRY(int_from_int64(kSecond)));
}

Tuple* timedelta_state(const Timedelta& self) {
  Object* parts[] = {TRY(int_from_int64(self.days)), TRY(int_from_int64(self.seconds)),
                     TRY(int_from_int64(self.microseconds))};
  return new_tuple(parts, 3);
}
Object* timedelta_reduce(Timedelta& self) {
  Object* parts[] = {self.cls, TRY(timedelta_state(self))};
  return new_tuple(parts, 2);
}

Object* timedelta_repr(Thread&, Object* o) {
  const auto* self = cast<Timedelta>(o);
  std::string text;
  auto add = [&](const char* name, int value) {
    if (value) text += (text.empty() ? "" : ", ") + std::string(name) + "=" + std::to_string(value);
  };
  add("days", self->days);
  add("seconds", self->seconds);
  add("microseconds", self->microseconds);
  return new_str(o->cls->name + ("(" + (text.empty() ? "0" : text) + ")"));
}

Object* timedelta_str(Thread&, Object* o) {
  const auto* self = cast<Timedelta>(o);
  char days[32] = "";
  char rest[64];
  if (self->days) std::snprintf(days, sizeof days, "%d day%s, ", self->days, std::abs(self->days) == 1 ? "" : "s");
  int minutes = self->seconds / 60;
  int n = std::snprintf(rest, sizeof rest, "%d:%02d:%02d", minutes / 60, minutes % 60, self->seconds % 60);
  if (self->microseconds) std::snprintf(rest + n, sizeof rest - size_t(n), ".%06d", self->microseconds);
  return new_str(std::string(days) + rest);
}

Result<ssize> timedelta_hash(Thread& t, Object* o) {
  auto* self = cast<Timedelta>(o);
  if (self->hash == -1) self->hash = TRY(hash(t, TRY(timedelta_state(*self))));
  return self->hash;
}

Object* timedelta_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_timedelta(a) || !is_timedelta(b)) return not_implemented();
  return compared(compare_timedeltas(*cast<Timedelta>(a), *cast<Timedelta>(b)), op);
}

Truth timedelta_truth(Thread&, Object* o) { return truth_of(!cast<Timedelta>(o)->is_zero()); }

// --- operators --------------------------------------------------------------------------------------

Object* timedelta_negative(Thread& t, Object* o) { return timedelta_of(t, -total_microseconds(*cast<Timedelta>(o))); }
Object* timedelta_positive(Thread& t, Object* o) { return timedelta_of(t, total_microseconds(*cast<Timedelta>(o))); }
Object* timedelta_absolute(Thread& t, Object* o) {
  Microseconds total = total_microseconds(*cast<Timedelta>(o));
  return timedelta_of(t, total < 0 ? -total : total);
}

Object* timedelta_add(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a) || !is_timedelta(b)) return not_implemented();
  return timedelta_of(t, total_microseconds(*cast<Timedelta>(a)) + total_microseconds(*cast<Timedelta>(b)));
}
Object* timedelta_subtract(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a) || !is_timedelta(b)) return not_implemented();
  return timedelta_difference(t, *cast<Timedelta>(a), *cast<Timedelta>(b));
}

// d * numerator / denominator, where the float is the ratio (turned over to divide by it).
Object* times_float(Thread& t, const Timedelta& d, Object* factor, bool divides) {
  Object* pair = TRY(call_method(t, factor, "as_integer_ratio"));
  if (is_instance(pair, &tuple_type) && cast<Tuple>(pair)->size != 2)
    return raise_value_error(t, "unexpected return value from as_integer_ratio(): expected a tuple of length 2");
  if (!is_instance(pair, &tuple_type))
    return raise_type_error(t, "unexpected return type from as_integer_ratio(): expected tuple, got '%T'", pair);
  Object* above = cast<Tuple>(pair)->items[divides];
  Object* below = cast<Tuple>(pair)->items[!divides];
  if (!is_int(above) || !is_int(below))
    return raise_type_error(t, "unexpected return type from as_integer_ratio(): expected a tuple of two ints");
  Object* product = TRY(int_binary(t, BinaryOp::Mul, TRY(int_of(d)), above));
  return timedelta_of_int(t, TRY(divide_nearest(t, product, below)));
}

Object* timedelta_multiply(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a)) std::swap(a, b);
  const auto& d = *cast<Timedelta>(a);
  if (is_int(b)) return timedelta_of_int(t, TRY(int_binary(t, BinaryOp::Mul, TRY(int_of(d)), b)));
  if (is_float(b)) return times_float(t, d, b, false);
  return not_implemented();
}

Object* timedelta_true_divide(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a)) return not_implemented();
  const auto& d = *cast<Timedelta>(a);
  if (is_timedelta(b)) return int_true_div(t, TRY(int_of(d)), TRY(int_of(*cast<Timedelta>(b))));
  if (is_float(b)) return times_float(t, d, b, true);
  if (is_int(b)) return timedelta_of_int(t, TRY(divide_nearest(t, TRY(int_of(d)), b)));
  return not_implemented();
}

Object* timedelta_floor_divide(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a)) return not_implemented();
  Object* total = TRY(int_of(*cast<Timedelta>(a)));
  if (is_timedelta(b)) return int_floor_div(t, total, TRY(int_of(*cast<Timedelta>(b))));
  if (is_int(b)) return timedelta_of_int(t, TRY(int_floor_div(t, total, b)));
  return not_implemented();
}

Object* timedelta_remainder(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a) || !is_timedelta(b)) return not_implemented();
  Object* total = TRY(int_of(*cast<Timedelta>(a)));
  return timedelta_of_int(t, TRY(int_binary(t, BinaryOp::Mod, total, TRY(int_of(*cast<Timedelta>(b))))));
}

Object* timedelta_divmod(Thread& t, Object* a, Object* b) {
  if (!is_timedelta(a) || !is_timedelta(b)) return not_implemented();
  Object* rest;
  Object* total = TRY(int_of(*cast<Timedelta>(a)));
  Object* quotient = TRY(int_divmod(t, total, TRY(int_of(*cast<Timedelta>(b))), &rest));
  Object* parts[] = {quotient, TRY(timedelta_of_int(t, rest))};
  return new_tuple(parts, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/datetime/timedelta_methods.def"
#define NATIVE_TYPE Timedelta
#define NATIVE_PREFIX timedelta
#define NATIVE_NAME "timedelta"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_timedelta_data() {
  TypeData d{};
  d.slots.repr = timedelta_repr;
  d.slots.str = timedelta_str;
  d.slots.hash = timedelta_hash;
  d.slots.compare = timedelta_compare;
  d.slots.truth = timedelta_truth;
  d.slots.negative = timedelta_negative;
  d.slots.positive = timedelta_positive;
  d.slots.absolute = timedelta_absolute;
  d.slots.binary[int(BinaryOp::Add)] = timedelta_add;
  d.slots.binary[int(BinaryOp::Sub)] = timedelta_subtract;
  d.slots.binary[int(BinaryOp::Mul)] = timedelta_multiply;
  d.slots.binary[int(BinaryOp::TrueDiv)] = timedelta_true_divide;
  d.slots.binary[int(BinaryOp::FloorDiv)] = timedelta_floor_divide;
  d.slots.binary[int(BinaryOp::Mod)] = timedelta_remainder;
  d.slots.binary[int(BinaryOp::DivMod)] = timedelta_divmod;
  timedelta_declare(d);
  return d;
}
constinit TypeData timedelta_data = make_timedelta_data();

}  // namespace

constinit Type timedelta_type = static_type("datetime.timedelta", sizeof(Timedelta), 0, kTypeBase, &timedelta_data);

}  // namespace sidewinder
