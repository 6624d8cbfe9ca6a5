#include "interpreter/objects/descriptor/method_decorators.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

static_assert(offsetof(ClassMethod, function) == offsetof(StaticMethod, function));

// Both kinds have the same fields.
Object*& function_of(Object* o) { return cast<ClassMethod>(o)->function; }

// The wrapper looks like the function: its name, documentation and annotations (and the function itself) become
// attributes.
Status wrap(Thread& t, Object* self, Object* function) {
  function_of(self) = function;
  for (Str* name : {names::module, names::name, names::qualname, names::doc, names::annotations}) {
    Lookup value = TRY(find_attribute(t, function, name));
    if (value.found()) TRY(instance_set(t, self, name, value.value));
  }
  return instance_set(t, self, names::wrapped, function);
}

template <class T> Object* decorator_create(Thread& t, Type* cls, Args) {
  return static_cast<Object*>(allocate_instance(t, cls));
}

Status classmethod_init(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "classmethod", 1, 1));
  return wrap(t, self, args[0]);
}
Status staticmethod_init(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "staticmethod", 1, 1));
  return wrap(t, self, args[0]);
}

Object* classmethod_get(Thread& t, Object* descriptor, Object* instance, Type* owner) {
  Object* function = function_of(descriptor);
  if (!function) return raise(t, exceptions::RuntimeError, "uninitialized classmethod object");
  if (!owner) owner = instance->cls;
  if (is_exact<Function>(function)) return new_method(t, function, owner);
  if (DescriptorGetFn get = slots_of(function).descriptor_get) return get(t, function, owner, owner->cls);
  return new_method(t, function, owner);
}

Object* staticmethod_get(Thread& t, Object* descriptor, Object*, Type*) {
  Object* function = function_of(descriptor);
  return function ? function : raise(t, exceptions::RuntimeError, "uninitialized staticmethod object");
}

Object* staticmethod_call(Thread& t, Object* callee, Args args) { return call(t, function_of(callee), args); }

Object* decorator_repr(Thread& t, Object* o) {
  Str* function = TRY(repr(t, function_of(o) ? function_of(o) : none()));
  return StrBuilder().add("<").add(type_name(o->cls)).add("(").add(function).add(")>").finish();
}

Object* get_is_abstract(Thread& t, Object* o) {
  Object* function = function_of(o);
  if (!function) return py_false();
  Lookup flag = TRY(find_attribute(t, function, names::is_abstract));
  return bool_object(flag.found() && TRY(truth(t, flag.value)));
}

const NativeGetSet decorator_getsets[] = {
    {"__isabstractmethod__", get_is_abstract}, {"__dict__", instance_dict_getset.get, instance_dict_getset.set}, {}};
const NativeMember decorator_members[] = {{"__func__", MemberKind::ObjectOrNone, offsetof(ClassMethod, function)}, {}};

TypeData classmethod_data = {
    .slots = {.repr = decorator_repr,
              .descriptor_get = classmethod_get,
              .create = decorator_create<ClassMethod>,
              .init = classmethod_init},
    .spec = {.getsets = decorator_getsets,
             .members = decorator_members,
             .doc = "classmethod(function) -> method\n\nConvert a function to be a class method."},
};
TypeData staticmethod_data = {
    .slots = {.repr = decorator_repr,
              .call = staticmethod_call,
              .descriptor_get = staticmethod_get,
              .create = decorator_create<StaticMethod>,
              .init = staticmethod_init},
    .spec = {.getsets = decorator_getsets,
             .members = decorator_members,
             .doc = "staticmethod(function) -> method\n\nConvert a function to be a static method."},
};

template <class T> Object* new_decorated(Thread& t, Type* cls, Object* function) {
  T* self = TRY(new_object<T>(cls));
  self->function = function;
  // native ones have nothing to show while types are being made
  if (is_exact<Function>(function)) TRY(wrap(t, self, function));
  return self;
}

}  // namespace

Object* new_static_method(Thread& t, Object* function) {
  return new_decorated<StaticMethod>(t, &staticmethod_type, function);
}
Object* new_class_method(Thread& t, Object* function) {
  return new_decorated<ClassMethod>(t, &classmethod_type, function);
}

Type classmethod_type =
    with_dict_at(offsetof(ClassMethod, dict),
                 static_type("classmethod", sizeof(ClassMethod), 0, kTypeBase | kTypeHaveGC, &classmethod_data));
Type staticmethod_type =
    with_dict_at(offsetof(StaticMethod, dict),
                 static_type("staticmethod", sizeof(StaticMethod), 0, kTypeBase | kTypeHaveGC, &staticmethod_data));

}  // namespace sidewinder
