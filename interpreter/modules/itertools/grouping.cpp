// groupby, and the iterators over its groups.
#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/core/native_call.h"

namespace sidewinder {
namespace {

struct Grouper;
struct Groupby : Object {
  Object *iterator, *key_function;
  Object* target_key;            // of the group that was given last; null: none yet
  Object* current_key;           // of the item read last
  Object* current_value;         // that item; null: it was given
  const Grouper* current_group;  // the only one that goes on
  static Type* type() { return &groupby_type; }
};
struct Grouper : Object {
  Groupby* parent;
  Object* target_key;
  static Type* type() { return &grouper_type; }
};

// The current group stays alive as long as it is named here: `current_group` is a pointer like any other.
Grouper* new_grouper(Type* cls, Groupby* parent, Object* target_key) {
  auto* group = TRY(new_object<Grouper>(cls));
  group->parent = parent;
  group->target_key = target_key;
  parent->current_group = group;
  return group;
}

Object* groupby_new(Thread& t, Type& cls, Object* iterable, Object* key_function) {
  Object* iterator = TRY(get_iterator(t, iterable));
  auto* self = TRY(new_iterator_object<Groupby>(t, &cls, &groupby_type));
  self->iterator = iterator;
  self->key_function = key_function;
  return self;
}

// Reads one item. Missing: there is none.
Lookup groupby_step(Thread& t, Groupby* self) {
  Lookup item = iterator_next(t, self->iterator);
  if (!item.found()) return item;
  Object* key = self->key_function == none() ? item.value : TRY(call(t, self->key_function, item.value));
  self->current_value = item.value;
  self->current_key = key;
  return item;
}

Lookup groupby_next(Thread& t, Object* o) {
  auto* self = cast<Groupby>(o);
  self->current_group = nullptr;
  for (;;) {
    if (self->current_key && (!self->target_key || !TRY(equal(t, self->target_key, self->current_key)))) break;
    Lookup item = groupby_step(t, self);
    if (!item.found()) return item;
  }
  self->target_key = self->current_key;
  Object* pair[] = {self->current_key, TRY(new_grouper(&grouper_type, self, self->target_key))};
  return new_tuple(pair, 2);
}

Object* groupby_reduce(Groupby& self) {
  Tuple* call = reduced(self.cls, self.iterator, self.key_function);
  if (!self.target_key || !self.current_key || !self.current_value) return call;
  Object* state[] = {self.current_key, self.current_value, self.target_key};
  return with_state(call, new_tuple(state, 3));
}

Status groupby_setstate(Thread& t, Groupby& self, Object* state) {
  Object* parts[3];
  TRY(unpack_state(t, state, "state is not a tuple", 3, 3, parts));
  self.current_key = parts[0];
  self.current_value = parts[1];
  self.target_key = parts[2];
  return Status::ok();
}

Object* grouper_new(Thread&, Type& cls, Groupby* parent, Object* target_key) {
  return new_grouper(&cls, parent, target_key);
}

Lookup grouper_next(Thread& t, Object* o) {
  auto* self = cast<Grouper>(o);
  Groupby* parent = self->parent;
  if (parent->current_group != self) return Lookup::missing();
  if (!parent->current_value) {
    Lookup item = groupby_step(t, parent);
    if (!item.found()) return item;
  }
  if (!TRY(equal(t, self->target_key, parent->current_key))) return Lookup::missing();
  Object* value = parent->current_value;
  parent->current_value = nullptr;
  return value ? Lookup(value) : Lookup::missing();
}

Object* grouper_reduce(Thread& t, Grouper& self) {
  if (self.parent->current_group != &self) return reduced_to_nothing(t);
  return reduced(self.cls, static_cast<Object*>(self.parent), self.target_key);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/groupby.def"
#define NATIVE_TYPE Groupby
#define NATIVE_PREFIX groupby
#define NATIVE_NAME "groupby"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/grouper.def"
#define NATIVE_TYPE Grouper
#define NATIVE_PREFIX grouper
#define NATIVE_NAME "_grouper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constinit TypeData groupby_data = iterator_data(groupby_next, groupby_declare);
constexpr TypeData make_grouper_data() {
  TypeData d = iterator_data(grouper_next, grouper_declare);
  d.spec.doc = nullptr;
  return d;
}
constinit TypeData grouper_data = make_grouper_data();

}  // namespace

constinit Type groupby_type = iterator_type("itertools.groupby", sizeof(Groupby), &groupby_data);
constinit Type grouper_type = iterator_type("itertools._grouper", sizeof(Grouper), &grouper_data, kTypeHaveGC);

}  // namespace sidewinder
