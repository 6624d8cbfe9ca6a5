// The class `object`: what every object can do, and the getsets __class__, __dict__ and __weakref__.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "interpreter/memory/weak.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/mapping_proxy.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/held_by_classes.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
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
  if (is_exact<Float>(o) && std::isnan(cast<Float>(o)->value)) return double_hash(cast<Float>(o)->value, o);
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

// --- __class__ ---

Type* object_class(const Object& self) { return self.cls; }

static bool is_descriptor_class(const Type* cls) {
  const Slots& slots = cls->data->slots;
  return slots.descriptor_get || slots.descriptor_set;
}

// Attributes move to the maps of the other class; they go through a dictionary, since inline slots may differ in
// number.
Status object_set_class(Thread& t, Object& self, Object* value) {
  if (!value) return raise_type_error(t, "can't delete __class__ attribute");
  if (!is_type(value)) return raise_type_error(t, "__class__ must be set to a class, not '%T' object", value);
  TRY(audit(t, "object.__setattr__", &self, "__class__", value));
  Type* from = self.cls;
  Type* to = cast<Type>(value);
  bool modules = is_subtype(from, &module_type) && is_subtype(to, &module_type);
  if (!modules && ((from->flags & kTypeImmutable) || (to->flags & kTypeImmutable)))
    return raise_type_error(t, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  if (!modules && !same_layout(from, to))
    return raise_type_error(t, "__class__ assignment: '%s' object layout differs from '%s'", to->name, from->name);
  if (from != to && to->data->map_offset) TRY(instance_to_dictionary(t, &self, to));
  self.cls = to;
  // What is known of it as a class's attribute, or of its attributes as a module's.
  if (is_descriptor_class(from) || is_descriptor_class(to)) held_by_classes_changed(t, &self);
  if (modules) cast<Module>(&self)->dict->keys_version = 0;
  return register_instance_finalizer(t, &self);
}

// --- __dict__ and __weakref__ ---

Object* get_dict(Thread& t, Object* o) {
  if (is_type(o)) return new_mapping_proxy(t, cast<Type>(o)->dict);  // of a metaclass below a Python class too
  if (!has_own_attributes(o->cls)) return raise_attribute_error(t, o, names::dict);
  return instance_dict(t, o);
}

const Type* native_base(const Type* cls) {
  while (is_heap_type(cls)) cls = cls->base;
  return cls;
}

// Deleted, it is a new one; those of native types cannot be deleted.
Status set_dict(Thread& t, Object* o, Object* value) {
  if (is_type(o) || is_instance(o, &module_type))  // of a metaclass or a module's class with a Python class as base
    return raise(t, exceptions::AttributeError, "attribute '__dict__' of '%T' objects is not writable", o);
  if (!value && native_base(o->cls)->c_dict_offset) return raise_type_error(t, "cannot delete __dict__");
  if (!value) value = TRY(new_dict(t));
  if (!has_flag(value, kTypeDict))
    return raise_type_error(t, "__dict__ must be set to a dictionary, not a '%T'", value);
  dict_entry_changed(cast<Dict>(value));  // C compares the versions of such dicts; one that a trace has made has none
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

Object* get_weakref(Thread&, Object* o) {
  Object* first = weak_holder_at(o, 0);
  return first ? first : none();
}

// --- methods ---

Str* object_format(Thread& t, Object& self, Str* format) {
  if (format->length) return raise_type_error(t, "unsupported format string passed to %T.__format__", &self);
  return to_str(t, &self);
}

Object* object_dir(Thread& t, Object& self) {
  Dict* all = TRY(new_dict(t));
  Lookup own = TRY(find_attribute(t, &self, names::dict));
  Lookup cls = TRY(find_attribute(t, &self, names::class_));
  if (cls.found() && is_type(cls.value)) {
    Tuple* mro = cast<Type>(cls.value)->mro;
    for (ssize i = mro ? mro->size - 1 : -1; i >= 0; i--) TRY(dict_update(t, all, cast<Type>((*mro)[i])->dict));
  }
  if (own.found() && has_flag(own.value, kTypeDict)) TRY(dict_update(t, all, own.value));
  return list_from_iterable(t, all);
}

ssize object_sizeof(const Object& self) {
  const Type* cls = self.cls;
  if (!cls->item_size || is_type(&self)) return cls->basic_size;
  return cls->basic_size + std::abs(static_cast<const VarObject&>(self).size) * cls->item_size;
}

// Its words name the new class, not object: it looks at its arguments itself.
Object* object_init_subclass(Thread& t, Object* cls, Args args) {
  Str* name = type_name(cast<Type>(cls));
  if (args.keyword_count()) return raise_type_error(t, "%U.__init_subclass__() takes no keyword arguments", name);
  if (args.count) return raise_type_error(t, "%U.__init_subclass__() takes no arguments (%zd given)", name, args.count);
  return none();
}

Object* object_subclass_hook(Thread& t, Object*, Args args) {
  if (args.keyword_count()) return raise_type_error(t, "__subclasshook__() takes no keyword arguments");
  return not_implemented();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/object_methods.def"
#define NATIVE_TYPE Object
#define NATIVE_PREFIX object
#define NATIVE_NAME "object"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_object_data() {
  TypeData d{};
  d.slots.repr = object_repr;
  d.slots.str = object_str;
  d.slots.hash = object_hash;
  d.slots.get_attribute = generic_get_attribute;
  d.slots.set_attribute = generic_set_attribute;
  d.slots.compare = object_compare;
  d.slots.init = object_init;
  object_declare(d);
  return d;
}
constinit TypeData object_data = make_object_data();

}  // namespace

const NativeGetSet instance_dict_getset = {"__dict__", get_dict, set_dict,
                                           "dictionary for instance variables (if defined)"};
const NativeGetSet instance_weakref_getset = {"__weakref__", get_weakref, nullptr,
                                              "list of weak references to the object (if defined)"};

constinit Type object_type = static_type("object", sizeof(Object), 0, kTypeBase, &object_data);

}  // namespace sidewinder
