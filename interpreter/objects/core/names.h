// Interned names that the core itself looks up, beside the special methods: names::doc is "__doc__".
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Str;

namespace names {
#define NAME(identifier, text) extern Str* identifier;
#include "interpreter/objects/core/names.def"
#undef NAME
}  // namespace names

}  // namespace sidewinder
