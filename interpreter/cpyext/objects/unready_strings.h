// Strings that C has asked for before it knows their characters (PyUnicode_FromUnicode without text) and writes as
// wchar_t. They get the narrowest kind, as all others have, once C is back.
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

inline bool has_unready_strings = false;
// Null: out of memory (pending), or too long.
Str* new_unready_str(Thread& t, ssize n);
void make_ready(Str* s);
void make_strings_ready();  // all of them

}  // namespace sidewinder
