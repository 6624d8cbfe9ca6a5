#include "interpreter/objects/core/type_call.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// T.__new__(cls, ...): only for subclasses of T whose native part is T's.
Object* constructor_call(Thread& t, Object* self, Args args) {
  Type* owner = cast<Type>(self);
  if (args.count < 1) return raise_type_error(t, "%s.__new__(): not enough arguments", owner->name);
  if (!is_type(args[0])) return raise_type_error(t, "%s.__new__(X): X is not a type object (%T)", owner->name, args[0]);
  Type* cls = cast<Type>(args[0]);
  if (!is_subtype(cls, owner))
    return raise_type_error(t, "%s.__new__(%s): %s is not a subtype of %s", owner->name, cls->name, cls->name,
                            owner->name);
  Type* native = cls;
  while (native->data->is_heap) native = native->base;
  if (native->data->slots.create != owner->data->slots.create)
    return raise_type_error(t, "%s.__new__(%s) is not safe, use %s.__new__()", owner->name, cls->name, native->name);
  return owner->data->slots.create(t, cls, args.drop_first());
}

const NativeMethod constructor_method = {"__new__", constructor_call, MethodKind::Instance,
                                         "__new__($type, *args, **kwargs)\n--\n\nCreate and return a new object.  "
                                         "See help(type) for accurate signature."};

Raised raise_abstract(Thread& t, Type* cls) {
  Object* names = cls->dict ? dict_get_str(cls->dict, names::abstract_methods) : nullptr;
  if (!names) return raise_type_error(t, "Can't instantiate abstract class %U with abstract methods", type_name(cls));
  List* sorted = list_from_iterable(t, names);
  if (!sorted || list_sort(t, sorted, nullptr, false).failed()) return {};
  std::string text;
  for (ssize i = 0; i < sorted->size; i++) {
    Object* name = list_get(t, sorted, i);
    if (name && is_str(name)) text += (i ? ", " : "") + str_to_utf8(cast<Str>(name));
  }
  return raise_type_error(t, "Can't instantiate abstract class %U with abstract method%s %s", type_name(cls),
                          sorted->size == 1 ? "" : "s", text.c_str());
}

}  // namespace

Object* new_constructor(Thread& t, Type* cls) { return new_builtin_function(t, &constructor_method, cls); }

bool is_constructor(const Object* o) {
  return is_exact<BuiltinFunction>(o) && cast<BuiltinFunction>(o)->method == &constructor_method;
}

Object* object_new(Thread& t, Type* cls, Args args) {
  if (args.count || args.keyword_count()) {
    const Slots& slots = cls->data->slots;
    if (slots.create != object_new || (cls->flags & kNewInPython))
      return raise_type_error(t, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (slots.init == object_init) return raise_type_error(t, "%U() takes no arguments", type_name(cls));
  }
  if (cls->flags & kTypeIsAbstract) return raise_abstract(t, cls);
  return new_instance(t, cls);
}

Status object_init(Thread& t, Object* self, Args args) {
  if (!args.count && !args.keyword_count()) return Status::ok();
  const Slots& slots = slots_of(self);
  if (slots.init != object_init)
    return raise_type_error(t, "object.__init__() takes exactly one argument (the instance to initialize)");
  if (slots.create == object_new && !(self->cls->flags & kNewInPython))
    return raise_type_error(t, "%U.__init__() takes exactly one argument (the instance to initialize)",
                            type_name(self->cls));
  return Status::ok();
}

Object* type_call(Thread& t, Object* callee, Args args) {
  Type* cls = cast<Type>(callee);
  if (cls == &type_type) {
    if (args.count == 1 && args.keyword_count()) return raise_type_error(t, "type() takes no keyword arguments");
    if (args.count == 1) return args[0]->cls;
    if (args.count != 3) return raise_type_error(t, "type() takes 1 or 3 arguments");
  }
  NewFn create = cls->data->slots.create;
  if (!create) return raise_type_error(t, "cannot create '%s' instances", cls->name);
  Object* o = TRY(create(t, cls, args));
  if (!is_instance(o, cls)) return o;
  if (InitFn init = slots_of(o).init) TRY(init(t, o, args));
  return o;
}

Object* type_new(Thread& t, Type* metatype, Args args) {
  if (args.count != 3) return raise_type_error(t, "type.__new__() takes exactly 3 arguments (%zd given)", args.count);
  if (!is_str(args[0])) return raise_type_error(t, "type.__new__() argument 1 must be str, not %A", args[0]);
  if (!has_flag(args[1], kTypeTuple))
    return raise_type_error(t, "type.__new__() argument 2 must be tuple, not %A", args[1]);
  if (!has_flag(args[2], kTypeDict))
    return raise_type_error(t, "type.__new__() argument 3 must be dict, not %A", args[2]);
  auto* bases = cast<Tuple>(args[1]);
  Type* winner = TRY(calculate_metaclass(t, metatype, bases));
  if (winner != metatype && winner->data->slots.create != type_new) return winner->data->slots.create(t, winner, args);
  return new_heap_type(t, winner, cast<Str>(args[0]), bases, cast<Dict>(args[2]), args.drop_first(3));
}

}  // namespace sidewinder
