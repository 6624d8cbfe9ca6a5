// int | None: the union of classes, for annotations and isinstance.
#include "interpreter/objects/core/union_type.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/container/type_parameters.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool can_be_member(Object* o) { return o == none() || is_type(o) || is_generic_alias(o) || is_exact<UnionType>(o); }

Tuple* members_of(Object* o) { return cast<UnionType>(o)->members; }

// Adds o, or the members of the union o, that are not there yet. None stands for its class.
Status add_members(Thread& t, List* members, Object* o) {
  if (is_exact<UnionType>(o)) {
    for (ssize i = 0; i < members_of(o)->size; i++) TRY(add_members(t, members, (*members_of(o))[i]));
    return Status::ok();
  }
  if (o == none()) o = none()->cls;
  for (ssize i = 0; i < members->size; i++) {
    Object* member = TRY(list_get(t, members, i));
    bool both_aliases = is_generic_alias(o) && is_generic_alias(member);
    if (both_aliases ? TRY(equal(t, member, o)) : member == o) return Status::ok();
  }
  return list_append(t, members, o);
}

Object* union_repr(Thread& t, Object* o) {
  StrBuilder text;
  for (ssize i = 0; i < members_of(o)->size; i++) {
    Object* member = (*members_of(o))[i];
    if (i) text.add(" | ");
    if (member == none()->cls) text.add("None");
    else text.add(TRY(type_argument_repr(t, member)));
  }
  return text.finish();
}

Truth has_all(Thread& t, Tuple* a, Tuple* b) {
  for (ssize i = 0; i < b->size; i++)
    if (!TRY(contains(t, a, (*b)[i]))) return Truth::False;
  return Truth::True;
}

// As sets.
Object* union_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<UnionType>(b)) return not_implemented();
  bool equal_sets = members_of(a)->size == members_of(b)->size && TRY(has_all(t, members_of(a), members_of(b)));
  return bool_object(equal_sets == (op == CompareOp::Eq));
}

Result<ssize> union_hash(Thread& t, Object* o) { return hash(t, TRY(new_frozenset(t, members_of(o)))); }

// The class's module, not that of a member.
Lookup union_get_attribute(Thread& t, Object* o, Str* name) {
  if (str_equals(name, "__module__")) return get_attribute(t, o->cls, name);
  return generic_get_attribute(t, o, name);
}

Tuple* union_parameters(Thread& t, UnionType& self) {
  if (!self.parameters) self.parameters = TRY(type_parameters(t, self.members));
  return self.parameters;
}

// The substituted members, joined by |, whatever that makes of them.
Object* union_get_item(Thread& t, Object* o, Object* key) {
  auto* self = cast<UnionType>(o);
  Tuple* parameters = TRY(union_parameters(t, *self));
  Tuple* members = TRY(substitute_type_parameters(t, o, self->members, parameters, key));
  Object* joined = (*members)[0];
  for (ssize i = 1; i < members->size; i++) joined = TRY(binary(t, BinaryOp::Or, joined, (*members)[i]));
  return joined;
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/union_methods.def"
#define NATIVE_TYPE UnionType
#define NATIVE_PREFIX union
#define NATIVE_NAME "UnionType"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_union_data() {
  TypeData d{};
  d.slots.repr = union_repr;
  d.slots.hash = union_hash;
  d.slots.compare = union_compare;
  d.slots.get_attribute = union_get_attribute;
  d.slots.get_item = union_get_item;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  union_declare(d);
  d.spec.doc = "A union of classes (PEP 604)\n\nint | str";
  return d;
}
constinit TypeData union_data = make_union_data();

}  // namespace

Object* type_or(Thread& t, Object* a, Object* b) {
  if (!can_be_member(a) || !can_be_member(b)) return not_implemented();
  List* members = TRY(new_list(t));
  TRY(add_members(t, members, a));
  TRY(add_members(t, members, b));
  if (members->size == 1) return list_get(t, members, 0);
  UnionType* made = TRY(new_object<UnionType>(&union_type));
  made->members = TRY(tuple_from_iterable(t, members));
  return made;
}

constinit Type union_type = static_type("types.UnionType", sizeof(UnionType), 0,
                                        kTypeHaveGC | kTypeDisallowInstantiation | kTypeSubscriptOnly, &union_data);

}  // namespace sidewinder
