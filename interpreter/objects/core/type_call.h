// Making instances: object.__new__ and __init__, the __new__ that native types show to Python, calling a class.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

Object* new_constructor(Thread& t, Type* cls);           // the __new__ of a native type: its `create` slot
bool is_constructor(const Object* o);                    // made by new_constructor
Status object_init(Thread& t, Object* self, Args args);  // object.__init__: complains about arguments nobody took
// type.__new__(metatype, name, bases, namespace, **keywords)
Object* type_new(Thread& t, Type* metatype, Args args);

}  // namespace sidewinder
