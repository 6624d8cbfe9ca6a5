// The C API's part in the birth of instances that give something back at their end (release_hooks in instance.h), and
// of classes whose metaclass C describes.
#pragma once

#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// Null until an extension module is there. Registers what is to be given back. False: out of memory.
extern bool (*instance_born_hook)(Object* o);

// Of Type::flags, above the bits that C knows: C may put another dict, name or qualified name into the class's struct
// and give the old one back, so these references are counted.
constexpr unsigned long kCountsItsOwn = 1UL << 43;
inline void put_counted(const Type* cls, Str*& place, Str* value) {
  if (cls->flags & kCountsItsOwn) {
    value->refcount++;
    if (place) place->refcount--;
  }
  place = value;
}

// A metaclass of C may make the memory of its classes itself, and fill slots of them then and there (siplib does).
struct ClassHooks {
  bool (*makes_memory)(const Type* metatype) = nullptr;
  HeapType* (*allocate)(Thread& t, Type* metatype) = nullptr;
  Status (*take_slots)(Thread& t, HeapType* cls) = nullptr;  // special methods for them, into the class's dict
};
extern ClassHooks class_hooks;

}  // namespace sidewinder
