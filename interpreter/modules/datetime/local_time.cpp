#include "interpreter/modules/datetime/local_time.h"

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kMostFold = calendar::kDaySeconds;  // no clock is turned by more
constexpr const char* kOutOfRange = "timestamp out of range for platform time_t";

Status check_range(Thread& t, double seconds) {
  if (std::isnan(seconds)) return raise_value_error(t, "Invalid value NaN (not a number)");
  if (seconds >= -0x1p63 && seconds < 0x1p63) return Status::ok();
  return raise_overflow_error(t, "%s", kOutOfRange);
}

Result<time_t> whole_seconds(Thread& t, Object* o) {
  int64_t whole;
  if (!int_fits_int64(TRY(index(t, o)), &whole)) return raise_overflow_error(t, "%s", kOutOfRange);
  return time_t(whole);
}

double round_half_even(double x) {
  double rounded = std::round(x);
  return std::fabs(x - rounded) == 0.5 ? 2.0 * std::round(x / 2.0) : rounded;
}

}  // namespace

Result<time_t> timestamp_seconds(Thread& t, Object* o) {
  if (!is_float(o)) return whole_seconds(t, o);
  double seconds = std::floor(cast<Float>(o)->value);
  TRY(check_range(t, seconds));
  return time_t(seconds);
}

Result<Timestamp> timestamp_of(Thread& t, Object* o) {
  if (!is_float(o)) return Timestamp{TRY(whole_seconds(t, o))};
  double whole;
  double part = round_half_even(std::modf(cast<Float>(o)->value, &whole) * 1e6);
  if (part >= 1e6) {
    part -= 1e6;
    whole += 1;
  } else if (part < 0) {
    part += 1e6;
    whole -= 1;
  }
  TRY(check_range(t, std::isnan(part) ? part : whole));
  return Timestamp{time_t(whole), int(part)};
}

Status break_down_time(Thread& t, time_t seconds, bool local, tm* out) {
  errno = 0;
  if (local ? localtime_r(&seconds, out) : gmtime_r(&seconds, out)) return Status::ok();
  return raise_os_error(t, errno ? errno : EINVAL);
}

int64_t calendar_seconds(const calendar::Day& day, const Clock& clock) {
  return int64_t(calendar::ordinal_of(day.year, day.month, day.day)) * calendar::kDaySeconds + clock.seconds();
}

namespace {

// Years beyond those of the calendar are an error.
Result<int64_t> seconds_of_tm(Thread& t, const tm& v) {
  int year = v.tm_year + 1900;
  if (year < calendar::kMinYear || year > calendar::kMaxYear)
    return raise_value_error(t, "year %d is out of range", year);
  return calendar_seconds({year, v.tm_mon + 1, v.tm_mday}, {v.tm_hour, v.tm_min, v.tm_sec, 0});
}

}  // namespace

Result<int64_t> local_seconds(Thread& t, int64_t seconds) {
  tm v;
  TRY(break_down_time(t, seconds - kEpochSeconds, true, &v));
  return seconds_of_tm(t, v);
}

// Local time is UTC plus an offset: the offset there, and the one a day earlier or later, are those to try.
Result<int64_t> seconds_of_local(Thread& t, int64_t wanted, int fold) {
  int64_t offset = TRY(local_seconds(t, wanted)) - wanted;
  int64_t first = wanted - offset;
  int64_t first_local = TRY(local_seconds(t, first));
  int64_t other_offset;
  if (first_local == wanted) {
    int64_t probe = fold ? first + kMostFold : first - kMostFold;
    other_offset = TRY(local_seconds(t, probe)) - probe;
    if (other_offset == offset) return first;
  } else {
    other_offset = first_local - first;
  }
  int64_t second = wanted - other_offset;
  if (TRY(local_seconds(t, second)) == wanted) return second;
  if (first_local == wanted) return first;
  return fold ? std::min(first, second) : std::max(first, second);  // in a gap
}

namespace {

// 1 if the clock showed the same time once before.
Result<int> fold_of(Thread& t, time_t when, int64_t shown) {
  int64_t moment = kEpochSeconds + when;
  int64_t day_before = TRY(local_seconds(t, moment - kMostFold));
  int64_t turned = shown - day_before - kMostFold;
  if (turned >= 0) return 0;
  return int(TRY(local_seconds(t, moment + turned)) == shown);
}

}  // namespace

Object* datetime_of_timestamp(Thread& t, Object* cls, Timestamp when, bool local, Object* tzinfo) {
  tm v;
  TRY(break_down_time(t, when.seconds, local, &v));
  v.tm_sec = std::min(59, v.tm_sec);  // leap seconds have no place
  int fold = 0;
  if (local && tzinfo == none()) fold = TRY(fold_of(t, when.seconds, TRY(seconds_of_tm(t, v))));
  return make_datetime(t, {v.tm_year + 1900, v.tm_mon + 1, v.tm_mday},
                       {v.tm_hour, v.tm_min, v.tm_sec, when.microseconds}, tzinfo, fold, cls);
}

Object* local_zone_at(Thread& t, time_t seconds) {
  tm v;
  TRY(break_down_time(t, seconds, true, &v));
  return new_timezone(t, TRY(new_timedelta(t, 0, v.tm_gmtoff, 0)), TRY(new_str(v.tm_zone ? v.tm_zone : "")));
}
Object* local_zone_of(Thread& t, const DateTime& local) {
  int64_t seconds = calendar_seconds({local.year(), local.month(), local.day()}, local.clock());
  return local_zone_at(t, TRY(seconds_of_local(t, seconds, local.fold)) - kEpochSeconds);
}
Object* local_zone_of_utc(Thread& t, const DateTime& utc) {
  return local_zone_at(t, calendar_seconds({utc.year(), utc.month(), utc.day()}, utc.clock()) - kEpochSeconds);
}

}  // namespace sidewinder
