// PyType_Ready: a type that C describes takes its place among the core's. What it leaves out it has of its base, slot
// by slot, as CPython's inherit_slots does it; then the core's Slots are made from C's.
#include "interpreter/cpyext/objects/type_ready.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/bridge/methods.h"
#include "interpreter/cpyext/bridge/slots.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/ends_at_once.h"
#include "interpreter/cpyext/objects/object_memory.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance_born.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// --- what comes from a base: C's slots ------------------------------------------------------------------

// What a base has of its own base is not looked at: another base of the type, later in the mro, may define it.
template <class Slot> bool defines(Slot slot, Slot of_its_base) { return slot && slot != of_its_base; }

#define INHERIT(field) \
  if (!own->field && defines(base->field, of_its_base->field)) own->field = base->field;

// Into a table of the type's own only: without one it shares that of its one base, in the end (share_tables).
template <class Table> void inherit_table(Table* own, const Table* base, const Table* of_its_base) {
  if (!own || !base || own == base) return;
  auto** slots = reinterpret_cast<void**>(own);
  auto* const* from = reinterpret_cast<void* const*>(base);
  auto* const* known = reinterpret_cast<void* const*>(of_its_base);
  for (size_t i = 0; i < sizeof *own / sizeof(void*); i++)
    if (!slots[i] && defines<void*>(from[i], known ? known[i] : nullptr)) slots[i] = from[i];
}

bool has_equality(const PyTypeObject* c, Type* cls) {
  return c->tp_richcompare || c->tp_hash || dict_get_str(cls->dict, special_names[int(Special::Eq)]) ||
         dict_get_str(cls->dict, names::hash);
}

void inherit_attribute_access(PyTypeObject* own, const PyTypeObject* base) {
  if (!own->tp_getattr && !own->tp_getattro) {
    own->tp_getattr = base->tp_getattr;
    own->tp_getattro = base->tp_getattro;
  }
  if (!own->tp_setattr && !own->tp_setattro) {
    own->tp_setattr = base->tp_setattr;
    own->tp_setattro = base->tp_setattro;
  }
}

// Collected or not, an instance is dealt with by one set of functions.
void inherit_memory(PyTypeObject* own, const PyTypeObject* base, const PyTypeObject* of_its_base) {
  if (!(own->tp_flags & Py_TPFLAGS_HAVE_GC) && (base->tp_flags & Py_TPFLAGS_HAVE_GC) && !own->tp_traverse &&
      !own->tp_clear) {
    own->tp_flags |= Py_TPFLAGS_HAVE_GC;
    own->tp_traverse = base->tp_traverse;
    own->tp_clear = base->tp_clear;
  }
  INHERIT(tp_dealloc)
  INHERIT(tp_alloc)
  INHERIT(tp_is_gc)
  INHERIT(tp_finalize)
  if (!own->tp_free) own->tp_free = own->tp_flags & Py_TPFLAGS_HAVE_GC ? PyObject_GC_Del : PyObject_Free;
}

#define INHERIT_TABLE(field) inherit_table(own->field, base->field, of_its_base->field);
void inherit_c_slots(PyTypeObject* own, PyTypeObject* base, Type* cls) {
  static const PyTypeObject kNothing = {};
  const PyTypeObject* of_its_base = base->tp_base ? base->tp_base : &kNothing;
  inherit_attribute_access(own, base);
  if (!has_equality(own, cls)) {
    own->tp_richcompare = base->tp_richcompare;
    own->tp_hash = base->tp_hash;
  }
  INHERIT(tp_repr)
  INHERIT(tp_str)
  INHERIT(tp_iter)
  INHERIT(tp_iternext)
  if (!own->tp_descr_get && defines(base->tp_descr_get, of_its_base->tp_descr_get)) {
    own->tp_descr_get = base->tp_descr_get;
    bool is_static = !(own->tp_flags & Py_TPFLAGS_HEAPTYPE);
    if (is_static && (base->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR)) own->tp_flags |= Py_TPFLAGS_METHOD_DESCRIPTOR;
  }
  INHERIT(tp_descr_set)
  INHERIT(tp_init)
  if (!own->tp_call && defines(base->tp_call, of_its_base->tp_call)) {
    own->tp_call = base->tp_call;
    if (!(own->tp_flags & Py_TPFLAGS_HEAPTYPE) && (base->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL))
      own->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL;
  }
  INHERIT(tp_vectorcall_offset)
  inherit_memory(own, base, of_its_base);
  INHERIT_TABLE(tp_as_number)
  INHERIT_TABLE(tp_as_sequence)
  INHERIT_TABLE(tp_as_mapping)
  INHERIT_TABLE(tp_as_async)
  INHERIT_TABLE(tp_as_buffer)
}

#define SHARE(table) \
  if (!own->table) own->table = base->table;
void share_tables(PyTypeObject* own, const PyTypeObject* base) {
  SHARE(tp_as_number)
  SHARE(tp_as_sequence)
  SHARE(tp_as_mapping)
  SHARE(tp_as_async)
  SHARE(tp_as_buffer)
}

// --- layout -----------------------------------------------------------------------------------------------

void inherit_layout(Type* cls) {
  Type* base = cls->base;
  auto* own = borrowed(cls);
  auto* from = borrowed(base);
  cls->flags |= base->flags & kInheritedFlags;
  if (!own->tp_basicsize) own->tp_basicsize = from->tp_basicsize;
  if (!own->tp_itemsize) own->tp_itemsize = from->tp_itemsize;
  // Over a class of Python's C may lay the instances out anew, with a word for a dict of its own (mypyc does).
  cls->data->map_offset = own->tp_dictoffset ? 0 : base->data->map_offset;
  if (!own->tp_dictoffset) own->tp_dictoffset = from->tp_dictoffset;
  if (!own->tp_weaklistoffset) own->tp_weaklistoffset = from->tp_weaklistoffset;
  cls->data->allows_weak_references = own->tp_weaklistoffset > 0 || base->data->allows_weak_references;
}

Status give_data(Thread& t, Type* cls) {
  if (cls->data) return Status::ok();
  Object** memory = allocate_permanent((sizeof(TypeData) + sizeof(Object*) - 1) / sizeof(Object*));
  if (!memory) return raise_memory_error(t);
  cls->data = new (memory) TypeData{};
  cls->data->spec.doc = cls->doc;
  return Status::ok();
}

// --- the class's dict ---------------------------------------------------------------------------------------

Status put(Thread& t, Type* cls, Str* name, Object* value) {
  if (dict_get_str(cls->dict, name)) return Status::ok();
  return dict_set_str(t, cls->dict, name, value);
}

// Special methods for the slots that the type brings itself.
Status add_slot_wrappers(Thread& t, Type* cls, Slots own) {
  for (int i = 0; i < slot_definition_count; i++) {
    const SlotDefinition& d = slot_definitions[i];
    void* function = slot_at(cls->data->slots, d.offset);
    if (!function || !slot_at(own, d.offset) || !*d.name) continue;
    if (d.kind == SlotKind::None || d.kind == SlotKind::New) continue;
    TRY(put(t, cls, intern(d.name), TRY(new_slot_wrapper(t, cls, &d, function))));
  }
  if (own.create) TRY(put(t, cls, names::new_, TRY(new_constructor(t, cls))));
  return Status::ok();
}

Status add_tables(Thread& t, Type* cls) {
  auto* c = borrowed(cls);
  TRY(add_methods(t, cls, c->tp_methods));
  TRY(add_members(t, cls, c->tp_members));
  TRY(add_getsets(t, cls, c->tp_getset));
  TRY(add_async_methods(t, cls));
  TRY(put(t, cls, names::doc, TRY(doc_without_signature(_PyType_Name(c), c->tp_doc))));
  if (c->tp_hash == PyObject_HashNotImplemented || (c->tp_richcompare && !c->tp_hash))
    TRY(put(t, cls, names::hash, none()));
  return Status::ok();
}

// --- bases ----------------------------------------------------------------------------------------------------

Status ready_base(Thread& t, Type* base) {
  if (!(base->flags & kTypeReady)) return ready_c_type(t, base);
  if (!base->c_as_number && !base->c_dealloc) fill_c_slots(base);
  return Status::ok();
}

Status find_bases(Thread& t, Type* cls) {
  if (!cls->base) cls->base = cls->bases ? TRY(best_base(t, cls->bases)) : &object_type;
  if (!cls->bases) cls->bases = TRY(new_tuple(reinterpret_cast<Object**>(&cls->base), 1));
  for (ssize i = 0; i < cls->bases->size; i++) TRY(ready_base(t, cast<Type>((*cls->bases)[i])));
  TRY(ready_base(t, cls->base));
  if (!cls->cls) cls->cls = cls->base->cls;
  return Status::ok();
}

Status link(Thread& t, Type* cls) {
  cls->mro = TRY(compute_mro(t, cls));
  for (ssize i = 1; i < cls->mro->size; i++)
    cls->flags |= cast<Type>((*cls->mro)[i])->flags & (kTypeSequence | kTypeMapping);
  for (ssize i = 0; i < cls->bases->size; i++) TRY(add_subclass(t, cast<Type>((*cls->bases)[i]), cls));
  new_type_version(cls);
  update_specials(cls);
  return Status::ok();
}

void inherit_from_mro(Type* cls) {
  for (ssize i = 1; i < cls->mro->size; i++) inherit_c_slots(borrowed(cls), borrowed(cast<Type>((*cls->mro)[i])), cls);
  share_tables(borrowed(cls), borrowed(cls->base));
}

// A type over object alone that says no tp_new cannot be called, unless it is a heap type.
void inherit_new(PyTypeObject* own, const PyTypeObject* base) {
  bool of_object = base == &PyBaseObject_Type && !(own->tp_flags & Py_TPFLAGS_HEAPTYPE);
  if (own->tp_flags & Py_TPFLAGS_DISALLOW_INSTANTIATION) own->tp_new = nullptr;
  else if (!own->tp_new && !of_object) own->tp_new = base->tp_new;
  else if (!own->tp_new) own->tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
}

// --- classes of Python whose metaclass is of C -----------------------------------------------------------------

bool makes_class_memory(const Type* metatype) {
  auto alloc = borrowed(const_cast<Type*>(metatype))->tp_alloc;
  return alloc && alloc != PyType_GenericAlloc;
}

HeapType* allocate_class(Thread& t, Type* metatype) {
  PyObject* made = borrowed(metatype)->tp_alloc(borrowed(metatype), 0);
  return static_cast<HeapType*>(received(t, made, metatype));
}

Status take_class_slots(Thread& t, HeapType* cls) {
  auto* c = reinterpret_cast<PyHeapTypeObject*>(cls);
  c->ht_type.tp_as_async = &c->as_async;
  c->ht_type.tp_as_number = &c->as_number;
  c->ht_type.tp_as_sequence = &c->as_sequence;
  c->ht_type.tp_as_mapping = &c->as_mapping;
  if (!c->ht_type.tp_as_buffer && (c->as_buffer.bf_getbuffer || c->as_buffer.bf_releasebuffer))
    c->ht_type.tp_as_buffer = &c->as_buffer;
  fill_core_slots(cls);
  TRY(add_slot_wrappers(t, cls, cls->data->slots));
  cls->data->slots = {};  // they are chosen anew, by what the dict has
  note_class_of_c(cls);
  TRY(add_async_methods(t, cls));
  if (c->ht_type.tp_doc)
    TRY(put(t, cls, names::doc, TRY(doc_without_signature(_PyType_Name(&c->ht_type), c->ht_type.tp_doc))));
  return Status::ok();
}

}  // namespace

void install_class_hooks() { class_hooks = {makes_class_memory, allocate_class, take_class_slots}; }

// Some extensions make types in memory of malloc (numpy does), which the collector does not see: what the type refers
// to is held by its own words. It lives for ever.
static void make_visible(Type* cls) {
  Dl_info info;
  if (is_collectable(cls) || dladdr(cls, &info)) return;
  add_root(cls, reinterpret_cast<char*>(cls) + sizeof(PyTypeObject));
}

namespace {

// Static types that became ready while a module was being loaded, as C had left them. It may write slots after that
// (gi's tp_descr_get), which CPython finds where it looks for them.
struct Readied {
  Type* cls;
  PyTypeObject slots;
};
std::vector<Readied> readied;
std::vector<Type*> unready;  // with instances
int modules_under_way;

bool has_written(const Readied& r) {
  struct Part {
    size_t begin, end;
  };
#define PART(first, behind) \
  { offsetof(PyTypeObject, first), offsetof(PyTypeObject, behind) }
  constexpr Part kParts[] = {PART(tp_dealloc, tp_flags), PART(tp_richcompare, tp_weaklistoffset),
                             PART(tp_iter, tp_methods), PART(tp_descr_get, tp_dictoffset), PART(tp_init, tp_is_gc)};
#undef PART
  auto* now = reinterpret_cast<const char*>(r.cls);
  auto* before = reinterpret_cast<const char*>(&r.slots);
  return std::any_of(std::begin(kParts), std::end(kParts),
                     [&](Part p) { return std::memcmp(now + p.begin, before + p.begin, p.end - p.begin) != 0; });
}

void take_late_slots() {
  for (const Readied& r : std::exchange(readied, {})) {
    if (!has_written(r)) continue;
    fill_core_slots(r.cls);
    new_type_version(r.cls);
    update_specials(r.cls);
  }
}

}  // namespace

MakingModule::MakingModule() { modules_under_way++; }
MakingModule::~MakingModule() {
  take_late_slots();
  modules_under_way--;
  ready_types_of_instances(current_thread());
}

bool any_unready;

void note_type_of_instance(Type* cls) {
  if (is_heap_type(cls)) return;
  unready.push_back(cls);
  any_unready = true;
}

void ready_types_of_instances(Thread& t) {
  if (modules_under_way || !any_unready) return;
  any_unready = false;
  PendingSaved saved(t);
  for (Type* cls : std::exchange(unready, {}))
    if (ready_c_type(t, cls).failed()) report_unraisable(t, cls);
}

void ready_type_of(Thread& t, Object* o) {
  if (o->cls->flags & kTypeReady || is_heap_type(o->cls)) return;
  PendingSaved saved(t);
  if (ready_c_type(t, o->cls).failed()) report_unraisable(t, o->cls);
}

Status ready_c_type(Thread& t, Type* cls) {
  if (cls->flags & kTypeReady) return Status::ok();
  make_visible(cls);
  if (!cls->name) return raise(t, exceptions::SystemError, "Type does not define the tp_name field.");
  if (!(cls->flags & kTypeHeap)) {
    cls->refcount = kRefcountBias;
    cls->flags |= kTypeImmutable;
  }
  TRY(find_bases(t, cls));
  TRY(give_data(t, cls));
  cls->flags |= kTypeDefault;
  bool brings_dict = cls->dict && !(cls->flags & kTypeHeap);
  if (!cls->dict) cls->dict = TRY(new_dict(t));
  count_parts_of_class(cls, brings_dict);
  cls->dict->flags |= kDictNamespace;
  inherit_layout(cls);
  TRY(add_tables(t, cls));
  cls->mro = TRY(compute_mro(t, cls));
  fill_core_slots(cls);
  Slots own = cls->data->slots;  // before it inherits
  inherit_new(borrowed(cls), borrowed(cls->base));
  inherit_from_mro(cls);
  fill_core_slots(cls);
  TRY(add_slot_wrappers(t, cls, own));
  cls->flags |= kTypeReady;
  if (!is_heap_type(cls)) readied.push_back({cls, *borrowed(cls)});
  note_class_of_c(cls);
  return link(t, cls);
}

}  // namespace sidewinder

using namespace sidewinder;

extern "C" int PyType_Ready(PyTypeObject* type) { return ready_c_type(current_thread(), core(type)).failed() ? -1 : 0; }
