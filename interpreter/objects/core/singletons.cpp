// None, NotImplemented, Ellipsis: one object each, at a fixed address.
#include "interpreter/objects/core/object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

Object* none_repr(Thread&, Object*) { return intern("None"); }
Truth none_truth(Thread&, Object*) { return Truth::False; }
Object* not_implemented_repr(Thread&, Object*) { return intern("NotImplemented"); }
Object* ellipsis_repr(Thread&, Object*) { return intern("Ellipsis"); }

template <Object* kSingleton> Object* singleton_create(Thread& t, Type* cls, Args args) {
  if (args.count || args.keyword_count()) return raise_type_error(t, "%s takes no arguments", cls->name);
  return kSingleton;
}

// Pickled and copied by name.
Object* not_implemented_reduce(Thread&, Object*, Args) { return intern("NotImplemented"); }
Object* ellipsis_reduce(Thread&, Object*, Args) { return intern("Ellipsis"); }

const NativeMethod not_implemented_methods[] = {{"__reduce__", not_implemented_reduce}, {}};
const NativeMethod ellipsis_methods[] = {{"__reduce__", ellipsis_reduce}, {}};

TypeData none_data = {
    .slots = {.repr = none_repr, .truth = none_truth, .create = singleton_create<&none_object>},
};
TypeData not_implemented_data = {
    .slots = {.repr = not_implemented_repr, .create = singleton_create<&not_implemented_object>},
    .spec = {.methods = not_implemented_methods},
};
TypeData ellipsis_data = {
    .slots = {.repr = ellipsis_repr, .create = singleton_create<&ellipsis_object>},
    .spec = {.methods = ellipsis_methods},
};

}  // namespace

extern Type none_type, not_implemented_type, ellipsis_type;
Type none_type = static_type("NoneType", sizeof(Object), 0, 0, &none_data);
Type not_implemented_type = static_type("NotImplementedType", sizeof(Object), 0, 0, &not_implemented_data);
Type ellipsis_type = static_type("ellipsis", sizeof(Object), 0, 0, &ellipsis_data);

Object none_object = {kRefcountBias, &none_type};
Object not_implemented_object = {kRefcountBias, &not_implemented_type};
Object ellipsis_object = {kRefcountBias, &ellipsis_type};
Object exhausted_object = {kRefcountBias, &ellipsis_type};  // Python never sees it

}  // namespace sidewinder
