// Dates and times in ISO 8601 format, as the fromisoformat() of 3.11 reads them.
#pragma once

#include "interpreter/modules/datetime/datetime_types.h"

namespace sidewinder {

struct IsoTime {
  Clock clock{};
  bool has_zone = false;
  int64_t offset_seconds = 0, offset_microseconds = 0;
};

// The characters as these functions take them: what is not ASCII is one byte each that they do not know.
std::string iso_characters(const Str* text);
bool parse_iso_date(std::string_view text, calendar::Day* day);
bool parse_iso_time(std::string_view text, IsoTime* time);
// Where the date ends; npos: it is none.
size_t find_iso_separator(std::string_view text);
// None or a timezone.
Object* iso_zone(Thread& t, const IsoTime& time);

}  // namespace sidewinder
