// Seconds since the Epoch and the local time zone, of which only C's localtime() knows.
#pragma once

#include <ctime>

#include "interpreter/modules/datetime/datetime_types.h"

namespace sidewinder {

struct Timestamp {
  time_t seconds;
  int microseconds = 0;
};
// A number: whole seconds rounded down, or with microseconds rounded half to even. OverflowError, ValueError for nan.
Result<time_t> timestamp_seconds(Thread& t, Object* o);
Result<Timestamp> timestamp_of(Thread& t, Object* o);

Status break_down_time(Thread& t, time_t seconds, bool local, tm* out);  // OSError

// Seconds from the first day of year 1 as the calendar counts (day 1 is one day) to the moment; no time zones.
int64_t calendar_seconds(const calendar::Day& day, const Clock& clock);
constexpr int64_t kEpochSeconds = int64_t(calendar::kEpochOrdinal) * calendar::kDaySeconds;
// Calendar seconds of local time at the moment that is `seconds` in UTC.
Result<int64_t> local_seconds(Thread& t, int64_t seconds);
// The opposite; `fold` chooses among two, in a gap too (PEP 495).
Result<int64_t> seconds_of_local(Thread& t, int64_t seconds, int fold);

// The moment as cls, in local time or UTC; in local time `tzinfo` None finds out the fold.
Object* datetime_of_timestamp(Thread& t, Object* cls, Timestamp when, bool local, Object* tzinfo);
// The local zone, as a timezone of its name and offset at that time.
Object* local_zone_at(Thread& t, time_t seconds);
Object* local_zone_of(Thread& t, const DateTime& naive_local);
Object* local_zone_of_utc(Thread& t, const DateTime& utc);

}  // namespace sidewinder
