// types.GenericAlias: what is not its own is looked up on the class it stands for.

#include "interpreter/objects/container/generic_alias.h"

#include "interpreter/objects/container/argument_checks.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/runtime/error.h"
#include "interpreter/runtime/protocol.h"

namespace sidewinder {

namespace {

GenericAlias* as_alias(Object* o) { return cast<GenericAlias>(o); }

Object* alias_create(Thread& t, Type*, Args args) {
  TRY(args.no_keywords(t, "GenericAlias"));
  TRY(args.expect(t, "GenericAlias", 2, 2));
  return new_generic_alias(t, args[0], args[1]);
}

// Classes by their qualified name, those of other modules with the module; anything else by its repr.
Status add_part(Thread& t, StrBuilder& out, Object* part) {
  if (part == ellipsis()) {
    out.add("...");
    return Status::ok();
  }
  if (!has_flag(part, kTypeType)) {
    out.add(TRY(repr(t, part)));
    return Status::ok();
  }
  Object* module = TRY(get_attribute(t, part, "__module__"));
  Object* name = TRY(get_attribute(t, part, "__qualname__"));
  static Str* builtins = intern("builtins");
  if (is_str(module) && !str_equal(cast<Str>(module), builtins)) out.add(cast<Str>(module)).add(".");
  if (is_str(name)) out.add(cast<Str>(name));
  return Status::ok();
}

Object* alias_repr(Thread& t, Object* o) {
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  Tuple* arguments = as_alias(o)->arguments;
  StrBuilder out;
  TRY(add_part(t, out, as_alias(o)->origin));
  out.add(arguments->size ? "[" : "[()");
  for (ssize i = 0; i < arguments->size; i++) {
    if (i) out.add(", ");
    TRY(add_part(t, out, arguments->items[i]));
  }
  return out.add("]").finish();
}

Object* alias_call(Thread& t, Object* o, Args args) { return call(t, as_alias(o)->origin, args); }

bool is_own_name(const Str* name) {
  static Str* const own[] = {intern("__origin__"), intern("__args__"), intern("__parameters__"), intern("__mro_entries__"),
                             intern("__reduce__"), intern("__class__")};
  for (Str* candidate : own)
    if (str_equal(candidate, name)) return true;
  return false;
}

Lookup alias_get_attribute(Thread& t, Object* o, Str* name) {
  bool special = name->length > 4 && name->at(0) == '_' && name->at(1) == '_';
  if (!is_own_name(name) && !(special && type_lookup(&generic_alias_type, name) && !type_lookup(&object_type, name)))
    return find_attribute(t, as_alias(o)->origin, name);
  return generic_get_attribute(t, o, name);
}

Object* alias_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!equality || !is_exact<GenericAlias>(a) || !is_exact<GenericAlias>(b)) return not_implemented();
  bool same = TRY(equal(t, as_alias(a)->origin, as_alias(b)->origin)) && TRY(equal(t, as_alias(a)->arguments, as_alias(b)->arguments));
  return new_bool(same == (op == CompareOp::Eq));
}

Result<ssize> alias_hash(Thread& t, Object* o) {
  ssize a = TRY(hash(t, as_alias(o)->origin));
  ssize b = TRY(hash(t, as_alias(o)->arguments));
  return (a ^ b) == -1 ? ssize(-2) : a ^ b;
}

Object* alias_get_item(Thread& t, Object* o, Object*) { return raise_type_error(t, "%R is not a generic class", o); }

// class C(list[int]): the class itself is the base.
Object* alias_method_mro_entries(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "GenericAlias.__mro_entries__", args));
  return new_tuple(&as_alias(o)->origin, 1);
}

Object* alias_method_reduce(Thread&, Object* o, Args) {
  Object* arguments[] = {as_alias(o)->origin, as_alias(o)->arguments};
  Object* items[] = {&generic_alias_type, TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

Object* alias_method_instancecheck(Thread& t, Object*, Args) {
  return raise_type_error(t, "isinstance() argument 2 cannot be a parameterized generic");
}
Object* alias_method_subclasscheck(Thread& t, Object*, Args) {
  return raise_type_error(t, "issubclass() argument 2 cannot be a parameterized generic");
}

Object* alias_parameters(Thread&, Object*) { return empty_tuple(); }

constexpr NativeMethod methods[] = {
    {"__mro_entries__", alias_method_mro_entries},
    {"__reduce__", alias_method_reduce},
    {"__instancecheck__", alias_method_instancecheck},
    {"__subclasscheck__", alias_method_subclasscheck},
    {nullptr, nullptr},
};
constexpr NativeMember members[] = {
    {"__origin__", MemberKind::Object, 16},
    {"__args__", MemberKind::Object, 24},
    {nullptr, MemberKind::Object, 0},
};
constexpr NativeGetSet getsets[] = {{"__parameters__", alias_parameters}, {nullptr, nullptr}};

constexpr TypeData make_alias_data() {
  TypeData d{};
  d.slots.create = alias_create;
  d.slots.repr = alias_repr;
  d.slots.call = alias_call;
  d.slots.get_attribute = alias_get_attribute;
  d.slots.compare = alias_compare;
  d.slots.hash = alias_hash;
  d.slots.get_item = alias_get_item;
  d.spec.methods = methods;
  d.spec.members = members;
  d.spec.getsets = getsets;
  d.spec.doc = "A class with arguments, such as list[int].";
  return d;
}
constinit TypeData alias_data = make_alias_data();

}  // namespace

constinit Type generic_alias_type = static_type("types.GenericAlias", sizeof(GenericAlias), 0, kTypeHaveGC | kTypeBase, &alias_data);

GenericAlias* new_generic_alias(Thread&, Object* origin, Object* arguments) {
  Tuple* all = is_exact<Tuple>(arguments) ? cast<Tuple>(arguments) : TRY(new_tuple(&arguments, 1));
  GenericAlias* alias = TRY(new_object<GenericAlias>(&generic_alias_type));
  alias->origin = origin;
  alias->arguments = all;
  return alias;
}

Object* generic_class_getitem(Thread& t, Object* cls, Args args) {
  TRY(expect_one(t, "__class_getitem__", args));
  return new_generic_alias(t, cls, args[0]);
}

}  // namespace sidewinder
