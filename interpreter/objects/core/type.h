// Type objects: CPython 3.11's PyTypeObject, byte for byte, with our own data behind one pointer (`data`, at tp_cache).
// The core dispatches through TypeData::slots; the C slots (tp_*) stay empty until cpyext fills them.
#pragma once

#include "interpreter/objects/core/args.h"
#include "interpreter/objects/core/native_method.h"
#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Dict;
struct Map;
struct Str;
struct Tuple;
struct TypeData;

enum class CompareOp : uint8_t { Lt, Le, Eq, Ne, Gt, Ge };  // CPython's numbers

enum class BinaryOp : uint8_t {
#define OPERATOR(name, ...) name,
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
  kCount
};

enum class Special : uint8_t {
#define SPECIAL(name, ...) name,
#include "interpreter/objects/core/specials.def"
#undef SPECIAL
  kCount
};

using UnaryFn = Object* (*)(Thread&, Object*);
// both orders reach it; not_implemented() if not its business
using BinaryFn = Object* (*)(Thread&, Object* a, Object* b);
using RepeatFn = Object* (*)(Thread&, Object* sequence, ssize times);
using CompareFn = Object* (*)(Thread&, Object* a, Object* b, CompareOp op);  // may return not_implemented()
using HashFn = Result<ssize> (*)(Thread&, Object*);
using LengthFn = Result<ssize> (*)(Thread&, Object*);
using TruthFn = Truth (*)(Thread&, Object*);
using ContainsFn = Truth (*)(Thread&, Object* container, Object* item);
using CallFn = Object* (*)(Thread&, Object* callee, Args);
// missing: exhausted (a pending StopIteration counts too: see iterator_next)
using NextFn = Lookup (*)(Thread&, Object*);
using GetAttrFn = Lookup (*)(Thread&, Object*, Str* name);  // missing: no such attribute, nothing raised yet
using SetAttrFn = Status (*)(Thread&, Object*, Str* name, Object* value /* null: delete */);
using SetItemFn = Status (*)(Thread&, Object*, Object* key, Object* value /* null: delete */);
using DescriptorGetFn = Object* (*)(Thread&, Object* descriptor, Object* instance /* or null */, Type* owner);
using DescriptorSetFn = Status (*)(Thread&, Object* descriptor, Object* instance, Object* value /* null: delete */);
using NewFn = Object* (*)(Thread&, Type* cls, Args);
using InitFn = Status (*)(Thread&, Object* self, Args);

// The core's operations on a type. Null: not supported. Inherited by ready_type; a Python class that defines the
// special method gets a function here that calls it.
struct Slots {
  UnaryFn repr = nullptr, str = nullptr, iter = nullptr, index = nullptr, to_int = nullptr, to_float = nullptr,
          negative = nullptr, positive = nullptr, absolute = nullptr, invert = nullptr;
  HashFn hash = nullptr;
  LengthFn length = nullptr;
  TruthFn truth = nullptr;
  CallFn call = nullptr;
  GetAttrFn get_attribute = nullptr;
  SetAttrFn set_attribute = nullptr;
  CompareFn compare = nullptr;
  NextFn next = nullptr;
  DescriptorGetFn descriptor_get = nullptr;
  DescriptorSetFn descriptor_set = nullptr;
  NewFn create = nullptr;
  InitFn init = nullptr;
  BinaryFn get_item = nullptr;
  SetItemFn set_item = nullptr;
  ContainsFn contains = nullptr;
  UnaryFn finalize = nullptr;
  // + and * of sequences (sq_concat ... in C), asked when the operators' slots of both operands have declined; see
  // sequence_operators.def. `a` is the sequence; a wrong `b` is an error. In-place forms null: the plain ones do.
  BinaryFn concat = nullptr, in_place_concat = nullptr;
  RepeatFn repeat = nullptr, in_place_repeat = nullptr;
  BinaryFn binary[int(BinaryOp::kCount)] = {};
  BinaryFn in_place[int(BinaryOp::kCount)] = {};
};

// What a built-in type declares, beside its slots: static tables, read once by ready_type.
struct TypeSpec {
  const NativeMethod* methods = nullptr;  // each ends with a row whose name is null
  const NativeGetSet* getsets = nullptr;
  const NativeMember* members = nullptr;
  const char* doc = nullptr;
};

// Per-type data of the core.
struct TypeData {
  Slots slots{};
  TypeSpec spec{};
  // hidden class of a new instance; null: instances have no attributes of their own, or a plain dict
  Map* root_map = nullptr;
  int32_t map_offset = 0;     // of {map, extra} in instances; 0: none
  uint16_t inline_slots = 4;  // for the next root map
  bool is_heap = false;
  bool has_getattr_hook = false;  // defines __getattr__ (the generic lookup asks it)
  bool overrides_get_attribute = false;
  bool allows_weak_references = false;
  // what lookup of the special finds in the MRO; null: nothing. Kept true by type_modified
  Object* special[int(Special::kCount)] = {};
  Object* subclasses = nullptr;                   // weak links to the direct ones: type_subclasses.cpp
  Object* slots_names = nullptr;                  // __slots__ of a heap type
  Map* dictionary_map = nullptr;                  // of the instances in dictionary mode
  Object* forward[int(BinaryOp::kCount)] = {};    // as `special`, for __add__ ...,
  Object* reflected[int(BinaryOp::kCount)] = {};  // __radd__ ...,
  Object* in_place[int(BinaryOp::kCount)] = {};   // and __iadd__ ...
};

struct Type : VarObject {       // PyTypeObject: 408 bytes
  const char* name;             // tp_name 24
  ssize basic_size, item_size;  // 32, 40
  void* c_dealloc;              // 48
  ssize c_vectorcall_offset;    // 56
  void *c_getattr, *c_setattr, *c_as_async, *c_repr, *c_as_number, *c_as_sequence, *c_as_mapping;  // 64..112
  void *c_hash, *c_call, *c_str, *c_getattro, *c_setattro, *c_as_buffer;                           // 120..160
  unsigned long flags;                                                                             // 168
  const char* doc;                                                                                 // 176
  void *c_traverse, *c_clear, *c_richcompare;                                                      // 184, 192, 200
  ssize c_weaklist_offset;                                                                         // 208
  void *c_iter, *c_iternext, *c_methods, *c_members, *c_getset;                                    // 216..248
  Type* base;                                                                                      // 256
  Dict* dict;                                                                                      // 264
  void *c_descr_get, *c_descr_set;                                                                 // 272, 280
  ssize c_dict_offset;                                                                             // 288
  void *c_init, *c_alloc, *c_new, *c_free, *c_is_gc;                                               // 296..328
  Tuple* bases;                                                                                    // 336
  Tuple* mro;                                                                                      // 344
  TypeData* data;                                                                                  // 352, tp_cache
  Object* c_subclasses;                                                                            // 360
  Object* c_weaklist;                                                                              // 368
  void* c_del;                                                                                     // 376
  // 384, tp_version_tag: unique; changes whenever an attribute of it or of a base changes
  unsigned int version;
  void* c_finalize;    // 392
  void* c_vectorcall;  // 400

  static Type* type();
};
static_assert(sizeof(Type) == 408);

// Bits of `flags`, CPython's values.
enum TypeFlag : unsigned long {
  kTypeImmutable = 1UL << 8,
  kTypeHeap = 1UL << 9,
  kTypeBase = 1UL << 10,
  kTypeHaveVectorcall = 1UL << 11,
  kTypeReady = 1UL << 12,
  kTypeHaveGC = 1UL << 14,
  kTypeMethodDescriptor = 1UL << 17,
  kTypeIsAbstract = 1UL << 20,  // has abstract methods
  kTypeMatchSelf = 1UL << 22,
  kTypeSequence = 1UL << 5,
  kTypeMapping = 1UL << 6,
  kTypeSubscriptOnly = 1UL << 3,  // [] is no sequence's: not iterable for it; not CPython's bit
  kTypeDisallowInstantiation = 1UL << 7,
  kTypeDefault = 1UL << 18,
  kTypeLong = 1UL << 24,
  kTypeList = 1UL << 25,
  kTypeTuple = 1UL << 26,
  kTypeBytes = 1UL << 27,
  kTypeUnicode = 1UL << 28,
  kTypeDict = 1UL << 29,
  kTypeBaseException = 1UL << 30,
  kTypeType = 1UL << 31,
};

PY_ALWAYS_INLINE Slots& slots_of(const Object* o) { return o->cls->data->slots; }
PY_ALWAYS_INLINE bool has_flag(const Object* o, TypeFlag flag) { return o->cls->flags & flag; }

// Static built-in types: a file defines
//   constinit TypeData float_data = make_float_data();  // slots, and the tables by float_declare (native_table.inc)
//   constinit Type float_type = static_type("float", sizeof(Float), 0, flags, &float_data);
// (`base` null means object) and adds itself to the list in objects/core/builtin_types.def, from which
// ready_builtin_types() makes dict, mro, inherited slots.
constexpr Type static_type(const char* name, ssize basic_size, ssize item_size, unsigned long flags, TypeData* data,
                           Type* base = nullptr);
// The same type with a word for a plain __dict__ at `offset` of its instances.
constexpr Type with_dict_at(ssize offset, Type t) {
  t.c_dict_offset = offset;
  return t;
}

extern Type type_type, object_type;

constexpr Type static_type(const char* name, ssize basic_size, ssize item_size, unsigned long flags, TypeData* data,
                           Type* base) {
  Type t{};
  t.refcount = kRefcountBias;
  t.cls = &type_type;
  t.name = name;
  t.basic_size = basic_size;
  t.item_size = item_size;
  t.flags = flags | kTypeDefault | kTypeImmutable;
  t.base = base;
  t.data = data;
  return t;
}

bool is_subtype(const Type* a, const Type* b);  // by the MRO
PY_ALWAYS_INLINE bool is_instance(const Object* o, const Type* b) { return o->cls == b || is_subtype(o->cls, b); }

// Attribute of the class by its MRO, without binding; null if there is none. Never raises. Cached by type version.
Object* type_lookup(Type* cls, Str* name);
inline Object* type_lookup_special(Type* cls, Special s) { return cls->data->special[int(s)]; }
extern Str* special_names[int(Special::kCount)];  // interned, as are
extern Str* forward_names[int(BinaryOp::kCount)];
extern Str* reflected_names[int(BinaryOp::kCount)];
extern Str* in_place_names[int(BinaryOp::kCount)];  // null where the operator has none
// Call after any write to cls->dict: new versions for it and its subclasses, specials and slots recomputed.
void type_modified(Thread& t, Type* cls);
void ready_builtin_types(Thread& t);
void ready_type(Thread& t, Type* cls);  // of a module's static type; once or more
// The class statement's and type()'s work: a new heap type. Also used by tests.
Type* new_heap_type(Thread& t, Type* metatype, Str* name, Tuple* bases, Dict* namespace_, Args keywords);

}  // namespace sidewinder
