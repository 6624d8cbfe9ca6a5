// mappingproxy: a read-only view of a mapping, such as the __dict__ of a class.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct MappingProxy : Object {
  Object* mapping;
  static Type* type();
};
extern Type mapping_proxy_type;
inline Type* MappingProxy::type() { return &mapping_proxy_type; }

MappingProxy* new_mapping_proxy(Thread& t, Object* mapping);

}  // namespace sidewinder
