// The process's locale for characters, which only C libraries look at.
#pragma once

namespace sidewinder {

// As CPython at its start: characters follow the environment, and the plain C locale is taken as UTF-8 (PEP 538).
// Before the first who looks: the module locale, and extension modules (wx turns wide characters into the locale's).
void take_character_locale();

}  // namespace sidewinder
