// The class `object`: what every object can do, and the getsets __class__, __dict__ and __weakref__.
#include <cstdio>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* object_repr(Thread& t, Object* o) {
  Object* module = type_module(t, o->cls);
  if (!module) clear_pending(t);
  char address[40];
  snprintf(address, sizeof address, " object at %p>", static_cast<void*>(o));
  StrBuilder text;
  text.add("<");
  if (module && is_str(module) && str_to_utf8(cast<Str>(module)) != "builtins") text.add(cast<Str>(module)).add(".");
  return text.add(type_qualname(o->cls)).add(address).finish();
}

Object* object_str(Thread& t, Object* o) {
  UnaryFn function = slots_of(o).repr;
  return function ? function(t, o) : object_repr(t, o);
}

// The address, rotated: the low bits are always zero.
Result<ssize> object_hash(Thread&, Object* o) {
  size_t address = reinterpret_cast<size_t>(o);
  ssize hash = ssize(address >> 4 | address << 60);
  return hash == -1 ? ssize(-2) : hash;
}

// Identity; != is the opposite of what == says.
Object* object_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (op == CompareOp::Eq) return a == b ? py_true() : not_implemented();
  if (op != CompareOp::Ne) return not_implemented();
  CompareFn function = slots_of(a).compare;
  Object* equal = TRY(function(t, a, b, CompareOp::Eq));
  if (equal == not_implemented()) return equal;
  return bool_object(!TRY(truth(t, equal)));
}

// --- __class__
// ------------------------------------------------------------------------------------------------------------

Object* get_class(Thread&, Object* o) { return o->cls; }

// Attributes move to the maps of the other class; they go through a dictionary, since inline slots may differ in
// number.
Status set_class(Thread& t, Object* o, Object* value) {
  if (!value) return raise_type_error(t, "can't delete __class__ attribute");
  if (!is_type(value)) return raise_type_error(t, "__class__ must be set to a class, not '%T' object", value);
  Type *from = o->cls, *to = cast<Type>(value);
  bool modules = is_subtype(from, &module_type) && is_subtype(to, &module_type);
  if (!modules && ((from->flags & kTypeImmutable) || (to->flags & kTypeImmutable)))
    return raise_type_error(t, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  if (!modules && !same_layout(from, to))
    return raise_type_error(t, "__class__ assignment: '%s' object layout differs from '%s'", to->name, from->name);
  if (from != to && to->data->map_offset) TRY(instance_to_dictionary(t, o, to));
  o->cls = to;
  return Status::ok();
}

// --- __dict__ and __weakref__
// ------------------------------------------------------------------------------------------

Object* get_dict(Thread& t, Object* o) {
  if (!has_own_attributes(o->cls)) return raise_attribute_error(t, o, names::dict);
  return instance_dict(t, o);
}

Status set_dict(Thread& t, Object* o, Object* value) {
  if (!value) return raise_type_error(t, "cannot delete __dict__");
  if (!has_flag(value, kTypeDict))
    return raise_type_error(t, "__dict__ must be set to a dictionary, not a '%T'", value);
  if (o->cls->data->map_offset) {
    TRY(instance_to_dictionary(t, o, o->cls));
    instance_words(o)->extra = value;
  } else if (Object** word = instance_dict_word(o)) {
    *word = value;
  } else {
    return raise_attribute_error(t, o, names::dict);
  }
  return Status::ok();
}

Object* get_weakref(Thread&, Object*) { return none(); }

// --- methods
// ----------------------------------------------------------------------------------------------------------------

Object* object_method_format(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "object.__format__", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "__format__() argument must be str, not %T", args[0]);
  if (cast<Str>(args[0])->length) return raise_type_error(t, "unsupported format string passed to %T.__format__", self);
  return to_str(t, self);
}

Object* object_method_dir(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "object.__dir__", 0, 0));
  Dict* all = TRY(new_dict(t));
  Lookup own = TRY(find_attribute(t, self, names::dict));
  Lookup cls = TRY(find_attribute(t, self, names::class_));
  if (cls.found() && is_type(cls.value)) {
    Tuple* mro = cast<Type>(cls.value)->mro;
    for (ssize i = mro->size - 1; i >= 0; i--) TRY(dict_update(t, all, cast<Type>((*mro)[i])->dict));
  }
  if (own.found() && has_flag(own.value, kTypeDict)) TRY(dict_update(t, all, own.value));
  return list_from_iterable(t, all);
}

Object* object_method_sizeof(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "object.__sizeof__", 0, 0));
  ssize size = self->cls->basic_size;
  if (self->cls->item_size && !is_type(self)) {
    ssize count = static_cast<VarObject*>(self)->size;
    size += (count < 0 ? -count : count) * self->cls->item_size;
  }
  return int_from_int64(size);
}

Object* object_method_init_subclass(Thread& t, Object* cls, Args args) {
  if (args.keyword_count())
    return raise_type_error(t, "%U.__init_subclass__() takes no keyword arguments", type_name(cast<Type>(cls)));
  TRY(args.expect(t, "object.__init_subclass__", 0, 0));
  return none();
}

Object* object_method_subclass_hook(Thread&, Object*, Args) { return not_implemented(); }

// The attributes, and with __slots__ a pair of them and the values of the slots (copy and pickle ask).
Object* object_method_get_state(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "object.__getstate__", 0, 0));
  Object* attributes = none();
  if (has_own_attributes(self->cls)) {
    Dict* dict = instance_dict(t, self);
    if (!dict) return nullptr;
    if (dict->used) attributes = TRY(dict_copy(t, dict));
  }
  Dict* slots = TRY(new_dict(t));
  Tuple* mro = self->cls->mro;
  for (ssize i = 0; i < mro->size; i++) {
    auto* cls = cast<Type>((*mro)[i]);
    auto* slot_names = is_heap_type(cls) ? cast<Tuple>(static_cast<HeapType*>(cls)->slot_names) : nullptr;
    for (ssize j = 0; slot_names && j < slot_names->size; j++) {
      Str* name = cast<Str>((*slot_names)[j]);
      Lookup value = TRY(find_attribute(t, self, name));
      if (value.found()) TRY(dict_set(t, slots, name, value.value));
    }
  }
  if (!slots->used) return attributes;
  Object* both[] = {attributes, slots};
  return new_tuple(both, 2);
}

const NativeMethod object_methods[] = {
    {"__format__", object_method_format, MethodKind::Instance,
     "__format__($self, format_spec, /)\n--\n\nDefault object formatter."},
    {"__dir__", object_method_dir, MethodKind::Instance, "__dir__($self, /)\n--\n\nDefault dir() implementation."},
    {"__sizeof__", object_method_sizeof, MethodKind::Instance,
     "__sizeof__($self, /)\n--\n\nSize of object in memory, in bytes."},
    {"__getstate__", object_method_get_state, MethodKind::Instance, "__getstate__($self, /)\n--\n\nHelper for pickle."},
    {"__init_subclass__", object_method_init_subclass, MethodKind::Class,
     "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\n"
     "overridden to extend subclasses.\n"},
    {"__subclasshook__", object_method_subclass_hook, MethodKind::Class,
     "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by "
     "abc.ABCMeta.__subclasscheck__().\n"
     "It should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  "
     "Otherwise, it\n"
     "overrides the normal algorithm (and the outcome is cached).\n"},
    {},
};
const NativeGetSet object_getsets[] = {{"__class__", get_class, set_class}, {}};

TypeData object_data = {
    .slots = {.repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .get_attribute = generic_get_attribute,
              .set_attribute = generic_set_attribute,
              .compare = object_compare,
              .create = object_new,
              .init = object_init},
    .spec = {.methods = object_methods,
             .getsets = object_getsets,
             .doc = "object()\n--\n\nThe base class of the class hierarchy.\n\n"
                    "When called, it accepts no arguments and returns a new featureless\n"
                    "instance that has no instance attributes and cannot be given any.\n"},
};

}  // namespace

const NativeGetSet instance_dict_getset = {"__dict__", get_dict, set_dict};
const NativeGetSet instance_weakref_getset = {"__weakref__", get_weakref};

Type object_type = static_type("object", sizeof(Object), 0, kTypeBase, &object_data);

}  // namespace sidewinder
