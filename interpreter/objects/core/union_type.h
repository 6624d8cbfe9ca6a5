// Unions of classes, for annotations and isinstance: int | None (PEP 604).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct UnionType : Object {
  Tuple* members;     // flat, without duplicates
  Tuple* parameters;  // the type variables among them; null until asked for
  static Type* type();
};
extern Type union_type;
inline Type* UnionType::type() { return &union_type; }

// a | b, for classes, None, aliases and unions
Object* type_or(Thread& t, Object* a, Object* b);

}  // namespace sidewinder
