#include "interpreter/objects/namespace/simple_namespace.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* namespace_create(Thread& t, Type* cls, Args) {
  auto* self = static_cast<SimpleNamespace*>(TRY(allocate_instance(t, cls)));
  self->dict = TRY(new_dict(t));
  return self;
}
Status namespace_init(Thread& t, Object* self, Args args) {
  if (args.count) return raise_type_error(t, "no positional arguments expected");
  TRY(args.keywords_are_strings(t));
  Dict* dict = cast<Dict>(cast<SimpleNamespace>(self)->dict);
  for (ssize i = 0; i < args.keyword_count(); i++) TRY(dict_set(t, dict, args.keyword_name(i), args.keyword_value(i)));
  return Status::ok();
}
Object* namespace_repr(Thread& t, Object* o) {
  ReprGuard guard(t, o);
  std::string name = o->cls == &simple_namespace_type ? "namespace" : str_to_utf8(type_name(o->cls));
  if (guard.recursive()) return new_str(name + "(...)");
  StrBuilder text;
  text.add(name).add("(");
  bool first = true;
  ssize position = 0;
  Object *key, *value;
  Dict* attributes = TRY(dict_copy(t, cast<Dict>(cast<SimpleNamespace>(o)->dict)));
  while (dict_next(attributes, &position, &key, &value)) {
    if (!is_str(key)) continue;
    text.add(first ? "" : ", ").add(cast<Str>(key)).add("=").add(TRY(repr(t, value)));
    first = false;
  }
  return text.add(")").finish();
}
Object* namespace_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_instance(a, &simple_namespace_type) || !is_instance(b, &simple_namespace_type)) return not_implemented();
  return compare(t, cast<SimpleNamespace>(a)->dict, cast<SimpleNamespace>(b)->dict, op);
}

Object* namespace_reduce(SimpleNamespace& self) {
  Object* items[] = {self.cls, empty_tuple(), self.dict};
  return new_tuple(items, 3);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/namespace/simple_namespace_methods.def"
#define NATIVE_TYPE SimpleNamespace
#define NATIVE_PREFIX namespace
#define NATIVE_NAME "types.SimpleNamespace"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_simple_namespace_data() {
  TypeData d{};
  d.slots.repr = namespace_repr;
  d.slots.compare = namespace_compare;
  d.slots.create = namespace_create;
  namespace_declare(d);
  return d;
}
constinit TypeData simple_namespace_data = make_simple_namespace_data();

}  // namespace

SimpleNamespace* new_simple_namespace(Thread& t, Dict* attributes) {
  auto* self = static_cast<SimpleNamespace*>(TRY(allocate_instance(t, &simple_namespace_type)));
  self->dict = attributes;
  return self;
}

constinit Type simple_namespace_type =
    with_dict_at(offsetof(SimpleNamespace, dict),
                 static_type("types.SimpleNamespace", sizeof(SimpleNamespace), 0, kTypeBase, &simple_namespace_data));

}  // namespace sidewinder
