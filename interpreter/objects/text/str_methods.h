// What the rows of str_methods.def call, one C++ parameter for each of Python's; join, replace and __format__ are in
// str.h. Methods that make strings give null when MemoryError is pending.
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/search.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// A parameter that is one character: "The fill character must be ...".
struct FillChar {
  uint32_t code_point = 0;
};
template <> struct Argument<FillChar> {
  static Status convert(Thread& t, Object* value, Site, FillChar* out);
  static consteval FillChar literal(std::string_view text) {  // "' '"
    if (text.size() != 3) default_error("not a character in quotes");
    return {uint32_t(text[1])};
  }
};

// str_methods_case.cpp
Str* str_capitalize(Thread& t, Str& self);
Str* str_casefold(Thread& t, Str& self);
Str* str_lower(Thread& t, Str& self);
Str* str_swapcase(Thread& t, Str& self);
Str* str_title(Thread& t, Str& self);
Str* str_upper(Thread& t, Str& self);
bool str_isalnum(const Str& self);
bool str_isalpha(const Str& self);
bool str_isascii(const Str& self);
bool str_isdecimal(const Str& self);
bool str_isdigit(const Str& self);
bool str_isidentifier(const Str& self);
bool str_islower(const Str& self);
bool str_isnumeric(const Str& self);
bool str_isprintable(const Str& self);
bool str_isspace(const Str& self);
bool str_istitle(const Str& self);
bool str_isupper(const Str& self);
Str* str_translate(Thread& t, Str& self, Object* table);
Object* str_maketrans(Thread& t, Object* x, Str* y, Str* z);  // y, z: null if not given

// str_methods_search.cpp
Result<ssize> str_count_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end);
Result<ssize> str_find_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end);
Result<ssize> str_index(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end);
Result<ssize> str_rfind_within(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end);
Result<ssize> str_rindex(Thread& t, Str& self, Object* part, SearchBound start, SearchBound end);
Truth str_startswith(Thread& t, Str& self, Object* prefix, SearchBound start, SearchBound end);
Truth str_endswith(Thread& t, Str& self, Object* suffix, SearchBound start, SearchBound end);
Str* str_removeprefix(Thread& t, Str& self, Str* prefix);
Str* str_removesuffix(Thread& t, Str& self, Str* suffix);
Object* str_partition(Thread& t, Str& self, Object* separator);
Object* str_rpartition(Thread& t, Str& self, Object* separator);
Object* str_split(Thread& t, Str& self, Object* separator, ssize most);
Object* str_rsplit(Thread& t, Str& self, Object* separator, ssize most);
Object* str_splitlines(Thread& t, Str& self, int keep_ends);

// str_methods_layout.cpp
Str* str_center(Thread& t, Str& self, ssize width, FillChar fill);
Str* str_ljust(Thread& t, Str& self, ssize width, FillChar fill);
Str* str_rjust(Thread& t, Str& self, ssize width, FillChar fill);
Str* str_zfill(Thread& t, Str& self, ssize width);
Str* str_expandtabs(Thread& t, Str& self, int tab_size);
Str* str_strip(Thread& t, Str& self, Object* characters);
Str* str_lstrip(Thread& t, Str& self, Object* characters);
Str* str_rstrip(Thread& t, Str& self, Object* characters);

// str_format.cpp
Str* str_format(Thread& t, Str& self, Args args, Keywords keywords);
Str* str_format_map(Thread& t, Str& self, Object* mapping);

}  // namespace sidewinder
