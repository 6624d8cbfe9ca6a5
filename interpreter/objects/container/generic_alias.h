// types.GenericAlias (PEP 585): list[int] and the like. Calling it makes an instance of the class; the arguments are
// only remembered.
#pragma once

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct GenericAlias : Object {
  Object* origin;  // the class
  Tuple* arguments;
  Tuple* parameters;  // the type variables among the arguments; null until asked for
  static Type* type();
};
extern Type generic_alias_type;
inline Type* GenericAlias::type() { return &generic_alias_type; }

GenericAlias* new_generic_alias(Thread& t, Object* origin, Object* arguments /* one, or a tuple of several */);
// __class_getitem__ of the built-in classes that can be subscripted: a row of their method tables, MethodKind::Class.
Object* generic_class_getitem(Thread& t, Object* cls, Args args);

}  // namespace sidewinder
