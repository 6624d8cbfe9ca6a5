// Issuing warnings from C++ (library reference "warnings"). The module _warnings (interpreter/modules/warnings) does
// the work.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// Where a warning is said to come from.
struct WarningSite {
  Object* filename;  // str
  int line;
  Object* module = nullptr;    // null: derived from the filename
  Object* registry = nullptr;  // a dict in which it is noted, or null
};

// All of these fail if the filters make the warning an error. `message` is a str or an instance of Warning.
Status warn_explicit(Thread& t, Type* category, Object* message, const WarningSite& site, Object* source = nullptr);
// At the frame `stack_level` calls up; 1 is the one that runs.
Status warn(Thread& t, Type* category, Object* message, ssize stack_level, Object* source = nullptr);
// Formats as raise().
Status warn_format(Thread& t, Type& category, ssize stack_level, const char* format, ...);
// A conversion method (__int__ ...) has returned an instance of a class below the one that it should be.
Status warn_strict_subclass(Thread& t, const char* method, const char* expected, Object* result);

}  // namespace sidewinder
