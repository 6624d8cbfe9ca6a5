#include "interpreter/objects/descriptor/method_decorators.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/held_by_classes.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The wrapper looks like the function: its name, documentation and annotations become attributes.
Status wrap(Thread& t, MethodDecorator& self, Object* function) {
  self.function = function;
  for (Str* name : {names::module, names::name, names::qualname, names::doc, names::annotations}) {
    Lookup value = TRY(find_attribute(t, function, name));
    if (value.found()) TRY(instance_set(t, &self, name, value.value));
  }
  return Status::ok();
}

Status initialize(Thread& t, MethodDecorator& self, Object* function) {
  if (self.function) held_by_classes_changed(t, &self);
  return wrap(t, self, function);
}

Object* decorator_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Object* classmethod_get(Thread& t, Object* descriptor, Object* instance, Type* owner) {
  Object* function = cast<MethodDecorator>(descriptor)->function;
  if (!function) return raise(t, exceptions::RuntimeError, "uninitialized classmethod object");
  if (!owner) owner = instance->cls;
  if (is_exact<Function>(function)) return new_method(t, function, owner);
  if (DescriptorGetFn get = slots_of(function).descriptor_get) return get(t, function, owner, owner);
  return new_method(t, function, owner);
}

Object* staticmethod_get(Thread& t, Object* descriptor, Object*, Type*) {
  Object* function = cast<MethodDecorator>(descriptor)->function;
  return function ? function : raise(t, exceptions::RuntimeError, "uninitialized staticmethod object");
}

Object* staticmethod_call(Thread& t, Object* callee, Args args) {
  return call(t, cast<MethodDecorator>(callee)->function, args);
}

Object* decorator_repr(Thread& t, Object* o) {
  Object* function = cast<MethodDecorator>(o)->function;
  Str* text = TRY(repr(t, function ? function : none()));
  return StrBuilder().add("<").add(type_name(o->cls)).add("(").add(text).add(")>").finish();
}

Truth is_abstract(Thread& t, MethodDecorator& self) {
  if (!native_stack_left(t)) return Truth::Error;
  if (!self.function) return Truth::False;
  Lookup flag = TRY(find_attribute(t, self.function, names::is_abstract));
  return truth_of(flag.found() && TRY(truth(t, flag.value)));
}

Status classmethod_init(Thread& t, ClassMethod& self, Object* function) { return initialize(t, self, function); }
Truth classmethod_is_abstract(Thread& t, ClassMethod& self) { return is_abstract(t, self); }
Dict* classmethod_dict(Thread& t, ClassMethod& self) { return instance_dict(t, &self); }
Status classmethod_set_dict(Thread& t, ClassMethod& self, Object* value) {
  return instance_dict_getset.set(t, &self, value);
}

Status staticmethod_init(Thread& t, StaticMethod& self, Object* function) { return initialize(t, self, function); }
Truth staticmethod_is_abstract(Thread& t, StaticMethod& self) { return is_abstract(t, self); }
Dict* staticmethod_dict(Thread& t, StaticMethod& self) { return instance_dict(t, &self); }
Status staticmethod_set_dict(Thread& t, StaticMethod& self, Object* value) {
  return instance_dict_getset.set(t, &self, value);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/classmethod_methods.def"
#define NATIVE_TYPE ClassMethod
#define NATIVE_PREFIX classmethod
#define NATIVE_NAME "classmethod"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/descriptor/staticmethod_methods.def"
#define NATIVE_TYPE StaticMethod
#define NATIVE_PREFIX staticmethod
#define NATIVE_NAME "staticmethod"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_classmethod_data() {
  TypeData d{};
  d.slots.repr = decorator_repr;
  d.slots.descriptor_get = classmethod_get;
  d.slots.create = decorator_create;
  classmethod_declare(d);
  return d;
}
constexpr TypeData make_staticmethod_data() {
  TypeData d{};
  d.slots.repr = decorator_repr;
  d.slots.call = staticmethod_call;
  d.slots.descriptor_get = staticmethod_get;
  d.slots.create = decorator_create;
  staticmethod_declare(d);
  return d;
}
constinit TypeData classmethod_data = make_classmethod_data();
constinit TypeData staticmethod_data = make_staticmethod_data();

template <class T> Object* new_decorated(Thread& t, Type* cls, Object* function) {
  T* self = TRY(new_object<T>(cls));
  self->function = function;
  // native ones have nothing to show while types are being made
  if (is_exact<Function>(function)) TRY(wrap(t, *self, function));
  return self;
}

}  // namespace

Object* new_static_method(Thread& t, Object* function) {
  return new_decorated<StaticMethod>(t, &staticmethod_type, function);
}
Object* new_class_method(Thread& t, Object* function) {
  return new_decorated<ClassMethod>(t, &classmethod_type, function);
}

constinit Type classmethod_type =
    with_dict_at(offsetof(MethodDecorator, dict),
                 static_type("classmethod", sizeof(ClassMethod), 0, kTypeBase | kTypeHaveGC, &classmethod_data));
constinit Type staticmethod_type =
    with_dict_at(offsetof(MethodDecorator, dict),
                 static_type("staticmethod", sizeof(StaticMethod), 0, kTypeBase | kTypeHaveGC, &staticmethod_data));

}  // namespace sidewinder
