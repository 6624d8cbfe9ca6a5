// types.GenericAlias (PEP 585): list[int] and the like. Calling it makes an instance of the class; the arguments are
// only remembered.
#pragma once

#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct GenericAlias : Object {
  Object* origin;  // the class
  Tuple* arguments;
  Tuple* parameters;  // the type variables among the arguments; null until asked for
  bool starred;       // *tuple[int]: what iterating over tuple[int] gives once
  static Type* type();
};
extern Type generic_alias_type;
inline Type* GenericAlias::type() { return &generic_alias_type; }
inline bool is_generic_alias(const Object* o) { return is_instance(o, &generic_alias_type); }

struct GenericAliasIterator : Object {
  Object* alias;  // null: exhausted
  static Type* type();
};
extern Type generic_alias_iterator_type;
inline Type* GenericAliasIterator::type() { return &generic_alias_iterator_type; }

// Also what __class_getitem__ of the built-in classes does.
GenericAlias* new_generic_alias(Thread& t, Object* origin, Object* arguments /* one, or a tuple of several */);

}  // namespace sidewinder
