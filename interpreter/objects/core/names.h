// Interned names that the core itself looks up, beside the special methods: names::doc is "__doc__".
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Str;

#define SIDEWINDER_NAMES(N)                                                                                          \
  N(dict, "__dict__") N(class_, "__class__") N(name, "__name__") N(qualname, "__qualname__") N(module, "__module__") \
  N(doc, "__doc__") N(bases, "__bases__") N(mro, "mro") N(slots, "__slots__") N(weakref, "__weakref__")              \
  N(set_name, "__set_name__") N(init_subclass, "__init_subclass__") N(class_getitem, "__class_getitem__")            \
  N(classcell, "__classcell__") N(annotations, "__annotations__") N(abstract_methods, "__abstractmethods__")         \
  N(is_abstract, "__isabstractmethod__") N(instance_check, "__instancecheck__") N(subclass_check, "__subclasscheck__") \
  N(mro_entries, "__mro_entries__") N(dir, "__dir__") N(format, "__format__") N(getattr, "__getattr__")              \
  N(hash, "__hash__") N(new_, "__new__") N(length_hint, "__length_hint__") N(reversed, "__reversed__")               \
  N(builtins, "__builtins__") N(package, "__package__") N(loader, "__loader__") N(spec, "__spec__")                  \
  N(initializing, "_initializing") N(wrapped, "__wrapped__") N(text_signature, "__text_signature__")                 \
  N(missing, "__missing__") N(complex, "__complex__") N(round, "__round__") N(trunc, "__trunc__") N(keys, "keys")    \
  N(subclass_hook, "__subclasshook__") N(origin, "__origin__") N(args, "__args__") N(init, "__init__")               \
  N(get_new_arguments, "__getnewargs__") N(get_state, "__getstate__") N(reduce, "__reduce__")

namespace names {
#define N(identifier, text) extern Str* identifier;
SIDEWINDER_NAMES(N)
#undef N
}  // namespace names

}  // namespace sidewinder
