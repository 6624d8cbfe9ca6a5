#include "interpreter/objects/iterator/set_iterator.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

Lookup set_iterator_next(Thread& t, Object* o) {
  SetIterator* it = cast<SetIterator>(o);
  if (!it->set) return Lookup::missing();
  if (it->used != it->set->used) {
    it->used = -1;  // sticks
    return raise(t, exceptions::RuntimeError, "Set changed size during iteration");
  }
  Object* key;
  if (set_next(it->set, &it->position, &key)) {
    it->remaining--;
    return key;
  }
  it->set = nullptr;
  return Lookup::missing();
}

ssize set_iterator_length_hint(const SetIterator& self) {
  return self.set && self.used == self.set->used ? self.remaining : 0;
}

// What is left, as a list: it is read from a copy.
Object* set_iterator_reduce(Thread& t, const SetIterator& self) {
  SetIterator* copy = TRY(new_object<SetIterator>(self.cls));
  auto refcount = copy->refcount;
  *copy = self;
  copy->refcount = refcount;
  return reduce_to_call(t, "iter", TRY(list_from_iterable(t, copy)));
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE SetIterator
#define NATIVE_PREFIX set_iterator
#define NATIVE_NAME "set_iterator"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData set_iterator_data = iterator_data(set_iterator_next, set_iterator_declare);
constinit Type set_iterator_type =
    static_type("set_iterator", sizeof(SetIterator), 0, kIteratorFlags, &set_iterator_data);

SetIterator* new_set_iterator(Set* set) {
  SetIterator* it = TRY(new_object<SetIterator>(&set_iterator_type));
  it->set = set;
  it->used = set->used;
  it->remaining = set->used;
  return it;
}

}  // namespace sidewinder
