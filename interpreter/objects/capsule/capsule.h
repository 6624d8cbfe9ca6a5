// Capsules: a C pointer that Python code can hand on, with a name that says what it points to. CPython's PyCapsule.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Capsule : Object {
  void* pointer;                // never null
  const char* name;             // not ours; may be null
  void* context;                // of whoever made it
  void (*destructor)(Object*);  // called when the object dies; or null
  static Type* type();
};
extern Type capsule_type;
inline Type* Capsule::type() { return &capsule_type; }

// A capsule without a destructor. ValueError: a null pointer.
Capsule* new_capsule(Thread& t, void* pointer, const char* name);
// Both named the same, or both not.
bool capsule_is_named(const Capsule* capsule, const char* name);

}  // namespace sidewinder
