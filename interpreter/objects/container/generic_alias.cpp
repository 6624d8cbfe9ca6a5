// types.GenericAlias: calls and attributes go to the class; only the arguments are remembered. How type variables are
// found and replaced: type_parameters.cpp.
#include "interpreter/objects/container/generic_alias.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/container/type_parameters.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/core/union_type.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

GenericAlias* alias_of_class(Thread& t, Type* cls, Object* origin, Object* arguments) {
  auto* alias = TRY(new_iterator_object<GenericAlias>(t, cls, &generic_alias_type));
  alias->origin = origin;
  alias->arguments = TRY(has_flag(arguments, kTypeTuple) ? cast<Tuple>(arguments) : new_tuple(&arguments, 1));
  return alias;
}

GenericAlias* alias_of(Object* o) { return static_cast<GenericAlias*>(o); }

GenericAlias* starred_copy(Thread& t, GenericAlias* of) {
  GenericAlias* alias = TRY(new_generic_alias(t, of->origin, of->arguments));
  alias->starred = true;
  return alias;
}

// Attributes of the alias itself; all others are the origin's.
const char* const kOwnAttributes[] = {
    "__class__", "__origin__",      "__args__",     "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
    "__copy__",  "__mro_entries__", "__deepcopy__", "__reduce__",   "__reduce_ex__"};

bool is_own_attribute(Str* name) {
  for (const char* own : kOwnAttributes)
    if (str_equals(name, own)) return true;
  return false;
}

Lookup alias_get_attribute(Thread& t, Object* o, Str* name) {
  if (is_own_attribute(name)) return generic_get_attribute(t, o, name);
  if (!native_stack_left(t)) return Raised{};
  return get_attribute(t, alias_of(o)->origin, name);
}

Object* alias_repr(Thread& t, Object* o) {
  GenericAlias* alias = alias_of(o);
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  StrBuilder text;
  text.add(alias->starred ? "*" : "").add(TRY(type_argument_repr(t, alias->origin))).add("[");
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
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_generic_alias(a) || !is_generic_alias(b))
    return not_implemented();
  bool equal_parts = alias_of(a)->starred == alias_of(b)->starred &&
                     TRY(equal(t, alias_of(a)->origin, alias_of(b)->origin)) &&
                     TRY(equal(t, alias_of(a)->arguments, alias_of(b)->arguments));
  return bool_object(equal_parts == (op == CompareOp::Eq));
}

Result<ssize> alias_hash(Thread& t, Object* o) {
  ssize origin = TRY(hash(t, alias_of(o)->origin));
  ssize arguments = TRY(hash(t, alias_of(o)->arguments));
  ssize mixed = origin ^ arguments;
  return mixed == -1 ? ssize(-2) : mixed;
}

Tuple* alias_parameters(Thread& t, GenericAlias& self) {
  if (!self.parameters && !native_stack_left(t)) return nullptr;  // its arguments are asked for theirs
  if (!self.parameters) self.parameters = TRY(type_parameters(t, self.arguments));
  return self.parameters;
}

Object* alias_get_item(Thread& t, Object* o, Object* key) {
  GenericAlias* alias = alias_of(o);
  Tuple* parameters = TRY(alias_parameters(t, *alias));
  Tuple* arguments = TRY(substitute_type_parameters(t, o, alias->arguments, parameters, key));
  GenericAlias* made = TRY(new_generic_alias(t, alias->origin, arguments));
  made->starred = alias->starred;
  return made;
}

GenericAlias* alias_new(Thread& t, Type& cls, Object* origin, Object* arguments) {
  return alias_of_class(t, &cls, origin, arguments);
}

Object* alias_unpacked_tuple_args(GenericAlias& self) {
  return self.starred && self.origin == &tuple_type ? static_cast<Object*>(self.arguments) : none();
}

Tuple* alias_mro_entries(GenericAlias& self, Object* /* bases */) { return new_tuple(&self.origin, 1); }

Object* alias_instance_check(Thread& t, GenericAlias&, Object*) {
  return raise_type_error(t, "isinstance() argument 2 cannot be a parameterized generic");
}
Object* alias_subclass_check(Thread& t, GenericAlias&, Object*) {
  return raise_type_error(t, "issubclass() argument 2 cannot be a parameterized generic");
}

GenericAliasIterator* iterator_over(Object* alias_or_null) {
  auto* iterator = TRY(new_object<GenericAliasIterator>(&generic_alias_iterator_type));
  iterator->alias = alias_or_null;
  return iterator;
}
Object* alias_iter(Thread&, Object* o) { return iterator_over(o); }

Object* alias_reduce(Thread& t, GenericAlias& self) {
  if (self.starred) {
    Object* plain = TRY(new_generic_alias(t, self.origin, self.arguments));
    return reduce_to_call(t, "next", TRY(iterator_over(plain)));
  }
  Object* arguments[] = {self.origin, self.arguments};
  Object* call[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(call, 2);
}

// The origin's, and what the alias has of its own.
Object* alias_dir(Thread& t, GenericAlias& self) {
  Object* method = TRY(get_attribute(t, self.origin->cls, names::dir));
  List* all = TRY(list_from_iterable(t, TRY(call(t, method, self.origin))));
  for (const char* own : kOwnAttributes)
    if (!TRY(contains(t, all, intern(own)))) TRY(list_append(t, all, intern(own)));
  return all;
}

// --- *list[int] ---

Lookup alias_iterator_next(Thread& t, Object* o) {
  Object*& alias = cast<GenericAliasIterator>(o)->alias;
  if (!alias) return Lookup::missing();
  return starred_copy(t, alias_of(std::exchange(alias, nullptr)));
}

Object* alias_iterator_reduce(Thread& t, GenericAliasIterator& self) {
  return reduce_to_call(t, "iter", self.alias ? self.alias : empty_tuple());
}

}  // namespace

GenericAlias* new_generic_alias(Thread& t, Object* origin, Object* arguments) {
  return alias_of_class(t, &generic_alias_type, origin, arguments);
}

#define NATIVE_TABLE "interpreter/objects/container/generic_alias_methods.def"
#define NATIVE_TYPE GenericAlias
#define NATIVE_PREFIX alias
#define NATIVE_NAME "GenericAlias"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/container/generic_alias_iterator_methods.def"
#define NATIVE_TYPE GenericAliasIterator
#define NATIVE_PREFIX alias_iterator
#define NATIVE_NAME "generic_alias_iterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_alias_data() {
  TypeData d{};
  d.slots.repr = alias_repr;
  d.allows_weak_references = true;
  d.slots.hash = alias_hash;
  d.slots.call = alias_call;
  d.slots.iter = alias_iter;
  d.slots.get_attribute = alias_get_attribute;
  d.slots.compare = alias_compare;
  d.slots.get_item = alias_get_item;
  d.slots.binary[int(BinaryOp::Or)] = type_or;
  alias_declare(d);
  return d;
}
constinit TypeData alias_data = make_alias_data();
constinit TypeData alias_iterator_data = iterator_data(alias_iterator_next, alias_iterator_declare);

}  // namespace

constinit Type generic_alias_type = static_type("types.GenericAlias", sizeof(GenericAlias), 0,
                                                kTypeBase | kTypeHaveGC | kTypeSubscriptOnly, &alias_data);
constinit Type generic_alias_iterator_type =
    static_type("generic_alias_iterator", sizeof(GenericAliasIterator), 0, kIteratorFlags, &alias_iterator_data);

}  // namespace sidewinder
