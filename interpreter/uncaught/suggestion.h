// "Did you mean: 'x'?": the name that an AttributeError or a NameError may have meant.
#pragma once

#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

// Empty: none. May run Python code (__dir__); what that raises is dropped.
std::string suggested_name(Thread& t, BaseException* e);

}  // namespace sidewinder
