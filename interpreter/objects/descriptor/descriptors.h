// Descriptors that native types put into their dicts: methods, class methods, getsets, members. CPython's PyDescrObject
// layouts. Special methods of native types are SlotWrappers (slot_wrapper.h).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Descriptor : Object {
  Type* owner;    // 16
  Str* name;      // 24
  Str* qualname;  // 32; made on demand
};
struct MethodDescriptor : Descriptor {  // and ClassMethodDescriptor
  const NativeMethod* method;           // 40
  void* vectorcall;                     // 48
  static Type* type();
};
struct ClassMethodDescriptor : MethodDescriptor {
  static Type* type();
};
struct GetSetDescriptor : Descriptor {
  const NativeGetSet* getset;  // 40
  static Type* type();
};
struct MemberDescriptor : Descriptor {
  const NativeMember* member;  // 40; static, or raw storage for __slots__
  static Type* type();
};
static_assert(sizeof(MethodDescriptor) == 56 && sizeof(GetSetDescriptor) == 48 && sizeof(MemberDescriptor) == 48);

extern Type method_descriptor_type, class_method_descriptor_type, getset_descriptor_type, member_descriptor_type;
inline Type* MethodDescriptor::type() { return &method_descriptor_type; }
inline Type* ClassMethodDescriptor::type() { return &class_method_descriptor_type; }
inline Type* GetSetDescriptor::type() { return &getset_descriptor_type; }
inline Type* MemberDescriptor::type() { return &member_descriptor_type; }

// by kind: also class and static methods
Object* new_method_descriptor(Thread& t, Type* owner, const NativeMethod* method);
Object* new_getset_descriptor(Thread& t, Type* owner, const NativeGetSet* getset);
Object* new_member_descriptor(Thread& t, Type* owner, const NativeMember* member);
Object* new_slot_member(Thread& t, Type* owner, Str* name, ssize offset);  // a name of __slots__

// What all of them share. Null: MemoryError is pending.
Str* descriptor_qualname(Descriptor& d);
// TypeError unless o is an instance of the descriptor's owner.
Status check_descriptor_self(Thread& t, Descriptor* d, Object* o);
Lookup member_get(Thread& t, MemberDescriptor* d, Object* o);  // missing: the field is empty

}  // namespace sidewinder
