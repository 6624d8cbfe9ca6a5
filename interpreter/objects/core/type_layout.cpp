// Which base a new class extends in memory, and whether two classes have the same layout.
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Size of the fields proper: without the words for attributes and weak references that cls added to those of `base`.
ssize field_size(const Type* cls, const Type* base) {
  ssize size = cls->basic_size;
  if (is_heap_type(cls)) {
    if (cls->data->map_offset && !base->data->map_offset) size -= ssize(sizeof(InstanceWords));
    if (cls->c_dict_offset && !base->c_dict_offset) size -= ssize(sizeof(Object*));
    if (cls->c_weaklist_offset && !base->c_weaklist_offset) size -= ssize(sizeof(Object*));
  }
  return size;
}

bool extends_layout(const Type* cls, const Type* base) {
  return cls->item_size != base->item_size || field_size(cls, base) != base->basic_size;
}

// The class in the chain of bases that determines the layout of cls.
const Type* solid_base(const Type* cls) {
  const Type* base = cls->base ? solid_base(cls->base) : &object_type;
  return cls->base && extends_layout(cls, cls->base) ? cls : base;
}

}  // namespace

bool has_layout_of(const Type* cls, const Type* base) { return is_subtype(solid_base(cls), solid_base(base)); }

Type* best_base(Thread& t, Tuple* bases) {
  Type* chosen = nullptr;
  const Type* widest = nullptr;
  for (ssize i = 0; i < bases->size; i++) {
    if (!is_type((*bases)[i])) return raise_type_error(t, "bases must be types");
    auto* base = cast<Type>((*bases)[i]);
    if (!(base->flags & kTypeBase)) return raise_type_error(t, "type '%s' is not an acceptable base type", base->name);
    const Type* candidate = solid_base(base);
    if (!widest || (candidate != widest && is_subtype(candidate, widest))) {
      widest = candidate;
      chosen = base;
    } else if (!is_subtype(widest, candidate)) {
      return raise_type_error(t, "multiple bases have instance lay-out conflict");
    }
  }
  return chosen;
}

bool same_layout(const Type* a, const Type* b) {
  if (a->basic_size != b->basic_size || a->item_size != b->item_size || a->c_dict_offset != b->c_dict_offset)
    return false;
  if (a->data->map_offset != b->data->map_offset) return false;
  if (a->data->allows_weak_references != b->data->allows_weak_references) return false;
  const Type *x = solid_base(a), *y = solid_base(b);
  if (x == y) return true;
  // Both added the same __slots__ to the same base.
  if (!is_heap_type(x) || !is_heap_type(y) || x->base != y->base) return false;
  auto* p = cast<Tuple>(cast<HeapType>(x)->slot_names);
  auto* q = cast<Tuple>(cast<HeapType>(y)->slot_names);
  if (!p || !q || p->size != q->size) return false;
  for (ssize i = 0; i < p->size; i++)
    if (!str_equal(cast<Str>((*p)[i]), cast<Str>((*q)[i]))) return false;
  return true;
}

Type* calculate_metaclass(Thread& t, Type* metatype, Tuple* bases) {
  Type* winner = metatype;
  for (ssize i = 0; i < bases->size; i++) {
    Object* base = (*bases)[i];
    if (!is_type(base)) {
      Lookup entries = TRY(lookup_on_class(t, base, names::mro_entries));
      if (entries.found())
        return raise_type_error(t, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    if (is_subtype(winner, base->cls)) continue;
    if (!is_subtype(base->cls, winner))
      return raise_type_error(
          t,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
          "metaclasses of all its bases");
    winner = base->cls;
  }
  return winner;
}

}  // namespace sidewinder
