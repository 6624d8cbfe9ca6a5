// Memory of instances. A class says where its instances keep attributes of their own:
//   data->map_offset > 0   {map, extra, inline slots} there (core/map.h): Python classes over a base of fixed size
//   c_dict_offset > 0      one word for a plain Dict at that offset: exceptions, functions, modules
//   c_dict_offset < 0      one word for a plain Dict behind the items: subclasses of int, tuple, bytes, str
//   all zero               no attributes
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/map.h"

namespace sidewinder {

// Memory for an instance of cls (a built-in type or a Python class derived from one): cls->basic_size + item_bytes,
// zeroed, scanned by the collector, head set, {map, extra} ready. `item_bytes` are what the base type's items need
// beyond its own basic_size. Null: MemoryError is pending. `create` slots use it: `auto* self =
// static_cast<T*>(allocate_instance(t, cls))`.
void* allocate_instance(Thread& t, Type* cls, size_t item_bytes = 0);

// The same for classes of weak references: MemoryKind::Weak.
void* allocate_weak_instance(Thread& t, Type* cls);

// The C API's part in the life of instances; null until an extension module is there.
struct ReleaseHooks {
  bool (*needed)(const Type* cls) = nullptr;        // instances of cls hold something outside of the heap
  void (*release)(Thread& t, Object* o) = nullptr;  // gives it back, when the instance is dead; raises nothing
};
extern ReleaseHooks release_hooks;
inline bool needs_release(const Type* cls) { return release_hooks.needed && release_hooks.needed(cls); }

// For __del__: of an instance whose class has it now; of all instances of a class that got it after they were made.
Status register_instance_finalizer(Thread& t, Object* o);
Status register_instance_finalizers(Thread& t, const Type* cls);

// The word that holds the plain Dict of an instance (null while there is none); null if the class has no such word.
Object** instance_dict_word(Object* o);
// A name of __slots__ of a subclass of str: its word lies behind the text, wherever that ends. The offset is what it
// were without text.
Object*& instance_slot_behind_text(Object* o, ssize offset);
// True if instances of cls can have attributes of their own.
bool has_own_attributes(const Type* cls);

}  // namespace sidewinder
