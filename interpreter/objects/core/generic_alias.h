// Types that annotations are made of: list[int] (PEP 585) and int | None (PEP 604).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct GenericAlias : Object {
  Object* origin;
  Tuple* arguments;
  Tuple* parameters;         // type variables in the arguments; null until asked for
  Object* original_class;    // unused; CPython's `starred` and weak list follow
  static Type* type();
};
struct UnionType : Object {
  Tuple* members;            // flat, without duplicates
  static Type* type();
};
extern Type generic_alias_type, union_type;
inline Type* GenericAlias::type() { return &generic_alias_type; }
inline Type* UnionType::type() { return &union_type; }

Object* new_generic_alias(Thread& t, Object* origin, Object* arguments);   // arguments: one value, or a tuple of them
Object* class_getitem(Thread& t, Object* cls, Args args);                  // __class_getitem__ of built-in containers
Object* type_or(Thread& t, Object* a, Object* b);                          // a | b, for classes, None, aliases and unions
Str* type_argument_repr(Thread& t, Object* o);                             // int, not <class 'int'>

}  // namespace sidewinder
