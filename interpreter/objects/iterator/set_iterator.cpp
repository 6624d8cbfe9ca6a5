#include "interpreter/objects/iterator/set_iterator.h"

#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

Lookup set_iterator_next(Thread& t, Object* o) {
  SetIterator* it = static_cast<SetIterator*>(o);
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

Object* method_length_hint(Thread&, Object* o, Args) {
  SetIterator* it = static_cast<SetIterator*>(o);
  return int_from_int64(it->set && it->used == it->set->used ? it->remaining : 0);
}

constexpr NativeMethod methods[] = {{"__length_hint__", method_length_hint}, {nullptr, nullptr}};
constinit TypeData set_iterator_data = iterator_data(set_iterator_next, methods);

}  // namespace

constinit Type set_iterator_type =
    static_type("set_iterator", sizeof(SetIterator), 0, kIteratorFlags, &set_iterator_data);

SetIterator* new_set_iterator(Set* set) {
  SetIterator* it = TRY(new_object<SetIterator>(&set_iterator_type));
  it->set = set;
  it->used = it->remaining = set->used;
  return it;
}

}  // namespace sidewinder
