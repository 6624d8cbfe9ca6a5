#include "interpreter/modules/operator/getters.h"

#include <algorithm>

#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct AttrGetter : Object {
  Tuple* names;  // as they were given
  Tuple* paths;  // of each the str, or the tuple of the parts between its dots
  static Type* type() { return &attr_getter_type; }
};

struct ItemGetter : Object {
  Tuple* keys;
  ssize index;  // of the only key if it is a small int >= 0; else -1
  static Type* type() { return &item_getter_type; }
};

struct MethodCaller : Object {
  Str* name;
  Tuple* values;    // positional ones, then those of the keywords
  Tuple* keywords;  // their names, or null
  static Type* type() { return &method_caller_type; }
  ssize positional() const { return values->size - (keywords ? keywords->size : 0); }
};

Status expect_one(Thread& t, const Args& args, const char* name) {
  TRY(args.no_keywords(t, name));
  if (args.count != 1) return raise_type_error(t, "%s expected 1 argument, got %zd", name, args.count);
  return Status::ok();
}

// "name(a, b, c=d)"
Str* repr_of_call(Thread& t, const char* name, Str* first, const Args& args) {
  StrBuilder text;
  text.add(name).add("(");
  const char* separator = "";
  if (first) {
    text.add(TRY(repr(t, first)));
    separator = ", ";
  }
  for (ssize i = 0; i < args.count; i++) {
    text.add(separator).add(TRY(repr(t, args[i])));
    separator = ", ";
  }
  for (ssize i = 0; i < args.keyword_count(); i++) {
    text.add(separator).add(args.keyword_name(i)).add("=").add(TRY(repr(t, args.keyword_value(i))));
    separator = ", ";
  }
  return text.add(")").finish();
}

// --- attrgetter ---

Object* path_of(Str* name) {
  ssize parts = 1 + str_count(name, new_str_char('.'), 0, name->length);
  if (parts == 1) return intern(name);
  Tuple* path = TRY(new_tuple(parts));
  ssize begin = 0;
  for (ssize i = 0; i < parts; i++) {
    ssize end = begin;
    while (end < name->length && name->at(end) != '.') end++;
    path->items[i] = intern(TRY(str_substring(name, begin, end)));
    begin = end + 1;
  }
  return path;
}

Object* attr_getter_new(Thread& t, Type* cls, Args args) {
  if (args.count <= 1 || args.names) TRY(args.no_keywords(t, "attrgetter"));
  if (args.count < 1) return raise_type_error(t, "attrgetter expected 1 argument, got 0");
  Tuple* names = TRY(new_tuple(args.values, args.count));
  Tuple* paths = TRY(new_tuple(args.count));
  for (ssize i = 0; i < args.count; i++) {
    if (!is_str(args[i])) return raise_type_error(t, "attribute name must be a string");
    paths->items[i] = TRY(path_of(TRY(str_exact(cast<Str>(args[i])))));
  }
  auto* self = TRY(new_object<AttrGetter>(cls));
  self->names = names;
  self->paths = paths;
  return self;
}

Object* follow(Thread& t, Object* o, Object* path) {
  if (is_exact<Str>(path)) return get_attribute(t, o, cast<Str>(path));
  auto* parts = cast<Tuple>(path);
  for (ssize i = 0; i < parts->size; i++) o = TRY(get_attribute(t, o, cast<Str>(parts->items[i])));
  return o;
}

Object* attr_getter_call(Thread& t, Object* callee, Args args) {
  TRY(expect_one(t, args, "attrgetter"));
  Tuple* paths = cast<AttrGetter>(callee)->paths;
  Object* object = args[0];
  if (paths->size == 1) return follow(t, object, paths->items[0]);
  Tuple* result = TRY(new_tuple(paths->size));
  for (ssize i = 0; i < paths->size; i++) result->items[i] = TRY(follow(t, object, paths->items[i]));
  return result;
}

Object* attr_getter_repr(Thread& t, Object* o) {
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("operator.attrgetter(...)");
  Tuple* names = cast<AttrGetter>(o)->names;
  return repr_of_call(t, o->cls->name, nullptr, Args{names->items, names->size});
}

Object* attr_getter_reduce(AttrGetter& self) {
  Object* items[] = {self.cls, self.names};
  return new_tuple(items, 2);
}

// --- itemgetter ---

Object* item_getter_new(Thread& t, Type* cls, Args args) {
  TRY(args.no_keywords(t, "itemgetter"));
  if (args.count < 1) return raise_type_error(t, "itemgetter expected 1 argument, got 0");
  Tuple* keys = TRY(new_tuple(args.values, args.count));
  auto* self = TRY(new_object<ItemGetter>(cls));
  self->keys = keys;
  bool is_small = args.count == 1 && is_exact<Int>(args[0]) && cast<Int>(args[0])->is_small();
  self->index = is_small ? std::max<ssize>(cast<Int>(args[0])->small_value(), -1) : -1;
  return self;
}

Object* item_getter_call(Thread& t, Object* callee, Args args) {
  TRY(expect_one(t, args, "itemgetter"));
  auto* self = cast<ItemGetter>(callee);
  Object* object = args[0];
  if (self->keys->size == 1) {
    ssize i = self->index;
    if (i >= 0 && is_exact<Tuple>(object) && i < cast<Tuple>(object)->size) return cast<Tuple>(object)->items[i];
    if (i >= 0 && is_exact<List>(object) && i < cast<List>(object)->size) return list_get(t, cast<List>(object), i);
    return get_item(t, object, self->keys->items[0]);
  }
  Tuple* result = TRY(new_tuple(self->keys->size));
  for (ssize i = 0; i < self->keys->size; i++) result->items[i] = TRY(get_item(t, object, self->keys->items[i]));
  return result;
}

Object* item_getter_repr(Thread& t, Object* o) {
  ReprGuard guard(t, o);
  StrBuilder text;
  text.add(o->cls->name);
  if (guard.recursive()) return text.add("(...)").finish();
  Tuple* keys = cast<ItemGetter>(o)->keys;
  if (keys->size == 1) return text.add("(").add(TRY(repr(t, keys->items[0]))).add(")").finish();
  return text.add(TRY(repr(t, keys))).finish();
}

Object* item_getter_reduce(ItemGetter& self) {
  Object* items[] = {self.cls, self.keys};
  return new_tuple(items, 2);
}

// --- methodcaller ---

Object* method_caller_new(Thread& t, Type* cls, Args args) {
  if (args.count < 1) return raise_type_error(t, "methodcaller needs at least one argument, the method name");
  if (!is_str(args[0])) return raise_type_error(t, "method name must be a string");
  Args rest = args.drop_first();
  Tuple* values = TRY(new_tuple(rest.values, rest.count + rest.keyword_count()));
  auto* self = TRY(new_object<MethodCaller>(cls));
  self->name = intern(TRY(str_exact(cast<Str>(args[0]))));
  self->values = values;
  self->keywords = rest.keyword_count() ? rest.names : nullptr;
  return self;
}

Object* method_caller_call(Thread& t, Object* callee, Args args) {
  TRY(expect_one(t, args, "methodcaller"));
  auto* self = cast<MethodCaller>(callee);
  return call_method(t, args[0], self->name, Args{self->values->items, self->positional(), self->keywords});
}

Object* method_caller_repr(Thread& t, Object* o) {
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("operator.methodcaller(...)");
  auto* self = cast<MethodCaller>(o);
  return repr_of_call(t, o->cls->name, self->name, Args{self->values->items, self->positional(), self->keywords});
}

// With keywords: functools.partial(methodcaller, name, **keywords), which is called with the others.
Object* method_caller_reduce(Thread& t, MethodCaller& self) {
  Tuple* positional = TRY(tuple_slice(self.values, 0, self.positional()));
  Object* name = self.name;
  if (!self.keywords) {
    Object* items[] = {self.cls, TRY(tuple_concat(TRY(new_tuple(&name, 1)), positional))};
    return new_tuple(items, 2);
  }
  Object* functools = TRY(import_module(t, "_functools"));
  Object* partial = TRY(get_attribute(t, functools, "partial"));
  Tuple* values = TRY(new_tuple(2 + self.keywords->size));
  values->items[0] = self.cls;
  values->items[1] = name;
  std::copy_n(self.values->items + self.positional(), self.keywords->size, values->items + 2);
  Object* items[] = {TRY(call(t, partial, Args{values->items, 2, self.keywords})), positional};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/operator/attr_getter.def"
#define NATIVE_TYPE AttrGetter
#define NATIVE_PREFIX attr_getter
#define NATIVE_NAME "attrgetter"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/operator/item_getter.def"
#define NATIVE_TYPE ItemGetter
#define NATIVE_PREFIX item_getter
#define NATIVE_NAME "itemgetter"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/operator/method_caller.def"
#define NATIVE_TYPE MethodCaller
#define NATIVE_PREFIX method_caller
#define NATIVE_NAME "methodcaller"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData getter_data(CallFn call, UnaryFn repr, void (*declare)(TypeData&)) {
  TypeData d{};
  d.slots.call = call;
  d.slots.repr = repr;
  declare(d);
  return d;
}
constinit TypeData attr_getter_data = getter_data(attr_getter_call, attr_getter_repr, attr_getter_declare);
constinit TypeData item_getter_data = getter_data(item_getter_call, item_getter_repr, item_getter_declare);
constinit TypeData method_caller_data = getter_data(method_caller_call, method_caller_repr, method_caller_declare);

}  // namespace

constinit Type attr_getter_type =
    static_type("operator.attrgetter", sizeof(AttrGetter), 0, kTypeHaveGC, &attr_getter_data);
constinit Type item_getter_type =
    static_type("operator.itemgetter", sizeof(ItemGetter), 0, kTypeHaveGC, &item_getter_data);
constinit Type method_caller_type =
    static_type("operator.methodcaller", sizeof(MethodCaller), 0, kTypeHaveGC, &method_caller_data);

}  // namespace sidewinder
