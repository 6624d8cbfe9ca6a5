#include "interpreter/modules/datetime/calendar.h"

namespace sidewinder::calendar {

namespace {

constexpr int kDaysIn400Years = 146097, kDaysIn100Years = 36524, kDaysIn4Years = 1461;
constexpr int kDaysBefore[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr int kDaysIn[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

int days_before_year(int year) {
  int y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}

// The ordinal of the Monday of the year's first week: the week that has the year's first Thursday.
int first_monday(int year) {
  int first = ordinal_of(year, 1, 1);
  int weekday = (first + 6) % 7;
  int monday = first - weekday;
  return weekday > 3 ? monday + 7 : monday;
}

bool has_week_53(int year) {
  int weekday = weekday_of(year, 1, 1);
  return weekday == 3 || (weekday == 2 && is_leap(year));
}

}  // namespace

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
int days_in_month(int year, int month) { return month == 2 && is_leap(year) ? 29 : kDaysIn[month]; }
int days_before_month(int year, int month) { return kDaysBefore[month] + (month > 2 && is_leap(year)); }
int ordinal_of(int year, int month, int day) { return days_before_year(year) + days_before_month(year, month) + day; }
int weekday_of(int year, int month, int day) { return (ordinal_of(year, month, day) + 6) % 7; }

Day day_of_ordinal(int64_t ordinal) {
  int64_t rest = ordinal - 1;
  int64_t cycles = rest / kDaysIn400Years;
  int n = int(rest % kDaysIn400Years);
  int centuries = n / kDaysIn100Years;
  n %= kDaysIn100Years;
  int leap_cycles = n / kDaysIn4Years;
  n %= kDaysIn4Years;
  int years = n / 365;
  n %= 365;
  int year = int(cycles * 400) + centuries * 100 + leap_cycles * 4 + years + 1;
  // The last day of a leap year, and of the last century of a cycle.
  if (years == 4 || centuries == 4) return {year - 1, 12, 31};
  int month = (n + 50) >> 5;  // exact, or one too many
  int before = days_before_month(year, month);
  if (before > n) before -= days_in_month(year, --month);
  return {year, month, n - before + 1};
}

IsoDay iso_day_of(int year, int month, int day) {
  int ordinal = ordinal_of(year, month, day);
  int monday = first_monday(year);
  if (ordinal < monday) monday = first_monday(--year);
  int week = (ordinal - monday) / 7;
  if (week >= 52 && ordinal >= first_monday(year + 1)) {
    year++;
    week = 0;
  }
  return {year, week + 1, (ordinal - monday) % 7 + 1};
}

IsoError day_of_iso(int year, int week, int weekday, Day* day) {
  if (year < kMinYear || year > kMaxYear) return IsoError::Year;
  if (week < 1 || week > 53 || (week == 53 && !has_week_53(year))) return IsoError::Week;
  if (weekday < 1 || weekday > 7) return IsoError::Weekday;
  int ordinal = first_monday(year) + (week - 1) * 7 + weekday - 1;
  *day = ordinal < 1 ? Day{0, 12, 31} : day_of_ordinal(ordinal);
  return IsoError::None;
}

}  // namespace sidewinder::calendar
