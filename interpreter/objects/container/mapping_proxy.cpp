// mappingproxy: everything is asked of the mapping behind it; nothing writes.

#include "interpreter/objects/container/mapping_proxy.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* mapping_of(Object* o) { return cast<MappingProxy>(o)->mapping; }
Object* unwrapped(Object* o) { return is_exact<MappingProxy>(o) ? mapping_of(o) : o; }

MappingProxy* mapping_proxy_new(Thread& t, Type&, Object* mapping) {
  bool is_sequence = is_list(mapping) || has_flag(mapping, kTypeTuple);
  if (!slots_of(mapping).get_item || is_sequence)
    return raise_type_error(t, "mappingproxy() argument must be a mapping, not %T", mapping);
  return new_mapping_proxy(t, mapping);
}

Object* mapping_proxy_repr(Thread& t, Object* o) {
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  return StrBuilder().add("mappingproxy(").add(TRY(repr(t, mapping_of(o)))).add(")").finish();
}

Object* mapping_proxy_str(Thread& t, Object* o) {
  if (!native_stack_left(t)) return nullptr;
  return to_str(t, mapping_of(o));
}
Result<ssize> mapping_proxy_length(Thread& t, Object* o) {
  if (!native_stack_left(t)) return Raised{};
  return length(t, mapping_of(o));
}
Object* mapping_proxy_get_item(Thread& t, Object* o, Object* key) {
  if (!native_stack_left(t)) return nullptr;
  return get_item(t, mapping_of(o), key);
}
Truth mapping_proxy_contains(Thread& t, Object* o, Object* key) {
  if (!native_stack_left(t)) return Truth::Error;
  return contains(t, mapping_of(o), key);
}
Object* mapping_proxy_iter(Thread& t, Object* o) {
  if (!native_stack_left(t)) return nullptr;
  return get_iterator(t, mapping_of(o));
}

Object* mapping_proxy_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!native_stack_left(t, " in comparison")) return nullptr;
  return compare(t, unwrapped(a), unwrapped(b), op);
}

Object* mapping_proxy_or(Thread& t, Object* a, Object* b) {
  if (!native_stack_left(t)) return nullptr;
  return binary(t, BinaryOp::Or, unwrapped(a), unwrapped(b));
}

Object* mapping_proxy_in_place_or(Thread& t, Object* a, Object*) {
  return raise_type_error(t, "'|=' is not supported by %T; use '|' instead", a);
}

// --- methods: the mapping's own -------------------------------------------------------------------

Object* ask(Thread& t, MappingProxy& self, const char* method) { return call_method(t, self.mapping, method); }

Object* mapping_proxy_get(Thread& t, MappingProxy& self, Object* key, Object* otherwise) {
  Object* arguments[] = {key, otherwise};
  return call_method(t, self.mapping, intern("get"), Args{arguments, 2});
}
Object* mapping_proxy_keys(Thread& t, MappingProxy& self) { return ask(t, self, "keys"); }
Object* mapping_proxy_values(Thread& t, MappingProxy& self) { return ask(t, self, "values"); }
Object* mapping_proxy_items(Thread& t, MappingProxy& self) { return ask(t, self, "items"); }
Object* mapping_proxy_copy(Thread& t, MappingProxy& self) { return ask(t, self, "copy"); }
Object* mapping_proxy_reversed(Thread& t, MappingProxy& self) { return ask(t, self, "__reversed__"); }
Object* mapping_proxy_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/mapping_proxy_methods.def"
#define NATIVE_TYPE MappingProxy
#define NATIVE_PREFIX mapping_proxy
#define NATIVE_NAME "mappingproxy"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_mapping_proxy_data() {
  TypeData d{};
  d.slots.repr = mapping_proxy_repr;
  d.slots.str = mapping_proxy_str;
  d.slots.length = mapping_proxy_length;
  d.slots.get_item = mapping_proxy_get_item;
  d.slots.contains = mapping_proxy_contains;
  d.slots.iter = mapping_proxy_iter;
  d.slots.compare = mapping_proxy_compare;
  d.slots.binary[int(BinaryOp::Or)] = mapping_proxy_or;
  d.slots.in_place[int(BinaryOp::Or)] = mapping_proxy_in_place_or;
  mapping_proxy_declare(d);
  return d;
}
constinit TypeData mapping_proxy_data = make_mapping_proxy_data();

}  // namespace

constinit Type mapping_proxy_type =
    static_type("mappingproxy", sizeof(MappingProxy), 0, kTypeHaveGC | kTypeMapping, &mapping_proxy_data);

MappingProxy* new_mapping_proxy(Thread&, Object* mapping) {
  MappingProxy* proxy = TRY(new_object<MappingProxy>(&mapping_proxy_type));
  proxy->mapping = mapping;
  return proxy;
}

}  // namespace sidewinder
