// Native attributes in class dicts: getsets (a pair of functions) and members (a field, read and written directly).
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
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

// --- getsets ---

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
  return StrBuilder()
      .add(kind)
      .add(d->name)
      .add("' of '")
      .add(type_name_in_messages(d->owner))
      .add("' objects>")
      .finish();
}
Object* getset_repr(Thread&, Object* o) { return descriptor_repr("<attribute '", o); }
Object* member_repr(Thread&, Object* o) { return descriptor_repr("<member '", o); }

// --- members ---

template <class T> T& field(Object* o, const NativeMember* m) {
  return *reinterpret_cast<T*>(reinterpret_cast<char*>(o) + m->offset);
}

Object*& object_field(Object* o, const NativeMember* m) {
  return m->offset < 0 ? instance_slot_behind_text(o, -m->offset) : field<Object*>(o, m);
}

Object* member_descriptor_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* d = cast<MemberDescriptor>(descriptor);
  if (!instance) return d;
  TRY(check_descriptor_self(t, d, instance));
  Lookup value = TRY(member_get(t, d, instance));
  return value.found() ? value.value : raise_attribute_error(t, instance, d->name);
}

Status set_number(Thread& t, Object* o, const NativeMember* m, Object* value) {
  if (!value) return raise_type_error(t, "can't delete numeric/char attribute");
  if (m->kind == MemberKind::Bool) {
    if (!is_exact<Bool>(value)) return raise_type_error(t, "attribute value type must be bool");
    field<bool>(o, m) = value == py_true();
    return Status::ok();
  }
  if (m->kind == MemberKind::Double) {
    field<double>(o, m) = TRY(as_double(t, value));
    return Status::ok();
  }
  if (m->kind == MemberKind::Ssize && !is_int(value)) return raise_type_error(t, "an integer is required");
  ssize number;
  TRY(argument_ssize(t, value, &number));
  switch (m->kind) {
    case MemberKind::Int: field<int>(o, m) = int(number); break;
    case MemberKind::UnsignedShort: field<uint16_t>(o, m) = uint16_t(number); break;
    default: field<ssize>(o, m) = number; break;
  }
  return Status::ok();
}

Status member_descriptor_set(Thread& t, Object* descriptor, Object* instance, Object* value) {
  auto* d = cast<MemberDescriptor>(descriptor);
  TRY(check_descriptor_self(t, d, instance));
  const NativeMember* m = d->member;
  if (m->read_only) return raise(t, exceptions::AttributeError, "readonly attribute");
  if (m->kind != MemberKind::Object && m->kind != MemberKind::ObjectOrNone) return set_number(t, instance, m, value);
  Object*& object = object_field(instance, m);
  if (m->kind == MemberKind::Object && !value && !object) return raise(t, exceptions::AttributeError, "%U", d->name);
  object = value;
  return Status::ok();
}

Object* text_or_none(const char* doc) { return doc ? new_str(doc) : none(); }
Object* getset_doc(const GetSetDescriptor& self) { return text_or_none(self.getset->doc); }
Str* getset_qualname(GetSetDescriptor& self) { return descriptor_qualname(self); }
Object* member_doc(const MemberDescriptor& self) { return text_or_none(self.member->doc); }
Str* member_qualname(MemberDescriptor& self) { return descriptor_qualname(self); }

Tuple* member_reduce(Thread& t, const MemberDescriptor& self) { return reduce_to_attribute(t, self.owner, self.name); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/descriptor_methods.def"
#define NATIVE_TYPE GetSetDescriptor
#define NATIVE_PREFIX getset
#define NATIVE_NAME "getset_descriptor"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/descriptor/wrapper_descriptor_methods.def"
#define NATIVE_TYPE MemberDescriptor
#define NATIVE_PREFIX member
#define NATIVE_NAME "member_descriptor"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_getset_data() {
  TypeData d{};
  d.slots.repr = getset_repr;
  d.slots.descriptor_get = getset_get;
  d.slots.descriptor_set = getset_set;
  getset_declare(d);
  return d;
}
constexpr TypeData make_member_data() {
  TypeData d{};
  d.slots.repr = member_repr;
  d.slots.descriptor_get = member_descriptor_get;
  d.slots.descriptor_set = member_descriptor_set;
  member_declare(d);
  return d;
}
constinit TypeData getset_data = make_getset_data();
constinit TypeData member_data = make_member_data();

}  // namespace

Lookup member_get(Thread&, MemberDescriptor* d, Object* o) {
  const NativeMember* m = d->member;
  switch (m->kind) {
    case MemberKind::Object: {
      Object* value = object_field(o, m);
      return value ? Lookup(value) : Lookup::missing();
    }
    case MemberKind::ObjectOrNone: {
      Object* value = field<Object*>(o, m);
      return value ? value : none();
    }
    case MemberKind::Ssize: return int_from_int64(field<ssize>(o, m));
    case MemberKind::Int: return int_from_int64(field<int>(o, m));
    case MemberKind::UnsignedShort: return int_from_int64(field<uint16_t>(o, m));
    case MemberKind::UnsignedLong: return int_from_uint64(field<unsigned long>(o, m));
    case MemberKind::Double: return new_float(field<double>(o, m));
    case MemberKind::Bool: return bool_object(field<bool>(o, m));
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
  bool behind_text = owner->flags & kTypeUnicode;
  *member = {nullptr, MemberKind::Object, int32_t(behind_text ? -offset : offset), false, nullptr};
  auto* d = new_descriptor<MemberDescriptor>(&member_descriptor_type, owner, name);
  if (d) d->member = member;
  return d;
}

constinit Type getset_descriptor_type = static_type("getset_descriptor", sizeof(GetSetDescriptor), 0,
                                                    kTypeHaveGC | kTypeDisallowInstantiation, &getset_data);
constinit Type member_descriptor_type = static_type("member_descriptor", sizeof(MemberDescriptor), 0,
                                                    kTypeHaveGC | kTypeDisallowInstantiation, &member_data);

}  // namespace sidewinder
