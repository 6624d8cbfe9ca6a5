// The class `type`: what Python sees of classes as objects.
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/type_attributes.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/core/union_type.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* type_repr(Thread& t, Object* o) {
  Type* cls = cast<Type>(o);
  Object* module = type_module(t, cls);
  if (!module) clear_pending(t);
  StrBuilder text;
  text.add("<class '");
  bool show_module = module && is_str(module) && str_to_utf8(cast<Str>(module)) != "builtins";
  if (show_module) text.add(cast<Str>(module)).add(".");
  return text.add(show_module ? type_qualname(cls) : type_name(cls)).add("'>").finish();
}

// type(x) takes its argument in __new__; type(name, bases, namespace) likewise.
Status type_init(Thread& t, Object*, Args args) {
  if (args.count == 1 && args.keyword_count()) return raise_type_error(t, "type.__init__() takes no keyword arguments");
  if (args.count != 1 && args.count != 3) return raise_type_error(t, "type.__init__() takes 1 or 3 arguments");
  return Status::ok();
}

Object* type_method_mro(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.mro", 0, 0));
  Tuple* mro = TRY(compute_mro(t, cast<Type>(self)));
  return list_from_array(t, mro->items, mro->size);
}

Object* type_method_subclasses(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.__subclasses__", 0, 0));
  return type_subclasses(t, cast<Type>(self));
}

Object* type_method_instance_check(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.__instancecheck__", 1, 1));
  if (is_instance(args[0], cast<Type>(self))) return py_true();
  // A proxy may claim another class in __class__.
  Lookup claimed = TRY(find_attribute(t, args[0], names::class_));
  return bool_object(claimed.found() && claimed.value != args[0]->cls && is_type(claimed.value) &&
                     is_subtype(cast<Type>(claimed.value), cast<Type>(self)));
}

Object* type_method_subclass_check(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.__subclasscheck__", 1, 1));
  if (!is_type(args[0])) return raise_type_error(t, "issubclass() arg 1 must be a class");
  return bool_object(is_subtype(cast<Type>(args[0]), cast<Type>(self)));
}

Object* type_method_prepare(Thread& t, Object*, Args) { return new_dict(t); }

Object* type_method_dir(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.__dir__", 0, 0));
  Dict* all = TRY(new_dict(t));
  Tuple* mro = cast<Type>(self)->mro;
  for (ssize i = mro->size - 1; i >= 0; i--) TRY(dict_update(t, all, cast<Type>((*mro)[i])->dict));
  return list_from_iterable(t, all);
}

Object* type_method_sizeof(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "type.__sizeof__", 0, 0));
  size_t size = is_heap_type(cast<Type>(self)) ? sizeof(HeapType) : sizeof(Type);
  return int_from_int64(int64_t(size + sizeof(TypeData)));
}

const NativeMethod type_methods[] = {
    {"mro", type_method_mro, MethodKind::Instance, "mro($self, /)\n--\n\nReturn a type's method resolution order."},
    {"__subclasses__", type_method_subclasses, MethodKind::Instance,
     "__subclasses__($self, /)\n--\n\nReturn a list of immediate subclasses."},
    {"__instancecheck__", type_method_instance_check, MethodKind::Instance,
     "__instancecheck__($self, instance, /)\n--\n\nCheck if an object is an instance."},
    {"__subclasscheck__", type_method_subclass_check, MethodKind::Instance,
     "__subclasscheck__($self, subclass, /)\n--\n\nCheck if a class is a subclass."},
    {"__prepare__", type_method_prepare, MethodKind::Class,
     "__prepare__() -> dict\nused to create the namespace for the class statement"},
    {"__dir__", type_method_dir, MethodKind::Instance,
     "__dir__($self, /)\n--\n\nSpecialized __dir__ implementation for types."},
    {"__sizeof__", type_method_sizeof, MethodKind::Instance,
     "__sizeof__($self, /)\n--\n\nReturn memory consumption of the type object."},
    {},
};

constexpr TypeData make_type_data() {
  TypeData d;
  d.slots.repr = type_repr;
  d.slots.call = type_call;
  d.slots.get_attribute = type_get_attribute;
  d.slots.set_attribute = type_set_attribute;
  d.slots.create = type_new;
  d.slots.init = type_init;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  d.spec = {.methods = type_methods,
            .getsets = type_getsets,
            .members = type_members,
            .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"};
  d.allows_weak_references = true;
  return d;
}
constinit TypeData type_data = make_type_data();

}  // namespace

Type* Type::type() { return &type_type; }
Type type_type = with_dict_at(offsetof(Type, dict), static_type("type", sizeof(HeapType), 40 /* a PyMemberDef, for C */,
                                                                kTypeBase | kTypeHaveGC | kTypeType, &type_data));

}  // namespace sidewinder
