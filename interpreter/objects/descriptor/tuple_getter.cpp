// The descriptors of the fields of a namedtuple.
#include "interpreter/objects/descriptor/tuple_getter.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

Object* tuple_getter_new(Thread&, Type& cls, ssize index, Object* doc) {
  auto* self = TRY(new_object<TupleGetter>(&cls));
  self->index = index;
  self->doc = doc;
  return self;
}

Object* tuple_getter_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* self = cast<TupleGetter>(descriptor);
  if (!instance) return self;
  if (!is_instance(instance, Tuple::type())) {
    if (instance == none()) return self;
    return raise_type_error(t, "descriptor for index '%zd' for tuple subclasses doesn't apply to '%T' object",
                            self->index, instance);
  }
  auto* tuple = cast<Tuple>(instance);
  if (size_t(self->index) >= size_t(tuple->size)) return raise_index_error(t, "tuple index out of range");
  return tuple->items[self->index];
}

Status tuple_getter_set(Thread& t, Object*, Object*, Object* value) {
  return raise(t, exceptions::AttributeError, value ? "can't set attribute" : "can't delete attribute");
}

Object* tuple_getter_repr(Thread& t, Object* o) {
  auto* self = cast<TupleGetter>(o);
  StrBuilder text;
  text.add(type_name(o->cls)).add("(").add(std::to_string(self->index)).add(", ");
  return text.add(TRY(repr(t, self->doc))).add(")").finish();
}

Object* tuple_getter_reduce(TupleGetter& self) {
  Object* arguments[] = {TRY(int_from_int64(self.index)), self.doc};
  Object* parts[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(parts, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/tuple_getter.def"
#define NATIVE_TYPE TupleGetter
#define NATIVE_PREFIX tuple_getter
#define NATIVE_NAME "_tuplegetter"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_tuple_getter_data() {
  TypeData d{};
  d.slots.descriptor_get = tuple_getter_get;
  d.slots.descriptor_set = tuple_getter_set;
  d.slots.repr = tuple_getter_repr;
  tuple_getter_declare(d);
  d.spec.doc = nullptr;  // the member __doc__ is in its place
  return d;
}
constinit TypeData tuple_getter_data = make_tuple_getter_data();

}  // namespace

constinit Type tuple_getter_type =
    static_type("_collections._tuplegetter", sizeof(TupleGetter), 0, kTypeHaveGC, &tuple_getter_data);

}  // namespace sidewinder
