// The proleptic Gregorian calendar in plain numbers: days since 1 January of year 1 (which is day 1), ISO weeks.
#pragma once

#include <cstdint>

namespace sidewinder::calendar {

constexpr int kMinYear = 1, kMaxYear = 9999;
constexpr int kMaxOrdinal = 3652059;   // 31 December 9999
constexpr int kEpochOrdinal = 719163;  // 1 January 1970
constexpr int64_t kDaySeconds = 86400;

struct Day {
  int year, month, day;
};
struct IsoDay {
  int year, week, weekday;  // weekday 1: Monday
};

bool is_leap(int year);
int days_in_month(int year, int month);  // month 1..12
int days_before_month(int year, int month);
int ordinal_of(int year, int month, int day);
Day day_of_ordinal(int64_t ordinal);           // ordinal >= 1; years above 9999 too
int weekday_of(int year, int month, int day);  // 0: Monday
IsoDay iso_day_of(int year, int month, int day);

enum class IsoError { None, Week, Weekday, Year };
// What is wrong with the ISO date, or its day in *day (which may lie beyond year 9999, or before year 1: then year 0).
IsoError day_of_iso(int year, int week, int weekday, Day* day);

}  // namespace sidewinder::calendar
