#include "interpreter/objects/descriptor/super.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Type* super_check(Thread& t, Type* start, Object* self) {
  if (is_type(self) && is_subtype(cast<Type>(self), start)) return cast<Type>(self);
  if (is_subtype(self->cls, start)) return self->cls;
  // A proxy may claim another class in __class__.
  Lookup claimed = TRY(find_attribute(t, self, names::class_));
  bool claims_another = claimed.found() && is_type(claimed.value) && claimed.value != self->cls;
  if (claims_another && is_subtype(cast<Type>(claimed.value), start)) return cast<Type>(claimed.value);
  return raise_type_error(t, "super(type, obj): obj must be an instance or subtype of type");
}

Object* super_find(Type* start, Type* self_class, Str* name) {
  Tuple* mro = self_class->mro;
  if (!mro) return nullptr;  // while its metaclass computes it
  ssize i = 0;
  while (i < mro->size && (*mro)[i] != start) i++;
  for (i++; i < mro->size; i++) {
    Dict* dict = cast<Type>((*mro)[i])->dict;
    if (Object* found = dict ? dict_get_str(dict, name) : nullptr) return found;
  }
  return nullptr;
}

namespace {

Lookup find_bound(Thread& t, Type* start, Object* self, Type* self_class, Str* name) {
  Object* found = super_find(start, self_class, name);
  if (!found) return Lookup::missing();
  return bind_found(t, found, self == self_class ? nullptr : self, self_class);  // a class binds as C.name does
}

// What the cell __class__ of the function holds whose code is running.
Type* class_of_method(Thread& t, FrameHeader* frame) {
  Code* code = frame->code;
  for (ssize i = 0; i < code->free_names->size; i++) {
    if (!str_equal(cast<Str>((*code->free_names)[i]), names::class_)) continue;
    Object* cls = cast<Cell>((*frame->function->closure)[i])->value;
    if (!cls) return raise(t, exceptions::RuntimeError, "super(): empty __class__ cell");
    if (!is_type(cls)) return raise(t, exceptions::RuntimeError, "super(): __class__ is not a type (%T)", cls);
    return cast<Type>(cls);
  }
  return raise(t, exceptions::RuntimeError, "super(): __class__ cell not found");
}

// super() without arguments: the class is the value of the cell __class__, the object the first argument of the running
// function.
Status find_arguments(Thread& t, Type** start, Object** self) {
  FrameHeader* frame = function_frame(t.frame);
  if (!frame) return raise(t, exceptions::RuntimeError, "super(): no current frame");
  if (frame->code->argument_count == 0) return raise(t, exceptions::RuntimeError, "super(): no arguments");
  Object* first = frame->registers()[0];
  if (first && is_exact<Cell>(first) && holds_cell(frame->code, 0)) first = cast<Cell>(first)->value;
  if (!first) return raise(t, exceptions::RuntimeError, "super(): arg[0] deleted");
  *start = TRY(class_of_method(t, frame));
  *self = first;
  return Status::ok();
}

Super* new_super(Type* start, Object* self, Type* self_class) {
  Super* s = new_object<Super>(&super_type);
  if (!s) return nullptr;
  s->start = start;
  s->self = self;
  s->self_class = self_class;
  return s;
}

Object* super_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Status super_init(Thread& t, Object* o, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "super() takes no keyword arguments");
  if (args.count > 2) return raise_type_error(t, "super() expected at most 2 arguments, got %zd", args.count);
  Type* start = nullptr;
  Object* self = nullptr;
  if (args.count == 0) {
    TRY(find_arguments(t, &start, &self));
  } else {
    if (!is_type(args[0])) return raise_type_error(t, "super() argument 1 must be a type, not %T", args[0]);
    start = cast<Type>(args[0]);
    if (args.count == 2) self = args[1];
  }
  if (self == none()) self = nullptr;
  auto* s = cast<Super>(o);
  s->self_class = self ? TRY(super_check(t, start, self)) : nullptr;
  s->start = start;
  s->self = self;
  return Status::ok();
}

Lookup super_get_attribute(Thread& t, Object* o, Str* name) {
  auto* s = cast<Super>(o);
  if (s->self_class && !str_equal(name, names::class_)) {
    Lookup found = find_bound(t, s->start, s->self, s->self_class, name);
    if (!found.is_missing()) return found;
  }
  return generic_get_attribute(t, o, name);
}

// An unbound super object binds like a method: super(C) as a class attribute.
Object* super_descriptor_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* s = cast<Super>(descriptor);
  if (!instance || s->self) return s;
  if (!is_exact<Super>(s)) return call(t, s->cls, s->start, instance);
  Type* self_class = TRY(super_check(t, s->start, instance));
  return new_super(s->start, instance, self_class);
}

Object* super_repr(Thread&, Object* o) {
  auto* s = cast<Super>(o);
  StrBuilder text;
  text.add("<super: <class '");
  if (s->start) text.add(type_name(s->start));
  else text.add("NULL");
  text.add("'>, ");
  if (!s->self_class) return text.add("NULL>").finish();
  return text.add("<").add(type_name(s->self_class)).add(" object>>").finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/super_methods.def"
#define NATIVE_TYPE Super
#define NATIVE_PREFIX super
#define NATIVE_NAME "super"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_super_data() {
  TypeData d{};
  d.slots.repr = super_repr;
  d.slots.get_attribute = super_get_attribute;
  d.slots.descriptor_get = super_descriptor_get;
  d.slots.create = super_create;
  super_declare(d);
  return d;
}
constinit TypeData super_data = make_super_data();

}  // namespace

Lookup super_lookup(Thread& t, Type* start, Object* self, Str* name) {
  Type* self_class = TRY(super_check(t, start, self));
  return find_bound(t, start, self, self_class, name);
}

Object* super_get(Thread& t, Type* start, Object* self, Str* name) {
  if (self == none()) self = nullptr;  // an unbound super object
  Type* self_class = self ? TRY(super_check(t, start, self)) : nullptr;
  if (self && !str_equal(name, names::class_)) {
    Lookup found = TRY(find_bound(t, start, self, self_class, name));
    if (found.found()) return found.value;
  }
  Super* s = TRY(new_super(start, self, self_class));
  Lookup own = TRY(generic_get_attribute(t, s, name));
  if (own.found()) return own.value;
  raise_attribute_error(t, s, name);
  name_attribute_read(t, s, name);
  return nullptr;
}

constinit Type super_type = static_type("super", sizeof(Super), 0, kTypeBase | kTypeHaveGC, &super_data);

}  // namespace sidewinder
