// Characters of ASCII, without tables and locales.
#pragma once

namespace sidewinder::ascii_char {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char upper(char c) { return is_lower(c) ? char(c - 'a' + 'A') : c; }
constexpr char lower(char c) { return is_upper(c) ? char(c - 'A' + 'a') : c; }
constexpr char swap_case(char c) { return is_upper(c) ? lower(c) : upper(c); }

}  // namespace sidewinder::ascii_char
