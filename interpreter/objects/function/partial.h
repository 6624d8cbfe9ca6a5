// functools.partial: what traces read of it. Its methods: interpreter/modules/functools/partial.cpp.
#pragma once

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct Partial : Object {
  Object* function;
  Tuple* arguments;
  Dict* keywords;
  Object* dict;            // __dict__, or null
  Object* weak_list;       // for C
  Tuple* names;            // the keys of `keywords`,
  uint32_t names_version;  // while this is their version
  static Type* type();
};
inline const Type* partial_class = nullptr;  // null: the module is not imported yet

}  // namespace sidewinder
