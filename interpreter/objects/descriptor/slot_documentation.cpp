#include "interpreter/objects/descriptor/slot_documentation.h"

#include <cstring>
#include <string>

#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

const char* slot_signature(const SlotDefinition& slot) {
  switch (slot.kind) {
    case SlotKind::Unary:
    case SlotKind::Hash:
    case SlotKind::Next:
    case SlotKind::Truth:
    case SlotKind::Length: return "($self, /)";
    case SlotKind::Call:
    case SlotKind::Init: return "($self, /, *args, **kwargs)";
    case SlotKind::GetAttribute:
    case SlotKind::DelAttribute: return "($self, name, /)";
    case SlotKind::SetAttribute: return "($self, name, value, /)";
    case SlotKind::DescriptorGet: return "($self, instance, owner=None, /)";
    case SlotKind::DescriptorSet: return "($self, instance, value, /)";
    case SlotKind::DescriptorDelete: return "($self, instance, /)";
    case SlotKind::SetItem: return "($self, key, value, /)";
    case SlotKind::DelItem:
    case SlotKind::Contains: return "($self, key, /)";
    case SlotKind::Binary:
    case SlotKind::Reflected:
      if (slot.role == OperatorRole::None) return "($self, key, /)";  // __getitem__
      return slot.operation == BinaryOp::Pow && slot.role != OperatorRole::InPlace ? "($self, value, mod=None, /)"
                                                                                   : "($self, value, /)";
    case SlotKind::Repeat:
    case SlotKind::Compare: return "($self, value, /)";
    default: return nullptr;
  }
}

namespace {

struct Words {
  const char *name, *words;
};
constexpr Words kWords[] = {
    {"__repr__", "The object as text for programmers: repr(self)."},
    {"__str__", "The object as text: str(self)."},
    {"__hash__", "A number that equal objects share: hash(self)."},
    {"__call__", "Calls the object as a function."},
    {"__getattribute__", "The value of an attribute: getattr(self, name)."},
    {"__setattr__", "Sets an attribute: setattr(self, name, value)."},
    {"__delattr__", "Removes an attribute: delattr(self, name)."},
    {"__lt__", "Whether self < value."},
    {"__le__", "Whether self <= value."},
    {"__eq__", "Whether self == value."},
    {"__ne__", "Whether self != value."},
    {"__gt__", "Whether self > value."},
    {"__ge__", "Whether self >= value."},
    {"__iter__", "An iterator over the object: iter(self)."},
    {"__next__", "Implement next(self)."},
    {"__get__", "The attribute's value for an instance, or for the class owner."},
    {"__set__", "Sets the attribute of an instance."},
    {"__delete__", "Removes the attribute of an instance."},
    {"__init__", "Gives a new object its first contents; what the arguments are, the class says."},
    {"__bool__", "Whether the object counts as true."},
    {"__len__", "The number of items: len(self)."},
    {"__getitem__", "The item self[key]."},
    {"__setitem__", "Sets the item self[key]."},
    {"__delitem__", "Removes the item self[key]."},
    {"__contains__", "Whether key in self."},
    {"__index__", "The same number as an int that may be an index."},
    {"__int__", "The number as an int: int(self)."},
    {"__float__", "The number as a float: float(self)."},
    {"__neg__", "The number -self."},
    {"__pos__", "The number +self."},
    {"__abs__", "The number without its sign: abs(self)."},
    {"__invert__", "The number with all bits turned: ~self."},
};

std::string operator_words(const SlotDefinition& slot) {
  std::string symbol = operator_symbol(slot.operation);
  bool is_reflected = slot.role == OperatorRole::Reflected;
  const char* left = is_reflected ? "value" : "self";
  const char* right = is_reflected ? "self" : "value";
  if (slot.operation == BinaryOp::DivMod) return std::string("The pair divmod(") + left + ", " + right + ").";
  if (slot.role == OperatorRole::InPlace) return "The result of self " + symbol + "= value.";
  return std::string("The result of ") + left + " " + symbol + " " + right + ".";
}

}  // namespace

Object* slot_documentation(const SlotDefinition& slot) {
  if (slot.role != OperatorRole::None) return new_str(operator_words(slot));
  for (const Words& row : kWords)
    if (std::strcmp(row.name, slot.name) == 0) return new_str(row.words);
  return none();
}

}  // namespace sidewinder
