// Native attributes in class dicts: getsets (a pair of functions) and members (a field, read and written directly).
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

template <class D> D* new_descriptor(Type* cls, Type* owner, Str* name) {
  D* d = new_object<D>(cls);
  if (!d) return nullptr;
  d->owner = owner;
  d->name = name;
  return d;
}

Raised raise_attribute(Thread& t, const char* format, Descriptor* d) {
  return raise(t, exceptions::AttributeError, format, d->name, d->owner->name);
}

// --- getsets
// ------------------------------------------------------------------------------------------------------------------

Object* getset_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* d = cast<GetSetDescriptor>(descriptor);
  if (!instance) return d;
  TRY(check_descriptor_self(t, d, instance));
  if (!d->getset->get) return raise_attribute(t, "attribute '%U' of '%s' objects is not readable", d);
  return d->getset->get(t, instance);
}

Status getset_set(Thread& t, Object* descriptor, Object* instance, Object* value) {
  auto* d = cast<GetSetDescriptor>(descriptor);
  TRY(check_descriptor_self(t, d, instance));
  if (!d->getset->set) return raise_attribute(t, "attribute '%U' of '%s' objects is not writable", d);
  return d->getset->set(t, instance, value);
}

Object* descriptor_repr(const char* kind, Object* o) {
  auto* d = cast<Descriptor>(o);
  return StrBuilder().add(kind).add(d->name).add("' of '").add(type_name(d->owner)).add("' objects>").finish();
}
Object* getset_repr(Thread&, Object* o) { return descriptor_repr("<attribute '", o); }
Object* member_repr(Thread&, Object* o) { return descriptor_repr("<member '", o); }

// --- members
// ------------------------------------------------------------------------------------------------------------------

template <class T> T& field(Object* o, const NativeMember* m) {
  return *reinterpret_cast<T*>(reinterpret_cast<char*>(o) + m->offset);
}

Object* member_descriptor_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* d = cast<MemberDescriptor>(descriptor);
  if (!instance) return d;
  TRY(check_descriptor_self(t, d, instance));
  Lookup value = TRY(member_get(t, d, instance));
  return value.found() ? value.value : raise_attribute_error(t, instance, d->name);
}

Status member_descriptor_set(Thread& t, Object* descriptor, Object* instance, Object* value) {
  auto* d = cast<MemberDescriptor>(descriptor);
  TRY(check_descriptor_self(t, d, instance));
  const NativeMember* m = d->member;
  if (m->read_only) return raise(t, exceptions::AttributeError, "readonly attribute");
  switch (m->kind) {
    case MemberKind::Object:
      if (!value && !field<Object*>(instance, m)) return raise(t, exceptions::AttributeError, "%U", d->name);
      field<Object*>(instance, m) = value;
      return Status::ok();
    case MemberKind::ObjectOrNone: field<Object*>(instance, m) = value; return Status::ok();
    default: break;
  }
  if (!value) return raise_type_error(t, "can't delete numeric/char attribute");
  ssize number = TRY(index_as_ssize(t, value, &exceptions::OverflowError));
  if (m->kind == MemberKind::Ssize) field<ssize>(instance, m) = number;
  else field<int>(instance, m) = int(number);
  return Status::ok();
}

Object* text_or_none(const char* doc) { return doc ? new_str(doc) : none(); }
Object* getset_doc(Thread&, Object* o) { return text_or_none(cast<GetSetDescriptor>(o)->getset->doc); }
Object* member_doc(Thread&, Object* o) { return text_or_none(cast<MemberDescriptor>(o)->member->doc); }

const NativeGetSet getset_getsets[] = {{"__doc__", getset_doc}, {"__qualname__", descriptor_qualname}, {}};
const NativeGetSet member_getsets[] = {{"__doc__", member_doc}, {"__qualname__", descriptor_qualname}, {}};
const NativeMember descriptor_members[] = {{"__objclass__", MemberKind::Object, offsetof(Descriptor, owner)},
                                           {"__name__", MemberKind::Object, offsetof(Descriptor, name)},
                                           {}};
TypeData getset_data = {
    .slots = {.repr = getset_repr, .descriptor_get = getset_get, .descriptor_set = getset_set},
    .spec = {.getsets = getset_getsets, .members = descriptor_members},
};
TypeData member_data = {
    .slots = {.repr = member_repr, .descriptor_get = member_descriptor_get, .descriptor_set = member_descriptor_set},
    .spec = {.getsets = member_getsets, .members = descriptor_members},
};

}  // namespace

Lookup member_get(Thread&, MemberDescriptor* d, Object* o) {
  const NativeMember* m = d->member;
  switch (m->kind) {
    case MemberKind::Object: {
      Object* value = field<Object*>(o, m);
      return value ? Lookup(value) : Lookup::missing();
    }
    case MemberKind::ObjectOrNone: {
      Object* value = field<Object*>(o, m);
      return value ? value : none();
    }
    case MemberKind::Ssize: return int_from_int64(field<ssize>(o, m));
    case MemberKind::Int: return int_from_int64(field<int>(o, m));
  }
  return Lookup::missing();
}

Object* new_getset_descriptor(Thread&, Type* owner, const NativeGetSet* getset) {
  auto* d = new_descriptor<GetSetDescriptor>(&getset_descriptor_type, owner, intern(getset->name));
  if (d) d->getset = getset;
  return d;
}

Object* new_member_descriptor(Thread&, Type* owner, const NativeMember* member) {
  auto* d = new_descriptor<MemberDescriptor>(&member_descriptor_type, owner, intern(member->name));
  if (d) d->member = member;
  return d;
}

Object* new_slot_member(Thread&, Type* owner, Str* name, ssize offset) {
  auto* member = TRY(allocate_raw<NativeMember>(1));
  *member = {nullptr, MemberKind::Object, int32_t(offset), false, nullptr};
  auto* d = new_descriptor<MemberDescriptor>(&member_descriptor_type, owner, name);
  if (d) d->member = member;
  return d;
}

Type getset_descriptor_type = static_type("getset_descriptor", sizeof(GetSetDescriptor), 0,
                                          kTypeHaveGC | kTypeDisallowInstantiation, &getset_data);
Type member_descriptor_type = static_type("member_descriptor", sizeof(MemberDescriptor), 0,
                                          kTypeHaveGC | kTypeDisallowInstantiation, &member_data);

}  // namespace sidewinder
