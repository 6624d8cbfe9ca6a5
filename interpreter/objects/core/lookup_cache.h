// The cache of lookups in classes (type.cpp), and what it does not hold.
#pragma once

namespace sidewinder {

struct Str;
struct Type;

// The class in whose dict type_lookup finds the attribute as one of its variables, or null. An attribute that is
// replaced again and again by plain values (a counter, say) becomes a variable: from then on its class's version, and
// those of the subclasses, say where it is, but not what it is. No special method is one. Where it gets a value that is
// or may become a descriptor, these versions and that of the dict's keys change.
Type* type_of_variable(const Type* cls, Str* name);

void forget_lookups();  // what it found in classes may die then

}  // namespace sidewinder
