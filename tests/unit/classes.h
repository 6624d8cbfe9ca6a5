// Classes made from C++ for unit tests: a namespace of values and native methods.
#pragma once

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "tests/unit/objects.h"

namespace sidewinder::testing {

struct Entry {
  const char* name;
  Object* value;
};

inline Type* try_class(const char* name, std::initializer_list<Object*> bases,
                       std::initializer_list<Entry> entries = {}) {
  Dict* namespace_ = new_dict(thread());
  for (const Entry& e : entries) PY_CHECK(!dict_set_str(thread(), namespace_, intern(e.name), e.value).failed());
  return new_heap_type(thread(), &type_type, intern(name), tuple(bases), namespace_, Args{});
}
inline Type* make_class(const char* name, std::initializer_list<Object*> bases = {},
                        std::initializer_list<Entry> entries = {}) {
  Type* cls = try_class(name, bases, entries);
  if (!cls) MESSAGE(take_error());
  PY_CHECK(cls);
  return cls;
}

// A method of any class, as if written in Python: found by lookup, called with self.
template <NativeFn function> Object* native(const char* name) {
  auto* row = new NativeMethod{name, function};
  return new_method_descriptor(thread(), &object_type, row);
}

inline Object* get(Object* o, const char* name) { return get_attribute(thread(), o, name); }
inline Status set(Object* o, const char* name, Object* value) {
  return set_attribute(thread(), o, intern(name), value);
}
inline Status del(Object* o, const char* name) { return set_attribute(thread(), o, intern(name), nullptr); }

}  // namespace sidewinder::testing
