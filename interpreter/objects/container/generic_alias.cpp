// types.GenericAlias: calls and attributes go to the class; only the arguments are remembered.
#include "interpreter/objects/container/generic_alias.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/union_type.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

GenericAlias* new_generic_alias(Thread&, Object* origin, Object* arguments) {
  GenericAlias* alias = TRY(new_object<GenericAlias>(&generic_alias_type));
  alias->origin = origin;
  alias->arguments = TRY(has_flag(arguments, kTypeTuple) ? cast<Tuple>(arguments) : new_tuple(&arguments, 1));
  return alias;
}

Str* type_argument_repr(Thread& t, Object* o) {
  if (o == ellipsis()) return new_str("...");
  if (is_exact<GenericAlias>(o) || !is_type(o)) return repr(t, o);
  Type* cls = cast<Type>(o);
  Object* module = TRY(type_module(t, cls));
  if (!is_str(module) || str_to_utf8(cast<Str>(module)) == "builtins") return type_qualname(cls);
  return StrBuilder().add(cast<Str>(module)).add(".").add(type_qualname(cls)).finish();
}

namespace {

GenericAlias* alias_of(Object* o) { return cast<GenericAlias>(o); }

// Attributes of the alias itself; all others are the origin's.
bool is_own_attribute(Str* name) {
  static const char* const kOwn[] = {"__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__",
                                     "__reduce__", "__copy__", "__deepcopy__",   "__class__"};
  std::string text = str_to_utf8(name);
  for (const char* own : kOwn)
    if (text == own) return true;
  return false;
}

Lookup alias_get_attribute(Thread& t, Object* o, Str* name) {
  if (is_own_attribute(name)) return generic_get_attribute(t, o, name);
  return find_attribute(t, alias_of(o)->origin, name);
}

Object* alias_repr(Thread& t, Object* o) {
  GenericAlias* alias = alias_of(o);
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  StrBuilder text;
  text.add(TRY(type_argument_repr(t, alias->origin))).add("[");
  for (ssize i = 0; i < alias->arguments->size; i++)
    text.add(i ? ", " : "").add(TRY(type_argument_repr(t, (*alias->arguments)[i])));
  return text.add(alias->arguments->size ? "]" : "()]").finish();
}

Object* alias_call(Thread& t, Object* o, Args args) {
  Object* made = TRY(call(t, alias_of(o)->origin, args));
  Status noted = set_attribute(t, made, intern("__orig_class__"), o);
  if (noted.failed()) {
    bool refused = pending_matches(t, exceptions::AttributeError) || pending_matches(t, exceptions::TypeError);
    if (!refused) return nullptr;
    clear_pending(t);
  }
  return made;
}

Object* alias_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<GenericAlias>(b)) return not_implemented();
  bool equal_parts = TRY(equal(t, alias_of(a)->origin, alias_of(b)->origin)) &&
                     TRY(equal(t, alias_of(a)->arguments, alias_of(b)->arguments));
  return bool_object(equal_parts == (op == CompareOp::Eq));
}

Result<ssize> alias_hash(Thread& t, Object* o) {
  ssize origin = TRY(hash(t, alias_of(o)->origin));
  ssize arguments = TRY(hash(t, alias_of(o)->arguments));
  ssize mixed = origin ^ arguments;
  return mixed == -1 ? ssize(-2) : mixed;
}

// A type variable says how it is replaced.
Truth is_type_variable(Thread& t, Object* o) {
  if (is_type(o)) return Truth::False;
  Lookup substitution = find_attribute(t, o, intern("__typing_subst__"));
  return substitution.failed() ? Truth::Error : truth_of(substitution.found());
}

Status append_new(Thread& t, List* list, Object* o) {
  return TRY(contains(t, list, o)) ? Status::ok() : list_append(t, list, o);
}

// The type variables in one argument of an alias.
Status collect_parameters(Thread& t, Object* argument, List* found) {
  if (TRY(is_type_variable(t, argument))) return append_new(t, found, argument);
  if (is_type(argument)) return Status::ok();
  Lookup nested = TRY(find_attribute(t, argument, intern("__parameters__")));
  if (!nested.found() || !has_flag(nested.value, kTypeTuple)) return Status::ok();
  Tuple* parameters = cast<Tuple>(nested.value);
  for (ssize i = 0; i < parameters->size; i++) TRY(append_new(t, found, (*parameters)[i]));
  return Status::ok();
}

Tuple* alias_parameters(Thread& t, GenericAlias& self) {
  if (self.parameters) return self.parameters;
  List* found = TRY(new_list(t));
  for (ssize i = 0; i < self.arguments->size; i++) TRY(collect_parameters(t, (*self.arguments)[i], found));
  self.parameters = TRY(tuple_from_iterable(t, found));
  return self.parameters;
}

// The argument with type variables replaced by the values at their places among `parameters`.
Object* substituted(Thread& t, Object* argument, Tuple* parameters, Tuple* values) {
  if (TRY(is_type_variable(t, argument))) {
    for (ssize i = 0; i < parameters->size; i++)
      if ((*parameters)[i] == argument) return (*values)[i];
    return argument;
  }
  if (!is_exact<GenericAlias>(argument)) return argument;
  Tuple* nested = TRY(alias_parameters(t, *alias_of(argument)));
  if (!nested->size) return argument;
  Tuple* inner = TRY(new_tuple(nested->size));
  for (ssize i = 0; i < nested->size; i++) inner->items[i] = TRY(substituted(t, (*nested)[i], parameters, values));
  return get_item(t, argument, inner);
}

Object* alias_get_item(Thread& t, Object* o, Object* key) {
  GenericAlias* alias = alias_of(o);
  Tuple* parameters = TRY(alias_parameters(t, *alias));
  if (!parameters->size) return raise_type_error(t, "%R is not a generic class", o);
  Tuple* values = TRY(has_flag(key, kTypeTuple) ? cast<Tuple>(key) : new_tuple(&key, 1));
  if (values->size != parameters->size)
    return raise_type_error(t, "Too %s arguments for %R; actual %zd, expected %zd",
                            values->size > parameters->size ? "many" : "few", o, values->size, parameters->size);
  Tuple* arguments = TRY(new_tuple(alias->arguments->size));
  for (ssize i = 0; i < arguments->size; i++)
    arguments->items[i] = TRY(substituted(t, (*alias->arguments)[i], parameters, values));
  return new_generic_alias(t, alias->origin, arguments);
}

GenericAlias* alias_new(Thread& t, Type&, Object* origin, Object* arguments) {
  return new_generic_alias(t, origin, arguments);
}

Tuple* alias_mro_entries(GenericAlias& self, Object* /* bases */) { return new_tuple(&self.origin, 1); }

Object* alias_instance_check(Thread& t, GenericAlias&, Object*) {
  return raise_type_error(t, "isinstance() argument 2 cannot be a parameterized generic");
}
Object* alias_subclass_check(Thread& t, GenericAlias&, Object*) {
  return raise_type_error(t, "issubclass() argument 2 cannot be a parameterized generic");
}

Tuple* alias_reduce(GenericAlias& self) {
  Object* arguments[] = {self.origin, self.arguments};
  Object* call[] = {&generic_alias_type, TRY(new_tuple(arguments, 2))};
  return new_tuple(call, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/generic_alias_methods.def"
#define NATIVE_TYPE GenericAlias
#define NATIVE_PREFIX alias
#define NATIVE_NAME "GenericAlias"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_alias_data() {
  TypeData d{};
  d.slots.repr = alias_repr;
  d.allows_weak_references = true;
  d.slots.hash = alias_hash;
  d.slots.call = alias_call;
  d.slots.get_attribute = alias_get_attribute;
  d.slots.compare = alias_compare;
  d.slots.get_item = alias_get_item;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  alias_declare(d);
  return d;
}
constinit TypeData alias_data = make_alias_data();

}  // namespace

constinit Type generic_alias_type =
    static_type("types.GenericAlias", sizeof(GenericAlias), 0, kTypeBase | kTypeHaveGC, &alias_data);

}  // namespace sidewinder
