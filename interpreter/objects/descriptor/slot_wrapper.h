// Special methods of native types as Python sees them: int.__add__ is a SlotWrapper around int's slot function
// (CPython's PyWrapperDescrObject), (5).__add__ a MethodWrapper. The table of all of them comes from specials.def and
// operators.def.
#pragma once

#include "interpreter/objects/descriptor/descriptors.h"

namespace sidewinder {

enum class SlotKind : uint8_t {  // how a slot is called from Python; None: it is not seen
  None,
  Unary,
  Hash,
  Call,
  GetAttribute,
  SetAttribute,
  DelAttribute,
  Compare,
  Next,
  DescriptorGet,
  DescriptorSet,
  DescriptorDelete,
  Init,
  New,
  Truth,
  Length,
  Binary,
  Reflected,
  Repeat,
  SetItem,
  DelItem,
  Contains,
};

// which of an operator's methods; None: no operator
enum class OperatorRole : uint8_t { None, Forward, Reflected, InPlace };

struct SlotDefinition {
  const char* name;
  SlotKind kind;
  CompareOp comparison;  // of Compare
  uint16_t offset;       // of the function pointer in Slots
  BinaryOp operation;    // of operators
  OperatorRole role;
};
extern const SlotDefinition slot_definitions[];
extern const int slot_definition_count;

struct SlotWrapper : Descriptor {
  const SlotDefinition* definition;  // 40
  void* function;                    // 48: the slot's function
  static Type* type();
};
static_assert(sizeof(SlotWrapper) == 56);
struct MethodWrapper : Object {
  SlotWrapper* wrapper;
  Object* self;
  static Type* type();
};
extern Type slot_wrapper_type, method_wrapper_type;
inline Type* SlotWrapper::type() { return &slot_wrapper_type; }
inline Type* MethodWrapper::type() { return &method_wrapper_type; }

Object* new_slot_wrapper(Thread& t, Type* owner, const SlotDefinition* definition, void* function);
Object* call_slot_wrapper(Thread& t, SlotWrapper* wrapper, Object* self, Args args);  // self of the right class

inline void*& slot_at(Slots& slots, uint16_t offset) {
  return *reinterpret_cast<void**>(reinterpret_cast<char*>(&slots) + offset);
}

}  // namespace sidewinder
