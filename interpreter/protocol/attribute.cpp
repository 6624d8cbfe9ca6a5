// Attributes (language reference 3.3.2): the generic lookup, binding of what classes hold, the checks around both.
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* bind_found(Thread& t, Object* found, Object* instance, Type* owner) {
  DescriptorGetFn get = slots_of(found).descriptor_get;
  return get ? get(t, found, instance, owner) : found;
}

// Data descriptors of the class, attributes of the instance, other descriptors, plain values of the class.
Lookup generic_get_attribute(Thread& t, Object* o, Str* name) {
  Object* found = type_lookup(o->cls, name);
  DescriptorGetFn get = found ? slots_of(found).descriptor_get : nullptr;
  if (get && slots_of(found).descriptor_set) return get(t, found, o, o->cls);
  if (has_own_attributes(o->cls)) {
    Lookup own = instance_get(t, o, name);
    if (!own.is_missing()) return own;
  }
  if (get) return get(t, found, o, o->cls);
  return found ? Lookup(found) : Lookup::missing();
}

Status generic_set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  Object* found = type_lookup(o->cls, name);
  DescriptorSetFn set = found ? slots_of(found).descriptor_set : nullptr;
  if (set) return set(t, found, o, value);
  if (has_own_attributes(o->cls)) return instance_set(t, o, name, value);
  if (found) return raise(t, exceptions::AttributeError, "'%T' object attribute %R is read-only", o, name);
  return raise_attribute_error(t, o, name);
}

Object* get_attribute(Thread& t, Object* o, Str* name) {
  Lookup found = slots_of(o).get_attribute(t, o, name);
  if (found.found()) [[likely]]
    return found.value;
  if (found.is_missing()) raise_attribute_error(t, o, name);
  name_attribute_read(t, o, name);
  return nullptr;
}

Object* get_attribute(Thread& t, Object* o, const char* name) { return get_attribute(t, o, intern(name)); }

Lookup find_attribute(Thread& t, Object* o, Str* name) {
  Lookup found = slots_of(o).get_attribute(t, o, name);
  if (!found.failed() || !pending_matches(t, exceptions::AttributeError)) return found;
  clear_pending(t);
  return Lookup::missing();
}

Status set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  SetAttrFn set = slots_of(o).set_attribute;
  if (set) return set(t, o, name, value);
  return raise_type_error(t, "'%T' object has no attributes (%s .%U)", o, value ? "assign to" : "del", name);
}

Lookup lookup_on_class(Thread& t, Object* o, Str* name) {
  Object* found = type_lookup(o->cls, name);
  return found ? Lookup(bind_found(t, found, o, o->cls)) : Lookup::missing();
}

}  // namespace sidewinder
