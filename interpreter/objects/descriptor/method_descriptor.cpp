// Native methods in class dicts: list.append (an unbound method) and dict.fromkeys (a class method).
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/method_decorators.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Str* descriptor_qualname(Descriptor& d) {
  if (!d.qualname) d.qualname = StrBuilder().add(type_qualname(d.owner)).add(".").add(d.name).finish();
  return d.qualname;
}

Status check_descriptor_self(Thread& t, Descriptor* d, Object* o) {
  if (is_instance(o, d->owner)) return Status::ok();
  return raise_type_error(t, "descriptor '%U' for '%s' objects doesn't apply to a '%T' object", d->name, d->owner->name,
                          o);
}

Object* new_method_descriptor(Thread& t, Type* owner, const NativeMethod* method) {
  if (method->kind == MethodKind::Static) {
    Object* function = TRY(new_builtin_function(t, method, owner));
    return new_static_method(t, function);
  }
  bool of_class = method->kind == MethodKind::Class;
  auto* d = TRY(new_object<MethodDescriptor>(of_class ? &class_method_descriptor_type : &method_descriptor_type));
  d->owner = owner;
  d->name = intern(method->name);
  d->method = method;
  return d;
}

namespace {

Object* method_call(Thread& t, Object* callee, Args args) {
  auto* d = cast<MethodDescriptor>(callee);
  if (args.count < 1)
    return raise_type_error(t, "unbound method %U.%U() needs an argument", type_name(d->owner), d->name);
  TRY(check_descriptor_self(t, d, args[0]));
  return d->method->function(t, args[0], args.drop_first());
}

Object* method_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* d = cast<MethodDescriptor>(descriptor);
  if (!instance) return d;
  TRY(check_descriptor_self(t, d, instance));
  return new_builtin_function(t, d->method, instance);
}

Object* method_repr(Thread&, Object* o) {
  auto* d = cast<MethodDescriptor>(o);
  return StrBuilder()
      .add("<method '")
      .add(d->name)
      .add("' of '")
      .add(type_name_in_messages(d->owner))
      .add("' objects>")
      .finish();
}

Status check_class(Thread& t, MethodDescriptor* d, Object* cls) {
  if (!is_type(cls))
    return raise_type_error(t, "descriptor '%U' for type '%s' needs a type, not a '%T' as arg 2", d->name,
                            d->owner->name, cls);
  if (is_subtype(cast<Type>(cls), d->owner)) return Status::ok();
  return raise_type_error(t, "descriptor '%U' requires a subtype of '%s' but received '%s'", d->name, d->owner->name,
                          cast<Type>(cls)->name);
}

Object* class_method_call(Thread& t, Object* callee, Args args) {
  auto* d = cast<MethodDescriptor>(callee);
  if (args.count < 1)
    return raise_type_error(t, "descriptor '%U' of '%s' object needs an argument", d->name, d->owner->name);
  TRY(check_class(t, d, args[0]));
  return d->method->function(t, args[0], args.drop_first());
}

Object* class_method_get(Thread& t, Object* descriptor, Object* instance, Type* owner) {
  auto* d = cast<MethodDescriptor>(descriptor);
  Type* cls = owner ? owner : instance->cls;
  TRY(check_class(t, d, cls));
  return new_builtin_function(t, d->method, cls);
}

Object* method_descriptor_doc(const MethodDescriptor& self) {
  return doc_without_signature(self.method->name, self.method->doc);
}
Object* method_descriptor_text_signature(const MethodDescriptor& self) {
  return text_signature(self.method->name, self.method->doc);
}
Tuple* method_descriptor_reduce(Thread& t, const MethodDescriptor& self) {
  return reduce_to_attribute(t, self.owner, self.name);
}
Str* method_descriptor_qualname(MethodDescriptor& self) { return descriptor_qualname(self); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/method_descriptor_methods.def"
#define NATIVE_TYPE MethodDescriptor
#define NATIVE_PREFIX method_descriptor
#define NATIVE_NAME "method_descriptor"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_method_descriptor_data() {
  TypeData d{};
  d.slots.repr = method_repr;
  d.slots.call = method_call;
  d.slots.descriptor_get = method_get;
  method_descriptor_declare(d);
  return d;
}
constexpr TypeData make_class_method_descriptor_data() {
  TypeData d{};
  d.slots.repr = method_repr;
  d.slots.call = class_method_call;
  d.slots.descriptor_get = class_method_get;
  method_descriptor_declare(d);
  d.spec.methods = nullptr;  // it does not pickle
  return d;
}
constinit TypeData method_descriptor_data = make_method_descriptor_data();
constinit TypeData class_method_descriptor_data = make_class_method_descriptor_data();

}  // namespace

constinit Type method_descriptor_type = static_type("method_descriptor", sizeof(MethodDescriptor), 0,
                                                    kTypeHaveGC | kTypeMethodDescriptor | kTypeDisallowInstantiation,
                                                    &method_descriptor_data);
constinit Type class_method_descriptor_type = static_type("classmethod_descriptor", sizeof(MethodDescriptor), 0,
                                                          kTypeHaveGC | kTypeDisallowInstantiation,
                                                          &class_method_descriptor_data);

}  // namespace sidewinder
