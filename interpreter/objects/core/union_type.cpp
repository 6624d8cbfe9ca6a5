// int | None: the union of classes, for annotations and isinstance.
#include "interpreter/objects/core/union_type.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool can_be_member(Object* o) {
  return o == none() || is_type(o) || is_exact<GenericAlias>(o) || is_exact<UnionType>(o);
}

Tuple* members_of(Object* o) { return cast<UnionType>(o)->members; }

// Adds o, or the members of the union o, that are not there yet. None stands for its class.
Status add_members(Thread& t, List* members, Object* o) {
  if (is_exact<UnionType>(o)) {
    for (ssize i = 0; i < members_of(o)->size; i++) TRY(add_members(t, members, (*members_of(o))[i]));
    return Status::ok();
  }
  if (o == none()) o = none()->cls;
  return TRY(contains(t, members, o)) ? Status::ok() : list_append(t, members, o);
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

Result<ssize> union_hash(Thread& t, Object* o) {
  ssize mixed = 0x51ed270b;
  for (ssize i = 0; i < members_of(o)->size; i++) mixed ^= TRY(hash(t, (*members_of(o))[i]));  // order does not matter
  return mixed == -1 ? ssize(-2) : mixed;
}

Object* check_members(Thread& t, Object* o, const char* function) {
  for (ssize i = 0; i < members_of(o)->size; i++)
    if (is_exact<GenericAlias>((*members_of(o))[i]))
      return raise_type_error(t, "%s() argument 2 cannot contain a parameterized generic", function);
  return members_of(o);
}
Object* as_bool(Truth answer) { return answer == Truth::Error ? nullptr : bool_object(answer == Truth::True); }

Object* union_method_instance_check(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__instancecheck__", 1, 1));
  return as_bool(is_instance_of(t, args[0], TRY(check_members(t, self, "isinstance"))));
}
Object* union_method_subclass_check(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__subclasscheck__", 1, 1));
  if (!is_type(args[0])) return raise_type_error(t, "issubclass() arg 1 must be a class");
  return as_bool(is_subclass_of(t, args[0], TRY(check_members(t, self, "issubclass"))));
}

const NativeMethod union_methods[] = {
    {"__instancecheck__", union_method_instance_check}, {"__subclasscheck__", union_method_subclass_check}, {}};
const NativeMember union_members[] = {{"__args__", MemberKind::Object, offsetof(UnionType, members)}, {}};

constexpr TypeData make_union_data() {
  TypeData d;
  d.slots.repr = union_repr;
  d.slots.hash = union_hash;
  d.slots.compare = union_compare;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  d.spec = {.methods = union_methods,
            .getsets = nullptr,
            .members = union_members,
            .doc = "Represent a PEP 604 union type\n\nE.g. for int | str"};
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

constinit Type union_type =
    static_type("types.UnionType", sizeof(UnionType), 0, kTypeHaveGC | kTypeDisallowInstantiation, &union_data);

}  // namespace sidewinder
