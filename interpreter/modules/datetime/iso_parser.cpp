#include "interpreter/modules/datetime/iso_parser.h"

#include <algorithm>

#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from the left. Behind the end there are NULs.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  char next() {
    char c = peek();
    at_++;
    return c;
  }
  bool at_end() const { return at_ >= text_.size(); }
  size_t left() const { return at_end() ? 0 : text_.size() - at_; }
  bool skip(char c) {
    if (peek() != c) return false;
    at_++;
    return true;
  }
  // Exactly so many digits.
  bool number(size_t digits, int* value) {
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
      char c = next();
      if (!is_digit(c)) return false;
      *value = *value * 10 + (c - '0');
    }
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

bool parse_week_date(Cursor& in, int year, bool separated, calendar::Day* day) {
  int week;
  int weekday = 1;
  if (!in.number(2, &week)) return false;
  if (!in.at_end()) {
    if (separated && !in.skip('-')) return false;
    if (!in.number(1, &weekday)) return false;
  }
  return calendar::day_of_iso(year, week, weekday, day) == calendar::IsoError::None;
}

enum class Parsed { Nothing, All, WithMoreBehind };

// HH[:MM[:SS]] or HH[MM[SS]], and a fraction of which six digits count. What ends a field that is the last one is
// not looked at here.
Parsed parse_clock(std::string_view text, Clock* clock) {
  Cursor in(text);
  int* const fields[] = {&clock->hour, &clock->minute, &clock->second};
  bool separated = true;
  for (int i = 0; i < 3; i++) {
    if (!in.number(2, fields[i])) return Parsed::Nothing;
    char c = in.peek();
    if (i == 0) separated = c == ':';
    if (in.left() <= 1) return c ? Parsed::WithMoreBehind : Parsed::All;
    bool is_point = c == '.' || c == ',';
    if (separated && c != ':' && !is_point) return Parsed::Nothing;
    if (separated || is_point) in.next();
    if (is_point) break;
  }
  size_t digits = std::min<size_t>(in.left(), 6);
  if (!in.number(digits, &clock->microsecond)) return Parsed::Nothing;
  for (size_t i = digits; i < 6; i++) clock->microsecond *= 10;
  while (is_digit(in.peek())) in.next();
  return in.peek() ? Parsed::WithMoreBehind : Parsed::All;
}

}  // namespace

std::string iso_characters(const Str* text) {
  std::string characters;
  for (ssize i = 0; i < text->length; i++) characters += text->at(i) < 0x80 ? char(text->at(i)) : '\xff';
  return characters;
}

bool parse_iso_date(std::string_view text, calendar::Day* day) {
  Cursor in(text);
  if (!in.number(4, &day->year)) return false;
  bool separated = in.skip('-');
  if (in.skip('W')) return parse_week_date(in, day->year, separated, day);
  if (!in.number(2, &day->month)) return false;
  if (separated && !in.skip('-')) return false;
  return in.number(2, &day->day);
}

bool parse_iso_time(std::string_view text, IsoTime* time) {
  size_t zone = text.find_first_of("+-Z");
  Parsed parsed = parse_clock(text.substr(0, zone), &time->clock);
  if (parsed == Parsed::Nothing) return false;
  if (zone == std::string_view::npos) return parsed == Parsed::All;
  time->has_zone = true;
  if (text[zone] == 'Z') return zone + 1 == text.size();
  Clock offset{};
  if (parse_clock(text.substr(zone + 1), &offset) != Parsed::All) return false;
  int sign = text[zone] == '-' ? -1 : 1;
  time->offset_seconds = sign * offset.seconds();
  time->offset_microseconds = sign * offset.microsecond;
  return true;
}

namespace {

// YYYYWww or YYYYWwwd, and digits behind it without a separator: an odd number of characters is a date with a day.
size_t end_of_compact_week(std::string_view text) {
  size_t end = 7;
  while (end < text.size() && is_digit(text[end])) end++;
  if (end < 9) return end;
  return end % 2 == 0 ? 7 : 8;
}

// YYYY-Www or YYYY-Www-d: a hyphen behind the week may also be the separator, if two digits follow.
size_t end_of_week(std::string_view text) {
  if (text.size() == 8 || text[8] != '-') return 8;
  if (text.size() == 9) return std::string_view::npos;
  return text.size() > 10 && is_digit(text[10]) ? 8 : 10;
}

}  // namespace

size_t find_iso_separator(std::string_view text) {
  if (text.size() < 7) return std::string_view::npos;
  if (text.size() == 7) return 7;
  if (text[4] == '-') return text[5] == 'W' ? end_of_week(text) : 10;
  return text[4] == 'W' ? end_of_compact_week(text) : 8;
}

Object* iso_zone(Thread& t, const IsoTime& time) {
  if (!time.has_zone) return none();
  if (!time.offset_seconds) return utc_timezone();
  return new_timezone(t, TRY(new_timedelta(t, 0, time.offset_seconds, time.offset_microseconds)), nullptr);
}

}  // namespace sidewinder
