// collections.defaultdict.
#include "interpreter/modules/collections/collections_types.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct DefaultDict : Dict {
  Object* factory;  // null: None
  static Type* type() { return &default_dict_type; }
};

Status default_dict_init(Thread& t, Object* o, Args args) {
  Object* factory = args.count ? args[0] : nullptr;
  if (factory && factory != none() && !slots_of(factory).call)
    return raise_type_error(t, "first argument must be callable or None");
  cast<DefaultDict>(o)->factory = factory;
  Args rest = args.count ? args.drop_first() : args;
  return dict_type.data->slots.init(t, o, rest);
}

bool has_factory(const DefaultDict& self) { return self.factory && self.factory != none(); }

Object* default_dict_missing(Thread& t, DefaultDict& self, Object* key) {
  if (!has_factory(self)) return raise_key_error(t, key);
  Object* value = TRY(call(t, self.factory));
  TRY(set_item(t, &self, key, value));
  return value;
}

Str* factory_text(Thread& t, Object* o) {
  Object* factory = cast<DefaultDict>(o)->factory;
  if (!factory) return new_str("None");
  ReprGuard guard(t, o);
  return guard.recursive() ? new_str("...") : repr(t, factory);
}

Object* default_dict_repr(Thread& t, Object* o) {
  Object* items = TRY(dict_type.data->slots.repr(t, o));
  Str* factory = TRY(factory_text(t, o));
  StrBuilder text;
  text.add(type_name(o->cls)).add("(").add(factory).add(", ").add(cast<Str>(items));
  return text.add(")").finish();
}

// One of the class of `self`, with its factory.
Object* new_like(Thread& t, Object* self, Object* items) {
  Object* factory = cast<DefaultDict>(self)->factory;
  return call(t, self->cls, factory ? factory : none(), items);
}

Object* default_dict_copy(Thread& t, DefaultDict& self) { return new_like(t, &self, &self); }
Object* default_dict_copy_again(Thread& t, DefaultDict& self) { return new_like(t, &self, &self); }

Object* default_dict_or(Thread& t, Object* a, Object* b) {
  bool left = is_instance(a, &default_dict_type);
  Object* self = left ? a : b;
  if (!is_dict(left ? b : a)) return not_implemented();
  Object* result = TRY(new_like(t, self, a));
  if (!is_dict(result))
    return raise_type_error(t, "descriptor 'update' for 'dict' objects doesn't apply to a '%T' object", result);
  TRY(dict_update(t, cast<Dict>(result), b));
  return result;
}

Object* default_dict_reduce(Thread& t, DefaultDict& self) {
  Object* factory = self.factory;
  Object* arguments = TRY(new_tuple(&factory, has_factory(self) ? 1 : 0));
  Object* items = TRY(call_method(t, &self, "items"));
  Object* parts[] = {self.cls, arguments, none(), none(), TRY(get_iterator(t, items))};
  return new_tuple(parts, 5);
}

Object* default_dict_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/collections/default_dict.def"
#define NATIVE_TYPE DefaultDict
#define NATIVE_PREFIX default_dict
#define NATIVE_NAME "defaultdict"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_default_dict_data() {
  TypeData d{};
  d.slots.repr = default_dict_repr;
  d.slots.binary[int(BinaryOp::Or)] = default_dict_or;
  default_dict_declare(d);
  return d;
}
constinit TypeData default_dict_data = make_default_dict_data();

}  // namespace

constinit Type default_dict_type = static_type("collections.defaultdict", sizeof(DefaultDict), 0,
                                               kTypeBase | kTypeHaveGC | kTypeDict | kTypeMapping | kTypeMatchSelf,
                                               &default_dict_data, &dict_type);

}  // namespace sidewinder
