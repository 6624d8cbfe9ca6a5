// Classes made at run time: CPython's PyHeapTypeObject (904 bytes), of which the core uses the names. How they are
// built: heap_type.cpp (the class statement), type_layout.cpp (which base, which words), type_mro.cpp (C3),
// slot_dispatch.cpp (slots).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct HeapType : Type {
  char c_tables[440];  // 408: as_async, as_number, as_mapping, as_sequence, as_buffer
  Str* name_object;    // 848: ht_name
  Object* slot_names;  // 856: ht_slots, tuple or null
  Str* qualname;       // 864
  void* cached_keys;   // 872
  Object* module;      // 880: of types made by C
  char* name_storage;  // 888: tp_name when it is not the text of name_object
  void* spec_cache;    // 896
};
static_assert(sizeof(HeapType) == 904);

// What a class has of its base.
constexpr unsigned long kInheritedFlags = kTypeLong | kTypeList | kTypeTuple | kTypeBytes | kTypeUnicode | kTypeDict |
                                          kTypeBaseException | kTypeType | kTypeMatchSelf | kTypeSequence |
                                          kTypeMapping;

// Its __new__ is or was written in Python, or that of the class it extends: object.__new__ takes no arguments for it,
// even if __new__ is object's again (as in CPython). Above the bits that C knows.
constexpr unsigned long kNewInPython = 1UL << 40;

PY_ALWAYS_INLINE bool is_type(const Object* o) { return has_flag(o, kTypeType); }
inline bool is_heap_type(const Type* cls) { return cls->flags & kTypeHeap; }

Str* type_name(const Type* cls);              // __name__: without the module
Str* type_name_in_messages(const Type* cls);  // of a built-in class with its module, as C has it in tp_name
Str* type_qualname(const Type* cls);
Object* type_module(Thread& t, Type* cls);  // __module__: any object; null: AttributeError is pending

// One attribute of the class's own dict; value null: delete (missing: AttributeError). Versions and slots follow.
Status type_set_own(Thread& t, Type* cls, Str* name, Object* value);
// Like type_modified, when only `name` has changed: specials and slots are recomputed only if it is one.
void type_attribute_changed(Thread& t, Type* cls, Str* name);

// Lookup in the class as an object, `cls.name`: type.__getattribute__.
Lookup type_get_attribute(Thread& t, Object* cls, Str* name);
Status type_set_attribute(Thread& t, Object* cls, Str* name, Object* value);

// The getsets __dict__ and __weakref__ that a Python class puts into its dict when its instances got these from it.
extern const NativeGetSet instance_dict_getset, instance_weakref_getset;
// Gives the heap type its __name__. TypeError or ValueError if it is none.
Status type_set_name(Thread& t, HeapType* cls, Object* name);

// C3 linearisation of cls from cls->bases (null: TypeError pending).
Tuple* compute_mro(Thread& t, Type* cls);
// Sets cls->mro anew, by the metaclass's mro() if it has one. `replaced`: the new order; null if mro() itself led to
// another one being set.
Status update_mro(Thread& t, Type* cls, Tuple** replaced);
bool has_layout_of(const Type* cls, const Type* base);  // instances of cls have base's fields where base has them
// The most derived metaclass among `metatype` and those of the bases, or null with TypeError pending.
Type* calculate_metaclass(Thread& t, Type* metatype, Tuple* bases);
// The base whose layout the new class extends, or null with TypeError pending.
Type* best_base(Thread& t, Tuple* bases);
bool same_layout(const Type* a, const Type* b);  // __class__ can be assigned
// Direct subclasses, as a new list.
Object* type_subclasses(Thread& t, Type* cls);
Status add_subclass(Thread& t, Type* base, Type* subclass);
void remove_subclass(Type* base, Type* subclass);
ssize subclass_count(const Type* cls);        // places; a class that died leaves an empty one
Type* subclass_at(const Type* cls, ssize i);  // or null

// Recomputes specials of cls, and of a heap type its slots, from the MRO. type_modified calls it for cls and its
// subclasses.
void update_specials(Type* cls);
void update_slots(Type* cls);
void new_type_version(Type* cls);
// Heads of the static types, singletons and names that everything else needs; the first step of ready_builtin_types.
void initialize_special_names();

}  // namespace sidewinder
