#include "interpreter/objects/descriptor/property.h"

#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* none_to_null(Object* o) { return o == none() ? nullptr : o; }

Object* property_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

// The getter's docstring serves if none is given. In a subclass `doc` is an ordinary attribute of the instance.
Status take_getters_doc(Thread& t, Property* self) {
  Lookup doc = TRY(find_attribute(t, self->getter, names::doc));
  if (!doc.found()) return Status::ok();
  self->doc_is_getters = true;
  if (is_exact<Property>(self)) {
    self->doc = none_to_null(doc.value);
    return Status::ok();
  }
  return set_attribute(t, self, names::doc, doc.value);
}

Status property_init(Thread& t, Object* o, Args args) {
  auto* self = cast<Property>(o);
  Object* values[4];
  TRY(args.bind(t, "property", "fget=,fset=,fdel=,doc=", values));
  self->getter = none_to_null(values[0]);
  self->setter = none_to_null(values[1]);
  self->deleter = none_to_null(values[2]);
  self->doc = none_to_null(values[3]);
  self->name = nullptr;
  self->doc_is_getters = false;
  return !self->doc && self->getter ? take_getters_doc(t, self) : Status::ok();
}

Raised raise_no_accessor(Thread& t, Property* self, Object* instance, const char* what) {
  if (self->name)
    return raise(t, exceptions::AttributeError, "property %R of %R object has no %s", self->name,
                 type_qualname(instance->cls), what);
  return raise(t, exceptions::AttributeError, "property of %R object has no %s", type_qualname(instance->cls), what);
}

Object* property_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* self = cast<Property>(descriptor);
  if (!instance) return self;
  if (!self->getter) return raise_no_accessor(t, self, instance, "getter");
  return call(t, self->getter, instance);
}

Status property_set(Thread& t, Object* descriptor, Object* instance, Object* value) {
  auto* self = cast<Property>(descriptor);
  if (value) {
    if (!self->setter) return raise_no_accessor(t, self, instance, "setter");
    TRY(call(t, self->setter, instance, value));
  } else {
    if (!self->deleter) return raise_no_accessor(t, self, instance, "deleter");
    TRY(call(t, self->deleter, instance));
  }
  return Status::ok();
}

// A copy with one accessor replaced: what the decorators make.
Object* copy_with(Thread& t, Property* self, Object* getter, Object* setter, Object* deleter) {
  Object* doc = self->doc_is_getters && getter != self->getter ? none() : self->doc;
  Object* values[] = {getter, setter, deleter, doc};
  for (Object*& each : values)
    if (!each) each = none();
  if (self->doc_is_getters) values[3] = none();
  Object* copy = TRY(call(t, self->cls, Args{values, 4}));
  if (is_instance(copy, &property_type)) cast<Property>(copy)->name = self->name;
  return copy;
}

Object* property_method_getter(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "property.getter", 1, 1));
  auto* self = cast<Property>(o);
  return copy_with(t, self, args[0], self->setter, self->deleter);
}
Object* property_method_setter(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "property.setter", 1, 1));
  auto* self = cast<Property>(o);
  return copy_with(t, self, self->getter, args[0], self->deleter);
}
Object* property_method_deleter(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "property.deleter", 1, 1));
  auto* self = cast<Property>(o);
  return copy_with(t, self, self->getter, self->setter, args[0]);
}
Object* property_method_set_name(Thread& t, Object* o, Args args) {
  if (args.count != 2)
    return raise_type_error(t, "__set_name__() takes 2 positional arguments but %zd were given", args.count);
  cast<Property>(o)->name = args[1];
  return none();
}

Object* get_is_abstract(Thread& t, Object* o) {
  auto* self = cast<Property>(o);
  for (Object* accessor : {self->getter, self->setter, self->deleter}) {
    if (!accessor) continue;
    Lookup flag = TRY(find_attribute(t, accessor, names::is_abstract));
    if (flag.found() && TRY(truth(t, flag.value))) return py_true();
  }
  return py_false();
}

const NativeMethod property_methods[] = {
    {"getter", property_method_getter, MethodKind::Instance,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", property_method_setter, MethodKind::Instance,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", property_method_deleter, MethodKind::Instance,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", property_method_set_name, MethodKind::Instance, "Method to set name of a property."},
    {},
};
const NativeGetSet property_getsets[] = {{"__isabstractmethod__", get_is_abstract}, {}};
const NativeMember property_members[] = {
    {"fget", MemberKind::ObjectOrNone, offsetof(Property, getter)},
    {"fset", MemberKind::ObjectOrNone, offsetof(Property, setter)},
    {"fdel", MemberKind::ObjectOrNone, offsetof(Property, deleter)},
    {"__doc__", MemberKind::ObjectOrNone, offsetof(Property, doc), false},
    {},
};

TypeData property_data = {
    .slots = {.descriptor_get = property_get,
              .descriptor_set = property_set,
              .create = property_create,
              .init = property_init},
    .spec = {.methods = property_methods,
             .getsets = property_getsets,
             .members = property_members,
             .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nProperty attribute.\n\n  fget\n"
                    "    function to be used for getting an attribute value\n  fset\n"
                    "    function to be used for setting an attribute value\n  fdel\n"
                    "    function to be used for del'ing an attribute\n  doc\n    docstring"},
};

}  // namespace

Type property_type = static_type("property", sizeof(Property), 0, kTypeBase | kTypeHaveGC, &property_data);

}  // namespace sidewinder
