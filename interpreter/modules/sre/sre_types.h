// Between the sources of _sre's classes.
#pragma once

#include "interpreter/modules/sre/pattern.h"

namespace sidewinder::sre {

Scanner* new_scanner(Thread& t, Pattern& pattern, Object* string, ssize pos, ssize endpos);

}  // namespace sidewinder::sre
