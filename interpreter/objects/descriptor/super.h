// super: attribute lookup that starts behind a class in the MRO of an object's class.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Super : Object {
  Type* start;       // 16: __thisclass__
  Object* self;      // 24: null: unbound
  Type* self_class;  // 32: whose MRO counts
  static Type* type();
};
extern Type super_type;
inline Type* Super::type() { return &super_type; }

// self's class for super(start, self): type(self), or self itself if it is a subclass of start (class methods);
// TypeError else.
Type* super_check(Thread& t, Type* start, Object* self);
// The attribute in the MRO of self_class behind start, unbound; null: none. Raises nothing.
Object* super_find(Type* start, Type* self_class, Str* name);
// super(start, self).name, bound. Missing: not in the MRO.
Lookup super_lookup(Thread& t, Type* start, Object* self, Str* name);
// super(start, self).name; AttributeError if there is none, of the super object itself either.
Object* super_get(Thread& t, Type* start, Object* self, Str* name);

}  // namespace sidewinder
