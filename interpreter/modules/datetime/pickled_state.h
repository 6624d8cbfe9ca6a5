// The packed bytes that pickles hand to the constructors of date, time and datetime.
#pragma once

#include <string>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// What tells a state from a first argument of another kind: its size, and a byte whose low seven bits are a field with
// bounds (the eighth is the fold).
struct PickledForm {
  size_t size, tested;
  int least, most;
};

// The bytes of the object if it is such a state: bytes, or a str of as many characters, which pickles of Python 2
// become with encoding "latin1" (ValueError if it is none of that). Empty: it is no state.
Result<std::string> pickled_state(Thread& t, Object* o, const PickledForm& form, const char* what);

}  // namespace sidewinder
