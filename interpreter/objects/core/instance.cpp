// Instances: their memory, and the attributes of their own in each of the arrangements that instance.h lists.
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/instance_born.h"

#include <bit>
#include <cstdlib>

#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

ReleaseHooks release_hooks;
bool (*instance_born_hook)(Object* o);

namespace {

uint32_t overflow_capacity(uint32_t count) { return count <= 4 ? 4 : std::bit_ceil(count); }

// Makes room for overflow slot number `index` (all before it exist).
Status reserve_overflow(InstanceWords* w, uint32_t index) {
  if (w->extra && index != overflow_capacity(index)) return Status::ok();
  Object** grown = allocate_raw<Object*>(overflow_capacity(index + 1));
  if (!grown) return Raised{};
  if (w->extra) std::memcpy(grown, w->extra, index * sizeof(Object*));
  w->extra = reinterpret_cast<Object*>(grown);
  return Status::ok();
}

// Bytes of the items of an instance whose type is of variable size.
ssize item_bytes_of(const Object* o) {
  const Type* cls = o->cls;
  if (cls->flags & kTypeUnicode) {
    auto* s = cast<Str>(o);
    return (s->length + 1) * s->kind() + (s->is_ascii() ? 0 : 24);
  }
  ssize count = std::abs(cast<VarObject>(o)->size);
  if (cls->flags & kTypeLong) count = std::max<ssize>(count, 2);  // two digits at least
  return count * cls->item_size;
}

Status delete_slot(Thread& t, Object* o, InstanceWords* w, int slot) {
  Map* map = w->map;
  if (uint32_t(slot) + 1 == map->count) {  // the newest attribute: back to where we came from
    instance_slot(w, slot) = nullptr;
    w->map = map->parent;
    return Status::ok();
  }
  Str* name = map->names[slot];
  TRY(instance_to_dictionary(t, o, o->cls));
  TRY(dict_delete(t, cast<Dict>(w->extra), name));
  return Status::ok();
}

Status set_in_words(Thread& t, Object* o, Str* name, Object* value) {
  InstanceWords* w = instance_words(o);
  if (!w->map->is_dictionary) {
    int slot = map_find(w->map, name);
    if (slot != kNoSlot) {
      if (!value) return delete_slot(t, o, w, slot);
      instance_slot(w, slot) = value;
      return Status::ok();
    }
    if (!value) return raise_attribute_error(t, o, name);
    Map* next = map_add(t, w->map, name);
    if (!next) return Raised{};
    if (!next->is_dictionary) return instance_transition(t, o, next, value);
    TRY(instance_to_dictionary(t, o, o->cls));
  }
  Dict* dict = cast<Dict>(w->extra);
  if (value) return dict_set(t, dict, name, value);
  Truth deleted = dict_delete(t, dict, name);
  if (deleted == Truth::False) return raise_attribute_error(t, o, name);
  return deleted == Truth::Error ? Status(Raised{}) : Status::ok();
}

Status set_in_plain_dict(Thread& t, Object* o, Object** word, Str* name, Object* value) {
  if (!value) {
    Truth deleted = *word ? dict_delete(t, cast<Dict>(*word), name) : Truth::False;
    if (deleted == Truth::False) return raise_attribute_error(t, o, name);
    return deleted == Truth::Error ? Status(Raised{}) : Status::ok();
  }
  if (!*word) {
    Dict* dict = TRY(new_dict(t));
    if (needs_release(o->cls) && o->cls->c_dict_offset > 0) dict->refcount++;  // C's tp_dealloc gives it back
    *word = dict;
  }
  return dict_set(t, cast<Dict>(*word), name, value);
}

void release_instance(Object* o) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  release_hooks.release(t, o);
}

// Runs __del__, once. What it raises is reported and forgotten: there is nobody to catch it. It may have made the
// instance live again, so what C gives back waits until it is found dead once more.
void finalize_instance(Object* o) {
  UnaryFn finalize = slots_of(o).finalize;
  bool releases = needs_release(o->cls);
  if (finalize && !(o->refcount & kFlagFinalized)) {
    Thread& t = current_thread();
    PendingSaved saved(t);
    o->refcount |= kFlagFinalized;
    if (!finalize(t, o)) report_unraisable(t, type_lookup_special(o->cls, Special::Del));
  }
  if (releases && !register_release(o, release_instance)) release_instance(o);
}

}  // namespace

namespace {
template <MemoryKind kKind> Object* allocate_of_kind(Thread& t, Type* cls, size_t item_bytes) {
  TypeData* data = cls->data;
  size_t bytes = size_t(cls->basic_size) + item_bytes;
  Map* map = data->map_offset ? data->root_map : nullptr;
  if (map) bytes += map->inline_capacity * sizeof(Object*);
  Object* o = new_object<Object, kKind>(cls, (bytes + 7) & ~size_t(7));
  if (!o) [[unlikely]]
    return nullptr;
  if (map) instance_words(o)->map = map;
  if (data->slots.finalize && !register_finalizer(o, finalize_instance)) return raise_memory_error(t);
  if (needs_release(cls)) [[unlikely]] {
    if (!instance_born_hook(o)) return raise_memory_error(t);
  }
  return o;
}
}  // namespace

void* allocate_instance(Thread& t, Type* cls, size_t item_bytes) {
  return allocate_of_kind<MemoryKind::Object>(t, cls, item_bytes);
}

void* allocate_weak_instance(Thread& t, Type* cls) { return allocate_of_kind<MemoryKind::Weak>(t, cls, 0); }

Status register_instance_finalizer(Thread& t, Object* o) {
  if (!slots_of(o).finalize || (o->refcount & kFlagFinalized) || register_finalizer(o, finalize_instance))
    return Status::ok();
  return raise_memory_error(t);
}

Status register_instance_finalizers(Thread& t, const Type* cls) {
  size_t count;
  Object** all = live_objects(&count);
  if (!all) return raise_memory_error(t);
  Status status = Status::ok();
  for (size_t i = 0; i < count && !status.failed(); i++)
    if (all[i]->cls->mro && is_instance(all[i], cls)) status = register_instance_finalizer(t, all[i]);
  free_permanent(all);
  return status;
}

Object* new_instance(Thread& t, Type* cls) { return static_cast<Object*>(allocate_instance(t, cls)); }

Object** instance_dict_word(Object* o) {
  ssize offset = o->cls->c_dict_offset;
  if (offset == 0) return nullptr;
  char* base = reinterpret_cast<char*>(o);
  if (offset < 0) offset += (o->cls->basic_size + item_bytes_of(o) + 7) & ~ssize(7);
  return reinterpret_cast<Object**>(base + offset);
}

Object*& instance_slot_behind_text(Object* o, ssize offset) {
  ssize text_bytes = (item_bytes_of(o) + 7) & ~ssize(7);
  return *reinterpret_cast<Object**>(reinterpret_cast<char*>(o) + offset + text_bytes);
}

bool has_own_attributes(const Type* cls) { return cls->data->map_offset || cls->c_dict_offset; }

Status instance_to_dictionary(Thread& t, Object* o, Type* owner) {
  InstanceWords* w = instance_words(o);
  Map* map = w->map;
  if (!map->is_dictionary) {
    Dict* dict = TRY(new_dict(t));
    for (uint32_t i = 0; i < map->count; i++) TRY(dict_set_str(t, dict, map->names[i], instance_slot(w, int(i))));
    for (uint32_t i = 0; i < std::min<uint32_t>(map->count, map->inline_capacity); i++) w->slots[i] = nullptr;
    w->extra = dict;
  }
  w->map = owner->data->dictionary_map;
  return Status::ok();
}

Status instance_transition(Thread&, Object* o, Map* next, Object* value) {
  PY_DCHECK(!next->is_dictionary && next->parent == instance_words(o)->map);
  InstanceWords* w = instance_words(o);
  uint32_t slot = next->count - 1;
  if (slot >= next->inline_capacity) TRY(reserve_overflow(w, slot - next->inline_capacity));
  w->map = next;
  instance_slot(w, int(slot)) = value;
  return Status::ok();
}

Lookup instance_get(Thread& t, Object* o, Str* name) {
  if (o->cls->data->map_offset) {
    InstanceWords* w = instance_words(o);
    if (w->map->is_dictionary) return dict_get(t, cast<Dict>(w->extra), name);
    int slot = map_find(w->map, name);
    if (slot == kNoSlot) return Lookup::missing();
    return instance_slot(w, slot);
  }
  Object** word = instance_dict_word(o);
  return word && *word ? dict_get(t, cast<Dict>(*word), name) : Lookup::missing();
}

Status instance_set(Thread& t, Object* o, Str* name, Object* value) {
  if (o->cls->data->map_offset) return set_in_words(t, o, name, value);
  Object** word = instance_dict_word(o);
  if (!word) return raise_attribute_error(t, o, name);
  return set_in_plain_dict(t, o, word, name, value);
}

Dict* instance_dict(Thread& t, Object* o) {
  if (o->cls->data->map_offset) {
    TRY(instance_to_dictionary(t, o, o->cls));
    return cast<Dict>(instance_words(o)->extra);
  }
  Object** word = instance_dict_word(o);
  PY_CHECK(word);
  if (!*word) *word = TRY(new_dict(t));
  return cast<Dict>(*word);
}

}  // namespace sidewinder
