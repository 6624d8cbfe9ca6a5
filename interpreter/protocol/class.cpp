// isinstance and issubclass (PEP 3119): tuples, __instancecheck__, and objects that only look like classes.
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/union_type.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

namespace {

// `__bases__` of something that behaves like a class without being one; missing if it has none.
Lookup find_bases(Thread& t, Object* o) {
  Lookup bases = find_attribute(t, o, names::bases);
  if (bases.found() && !has_flag(bases.value, kTypeTuple)) return Lookup::missing();
  return bases;
}

Truth is_abstract_subclass(Thread& t, Object* derived, Object* cls) {
  RecursionLevel level(t, " in __issubclass__");
  if (level.too_deep()) return Truth::Error;
  if (derived == cls) return Truth::True;
  Lookup bases = find_bases(t, derived);
  if (bases.failed()) return Truth::Error;
  if (!bases.found()) return Truth::False;
  auto* tuple = cast<Tuple>(bases.value);
  for (ssize i = 0; i < tuple->size; i++)
    if (TRY(is_abstract_subclass(t, (*tuple)[i], cls))) return Truth::True;
  return Truth::False;
}

Status check_class(Thread& t, Object* o, const char* message) {
  if (is_type(o)) return Status::ok();
  Lookup bases = TRY(find_bases(t, o));
  return bases.found() ? Status::ok() : Status(raise_type_error(t, "%s", message));
}

// Without hooks.
Truth is_real_instance(Thread& t, Object* o, Object* cls) {
  if (is_type(cls)) {
    if (is_instance(o, cast<Type>(cls))) return Truth::True;
    Lookup claimed = TRY(find_attribute(t, o, names::class_));
    return truth_of(claimed.found() && claimed.value != o->cls && is_type(claimed.value) &&
                    is_subtype(cast<Type>(claimed.value), cast<Type>(cls)));
  }
  TRY(check_class(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  Lookup claimed = TRY(find_attribute(t, o, names::class_));
  return claimed.found() ? is_abstract_subclass(t, claimed.value, cls) : Truth::False;
}

Truth is_real_subclass(Thread& t, Object* derived, Object* cls) {
  if (is_type(derived) && is_type(cls)) return truth_of(is_subtype(cast<Type>(derived), cast<Type>(cls)));
  TRY(check_class(t, derived, "issubclass() arg 1 must be a class"));
  TRY(check_class(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  return is_abstract_subclass(t, derived, cls);
}

// The hook that a metaclass defines in Python; type's own is what the caller does without asking.
Lookup find_hook(Thread& t, Object* cls, Str* name) {
  if (cls->cls == &type_type) return Lookup::missing();
  return lookup_on_class(t, cls, name);
}

}  // namespace

Truth is_instance_of(Thread& t, Object* o, Object* classinfo) {
  if (o->cls == classinfo) return Truth::True;
  if (classinfo->cls == &type_type) return is_real_instance(t, o, classinfo);
  if (is_exact<UnionType>(classinfo)) classinfo = cast<UnionType>(classinfo)->members;
  if (has_flag(classinfo, kTypeTuple)) {
    RecursionLevel level(t, " in __instancecheck__");
    if (level.too_deep()) return Truth::Error;
    auto* classes = cast<Tuple>(classinfo);
    for (ssize i = 0; i < classes->size; i++)
      if (TRY(is_instance_of(t, o, (*classes)[i]))) return Truth::True;
    return Truth::False;
  }
  Lookup hook = TRY(find_hook(t, classinfo, names::instance_check));
  if (!hook.found()) return is_real_instance(t, o, classinfo);
  Object* answer = TRY(call(t, hook.value, o));
  return truth(t, answer);
}

Truth is_subclass_of(Thread& t, Object* cls, Object* classinfo) {
  if (classinfo->cls == &type_type) return cls == classinfo ? Truth::True : is_real_subclass(t, cls, classinfo);
  if (is_exact<UnionType>(classinfo)) classinfo = cast<UnionType>(classinfo)->members;
  if (has_flag(classinfo, kTypeTuple)) {
    RecursionLevel level(t, " in __subclasscheck__");
    if (level.too_deep()) return Truth::Error;
    auto* classes = cast<Tuple>(classinfo);
    for (ssize i = 0; i < classes->size; i++)
      if (TRY(is_subclass_of(t, cls, (*classes)[i]))) return Truth::True;
    return Truth::False;
  }
  Lookup hook = TRY(find_hook(t, classinfo, names::subclass_check));
  if (!hook.found()) return is_real_subclass(t, cls, classinfo);
  Object* answer = TRY(call(t, hook.value, cls));
  return truth(t, answer);
}

}  // namespace sidewinder
