#include "interpreter/objects/descriptor/property.h"

#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/held_by_classes.h"
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

Status property_init(Thread& t, Property& self, Object* getter, Object* setter, Object* deleter, Object* doc) {
  if (self.getter || self.setter || self.deleter) held_by_classes_changed(t, &self);
  self.getter = none_to_null(getter);
  self.setter = none_to_null(setter);
  self.deleter = none_to_null(deleter);
  self.doc = none_to_null(doc);
  self.name = nullptr;
  self.doc_is_getters = false;
  return !self.doc && self.getter ? take_getters_doc(t, &self) : Status::ok();
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
Object* copy_with(Thread& t, Property& self, Object* getter, Object* setter, Object* deleter) {
  Object* doc = self.doc_is_getters ? nullptr : self.doc;
  Object* values[] = {getter, setter, deleter, doc};
  for (Object*& each : values)
    if (!each) each = none();
  Object* copy = TRY(call(t, self.cls, Args{values, 4}));
  if (is_instance(copy, &property_type)) cast<Property>(copy)->name = self.name;
  return copy;
}

Object* property_getter(Thread& t, Property& self, Object* function) {
  return copy_with(t, self, function, self.setter, self.deleter);
}
Object* property_setter(Thread& t, Property& self, Object* function) {
  return copy_with(t, self, self.getter, function, self.deleter);
}
Object* property_deleter(Thread& t, Property& self, Object* function) {
  return copy_with(t, self, self.getter, self.setter, function);
}

// Its words are those of a function written in Python.
Object* property_set_name(Thread& t, Object* self, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "property.__set_name__() takes no keyword arguments");
  if (args.count != 2)
    return raise_type_error(t, "__set_name__() takes 2 positional arguments but %zd were given", args.count);
  cast<Property>(self)->name = args[1];
  return none();
}

Truth property_is_abstract(Thread& t, Property& self) {
  if (!native_stack_left(t)) return Truth::Error;
  for (Object* accessor : {self.getter, self.setter, self.deleter}) {
    if (!accessor) continue;
    Lookup flag = TRY(find_attribute(t, accessor, names::is_abstract));
    if (flag.found() && TRY(truth(t, flag.value))) return Truth::True;
  }
  return Truth::False;
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/property_methods.def"
#define NATIVE_TYPE Property
#define NATIVE_PREFIX property
#define NATIVE_NAME "property"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_property_data() {
  TypeData d{};
  d.slots.descriptor_get = property_get;
  d.slots.descriptor_set = property_set;
  d.slots.create = property_create;
  property_declare(d);
  return d;
}
constinit TypeData property_data = make_property_data();

}  // namespace

constinit Type property_type = static_type("property", sizeof(Property), 0, kTypeBase | kTypeHaveGC, &property_data);

}  // namespace sidewinder
