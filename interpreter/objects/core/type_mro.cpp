// The method resolution order: C3 (language reference 3.3.3.1; "The Python 2.3 Method Resolution Order" explains it).
#include <string>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The sequences to merge: the MROs of the bases, then the bases themselves. Each has a position up to which it is
// consumed.
struct Merge {
  Tuple* bases;
  std::vector<ssize> positions;

  explicit Merge(Tuple* b) : bases(b), positions(size_t(b->size) + 1, 0) {}
  Tuple* sequence(ssize i) const { return i < bases->size ? cast<Type>((*bases)[i])->mro : bases; }
  Object* head(ssize i) const {
    Tuple* s = sequence(i);
    return positions[size_t(i)] < s->size ? (*s)[positions[size_t(i)]] : nullptr;
  }
  ssize count() const { return ssize(positions.size()); }

  bool in_a_tail(Object* candidate) const {
    for (ssize i = 0; i < count(); i++) {
      Tuple* s = sequence(i);
      for (ssize j = positions[size_t(i)] + 1; j < s->size; j++)
        if ((*s)[j] == candidate) return true;
    }
    return false;
  }
  // The next class of the order; null: all consumed, or (stuck) no head is free of predecessors.
  Object* next(bool* stuck) const {
    *stuck = false;
    for (ssize i = 0; i < count(); i++) {
      Object* candidate = head(i);
      if (!candidate) continue;
      if (!in_a_tail(candidate)) return candidate;
      *stuck = true;
    }
    return nullptr;
  }
  void consume(Object* chosen) {
    for (ssize i = 0; i < count(); i++)
      if (head(i) == chosen) positions[size_t(i)]++;
  }
};

Raised raise_inconsistent(Thread& t, const Merge& merge) {
  std::string names;
  for (ssize i = 0; i < merge.count(); i++) {
    auto* head = cast<Type>(merge.head(i));
    if (!head) continue;
    std::string name = str_to_utf8(type_name(head));
    if ((", " + names + ",").find(", " + name + ",") != std::string::npos) continue;
    names += (names.empty() ? "" : ", ") + name;
  }
  return raise_type_error(t, "Cannot create a consistent method resolution\norder (MRO) for bases %s", names.c_str());
}

Status check_no_duplicates(Thread& t, Tuple* bases) {
  for (ssize i = 0; i < bases->size; i++)
    for (ssize j = i + 1; j < bases->size; j++)
      if ((*bases)[i] == (*bases)[j])
        return raise_type_error(t, "duplicate base class %U", type_name(cast<Type>((*bases)[i])));
  return Status::ok();
}

Tuple* mro_of_one_base(Type* cls, Tuple* inherited) {
  Tuple* mro = new_tuple(inherited->size + 1);
  if (!mro) return nullptr;
  mro->items[0] = cls;
  for (ssize i = 0; i < inherited->size; i++) mro->items[i + 1] = (*inherited)[i];
  return mro;
}

}  // namespace

Tuple* compute_mro(Thread& t, Type* cls) {
  Tuple* bases = cls->bases;
  for (ssize i = 0; bases && i < bases->size; i++)
    if (!cast<Type>((*bases)[i])->mro)
      return raise_type_error(t, "Cannot extend an incomplete type '%U'", type_name(cast<Type>((*bases)[i])));
  if (!bases || bases->size == 0) {
    Object* self = cls;
    return new_tuple(&self, 1);
  }
  if (bases->size == 1) return mro_of_one_base(cls, cast<Type>((*bases)[0])->mro);
  TRY(check_no_duplicates(t, bases));
  Merge merge(bases);
  ssize most = 1;
  for (ssize i = 0; i < merge.count(); i++) most += merge.sequence(i)->size;
  Object** order = TRY(allocate_raw<Object*>(size_t(most)));
  ssize n = 0;
  order[n++] = cls;
  bool stuck;
  while (Object* chosen = merge.next(&stuck)) {
    order[n++] = chosen;
    merge.consume(chosen);
  }
  if (stuck) return raise_inconsistent(t, merge);
  return new_tuple(order, n);
}

namespace {

bool has_own_mro_method(const Type* cls) {
  Type* metatype = cls->cls;
  return metatype != &type_type && type_lookup(metatype, names::mro) != dict_get_str(type_type.dict, names::mro);
}

// What a metaclass's own mro() says.
Tuple* ask_metaclass(Thread& t, Type* cls) {
  Object* answer = TRY(call_method(t, cls, names::mro, Args{}));
  Tuple* mro = TRY(tuple_from_iterable(t, answer));
  for (ssize i = 0; i < mro->size; i++) {
    if (!is_type((*mro)[i])) return raise_type_error(t, "mro() returned a non-class ('%T')", (*mro)[i]);
    auto* each = cast<Type>((*mro)[i]);
    if (!has_layout_of(cls, each))
      return raise_type_error(t, "mro() returned base with unsuitable layout ('%U')", type_name(each));
  }
  return mro;
}

}  // namespace

Status update_mro(Thread& t, Type* cls, Tuple** replaced) {
  *replaced = nullptr;
  Tuple* old = cls->mro;
  Tuple* fresh = TRY(has_own_mro_method(cls) ? ask_metaclass(t, cls) : compute_mro(t, cls));
  if (cls->mro != old) return Status::ok();  // its own mro() has set it: that is the newer one
  cls->mro = fresh;
  *replaced = fresh;
  return Status::ok();
}

}  // namespace sidewinder
