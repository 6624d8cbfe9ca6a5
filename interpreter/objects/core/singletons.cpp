// None, NotImplemented, Ellipsis: one object each, at a fixed address.
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

Object* none_repr(Thread&, Object*) { return intern("None"); }
Truth none_truth(Thread&, Object*) { return Truth::False; }
// True, but whoever asks has most likely forgotten what a comparison may return.
Truth not_implemented_truth(Thread& t, Object*) {
  TRY(warn_format(t, exceptions::DeprecationWarning, 1, "NotImplemented should not be used in a boolean context"));
  return Truth::True;
}
Object* not_implemented_repr(Thread&, Object*) { return intern("NotImplemented"); }
Object* ellipsis_repr(Thread&, Object*) { return intern("Ellipsis"); }

template <Object* kSingleton> Object* singleton_create(Thread& t, Type* cls, Args args) {
  const char* name = kSingleton == &ellipsis_object ? "EllipsisType" : cls->name;
  if (args.count || args.keyword_count()) return raise_type_error(t, "%s takes no arguments", name);
  return kSingleton;
}

// Pickled and copied by name.
Object* not_implemented_reduce(const Object&) { return intern("NotImplemented"); }
Object* ellipsis_reduce(const Object&) { return intern("Ellipsis"); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/singleton_methods.def"
#define NATIVE_TYPE Object
#define NATIVE_PREFIX not_implemented
#define NATIVE_NAME "NotImplementedType"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/core/singleton_methods.def"
#define NATIVE_TYPE Object
#define NATIVE_PREFIX ellipsis
#define NATIVE_NAME "ellipsis"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_none_data() {
  TypeData d{};
  d.slots.repr = none_repr;
  d.slots.truth = none_truth;
  d.slots.create = singleton_create<&none_object>;
  return d;
}
constexpr TypeData make_not_implemented_data() {
  TypeData d{};
  d.slots.repr = not_implemented_repr;
  d.slots.truth = not_implemented_truth;
  d.slots.create = singleton_create<&not_implemented_object>;
  not_implemented_declare(d);
  return d;
}
constexpr TypeData make_ellipsis_data() {
  TypeData d{};
  d.slots.repr = ellipsis_repr;
  d.slots.create = singleton_create<&ellipsis_object>;
  ellipsis_declare(d);
  return d;
}
constinit TypeData none_data = make_none_data();
constinit TypeData not_implemented_data = make_not_implemented_data();
constinit TypeData ellipsis_data = make_ellipsis_data();

}  // namespace

extern Type none_type, not_implemented_type, ellipsis_type;
constinit Type none_type = static_type("NoneType", sizeof(Object), 0, 0, &none_data);
constinit Type not_implemented_type = static_type("NotImplementedType", sizeof(Object), 0, 0, &not_implemented_data);
constinit Type ellipsis_type = static_type("ellipsis", sizeof(Object), 0, 0, &ellipsis_data);

Object none_object = {kRefcountBias, &none_type};
Object not_implemented_object = {kRefcountBias, &not_implemented_type};
Object ellipsis_object = {kRefcountBias, &ellipsis_type};
Object exhausted_object = {kRefcountBias, &ellipsis_type};  // Python never sees it

}  // namespace sidewinder
