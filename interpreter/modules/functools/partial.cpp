// functools.partial. The dict of keywords can be seen and changed, so that a call reads it anew; the tuple of its names
// is kept as long as its keys stay what they are.
#include <algorithm>

#include "interpreter/modules/functools/functools_types.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/partial.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Type* Partial::type() { return &partial_type; }

namespace {

Object* partial_call(Thread& t, Object* callee, Args args);

// Adds the keywords of a call.
Status add_keywords(Thread& t, Dict* d, const Args& args) {
  TRY(args.keywords_are_strings(t));
  for (ssize i = 0; i < args.keyword_count(); i++) TRY(dict_set(t, d, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}

Object* partial_new(Thread& t, Type* cls, Args args) {
  if (args.count < 1) return raise_type_error(t, "type 'partial' takes at least one argument");
  Object* function = args[0];
  const Partial* inner = nullptr;
  if (slots_of(function).call == partial_call && !cast<Partial>(function)->dict) inner = cast<Partial>(function);
  if (inner) function = inner->function;
  if (!slots_of(function).call) return raise_type_error(t, "the first argument must be callable");
  Args rest = args.drop_first();
  Tuple* own = TRY(new_tuple(rest.values, rest.count));
  Tuple* arguments = inner ? TRY(tuple_concat(inner->arguments, own)) : own;
  Dict* keywords = inner ? TRY(dict_copy(t, inner->keywords)) : TRY(new_dict(t));
  TRY(add_keywords(t, keywords, rest));
  auto* self = static_cast<Partial*>(TRY(allocate_instance(t, cls)));
  self->function = function;
  self->arguments = arguments;
  self->keywords = keywords;
  return self;
}

// The keys of the keywords as a tuple of strings.
Tuple* names_of(Thread& t, Partial* self) {
  Dict* keywords = self->keywords;
  if (self->names && self->names_version == dict_keys_version(keywords)) return self->names;
  Tuple* names = TRY(new_tuple(keywords->used));
  Object* key;
  ssize position = 0;
  for (ssize i = 0; dict_next(keywords, &position, &key, nullptr); i++) {
    if (!is_str(key)) return raise_type_error(t, "keywords must be strings");
    names->items[i] = TRY(name_to_bind(cast<Str>(key)));
  }
  self->names = names;
  self->names_version = dict_keys_version(keywords);
  return names;
}

// Keywords on both sides.
Object* call_with_both(Thread& t, Partial* self, const Args& args) {
  Dict* keywords = TRY(dict_copy(t, self->keywords));
  TRY(add_keywords(t, keywords, args));
  Tuple* positional = TRY(tuple_concat(self->arguments, TRY(new_tuple(args.values, args.count))));
  return call_with_tuple(t, self->function, positional, keywords);
}

constexpr ssize kArgumentsOnStack = 12;

Object* partial_call(Thread& t, Object* callee, Args args) {
  auto* self = cast<Partial>(callee);
  if (!native_stack_left(t)) return nullptr;
  ssize own_names = self->keywords->used;
  ssize given_names = args.keyword_count();
  if (own_names && given_names) return call_with_both(t, self, args);
  Tuple* arguments = self->arguments;
  if (!own_names && !arguments->size) return call(t, self->function, args);
  ssize positional = arguments->size + args.count;
  ssize all = positional + own_names + given_names;
  Object* on_stack[kArgumentsOnStack];
  Object** values = all <= kArgumentsOnStack ? on_stack : TRY(new_tuple(all))->items;
  Object** end = std::copy_n(arguments->items, arguments->size, values);
  end = std::copy_n(args.values, args.count + given_names, end);
  if (!own_names) return call(t, self->function, Args{values, positional, args.names});
  Tuple* names = TRY(names_of(t, self));
  Object* key;
  for (ssize position = 0; dict_next(self->keywords, &position, &key, end); end++) continue;
  return call(t, self->function, Args{values, positional, names});
}

Object* partial_repr(Thread& t, Object* o) {
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("...");
  auto* self = cast<Partial>(o);
  StrBuilder text;
  text.add(o->cls->name).add("(");
  // What is shown is held here: a repr may call __setstate__.
  Object* function = self->function;
  Tuple* arguments = self->arguments;
  Dict* keywords = self->keywords;
  text.add(TRY(repr(t, function)));
  for (ssize i = 0; i < arguments->size; i++) text.add(", ").add(TRY(repr(t, arguments->items[i])));
  Object *key, *value;
  for (ssize position = 0; dict_next(keywords, &position, &key, &value);) {
    text.add(", ").add(TRY(to_str(t, key)));
    text.add("=").add(TRY(repr(t, value)));
  }
  return text.add(")").finish();
}

Object* partial_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

Object* partial_reduce(Partial& self) {
  Object* function = self.function;
  Object* state[] = {function, self.arguments, self.keywords, self.dict ? self.dict : none()};
  Object* items[] = {self.cls, TRY(new_tuple(&function, 1)), TRY(new_tuple(state, 4))};
  return new_tuple(items, 3);
}

bool is_partial_state(Object* state) {
  if (!is_instance(state, Tuple::type()) || cast<Tuple>(state)->size != 4) return false;
  Object* const* parts = cast<Tuple>(state)->items;
  return slots_of(parts[0]).call && is_instance(parts[1], Tuple::type()) && (parts[2] == none() || is_dict(parts[2]));
}

Status partial_setstate(Thread& t, Partial& self, Object* state) {
  if (!is_partial_state(state)) return raise_type_error(t, "invalid partial state");
  Object* const* parts = cast<Tuple>(state)->items;
  Tuple* arguments = TRY(tuple_from_iterable(t, parts[1]));
  Dict* keywords = parts[2] == none()         ? TRY(new_dict(t))
                   : is_exact<Dict>(parts[2]) ? cast<Dict>(parts[2])
                                              : TRY(dict_copy(t, cast<Dict>(parts[2])));
  self.function = parts[0];
  self.arguments = arguments;
  self.keywords = keywords;
  self.names = nullptr;
  self.dict = parts[3] == none() ? nullptr : parts[3];
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/functools/partial.def"
#define NATIVE_TYPE Partial
#define NATIVE_PREFIX partial
#define NATIVE_NAME "partial"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_partial_data() {
  TypeData d{};
  d.slots.call = partial_call;
  d.slots.repr = partial_repr;
  d.allows_weak_references = true;
  partial_declare(d);
  return d;
}
constinit TypeData partial_data = make_partial_data();

}  // namespace

constinit Type partial_type =
    with_dict_at(offsetof(Partial, dict),
                 static_type("functools.partial", sizeof(Partial), 0, kTypeBase | kTypeHaveGC, &partial_data));

}  // namespace sidewinder
