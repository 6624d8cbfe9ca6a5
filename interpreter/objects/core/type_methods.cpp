// The class `type`: what Python sees of classes as objects.
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
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

List* type_mro(Thread& t, Type& self) {
  Tuple* mro = TRY(compute_mro(t, &self));
  return list_from_array(t, mro->items, mro->size);
}

Truth type_instance_check(Thread& t, Type& self, Object* instance) {
  if (is_instance(instance, &self)) return Truth::True;
  // A proxy may claim another class in __class__.
  Lookup claimed = TRY(find_attribute(t, instance, names::class_));
  bool claims_another = claimed.found() && claimed.value != instance->cls && is_type(claimed.value);
  return truth_of(claims_another && is_subtype(cast<Type>(claimed.value), &self));
}

Truth type_subclass_check(Thread& t, Type& self, Object* subclass) {
  if (!is_type(subclass)) return truth_error(raise_type_error(t, "issubclass() arg 1 must be a class"));
  return truth_of(is_subtype(cast<Type>(subclass), &self));
}

Object* type_prepare(Thread& t, Object*, Args) { return new_dict(t); }

Object* type_dir(Thread& t, Type& self) {
  Dict* all = TRY(new_dict(t));
  for (ssize i = self.mro ? self.mro->size - 1 : -1; i >= 0; i--)
    TRY(dict_update(t, all, cast<Type>((*self.mro)[i])->dict));
  return list_from_iterable(t, all);
}

ssize type_sizeof(const Type& self) {
  return ssize((is_heap_type(&self) ? sizeof(HeapType) : sizeof(Type)) + sizeof(TypeData));
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/type_methods.def"
#define NATIVE_TYPE Type
#define NATIVE_PREFIX type
#define NATIVE_NAME "type"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_type_data() {
  TypeData d{};
  d.slots.repr = type_repr;
  d.slots.call = type_call;
  d.slots.get_attribute = type_get_attribute;
  d.slots.set_attribute = type_set_attribute;
  d.slots.init = type_init;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  d.allows_weak_references = true;
  type_declare(d);
  return d;
}
constinit TypeData type_data = make_type_data();

// C's PyMemberDef. Classes made by C keep theirs behind themselves.
struct CMemberDefinition {
  const char* name;
  int type;
  ssize offset;
  int flags;
  const char* doc;
};

}  // namespace

Type* Type::type() { return &type_type; }
constinit Type type_type = with_dict_at(
    offsetof(Type, dict),
    static_type("type", sizeof(HeapType), sizeof(CMemberDefinition), kTypeBase | kTypeHaveGC | kTypeType, &type_data));

}  // namespace sidewinder
